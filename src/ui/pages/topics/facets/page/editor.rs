//! The form in which a page is edited.

use domain::{
    error::AppError,
    topic::{page::PageConflict, post_text},
};
use leptos::{prelude::*, task::spawn_local};

use super::{
    super::super::{
        draft_files::{DraftFiles, SendButton},
        drafts::Drafts,
        pending::OtherDrafts,
        text_change::on_change,
        thread_state::ThreadState,
    },
    editing::{PageEditing, use_page_editing},
};
use crate::{
    api::{pages::edit_page, topics::post_source},
    ui::{
        components::{ConflictRow, ConflictTable, FailureNote, Skeleton, WritingBox, WritingHandle},
        errors::{reason, sentence},
        outbox::Destination,
    },
};

/// The document when the form was opened.
#[derive(Clone, Copy)]
struct Opened {
    number: i64,
    /// When it was first written.
    written: i64,
    version: i64,
}

/// The form, once the text is loaded.
#[component]
pub fn PageEditor(state: ThreadState) -> impl IntoView {
    let loaded = RwSignal::new(None::<Result<(Opened, String), AppError>>);
    let load = Callback::new(move |()| {
        loaded.set(None);
        // The version is not newer than the text, so a change in between becomes a conflict.
        let opened = state.page_untracked(|page| Opened {
            number: page.document.number,
            written: page.document.at,
            version: page.document.version,
        });
        let Some(opened) = opened else { return };
        spawn_local(async move {
            let answer = post_source(state.address(), opened.number).await;
            loaded.try_set(Some(answer.map(|text| (opened, text)).map_err(|failure| failure.0)));
        });
    });
    Effect::new(move |_| load.run(()));
    move || match loaded.get() {
        None => view! { <Skeleton rows=6/> }.into_any(),
        Some(Ok((opened, text))) => view! { <Form state opened text/> }.into_any(),
        Some(Err(error)) => view! { <FailureNote error retry=load/> }.into_any(),
    }
}

/// The state of the form.
#[derive(Clone, Copy)]
struct FormState {
    thread: ThreadState,
    opened: Opened,
    drafts: Drafts,
    editing: PageEditing,
    handle: WritingHandle,
    wrong: RwSignal<Option<String>>,
    /// What somebody saved meanwhile.
    conflict: RwSignal<Option<PageConflict>>,
    busy: RwSignal<bool>,
}

impl FormState {
    fn new(thread: ThreadState, opened: Opened, text: String) -> Self {
        let destination = Destination::edit(thread.address(), thread.id(), opened.number, opened.written);
        let drafts = Drafts::open(destination, text);
        // A stored draft may have started from an earlier version.
        drafts.version.set_value(Some(opened.version));
        Self {
            thread,
            opened,
            drafts,
            editing: use_page_editing(),
            handle: WritingHandle::new(),
            wrong: RwSignal::new(None),
            conflict: RwSignal::new(None),
            busy: RwSignal::new(false),
        }
    }

    /// Puts the waiting replies at the end of the text, after a stored draft was restored.
    fn take_waiting(self) {
        Effect::new(move |_| {
            let waiting = self.editing.waiting.get();
            if !self.drafts.loaded.get() || !self.handle.is_there() || waiting.is_empty() {
                return;
            }
            self.editing.waiting.set(Vec::new());
            for (post, quote) in waiting {
                self.drafts.put.update_value(|put| put.push(post));
                self.handle.append(&quote);
            }
        });
    }

    fn close(self) {
        self.drafts.forget();
        self.editing.waiting.set(Vec::new());
        self.editing.open.set(false);
    }

    fn save(self) {
        let messages = self.thread.messages;
        let text = match post_text(&self.drafts.text.get_untracked()) {
            Ok(text) => text,
            Err(why) => return self.wrong.set(Some(reason(messages, &why))),
        };
        let version = self.drafts.version.get_value().unwrap_or(self.opened.version);
        let put = self.drafts.put.get_value();
        self.wrong.set(None);
        self.busy.set(true);
        spawn_local(async move {
            let answer = edit_page(self.thread.address(), text, version, put).await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(()) => {
                    self.thread.toasts.show_status(messages.text("page-saved"));
                    self.thread.refresh(Some(self.opened.number));
                    self.close();
                }
                Err(failure) => self.refused(&failure.0),
            }
        });
    }

    fn refused(self, error: &AppError) {
        if let AppError::Conflict(current) = error
            && let Some(theirs) = current.read::<PageConflict>()
        {
            self.conflict.set(Some(theirs));
            self.thread.refresh(Some(self.opened.number));
        } else {
            self.wrong.set(Some(sentence(self.thread.messages, error)));
        }
    }

    /// Ends the conflict: the next save starts from the version that it showed. Returns the text of that.
    fn settle(self) -> Option<String> {
        let theirs = self.conflict.get_untracked()?;
        self.drafts.version.set_value(Some(theirs.saved.version));
        self.conflict.set(None);
        Some(theirs.text)
    }
}

#[component]
fn Form(state: ThreadState, opened: Opened, text: String) -> impl IntoView {
    let messages = state.messages;
    let form = FormState::new(state, opened, text);
    on_change(form.drafts.text, move |_| form.wrong.set(None));
    Effect::new(move |_| form.handle.focus());
    form.take_waiting();
    let files = DraftFiles::open(form.drafts, form.handle);
    let save = move || {
        if !form.busy.get_untracked() && untrack(|| files.waiting()) == 0 {
            form.save();
        }
    };
    view! {
        <form
            class="edit-post edit-page"
            method="post"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
        >
            <OtherDrafts drafts=form.drafts/>
            <Conflict form/>
            <WritingBox
                label=messages.text("page-edit-field") text=form.drafts.text space=state.address().space
                topic=state.address().number error=form.wrong on_send=move |()| save() handle=form.handle
                files=files.for_box() locked=form.busy
            />
            <div class="form-actions">
                <SendButton label=messages.text("post-save") files busy=form.busy/>
                <button type="button" class="button quiet" on:click=move |_| form.close()>
                    {messages.text("cancel")}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// Both texts, if somebody saved another one: the person keeps theirs, takes the other, or gets both to merge them.
#[component]
fn Conflict(form: FormState) -> impl IntoView {
    let messages = form.thread.messages;
    let keep_mine = Callback::new(move |()| {
        form.settle();
        form.save();
    });
    let take_theirs = Callback::new(move |()| {
        if let Some(theirs) = form.settle() {
            form.drafts.text.set(theirs);
        }
    });
    let merge = Callback::new(move |()| {
        if let Some(theirs) = form.settle() {
            form.handle.append(&theirs);
        }
    });
    move || {
        form.conflict.get().map(|theirs| {
            let title = messages.with("page-conflict", [("name", theirs.saved.author.name)]);
            let rows = vec![ConflictRow {
                field: messages.text("page-document"),
                theirs: theirs.text,
                mine: Some(form.drafts.text.get_untracked()),
            }];
            view! { <ConflictTable title rows keep_mine take_theirs merge/> }
        })
    }
}
