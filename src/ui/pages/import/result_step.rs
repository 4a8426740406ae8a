//! Step 5: the result.

use domain::list_query::ImportOutcome;
use leptos::{ev, prelude::*, task::spawn_local};
use spreadsheet::protocol::{Answer, Request};

use crate::{
    api::imports::ImportResult,
    i18n::Messages,
    ui::{
        browser::import_worker::{focus, offer_download},
        components::{Glyph, Icon},
    },
};

use super::{
    actions,
    left_out::{LEFT_OUT, LeftOut},
    page::HEADING,
    undo::UndoImport,
    wizard::{Wizard, stem},
    words,
};

/// The step with a summary, links to the imported spaces, and the rows that were left out.
#[component]
pub fn ResultStep() -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let messages = wizard.messages;
    let result = wizard.result.get_untracked().unwrap_or_default();
    let undoing = RwSignal::new(false);
    let undone = RwSignal::new(false);
    let on_done = Callback::new(move |message: String| {
        undone.set(true);
        wizard.notice.set(Some(message));
    });
    let undo = wizard
        .import_id
        .get_untracked()
        .map(|id| view! { <UndoImport id open=undoing on_done/> });
    view! {
        <section class="import-body">
            <h2 id=HEADING tabindex="-1">{result_summary(messages, &result)}</h2>
            <Links/>
            <p class="import-buttons">
                <a class="button primary" href="/spaces">
                    {messages.text("import-to-list")}
                </a>
                {(result.left_out > 0).then(|| view! { <DownloadWrong/> })}
                <button type="button" class="button" disabled=move || undone.get() on:click=move |_| undoing.set(true)>
                    <Icon glyph=Glyph::Undo/>
                    {messages.text("import-undo")}
                </button>
                <button type="button" class="button quiet" on:click=move |_| actions::start_over(wizard)>
                    {messages.text("import-another")}
                </button>
            </p>
            {undo}
            {(result.left_out > 0).then(|| view! { <LeftOut/> })}
        </section>
    }
}

/// Returns a summary such as '312 spaces added, 4 left out'.
pub fn result_summary(messages: Messages, result: &ImportResult) -> String {
    let first = messages.with("import-result-added", [("count", result.added)]);
    let rest = [
        ("import-result-updated", result.updated),
        ("import-result-skipped", result.skipped),
        ("import-result-left-out", result.left_out),
    ];
    let rest = rest.iter().filter(|(_, count)| *count > 0);
    let rest = rest.map(|(name, count)| messages.with(name, [("count", *count)]));
    std::iter::once(first).chain(rest).collect::<Vec<_>>().join(", ")
}

/// Links to the lists of added, updated and skipped spaces and of the rows that were left out.
#[component]
fn Links() -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let messages = wizard.messages;
    let result = wizard.result.get_untracked().unwrap_or_default();
    let id = wizard.import_id.get_untracked();
    let links = ImportOutcome::ALL.into_iter().filter_map(|outcome| {
        let count = match outcome {
            ImportOutcome::Added => result.added,
            ImportOutcome::Updated => result.updated,
            ImportOutcome::Skipped => result.skipped,
        };
        let id = id.filter(|_| count > 0)?;
        let href = format!("/spaces?import={id}&outcome={}", outcome.as_str());
        let text = messages.with(&format!("import-link-{}", outcome.as_str()), [("count", count)]);
        Some(view! {
            <li>
                <a href=href>{text}</a>
            </li>
        })
    });
    // These rows are no spaces, so the link leads to the list below.
    let left_out = (result.left_out > 0).then(|| {
        let text = messages.with("import-link-left-out", [("count", result.left_out)]);
        let show = move |event: ev::MouseEvent| {
            event.prevent_default();
            focus(LEFT_OUT);
        };
        view! {
            <li>
                <a href=format!("#{LEFT_OUT}") on:click=show>
                    {text}
                </a>
            </li>
        }
    });
    view! { <ul class="import-links">{links.collect_view()} {left_out}</ul> }
}

/// The button that downloads the rows that were left out, to be corrected and imported again.
#[component]
fn DownloadWrong() -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let messages = wizard.messages;
    let download = move |_| {
        spawn_local(async move {
            let words = words::fix_it_words(messages, &wizard.fields.get_untracked());
            match wizard.ask(Request::FixIt { words }, None).await {
                Ok(Answer::FixIt { csv, .. }) => {
                    let name = wizard.file_name.get_untracked();
                    let name = messages.with("import-fix-it-file", [("name", stem(&name).to_owned())]);
                    offer_download(&format!("{name}.csv"), &csv);
                }
                Ok(_) => {}
                Err(error) => wizard.worker_failed(&error),
            }
        });
    };
    view! {
        <button type="button" class="button" on:click=download>
            <Icon glyph=Glyph::Download/>
            {messages.text("import-download-wrong")}
        </button>
    }
}
