//! Opening the form of a page, also to put a reply into it.

use domain::topic::page::put_quote;
use leptos::{prelude::*, task::spawn_local};

use super::super::super::post::PostState;
use crate::{
    api::topics::post_source,
    ui::{components::day_text, errors::sentence, shell::session::use_session},
};

/// Whether the page is being edited, and what is to be put into it.
#[derive(Clone, Copy)]
pub struct PageEditing {
    pub open: RwSignal<bool>,
    /// The replies that wait for the form, each with its quote.
    pub waiting: RwSignal<Vec<(i64, String)>>,
}

impl PageEditing {
    fn new() -> Self {
        Self {
            open: RwSignal::new(false),
            waiting: RwSignal::new(Vec::new()),
        }
    }
}

/// Provides the state to the document and the replies of the page.
pub fn provide_page_editing() {
    provide_context(PageEditing::new());
}

/// Returns the state.
pub fn use_page_editing() -> PageEditing {
    use_context::<PageEditing>().unwrap_or_else(PageEditing::new)
}

/// Opens the form of the page with the text of a reply at its end.
pub fn put_into_page(shown: PostState, editing: PageEditing) {
    let state = shown.thread;
    let (author, at) = shown.post.with_untracked(|post| (post.author.name.clone(), post.at));
    let day = day_text(state.messages, at, use_session().offsets.at(at));
    spawn_local(async move {
        match post_source(state.address(), shown.number).await {
            Ok(text) => {
                let quote = put_quote(&text, &author, &day);
                editing.waiting.update(|waiting| waiting.push((shown.number, quote)));
                editing.open.set(true);
            }
            Err(failure) => state.toasts.show_error(sentence(state.messages, &failure.0)),
        }
    });
}
