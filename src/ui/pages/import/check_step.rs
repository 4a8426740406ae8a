//! Step 3: the table of all rows with what importing each will do and what is wrong with it.

use leptos::prelude::*;
use spreadsheet::protocol::{Show as Shown, Totals};

use super::{
    check_policies::Policies,
    check_table::{CheckTable, TableView, next_wrong},
    page::HEADING,
    sending,
    wizard::{Busy, Step, Wizard},
};

/// The step with the decisions for all rows, the table and the button that starts the import.
#[component]
pub fn CheckStep() -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let messages = wizard.messages;
    let table = TableView::new(wizard);
    let totals = wizard.totals;
    view! {
        <section class="import-body import-check">
            <h2 id=HEADING tabindex="-1">{messages.text("import-check-heading")}</h2>
            <Policies/>
            <div class="import-toolbar">
                <p role="status">{move || summary(wizard, totals.get())}</p>
                <button
                    type="button"
                    class="button"
                    disabled=move || totals.get().wrong == 0
                    on:click=move |_| next_wrong(table)
                >
                    {messages.text("import-next-error")}
                </button>
                <ShowChoice table/>
            </div>
            <CheckTable table/>
            <CheckButtons/>
        </section>
    }
}

fn summary(wizard: Wizard, totals: Totals) -> String {
    let messages = wizard.messages;
    if wizard.busy.get() == Some(Busy::Checking) {
        return messages.text("import-checking");
    }
    let parts = [
        ("import-count-wrong", totals.wrong),
        ("import-count-add", totals.add),
        ("import-count-update", totals.update),
        ("import-count-changed-since", totals.changed_since),
        ("import-count-unchanged", totals.unchanged),
        ("import-count-skip", totals.skip),
        ("import-count-left-out", totals.left_out),
    ];
    let parts = parts
        .iter()
        .enumerate()
        .filter(|(place, (_, count))| *place == 0 || *count > 0)
        .map(|(_, (name, count))| messages.with(name, [("count", *count)]));
    parts.collect::<Vec<_>>().join(" · ")
}

#[component]
fn ShowChoice(table: TableView) -> impl IntoView {
    let messages = table.wizard.messages;
    let choice = move |shown: Shown, name: String| {
        view! {
            <label class="import-radio">
                <input
                    type="radio"
                    name="import-show"
                    prop:checked=move || table.show.get() == shown
                    on:change=move |_| table.show.set(shown)
                />
                {name}
            </label>
        }
    };
    view! {
        <fieldset class="import-show">
            <legend class="visually-hidden">{messages.text("import-show")}</legend>
            {choice(Shown::All, messages.text("import-show-all"))}
            {choice(Shown::Wrong, messages.text("import-show-wrong"))}
        </fieldset>
    }
}

#[component]
fn CheckButtons() -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let messages = wizard.messages;
    let totals = wizard.totals;
    let label = move || {
        let totals = totals.get();
        let import = messages.with("import-start", [("count", totals.imported())]);
        match totals.wrong + totals.left_out {
            0 => import,
            out => messages.with("import-start-leaving", [("import", import), ("out", out.to_string())]),
        }
    };
    let nothing = move || totals.get().imported() == 0;
    view! {
        <p class="import-buttons">
            <button type="button" class="button" on:click=move |_| wizard.go(Step::Columns)>
                {messages.text("import-back")}
            </button>
            <button
                type="button"
                class="button primary"
                disabled=move || nothing() || wizard.busy.get().is_some()
                on:click=move |_| sending::start(wizard)
            >
                {label}
            </button>
            <span class="muted">{move || nothing().then(|| messages.text("import-nothing-right"))}</span>
        </p>
    }
}
