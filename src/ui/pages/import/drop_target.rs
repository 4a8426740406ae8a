//! Dropping a file anywhere in the window.

use leptos::{ev, prelude::*};
use leptos_router::hooks::use_navigate;

use crate::{
    i18n::use_messages,
    ui::browser::import_worker::{PickedFile, carries_file, dropped_file, pass_on},
};

/// Receives files that are dropped anywhere in the window while `active`, and shows a frame while a file is dragged.
#[component]
pub fn DropTarget(on_file: Callback<PickedFile>, active: Signal<bool>) -> impl IntoView {
    let messages = use_messages();
    let dragging = RwSignal::new(false);
    // In an effect, because the server has no window.
    Effect::new(move |_| {
        let dragged = window_event_listener(ev::dragover, move |event| {
            if carries_file(&event) {
                // Otherwise the browser would open the file instead of the page.
                event.prevent_default();
                dragging.set(active.get_untracked());
            }
        });
        let left = window_event_listener(ev::dragleave, move |event| {
            // Only when leaving the window: when leaving an element inside it, the event has coordinates and a related
            // target.
            if event.client_x() <= 0 && event.client_y() <= 0 || event.related_target().is_none() {
                dragging.set(false);
            }
        });
        let dropped = window_event_listener(ev::drop, move |event| {
            if !carries_file(&event) {
                return;
            }
            event.prevent_default();
            dragging.set(false);
            if let Some(file) = dropped_file(&event).filter(|_| active.get_untracked()) {
                on_file.run(file);
            }
        });
        on_cleanup(move || {
            dragged.remove();
            left.remove();
            dropped.remove();
        });
    });
    view! {
        <Show when=move || dragging.get()>
            <div class="drop-frame" aria-hidden="true">
                <p>{messages.text("import-drop-here")}</p>
            </div>
        </Show>
    }
}

/// Opens the import with a file that is dropped anywhere on another page.
#[component]
pub fn DropToImport() -> impl IntoView {
    let navigate = use_navigate();
    let navigate = StoredValue::new(navigate);
    let on_file = Callback::new(move |file| {
        pass_on(file);
        navigate.with_value(|navigate| navigate("/spaces/import", Default::default()));
    });
    view! { <DropTarget on_file active=Signal::stored(true)/> }
}
