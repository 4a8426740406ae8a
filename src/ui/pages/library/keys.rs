//! Ctrl+X cuts the selected rows, and Ctrl+V moves them into the folder that is shown.

use domain::file::LibraryView;
use leptos::{
    ev::{self, KeyboardEvent},
    prelude::*,
};

use super::{crumbs::shown_folder, item::Chosen, state::LibraryState};
use crate::{i18n::Argument, ui::browser::is_typing};

/// Listens for the keys until the calling component is removed.
pub fn listen(library: LibraryState) {
    Effect::new(move |_| {
        let handle = window_event_listener(ev::keydown, move |event| press(library, &event));
        on_cleanup(move || handle.remove());
    });
}

fn press(library: LibraryState, event: &KeyboardEvent) {
    let with_control = event.ctrl_key() || event.meta_key();
    if !with_control || event.alt_key() || event.shift_key() || event.default_prevented() || is_typing(event) {
        return;
    }
    match event.key().as_str() {
        "x" => cut(library, event),
        "v" => paste(library, event),
        _ => {}
    }
}

fn cut(library: LibraryState, event: &KeyboardEvent) {
    let chosen = untrack(|| library.chosen());
    if chosen.items.is_empty() || !chosen.may_move {
        return;
    }
    event.prevent_default();
    let words = library
        .messages
        .with("library-cut", [("count", Argument::from(chosen.count()))]);
    library.announced.set(words.clone());
    library.acts.toasts.show_status(words);
    library.cut.set(Some(chosen));
}

fn paste(library: LibraryState, event: &KeyboardEvent) {
    let by_folder = library.query.with_untracked(|query| query.view == LibraryView::Folders);
    let folder = library.target();
    let fits = |cut: &Option<Chosen>| cut.as_ref().is_some_and(|chosen| chosen.fits(folder));
    if !by_folder || !library.cut.with_untracked(fits) {
        return;
    }
    event.prevent_default();
    if let Some(chosen) = library.cut.try_update(Option::take).flatten() {
        let name = untrack(|| shown_folder(library));
        library.acts.move_to(chosen, folder, name);
    }
}
