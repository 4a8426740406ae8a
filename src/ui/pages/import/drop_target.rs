//! The whole window takes a file that is dropped, and says so by a quiet frame.

use leptos::{ev, prelude::*};
use leptos_router::hooks::use_navigate;

use crate::{
    i18n::use_messages,
    ui::browser::import_worker::{PickedFile, carries_file, dropped_file, pass_on},
};

/// The frame, and what happens when a file is dropped.
#[component]
pub fn DropTarget(on_file: Callback<PickedFile>, active: Signal<bool>) -> impl IntoView {
    let messages = use_messages();
    let over = RwSignal::new(false);
    // Effects run in browsers alone: there is no window on the server.
    Effect::new(move |_| {
        let dragged = window_event_listener(ev::dragover, move |event| {
            if carries_file(&event) {
                // Without this the browser would open the file in place of the page.
                event.prevent_default();
                over.set(active.get_untracked());
            }
        });
        let left = window_event_listener(ev::dragleave, move |event| {
            // Out of the window; a leave of an element inside it has a place.
            if event.client_x() <= 0 && event.client_y() <= 0 || event.related_target().is_none() {
                over.set(false);
            }
        });
        let dropped = window_event_listener(ev::drop, move |event| {
            if !carries_file(&event) {
                return;
            }
            event.prevent_default();
            over.set(false);
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
        <Show when=move || over.get()>
            <div class="drop-frame" aria-hidden="true">
                <p>{messages.text("import-drop-here")}</p>
            </div>
        </Show>
    }
}

/// On another page: a file that is dropped anywhere opens the import with it.
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
