//! An upload in the panel.

use leptos::prelude::*;
use uuid::Uuid;

use super::{Item, Phase, PickedFile, Uploads, words};
use crate::{
    i18n::use_messages,
    ui::{
        browser::{new_id, uploading},
        components::use_toasts,
    },
};

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
    let name_id = new_id();
    let label = name_id.clone();
    view! {
        <li class="upload" class:stopped=move || with(Item::needs_person)>
            <p class="upload-name" id=name_id>{place}</p>
            <Show when=move || with(|item| item.is_unfinished())>
                <progress aria-labelledby=label.clone() max="100" value=move || percent().to_string()></progress>
            </Show>
            <p class="upload-state">{move || item.with(|item| item.as_ref().map(|item| words::state(messages, item)))}</p>
            <Acts uploads item/>
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

#[component]
fn Acts(uploads: Uploads, item: Memo<Option<Item>>) -> impl IntoView {
    let messages = use_messages();
    let toasts = use_toasts();
    let possible = Memo::new(move |_| item.with(|item| item.as_ref().map(acts).unwrap_or_default()));
    let id = move || item.with_untracked(|item| item.as_ref().map(|item| item.id));
    let other = move |files: Vec<PickedFile>| {
        if uploads.choose_again(&files) > 0 {
            toasts.show_error(messages.text("upload-other-file"));
        }
    };
    let run = move |act: Act| {
        let Some(id) = id() else { return };
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
