//! Errors under the fields of a form, which go when the person changes the text.

use leptos::prelude::*;

/// Calls `clear` each time the text changes.
pub fn on_change(text: RwSignal<String>, clear: impl Fn() + 'static) {
    Effect::new(move |before: Option<String>| {
        let text = text.get();
        if before.is_some_and(|before| before != text) {
            clear();
        }
        text
    });
}
