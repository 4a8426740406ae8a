//! The section 'Notes' of a deal's page, newest first.

use domain::{
    deal::{DealNote, note_text},
    error::{AppError, Field, Reason},
    ids::DealId,
};
use leptos::{prelude::*, task::spawn_local};

use super::{
    live::Live,
    note_files::{CardsOfFiles, NoteDraft, NoteFiles},
};
use crate::{
    api::deals::{add_deal_note, deal_notes},
    ui::{
        components::{ActivityEntry, DraftPlace, TextArea},
        errors::{reason, sentence},
        pages::lines::{paged_lines, put_newer_first},
        shell::session::use_session,
        uploads::{DropFiles, DropInto},
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
                            {(!note.text.is_empty()).then(|| view! { <p class="deal-note">{note.text}</p> })}
                            <CardsOfFiles files=note.files/>
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
    let there = RwSignal::new(Vec::new());
    let restore = move |kept: &str| {
        let kept = NoteDraft::read(kept);
        text.set(kept.text);
        there.set(kept.files);
        true
    };
    draft.follow(restore, move || NoteDraft::of(text, there).write());
    // After the draft is restored, so that complete uploads are added to it.
    let files = NoteFiles::open(live.id(), there);
    let place = Signal::derive(move || {
        Some(DropInto {
            destination: files.destination,
            words: messages.text("drop-into-note"),
        })
    });
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() || untrack(|| files.waiting()) > 0 {
            return;
        }
        let attached = files.ids();
        let note = match note_text(&text.get_untracked(), attached.len()) {
            Ok(note) => note,
            Err(why) => return wrong.set(Some(reason(messages, &why))),
        };
        wrong.set(None);
        busy.set(true);
        let id = live.id();
        spawn_local(async move {
            match add_deal_note(id, note, attached).await {
                Ok(_) => {
                    draft.forget();
                    text.try_set(String::new());
                    files.forget();
                    show_newest(notes, id).await;
                }
                Err(failure) => {
                    let lost = files.remove_unknown(&unknown_files(&failure.0));
                    wrong.try_set(Some(match lost.is_empty() {
                        true => sentence(messages, &failure.0),
                        false => messages.with("deal-note-files-gone", [("names", lost.join(", "))]),
                    }));
                    if !lost.is_empty() {
                        // A note that was added before may have them, if its answer was lost.
                        show_newest(notes, id).await;
                    }
                    if failure.0 == AppError::NotFound {
                        live.reload(id).await;
                    }
                }
            }
            busy.try_set(false);
        });
    };
    view! {
        <DropFiles place/>
        <form class="deal-note-form" method="post" novalidate on:submit=add>
            <TextArea label=messages.text("deal-note") value=text error=wrong rows=3/>
            {files.list()}
            <div class="form-actions">
                <button
                    type="submit"
                    class="button"
                    aria-busy=move || busy.get().then_some("true")
                    aria-disabled=move || (files.waiting() > 0).then_some("true")
                >
                    {move || match files.waiting() {
                        0 => messages.text("deal-add-note"),
                        count => messages.with("writing-wait-for-files", [("count", count)]),
                    }}
                </button>
                {files.button()}
            </div>
            <p class="form-wait" role="status">
                {move || (files.waiting() > 0).then(|| messages.text("deal-note-wait"))}
            </p>
        </form>
    }
}

async fn show_newest(notes: RwSignal<Vec<DealNote>>, deal: DealId) {
    if let Ok(page) = deal_notes(deal, None).await {
        notes.try_update(|notes| put_newer_first(notes, page));
    }
}

/// Returns the ids of the files that the server did not find.
fn unknown_files(error: &AppError) -> Vec<String> {
    let AppError::Invalid(wrong) = error else {
        return Vec::new();
    };
    let of_files = wrong.iter().filter(|error| error.field == Field::Files);
    of_files
        .filter_map(|error| match &error.reason {
            Reason::Unknown { value } => Some(value.clone()),
            _ => None,
        })
        .collect()
}
