//! A row of the check table: its cells, and what importing it will do.

use domain::{
    error::Field,
    ids::SpaceId,
    import::{RowAction, RowChoice, Target},
};
use leptos::{prelude::*, task::spawn_local};
use spreadsheet::protocol::{Request, WindowRow};

use super::{actions, check_cell::CheckCell, check_table::TableView, choose::Choose, words};

/// A row of the file.
#[component]
pub fn CheckRow(table: TableView, place: usize, row: WindowRow) -> impl IntoView {
    let messages = table.wizard.messages;
    let number = row.row;
    let fields = table.wizard.fields.get_untracked();
    let cells = table.columns.get_value().into_iter().map(|(column, header)| {
        let wrong = row
            .wrong
            .iter()
            .filter(|wrong| wrong.column == Some(column) && !row.left_out);
        let previous = row
            .differences
            .iter()
            .find(|difference| difference.column == Some(column));
        let previous = previous
            .filter(|_| !row.left_out)
            .map(|difference| words::previous_value(messages, difference));
        let wrong: Vec<String> = wrong
            .map(|wrong| words::reason_in_check(messages, wrong, &fields))
            .collect();
        let reads = row.reads.iter().find(|(place, _)| *place == column);
        let reads = reads
            .filter(|_| !row.left_out)
            .map(|(_, value)| messages.with("import-reads-as", [("value", value.as_str())]));
        view! {
            <CheckCell
                table
                row=number
                column
                header
                text=row.cells.get(column).cloned().unwrap_or_default()
                cut=row.cut.contains(&column)
                edited=row.edited.contains(&column)
                note=cell_note(reads, previous)
                wrong=(!wrong.is_empty()).then(|| wrong.join("; "))
            />
        }
    });
    view! {
        <tr
            aria-rowindex=place + 2
            class:wrong=!row.wrong.is_empty() && !row.left_out
            class:left-out=row.left_out
        >
            <th scope="row">{number}</th>
            {cells.collect_view()}
            <td class="check-action">
                <RowActions table row=row.clone()/>
            </td>
        </tr>
    }
    .into_any()
}

/// Returns the note below a cell's text: the value that was read from it and the space's current value.
fn cell_note(reads: Option<String>, previous: Option<String>) -> Option<String> {
    let parts: Vec<String> = reads.into_iter().chain(previous).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// The last cell of a row: what importing it will do, and the choices for this row.
#[component]
fn RowActions(table: TableView, row: WindowRow) -> impl IntoView {
    let wizard = table.wizard;
    let messages = wizard.messages;
    let (number, left_out) = (row.row, row.left_out);
    // An error in a value for all rows belongs to no cell.
    let beside = row.wrong.iter().find(|wrong| wrong.column.is_none() && !left_out);
    let beside = beside.map(|wrong| {
        let fields = wizard.fields.get_untracked();
        let place = match wrong.field {
            Field::Custom(id) => words::target(messages, Target::Custom(id), &fields),
            _ => messages.text("import-for-all"),
        };
        format!("{place}: {}", words::reason_in_check(messages, wrong, &fields))
    });
    let toggle = match left_out {
        true => ("import-take-in", "import-take-in-row"),
        false => ("import-leave-out", "import-leave-out-row"),
    };
    view! {
        <span class="check-what">{what_happens(table, &row)}</span>
        {(!row.candidates.is_empty() && !left_out).then(|| view! { <RowChoiceSelect table row=row.clone()/> })}
        <button
            type="button"
            class="button quiet"
            aria-label=messages.with(toggle.1, [("row", number.to_string())])
            on:click=move |_| {
                spawn_local(actions::change_row(wizard, Request::LeaveOut { row: number, out: !left_out }));
            }
        >
            {messages.text(toggle.0)}
        </button>
        {(row.closed && !left_out).then(|| {
            view! { <span class="cell-reason">{messages.text("import-row-closed")}</span> }
        })}
        {(row.changed_since && !left_out).then(|| {
            view! { <span class="cell-reason">{messages.text("import-changed-since")}</span> }
        })}
        {beside.map(|text| view! { <span class="cell-reason" title=text.clone()>{text.clone()}</span> })}
    }
    .into_any()
}

fn what_happens(table: TableView, row: &WindowRow) -> String {
    let messages = table.wizard.messages;
    if row.left_out {
        return messages.text("import-row-left-out");
    }
    if !row.wrong.is_empty() {
        return messages.text("import-row-wrong");
    }
    match row.action {
        Some(RowAction::Create { .. }) => messages.text("import-row-add"),
        Some(RowAction::Update { .. }) => messages.text("import-row-update"),
        Some(RowAction::Unchanged { .. }) => messages.text("import-row-unchanged"),
        Some(RowAction::Skip { .. }) => messages.text("import-row-skip"),
        None => String::new(),
    }
}

/// The choice of what to do with a row whose name exists already.
#[component]
fn RowChoiceSelect(table: TableView, row: WindowRow) -> impl IntoView {
    let wizard = table.wizard;
    let messages = wizard.messages;
    let number = row.row;
    let mut options = vec![
        (String::new(), messages.text("import-choice-as-all")),
        (String::from("create"), messages.text("import-existing-create")),
        (String::from("skip"), messages.text("import-existing-skip")),
    ];
    let several = row.candidates.len() > 1;
    for candidate in row.candidates {
        let name = match several {
            true => messages.with("import-choice-update", [("space", described(table, candidate))]),
            false => messages.text("import-existing-update"),
        };
        options.push((candidate.to_string(), name));
    }
    let value = Signal::derive(move || {
        let chosen = wizard.mapping.with(|mapping| mapping.choices.get(&number).copied());
        match chosen {
            None => String::new(),
            Some(RowChoice::Create) => String::from("create"),
            Some(RowChoice::Skip) => String::from("skip"),
            Some(RowChoice::Update(space)) => space.to_string(),
        }
    });
    let on_change = Callback::new(move |key: String| {
        let choice = match key.as_str() {
            "" => None,
            "create" => Some(RowChoice::Create),
            "skip" => Some(RowChoice::Skip),
            space => space.parse().ok().map(RowChoice::Update),
        };
        wizard.mapping.update(|mapping| {
            match choice {
                Some(choice) => mapping.choices.insert(number, choice),
                None => mapping.choices.remove(&number),
            };
        });
        spawn_local(actions::change_row(wizard, Request::ChooseRow { row: number, choice }));
    });
    view! {
        <Choose
            label=messages.with("import-choice", [("row", number.to_string())])
            label_hidden=true
            value
            options
            on_change
        />
    }
}

/// Returns visibility and owner of a space, which distinguish spaces of the same name.
fn described(table: TableView, id: SpaceId) -> String {
    let messages = table.wizard.messages;
    table.wizard.context.with_value(|context| {
        let mut known = context.spaces.iter().chain(&context.named.spaces);
        let Some(space) = known.find(|space| space.id == id) else {
            return id.to_string();
        };
        let owner = context.named.people.iter().find(|person| person.id == space.owner);
        let level = messages.text(&format!("visibility-{}", space.visibility.as_str()));
        format!(
            "{level}, {}",
            owner.map(|owner| owner.name.as_str()).unwrap_or_default()
        )
    })
}
