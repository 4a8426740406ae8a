//! The files of a text that is being written: those on their way, and those that are there.

use domain::ids::FileId;
use leptos::{html, prelude::*};
use uuid::Uuid;

use super::{
    super::{Glyph, Icon},
    change::apply,
    named::{Named, named, removal},
};
use crate::{i18n::use_messages, ui::browser::uploading::PickedFile};

/// A file that is on its way into the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coming {
    pub upload: Uuid,
    pub name: String,
    /// The part that has arrived, in hundredths.
    pub percent: u32,
    /// What happens to it, in words.
    pub state: String,
    /// Whether it cannot go on by itself.
    pub stopped: bool,
    /// Whether it may be tried again.
    pub again: bool,
}

/// What takes the files that are given to a box.
#[derive(Clone, Copy)]
pub struct BoxFiles {
    pub add: Callback<Vec<PickedFile>>,
    pub coming: Signal<Vec<Coming>>,
    pub cancel: Callback<Uuid>,
    pub retry: Callback<Uuid>,
}

/// The list of files below a post. Those that are there are named by its text.
#[component]
pub(super) fn Attached(files: BoxFiles, text: RwSignal<String>, field: NodeRef<html::Textarea>) -> impl IntoView {
    let there = Memo::new(move |_| {
        let mut there = text.with(|text| named(text));
        // A file that is named twice has one entry.
        let mut known = Vec::new();
        there.retain(|named: &Named| {
            let new = !known.contains(&named.file);
            known.push(named.file);
            new
        });
        there
            .into_iter()
            .map(|named| (named.file.0, named.name))
            .collect::<Vec<_>>()
    });
    let remove = Callback::new(move |file| {
        let Some(field) = field.get_untracked() else { return };
        if let Some(edit) = removal(&field.value(), FileId(file)) {
            apply(&field, &edit);
        }
    });
    let refocus = Callback::new(move |()| {
        if let Some(field) = field.get_untracked() {
            let _ = field.focus();
        }
    });
    view! { <AttachedFiles files there remove refocus/> }
}

/// A list of files that are being attached.
#[component]
pub fn AttachedFiles(
    files: BoxFiles,
    /// The files that are complete: their ids and names.
    #[prop(into)]
    there: Signal<Vec<(Uuid, String)>>,
    /// Removes a file that is complete.
    remove: Callback<Uuid>,
    /// Focuses what the person goes on with, when an entry is gone together with its button.
    refocus: Callback<()>,
) -> impl IntoView {
    let messages = use_messages();
    let coming = Memo::new(move |_| files.coming.get());
    let ids = Memo::new(move |_| coming.with(|coming| coming.iter().map(|one| one.upload).collect::<Vec<_>>()));
    let some = Memo::new(move |_| !ids.with(Vec::is_empty) || !there.with(Vec::is_empty));
    view! {
        <Show when=move || some.get()>
            <ul class="attached" aria-label=messages.text("writing-attached")>
                <For each=move || ids.get() key=|id| *id let:id>
                    <ComingFile files coming id refocus/>
                </For>
                <For each=move || there.get() key=Clone::clone let:named>
                    <li class="attached-file">
                        <Icon glyph=Glyph::Paperclip/>
                        <span class="attached-name">{named.1.clone()}</span>
                        <Remove name=named.1 press=Callback::new(move |()| remove.run(named.0))/>
                    </li>
                </For>
            </ul>
        </Show>
    }
    .into_any()
}

/// A file on its way, with its progress.
#[component]
fn ComingFile(files: BoxFiles, coming: Memo<Vec<Coming>>, id: Uuid, refocus: Callback<()>) -> impl IntoView {
    let messages = use_messages();
    let this = Memo::new(move |_| coming.with(|coming| coming.iter().find(|one| one.upload == id).cloned()));
    let with = move |read: fn(&Coming) -> bool| this.with(|this| this.as_ref().is_some_and(read));
    let name = this.with_untracked(|this| this.as_ref().map(|this| this.name.clone()).unwrap_or_default());
    let percent = move || {
        this.with(|this| this.as_ref().map_or(0, |this| this.percent))
            .to_string()
    };
    let state = move || this.with(|this| this.as_ref().map(|this| this.state.clone()));
    let label = name.clone();
    let cancel = move |()| {
        files.cancel.run(id);
        refocus.run(());
    };
    view! {
        <li class="attached-file" class:stopped=move || with(|this| this.stopped)>
            <Icon glyph=Glyph::Paperclip/>
            <span class="attached-name">{name.clone()}</span>
            <Show when=move || !with(|this| this.stopped)>
                <progress aria-label=label.clone() max="100" value=percent></progress>
            </Show>
            <span class="attached-state">{state}</span>
            <Show when=move || with(|this| this.again)>
                <button type="button" class="button quiet" on:click=move |_| files.retry.run(id)>
                    {messages.text("try-again")}
                </button>
            </Show>
            <Remove name=name.clone() press=Callback::new(cancel)/>
        </li>
    }
    .into_any()
}

#[component]
fn Remove(name: String, press: Callback<()>) -> impl IntoView {
    let label = use_messages().with("writing-attached-remove", [("name", name)]);
    view! {
        <button
            type="button"
            class="button icon quiet"
            aria-label=label.clone()
            title=label
            on:click=move |_| press.run(())
        >
            <Icon glyph=Glyph::X/>
        </button>
    }
    .into_any()
}
