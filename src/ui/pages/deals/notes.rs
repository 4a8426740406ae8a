//! The section 'Notes' of a deal's page, newest first.

use domain::{
    deal::{DealNote, note_text},
    error::AppError,
};
use leptos::{prelude::*, task::spawn_local};

use super::live::Live;
use crate::{
    api::deals::{add_deal_note, deal_notes},
    ui::{
        components::{ActivityEntry, DraftPlace, TextArea},
        errors::{reason, sentence},
        pages::lines::{paged_lines, put_newer_first},
        shell::session::use_session,
    },
};

/// The section with a form for a new note and the newest notes.
#[component]
pub fn Notes(live: Live, notes: Vec<DealNote>) -> impl IntoView {
    let messages = live.messages;
    let fetch = move |before| deal_notes(live.id(), before);
    let (notes, older) = paged_lines(notes, messages.text("deal-older-notes"), fetch);
    let now = move || live.shown.with_untracked(|deal| deal.now);
    view! {
        <section class="space-section" aria-labelledby="deal-notes">
            <h2 id="deal-notes">{messages.text("deal-notes")}</h2>
            <p class="muted">{messages.text("deal-notes-help")}</p>
            <NewNote live notes/>
            <ol class="space-activity" aria-labelledby="deal-notes">
                <For each=move || notes.get() key=|note| note.id let:note>
                    <li>
                        <ActivityEntry person=note.author at=note.at now=now()>
                            <p class="deal-note">{note.text}</p>
                        </ActivityEntry>
                    </li>
                </For>
            </ol>
            {older}
        </section>
    }
}

#[component]
fn NewNote(live: Live, notes: RwSignal<Vec<DealNote>>) -> impl IntoView {
    let messages = live.messages;
    let text = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let draft = DraftPlace::new(format!("deals.note.{}.{}", use_session().me.id, live.id()));
    let restore = move |kept: &str| {
        text.set(kept.to_owned());
        true
    };
    draft.follow(restore, move || Some(text.get()).filter(|text| !text.trim().is_empty()));
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let note = match note_text(&text.get_untracked(), 0) {
            Ok(note) => note,
            Err(why) => return wrong.set(Some(reason(messages, &why))),
        };
        wrong.set(None);
        busy.set(true);
        let id = live.id();
        spawn_local(async move {
            match add_deal_note(id, note, Vec::new()).await {
                Ok(_) => {
                    draft.forget();
                    text.try_set(String::new());
                    if let Ok(page) = deal_notes(id, None).await {
                        notes.try_update(|notes| put_newer_first(notes, page));
                    }
                }
                Err(failure) => {
                    let gone = failure.0 == AppError::NotFound;
                    wrong.try_set(Some(sentence(messages, &failure.0)));
                    if gone {
                        live.reload(id).await;
                    }
                }
            }
            busy.try_set(false);
        });
    };
    view! {
        <form class="deal-note-form" method="post" novalidate on:submit=add>
            <TextArea label=messages.text("deal-note") value=text error=wrong rows=3/>
            <button type="submit" class="button" aria-busy=move || busy.get().then_some("true")>
                {messages.text("deal-add-note")}
            </button>
        </form>
    }
}
