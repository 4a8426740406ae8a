//! The list of rows that were not imported, each with its reason, below the result.

use domain::import::Target;
use leptos::{prelude::*, task::spawn_local};
use spreadsheet::protocol::{Answer, Request, Show as Shown, WindowRow};

use super::{wizard::Wizard, words};

/// The id of the list's heading, for the link to it.
pub const LEFT_OUT: &str = "import-left-out";
/// Number of rows that are loaded at first and by each 'Show more'.
const PAGE_SIZE: usize = 100;

/// The list. Its rows come from the worker: only the browser has them.
#[component]
pub fn LeftOut() -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let messages = wizard.messages;
    let rows = RwSignal::new(Vec::<WindowRow>::new());
    let total = RwSignal::new(0);
    let busy = RwSignal::new(false);
    let load = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let request = Request::Window {
                from: rows.with_untracked(Vec::len),
                count: PAGE_SIZE,
                show: Shown::Left,
            };
            match wizard.ask(request, None).await {
                Ok(Answer::Window(window)) => {
                    total.try_set(window.total);
                    rows.try_update(|rows| rows.extend(window.rows));
                }
                Ok(_) => {}
                // The result is shown all the same.
                Err(error) => {
                    wizard.trouble.try_set(Some(words::worker_error(messages, &error)));
                }
            }
            busy.try_set(false);
        });
    };
    Effect::new(move |_| load());
    let more = move || total.get() > rows.with(Vec::len);
    view! {
        <h3 id=LEFT_OUT tabindex="-1">{messages.text("import-left-out-title")}</h3>
        <p class="muted">{messages.text("import-left-out-about")}</p>
        <div class="import-scroll" role="region" tabindex="0" aria-labelledby=LEFT_OUT>
            <table class="import-table left-out-table">
                <thead>
                    <tr>
                        <th scope="col">{messages.text("import-row")}</th>
                        <th scope="col">{messages.text("import-target-name")}</th>
                        <th scope="col">{messages.text("import-fix-it-header")}</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || rows.get() key=|row| row.row let:row>
                        <LeftOutRow row/>
                    </For>
                </tbody>
            </table>
        </div>
        <Show when=more>
            <p class="import-buttons">
                <button type="button" class="button" on:click=move |_| load()>
                    {messages.text("import-left-out-more")}
                </button>
            </p>
        </Show>
    }
    .into_any()
}

#[component]
fn LeftOutRow(row: WindowRow) -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let messages = wizard.messages;
    let (name, reasons) = wizard.mapping.with_untracked(|mapping| {
        wizard.fields.with_untracked(|fields| {
            let column = mapping.columns.iter().position(|target| *target == Some(Target::Name));
            let name = column.and_then(|column| row.cells.get(column)).cloned();
            let reasons = row.wrong.iter().map(|wrong| {
                let target = wrong
                    .column
                    .and_then(|column| mapping.columns.get(column).copied().flatten());
                let reason = words::reason(messages, wrong, fields);
                match target {
                    Some(target) => format!("{}: {reason}", words::target(messages, target, fields)),
                    None => reason,
                }
            });
            (name, reasons.collect::<Vec<_>>())
        })
    });
    let reasons = match (reasons.is_empty(), row.left_out) {
        (false, _) => reasons.join("; "),
        (true, true) => messages.text("import-fix-it-left-out"),
        (true, false) => messages.text("import-fix-it-was-wrong"),
    };
    view! {
        <tr>
            <td>{row.row}</td>
            <th scope="row">{name.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| "—".to_owned())}</th>
            <td>{reasons}</td>
        </tr>
    }
    .into_any()
}
