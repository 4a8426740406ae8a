//! A cell of the check table: its text, why it is wrong, and the field that edits it in place.

use domain::text::revealed;
use leptos::{ev, prelude::*, task::spawn_local};
use spreadsheet::protocol::{Answer, Request};

use crate::ui::browser::import_worker::{focus, wait};

use super::{
    actions,
    check_table::{Editing, TableView, cell_id},
};

/// A cell with its text. A click or Enter edits it.
#[component]
pub fn CheckCell(
    table: TableView,
    row: u32,
    column: usize,
    header: String,
    text: String,
    cut: bool,
    edited: bool,
    /// The value that was read from the text, and the space's current value, where they differ from the text.
    note: Option<String>,
    wrong: Option<String>,
) -> impl IntoView {
    let messages = table.wizard.messages;
    let label = messages.with("import-cell", [("column", header), ("row", row.to_string())]);
    let label = StoredValue::new(label);
    let text = StoredValue::new(text);
    let is_wrong = wrong.is_some();
    let reason_id = format!("{}-why", cell_id(row, column));
    let described = StoredValue::new(is_wrong.then(|| reason_id.clone()));
    let edits = Memo::new(move |_| {
        table.editing.with(|editing| {
            editing
                .as_ref()
                .is_some_and(|cell| cell.row == row && cell.column == column)
        })
    });
    let shown = move || match edits.get() {
        true => view! { <CellField table row column label=label.get_value()/> }.into_any(),
        false => {
            let text = text.get_value();
            let empty = text.trim().is_empty();
            // A wrong cell shows invisible characters, so that it never looks like a right one.
            let value = match is_wrong {
                true if !text.is_empty() => revealed(&text).into_owned(),
                _ if empty => String::from("—"),
                _ => text.clone(),
            };
            let name = empty.then(|| messages.with("import-cell-empty", [("cell", label.get_value())]));
            view! {
                <button
                    type="button"
                    class="check-value"
                    id=cell_id(row, column)
                    title=text.clone()
                    aria-label=name
                    aria-describedby=described.get_value()
                    on:click={
                        let text = text.clone();
                        move |_| edit(table, row, column, text.clone(), cut)
                    }
                >
                    {value}
                </button>
            }
            .into_any()
        }
    };
    view! {
        <td class="check-cell" class:wrong=is_wrong class:edited=edited>
            {shown}
            {note.map(|text| view! { <span class="cell-before" title=text.clone()>{text.clone()}</span> })}
            {wrong.map(|reason| {
                view! {
                    <span class="cell-reason" id=reason_id title=reason.clone()>
                        {reason.clone()}
                    </span>
                }
            })}
        </td>
    }
    .into_any()
}

/// Opens the field. A text that was shortened is fetched in full first.
fn edit(table: TableView, row: u32, column: usize, text: String, cut: bool) {
    spawn_local(async move {
        let text = match cut {
            true => match table.wizard.ask(Request::Cell { row, column }, None).await {
                Ok(Answer::Cell { text }) => text,
                _ => return,
            },
            false => text,
        };
        table.editing.try_set(Some(Editing { row, column, text }));
        wait(0).await;
        focus(FIELD);
    });
}

const FIELD: &str = "import-cell-field";

/// The field in place of a cell: Enter saves, Escape cancels.
#[component]
fn CellField(table: TableView, row: u32, column: usize, label: String) -> impl IntoView {
    let before = table
        .editing
        .with_untracked(|editing| editing.as_ref().map(|cell| cell.text.clone()));
    let before = before.unwrap_or_default();
    let several_lines = before.contains('\n');
    let typed = RwSignal::new(before.clone());
    let close = move |save: bool, refocus: bool| {
        let open = table.editing.try_with_untracked(|editing| {
            editing
                .as_ref()
                .is_some_and(|cell| cell.row == row && cell.column == column)
        });
        if open != Some(true) {
            return;
        }
        let Some(text) = typed.try_get_untracked() else {
            return;
        };
        let changed = table
            .editing
            .try_with_untracked(|editing| editing.as_ref().is_some_and(|cell| cell.text != text));
        table.editing.set(None);
        spawn_local(async move {
            if save && changed == Some(true) {
                actions::change_row(table.wizard, Request::EditCell { row, column, text }).await;
            }
            if refocus {
                // The row is rendered again before its cell can take the focus.
                wait(60).await;
                focus(&cell_id(row, column));
            }
        });
    };
    let on_key = move |event: ev::KeyboardEvent| match event.key().as_str() {
        // In a text of several lines, Shift+Enter inserts a line break.
        "Enter" if !event.shift_key() && !event.is_composing() => {
            event.prevent_default();
            close(true, true);
        }
        "Escape" => {
            event.prevent_default();
            event.stop_propagation();
            close(false, true);
        }
        _ => {}
    };
    match several_lines {
        true => view! {
            <textarea
                id=FIELD
                class="check-field"
                aria-label=label
                prop:value=before
                on:input=move |event| typed.set(event_target_value(&event))
                on:keydown=on_key
                on:blur=move |_| close(true, false)
            ></textarea>
        }
        .into_any(),
        false => view! {
            <input
                id=FIELD
                type="text"
                class="check-field"
                aria-label=label
                autocomplete="off"
                prop:value=before
                on:input=move |event| typed.set(event_target_value(&event))
                on:keydown=on_key
                on:blur=move |_| close(true, false)
            />
        }
        .into_any(),
    }
}
