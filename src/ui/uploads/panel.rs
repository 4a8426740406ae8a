//! The panel with the uploads of the tab, in the corner of every page.

use leptos::prelude::*;
use uuid::Uuid;

use super::{Phase, Summary, Uploads, row::UploadRow, words};
use crate::{
    i18n::{Messages, use_messages},
    ui::{
        browser::{after, new_id, uploading},
        components::{Glyph, Icon},
    },
};

/// The id of the panel.
pub(super) const PANEL: &str = "uploads";
/// Maximum number of uploads that the panel lists.
const ROWS: usize = 100;
/// Time between two announcements, in milliseconds.
const ANNOUNCED_EVERY_MS: u32 = 5_000;

/// Carries the uploads of earlier pages on, and shows all uploads while there are any.
#[component]
pub fn UploadsPanel() -> impl IntoView {
    let messages = use_messages();
    let uploads = Uploads::expect();
    uploads.carry_on();
    let shown = Memo::new(move |_| uploads.need_panel());
    let said = announce(uploads, messages);
    view! {
        // The live region exists from the start, so that screen readers announce what appears in it.
        <p class="visually-hidden" role="status">{move || said.get()}</p>
        <Show when=move || shown.get()>
            <Panel uploads/>
        </Show>
    }
    .into_any()
}

/// Returns what is announced: how many files are complete, not more often than every few seconds.
fn announce(uploads: Uploads, messages: Messages) -> RwSignal<String> {
    let said = RwSignal::new(String::new());
    let resting = StoredValue::new(false);
    let counts = Memo::new(move |_| {
        let summary = uploads.summary();
        Summary {
            progress: None,
            ..summary
        }
    });
    let say = move || {
        let words = counts
            .try_get_untracked()
            .map(|counts| words::announcement(messages, &counts));
        if let Some(words) = words
            && said.try_with_untracked(|said| *said != words) == Some(true)
        {
            said.set(words);
        }
    };
    Effect::new(move |_| {
        counts.track();
        if resting.get_value() {
            return;
        }
        say();
        resting.set_value(true);
        after(ANNOUNCED_EVERY_MS, move || {
            if resting.try_set_value(false).is_none() {
                say();
            }
        });
    });
    said
}

#[component]
fn Panel(uploads: Uploads) -> impl IntoView {
    let messages = use_messages();
    let open = RwSignal::new(true);
    let list = new_id();
    let summary = Memo::new(move |_| uploads.summary());
    let over = Memo::new(move |_| summary.with(|all| all.going == 0));
    view! {
        <section class="uploads" id=PANEL aria-label=messages.text("uploads")>
            <div class="uploads-head">
                <p class="uploads-summary">{move || summary.with(|all| words::summary(messages, all))}</p>
                <button
                    type="button"
                    class="button icon quiet"
                    aria-label=messages.text("uploads-toggle")
                    title=messages.text("uploads-toggle")
                    aria-expanded=move || open.get().to_string()
                    aria-controls=list.clone()
                    on:click=move |_| open.update(|open| *open = !*open)
                >
                    {move || {
                        let glyph = if open.get() { Glyph::ChevronDown } else { Glyph::ArrowUp };
                        view! { <Icon glyph/> }
                    }}
                </button>
                <Show when=move || over.get()>
                    <Close uploads summary/>
                </Show>
            </div>
            <progress
                aria-label=messages.text("uploads-progress")
                max="100"
                value=move || summary.with(|all| all.progress.map_or(0, |all| all.percent())).to_string()
            ></progress>
            <div class="uploads-body" id=list hidden=move || !open.get()>
                <List uploads/>
                <ForAll uploads summary/>
            </div>
        </section>
    }
    .into_any()
}

/// The button that empties the panel, when nothing is going on and nothing would be lost.
#[component]
fn Close(uploads: Uploads, summary: Memo<Summary>) -> impl IntoView {
    let messages = use_messages();
    let lossless = move || summary.with(|all| all.paused == 0 && all.stopped == all.refused);
    view! {
        <Show when=lossless>
            <button
                type="button"
                class="button icon quiet"
                aria-label=messages.text("close")
                title=messages.text("close")
                on:click=move |_| uploads.cancel(|_| true)
            >
                <Icon glyph=Glyph::X/>
            </button>
        </Show>
    }
    .into_any()
}

#[component]
fn List(uploads: Uploads) -> impl IntoView {
    let messages = use_messages();
    let rows = Memo::new(move |_| uploads.read(|queue| queue.rows(ROWS)));
    let more = Memo::new(move |_| uploads.read(|queue| queue.items().len().saturating_sub(ROWS)));
    view! {
        // It scrolls, also by keyboard.
        <ul class="uploads-list" aria-label=messages.text("uploads-list") tabindex="0">
            <For each=move || rows.get() key=|id: &Uuid| *id let:id>
                <UploadRow uploads id/>
            </For>
        </ul>
        {move || {
            let more = more.get();
            (more > 0).then(|| view! { <p class="muted uploads-more">{messages.with("uploads-more", [("count", more)])}</p> })
        }}
    }
    .into_any()
}

/// The buttons for all uploads, of which only those are shown that would do something.
#[component]
fn ForAll(uploads: Uploads, summary: Memo<Summary>) -> impl IntoView {
    let messages = use_messages();
    let button = move |name: &'static str, shown: fn(&Summary) -> bool, act: fn(Uploads)| {
        view! {
            <Show when=move || summary.with(shown)>
                <button type="button" class="button quiet" on:click=move |_| act(uploads)>
                    {messages.text(name)}
                </button>
            </Show>
        }
    };
    view! {
        <div class="uploads-all">
            {button("uploads-choose-again", |all| all.lacking > 1, |uploads| {
                uploading::choose(true, move |files| {
                    uploads.choose_again(&files);
                });
            })}
            {button("uploads-pause-all", |all| all.going > 1, |uploads| uploads.pause(|_| true))}
            {button("uploads-resume-all", |all| all.paused > 1, |uploads| {
                uploads.resume(|item| item.phase == Phase::Paused);
            })}
            {button("uploads-cancel-all", |all| all.files - all.done > 1, |uploads| {
                uploads.cancel(|item| !item.is_done());
            })}
        </div>
    }
    .into_any()
}
