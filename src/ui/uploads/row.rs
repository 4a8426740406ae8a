//! An upload in the panel.

use leptos::prelude::*;
use uuid::Uuid;

use super::{Item, Phase, PickedFile, Uploads, panel::PANEL, state::SHOWN_EVERY_MS, words};
use crate::{
    i18n::use_messages,
    ui::{
        browser::{after, focus_in, live::is_focus_in, new_id, uploading},
        components::use_toasts,
    },
};

/// Time after which a change is shown for certain, in milliseconds.
const SHOWN_AFTER_MS: u32 = SHOWN_EVERY_MS + 100;

/// The row of an upload: its name, its progress, its state in words, and what can be done.
#[component]
pub fn UploadRow(uploads: Uploads, id: Uuid) -> impl IntoView {
    let messages = use_messages();
    let item = Memo::new(move |_| uploads.read(|queue| queue.get(id).cloned()));
    let with = move |read: fn(&Item) -> bool| item.with(|item| item.as_ref().is_some_and(read));
    let place = move || {
        item.with(|item| {
            let item = item.as_ref()?;
            let folders = item.path.iter().map(|name| format!("{name}/")).collect::<String>();
            Some(folders + &item.name)
        })
    };
    let percent = move || item.with(|item| item.as_ref().map_or(0, |item| item.progress().percent()));
    let (name_id, row_id) = (new_id(), new_id());
    let (label, row) = (name_id.clone(), row_id.clone());
    view! {
        <li class="upload" id=row_id class:stopped=move || with(Item::needs_person)>
            <p class="upload-name" id=name_id>{place}</p>
            <Show when=move || with(|item| item.is_unfinished())>
                <progress aria-labelledby=label.clone() max="100" value=move || percent().to_string()></progress>
            </Show>
            <p class="upload-state">{move || item.with(|item| item.as_ref().map(|item| words::state(messages, item)))}</p>
            <Acts uploads item row/>
        </li>
    }
    .into_any()
}

/// What can be done with an upload in a phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Pause,
    Resume,
    TryAgain,
    SignIn,
    ChooseAgain,
    Allow,
    Cancel,
    Remove,
}

fn acts(item: &Item) -> Vec<Act> {
    match &item.phase {
        Phase::Waiting | Phase::Reading | Phase::Sending | Phase::Retrying => vec![Act::Pause, Act::Cancel],
        Phase::Paused => vec![Act::Resume, Act::Cancel],
        Phase::SignedOut => vec![Act::SignIn, Act::TryAgain, Act::Cancel],
        Phase::NoRoom => vec![Act::TryAgain, Act::Cancel],
        Phase::NoFile { asks: true } => vec![Act::Allow, Act::ChooseAgain, Act::Cancel],
        Phase::NoFile { asks: false } => vec![Act::ChooseAgain, Act::Cancel],
        Phase::Refused(_) if item.may_begin() => vec![Act::TryAgain, Act::Remove],
        Phase::Refused(_) => vec![Act::Remove],
        Phase::Done(_) => Vec::new(),
    }
}

/// Moves the focus to what is left of a row, if the pressed button is no longer there.
fn keep_focus(row: &str) {
    let row = row.to_owned();
    after(SHOWN_AFTER_MS, move || {
        if !is_focus_in("body *") && !focus_in(&row, "button") {
            focus_in(PANEL, "ul");
        }
    });
}

#[component]
fn Acts(uploads: Uploads, item: Memo<Option<Item>>, row: String) -> impl IntoView {
    let messages = use_messages();
    let toasts = use_toasts();
    let possible = Memo::new(move |_| item.with(|item| item.as_ref().map(acts).unwrap_or_default()));
    let id = move || item.with_untracked(|item| item.as_ref().map(|item| item.id));
    let other = move |files: Vec<PickedFile>| {
        if uploads.choose_again(&files) > 0 {
            toasts.show_error(messages.text("upload-other-file"));
        }
    };
    let row = StoredValue::new(row);
    let run = move |act: Act| {
        let Some(id) = id() else { return };
        row.with_value(|row| keep_focus(row));
        let this = move |item: &Item| item.id == id;
        match act {
            Act::Pause => uploads.pause(this),
            Act::Resume | Act::TryAgain => uploads.resume(this),
            Act::ChooseAgain => uploading::choose(true, other),
            Act::Allow => uploads.ask_for_file(id),
            Act::Cancel | Act::Remove => uploads.cancel(this),
            Act::SignIn => {}
        }
    };
    let button = move |act: Act| {
        let name = match act {
            Act::Pause => "upload-pause",
            Act::Resume => "upload-resume",
            Act::TryAgain => "try-again",
            Act::SignIn => {
                // A full page load, so that no state of the old session remains.
                return view! {
                    <a class="button" href="/sign-in" rel="external">{messages.text("sign-in-again")}</a>
                }
                .into_any();
            }
            Act::ChooseAgain => "upload-choose",
            Act::Allow => "upload-allow",
            Act::Cancel => "cancel",
            Act::Remove => "upload-remove",
        };
        view! {
            <button type="button" class="button quiet" on:click=move |_| run(act)>
                {messages.text(name)}
            </button>
        }
        .into_any()
    };
    view! {
        <div class="upload-acts">{move || possible.get().into_iter().map(button).collect_view()}</div>
    }
    .into_any()
}
