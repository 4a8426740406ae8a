//! The text area with its toolbar, preview and keys.

use domain::{ids::SpaceId, pasted::to_markdown};
use leptos::{
    ev::{ClipboardEvent, DragEvent, KeyboardEvent},
    html,
    prelude::*,
    task::spawn_local,
};

use super::{
    super::field::{invalid, keep_equal, note},
    attached::{Attached, BoxFiles},
    change::apply,
    completion::{Completion, Offers},
    edits::{Edit, Format, byte_at, format, own_paragraph},
    readers::Readers,
    toolbar::Toolbar,
};
use crate::{
    api::topics::preview_post,
    i18n::{Messages, use_messages},
    ui::{
        browser::{
            new_id,
            uploading::{carries_files, choose, dropped, pasted as pasted_files},
            writing::{alt_graph, grow, in_background, pasted, selection},
        },
        errors::sentence,
    },
};

/// Access to the box from outside of it.
#[derive(Clone, Copy)]
pub struct WritingHandle {
    field: NodeRef<html::Textarea>,
    previewing: RwSignal<bool>,
}

impl WritingHandle {
    /// Creates the handle that a box gets.
    pub fn new() -> Self {
        Self {
            field: NodeRef::new(),
            previewing: RwSignal::new(false),
        }
    }

    /// Moves the focus to the end of the text.
    pub fn focus(self) {
        if let Some(field) = self.field.get_untracked() {
            let _ = field.focus();
            let end = field.value().encode_utf16().count() as u32;
            let _ = field.set_selection_range(end, end);
        }
    }

    /// Returns whether the box is in the page. Reads a signal that changes with it.
    pub fn is_there(self) -> bool {
        self.field.get().is_some()
    }

    /// Adds a paragraph at the caret while the person may be doing something else. The browser can undo it.
    pub fn insert(self, paragraph: &str) {
        if let Some(field) = self.field.get_untracked() {
            let text = field.value();
            let caret = byte_at(&text, selection(&field).1);
            let edit = own_paragraph(&text, caret, paragraph);
            in_background(&field, || apply(&field, &edit));
        }
    }

    /// Adds text at the end, which the browser can undo, and moves the focus there.
    pub fn append(self, text: &str) {
        self.previewing.set(false);
        if let Some(field) = self.field.get_untracked() {
            let before = field.value();
            let gap = match before.trim_end_matches(' ') {
                "" => "",
                before if before.ends_with("\n\n") => "",
                before if before.ends_with('\n') => "\n",
                _ => "\n\n",
            };
            apply(
                &field,
                &Edit::replace(before.len()..before.len(), format!("{gap}{text}")),
            );
            field.scroll_into_view();
        }
    }
}

impl Default for WritingHandle {
    fn default() -> Self {
        Self::new()
    }
}

fn press(field: NodeRef<html::Textarea>, button: Format) {
    let Some(field) = field.get_untracked() else { return };
    let text = field.value();
    let (start, end) = selection(&field);
    apply(
        &field,
        &format(&text, byte_at(&text, start)..byte_at(&text, end), button),
    );
}

/// Puts pasted HTML into the field as Markdown. Text without formats is left to the browser.
fn paste(event: &ClipboardEvent, field: NodeRef<html::Textarea>) {
    let (Some((tree, plain)), Some(field)) = (pasted(event), field.get_untracked()) else {
        return;
    };
    let markdown = to_markdown(&tree);
    let same = |text: &str| text.split_whitespace().collect::<String>();
    if markdown.is_empty() || same(&markdown) == same(&plain) {
        return;
    }
    event.prevent_default();
    let text = field.value();
    let (start, end) = selection(&field);
    let start = byte_at(&text, start);
    // A list or a table begins on a line of its own.
    let block = markdown.contains('\n') && !text[..start].is_empty() && !text[..start].ends_with('\n');
    let markdown = if block { format!("\n\n{markdown}") } else { markdown };
    apply(&field, &Edit::replace(start..byte_at(&text, end), markdown));
}

/// Takes the files of a paste. Returns whether there were any.
fn paste_files(event: &ClipboardEvent, files: BoxFiles, messages: Messages) -> bool {
    let found = pasted_files(event, |time| messages.with("writing-screenshot", [("time", time)]));
    let any = !found.is_empty();
    if any {
        event.prevent_default();
        files.add.run(found);
    }
    any
}

/// Takes the files of a drop, and keeps them from the page.
fn drop_files(event: &DragEvent, files: BoxFiles) {
    if carries_files(event) {
        event.prevent_default();
        let found = dropped(event);
        spawn_local(async move {
            // The box may be gone by then.
            files.add.try_run(found.await);
        });
    }
}

