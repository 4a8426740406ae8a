//! Dropping files anywhere on a page.

use leptos::{ev, prelude::*, task::spawn_local};

use super::{Destination, Uploads};
use crate::ui::browser::uploading::{carries_files, dropped, offer};

/// Where dropped files go, and the words that say so while they are dragged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DropInto {
    pub destination: Destination,
    pub words: String,
}

/// Takes files that are dropped anywhere in the window, and shows a frame while files are dragged.
#[component]
pub fn DropFiles(
    /// Where dropped files go; `None` refuses them.
    #[prop(into)]
    place: Signal<Option<DropInto>>,
) -> impl IntoView {
    let uploads = Uploads::expect();
    let dragging = RwSignal::new(false);
    // In an effect, because the server has no window.
    Effect::new(move |_| {
        let dragged = window_event_listener(ev::dragover, move |event| {
            if !carries_files(&event) {
                return;
            }
            // Otherwise the browser would open the file instead of the page.
            event.prevent_default();
            let takes = place.try_get_untracked().flatten().is_some();
            offer(&event, takes);
            if dragging.try_get_untracked() != Some(takes) {
                dragging.try_set(takes);
            }
        });
        let left = window_event_listener(ev::dragleave, move |event| {
            // Only when leaving the window: when leaving an element inside it, the event has coordinates and a related
            // target.
            if event.client_x() <= 0 && event.client_y() <= 0 || event.related_target().is_none() {
                dragging.try_set(false);
            }
        });
        let fallen = window_event_listener(ev::drop, move |event| {
            dragging.try_set(false);
            // A part of the page may have taken the files.
            if !carries_files(&event) || event.default_prevented() {
                return;
            }
            event.prevent_default();
            if let Some(into) = place.try_get_untracked().flatten() {
                let files = dropped(&event);
                spawn_local(async move { uploads.add(files.await, into.destination) });
            }
        });
        on_cleanup(move || {
            dragged.remove();
            left.remove();
            fallen.remove();
        });
    });
    let words = move || place.get().map(|into| into.words);
    view! {
        <Show when=move || dragging.get()>
            <div class="drop-frame" aria-hidden="true">
                <p>{words}</p>
            </div>
        </Show>
    }
}
