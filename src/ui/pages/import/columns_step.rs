//! Step 2: the meaning of each column.

use domain::import::{Mapping, Target};
use leptos::prelude::*;
use spreadsheet::protocol::ColumnInfo;

use crate::ui::components::{Glyph, Icon};

use super::{
    actions,
    choose::Choose,
    for_all::{ForAll, SeparatorChoice},
    notations::NotationOf,
    page::HEADING,
    wizard::{Busy, Step, Wizard},
    words,
};

/// The step with the mapping of the columns and the values for all rows.
#[component]
pub fn ColumnsStep() -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let messages = wizard.messages;
    let columns = wizard.opened.with_untracked(|opened| {
        let table = opened.as_ref().and_then(|opened| opened.table.as_ref().ok());
        table.map(|table| table.columns.clone()).unwrap_or_default()
    });
    let columns = columns
        .into_iter()
        .enumerate()
        .map(|(index, column)| view! { <Column index column/> });
    let checking = move || wizard.busy.get() == Some(Busy::Checking);
    view! {
        <section class="import-body">
            <h2 id=HEADING tabindex="-1">{messages.text("import-columns-heading")}</h2>
            <p class="muted">{messages.text("import-columns-help")}</p>
            <ul class="import-columns">{columns.collect_view()}</ul>
            <SeparatorChoice/>
            <ForAll/>
            <Problems/>
            <p class="import-buttons">
                <button type="button" class="button" on:click=move |_| wizard.go(Step::File)>
                    {messages.text("import-back")}
                </button>
                <button
                    type="button"
                    class="button primary"
                    disabled=checking
                    on:click=move |_| actions::go_to_check(wizard)
                >
                    {messages.text("import-continue")}
                </button>
                <span role="status">{move || checking().then(|| messages.text("import-checking"))}</span>
            </p>
        </section>
    }
}

#[component]
fn Column(index: usize, column: ColumnInfo) -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let messages = wizard.messages;
    let left_out = (String::new(), messages.text("import-leave-column-out"));
    let fields = wizard.fields.get_untracked();
    let targets: Vec<Target> = Target::ALL
        .into_iter()
        .chain(fields.iter().map(|field| Target::Custom(field.id)))
        .collect();
    let named = targets.iter().map(|target| {
        let words = words::target(messages, *target, &fields);
        (words::target_key(*target).into_owned(), words)
    });
    let options = std::iter::once(left_out).chain(named).collect();
    let value = Signal::derive(move || {
        let target = wizard
            .mapping
            .with(|mapping| mapping.columns.get(index).copied().flatten());
        target.map(words::target_key).unwrap_or_default().into_owned()
    });
    let on_change = Callback::new(move |key: String| {
        let target = targets.iter().copied().find(|target| words::target_key(*target) == key);
        actions::change_mapping(wizard, |mapping: &mut Mapping| {
            if let Some(column) = mapping.columns.get_mut(index) {
                *column = target;
            }
        });
    });
    let samples = column.samples.iter().map(|sample| {
        view! { <li title=sample.clone()>{sample.clone()}</li> }
    });
    view! {
        <li class="import-column">
            <Choose label=column.name.clone() value options on_change/>
            <ul class="import-samples">{samples.collect_view()}</ul>
            <NotationOf column=index/>
        </li>
    }
    .into_any()
}

/// The problems of the mapping that prevent the next step.
#[component]
fn Problems() -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let messages = wizard.messages;
    view! {
        <div role="alert">
            {move || {
                let problems = wizard.problems.get().into_iter().map(|problem| {
                    view! {
                        <p class="import-note danger">
                            <Icon glyph=Glyph::Warning/>
                            <span>{words::mapping_problem(messages, problem, &wizard.fields.get())}</span>
                        </p>
                    }
                });
                problems.collect_view()
            }}
        </div>
    }
}