/// A field for a post. Ctrl+Enter runs `on_send`.
#[component]
pub fn WritingBox(
    #[prop(into)] label: String,
    /// Markdown.
    text: RwSignal<String>,
    /// The space whose people can be mentioned and will read the post.
    space: SpaceId,
    /// The topic in which the post will be. Leave it out for a new topic.
    #[prop(optional)]
    topic: Option<i64>,
    #[prop(into)] on_send: Callback<()>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] handle: Option<WritingHandle>,
    /// What takes the files that are given to the box.
    #[prop(optional)]
    files: Option<BoxFiles>,
    /// Whether the text cannot be changed now, because it is being sent.
    #[prop(optional, into)]
    locked: Signal<bool>,
) -> impl IntoView {
    let messages = use_messages();
    let WritingHandle { field, previewing } = handle.unwrap_or_default();
    let (id, note_id) = (new_id(), new_id());
    let completion = Completion::new(field, space, topic);
    keep_equal!(field, text);
    Effect::new(move |_| {
        text.track();
        if let Some(field) = field.get() {
            grow(&field);
        }
    });
    let on_key = move |event: KeyboardEvent| {
        if event.is_composing() || completion.key(&event) {
            return;
        }
        let control = (event.ctrl_key() || event.meta_key()) && !alt_graph(&event) && !event.shift_key();
        if !control {
            return;
        }
        match event.key().as_str() {
            "Enter" => on_send.run(()),
            "b" | "B" => press(field, Format::Bold),
            "i" | "I" => press(field, Format::Italic),
            _ => return,
        }
        event.prevent_default();
    };
    let attach = files.map(|files| Callback::new(move |()| choose(true, move |found| files.add.run(found))));
    view! {
        <div class="field writing-box">
            <label class="field-label" for=id.clone()>{label}</label>
            <div
                class="writing-frame"
                on:drop=move |event| {
                    if let Some(files) = files {
                        drop_files(&event, files);
                    }
                }
            >
                <div class="writing-head">
                    <Toolbar press=Callback::new(move |button| press(field, button)) attach controls=id.clone()/>
                    <PreviewButton previewing/>
                </div>
                <textarea
                    id=id
                    class="input writing-text"
                    rows="4"
                    role=move || completion.open().then_some("combobox")
                    aria-expanded=move || completion.open().then_some("true")
                    aria-haspopup=move || completion.open().then_some("listbox")
                    aria-autocomplete="list"
                    aria-controls=move || completion.open().then(|| completion.list_id())
                    aria-activedescendant=move || completion.active_id()
                    aria-invalid=invalid(error)
                    aria-describedby=note_id.clone()
                    readonly=move || locked.get()
                    hidden=move || previewing.get()
                    node_ref=field
                    on:input=move |event| {
                        text.set(event_target_value(&event));
                        completion.look();
                    }
                    on:keydown=on_key
                    on:click=move |_| completion.look()
                    on:blur=move |_| completion.close()
                    on:paste=move |event| {
                        if !files.is_some_and(|files| paste_files(&event, files, messages)) {
                            paste(&event, field);
                        }
                    }
                ></textarea>
                <Offers completion/>
                <Preview space text previewing/>
            </div>
            {note(note_id, error, None)}
            {files.map(|files| view! { <Attached files text field/> })}
            <Readers space topic text/>
            <p class="visually-hidden">{messages.text("writing-keys")}</p>
        </div>
    }
    .into_any()
}

#[component]
fn PreviewButton(previewing: RwSignal<bool>) -> impl IntoView {
    let messages = use_messages();
    view! {
        <button
            type="button"
            class="button quiet writing-preview-button"
            aria-pressed=move || previewing.get().to_string()
            on:click=move |_| previewing.update(|on| *on = !*on)
        >
            {messages.text("writing-preview")}
        </button>
    }
    .into_any()
}

/// The post as it will look.
#[component]
fn Preview(space: SpaceId, text: RwSignal<String>, previewing: RwSignal<bool>) -> impl IntoView {
    let messages = use_messages();
    let html = RwSignal::new(String::new());
    let failed = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        if !previewing.get() {
            return html.set(String::new());
        }
        let text = text.get();
        failed.set(None);
        if text.trim().is_empty() {
            return;
        }
        spawn_local(async move {
            match preview_post(space, text).await {
                Ok(rendered) => {
                    html.try_set(rendered);
                }
                Err(failure) => {
                    failed.try_set(Some(sentence(messages, &failure.0)));
                }
            }
        });
    });
    let empty = move || previewing.get() && text.with(|text| text.trim().is_empty());
    view! {
        <div
            class="writing-preview"
            role="region"
            aria-label=messages.text("writing-preview")
            aria-live="polite"
            hidden=move || !previewing.get()
        >
            <div class="prose" inner_html=move || html.get()></div>
            {move || empty().then(|| view! { <p class="muted">{messages.text("writing-preview-empty")}</p> })}
            {move || failed.get().map(|why| view! { <p class="field-note wrong">{why}</p> })}
        </div>
    }
    .into_any()
}
