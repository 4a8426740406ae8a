//! Acting when the person changes a text.

use leptos::prelude::*;

/// Calls `act` with the text each time it changes, but not with the one that a form begins with.
pub fn on_change(text: RwSignal<String>, act: impl Fn(&str) + 'static) {
    Effect::new(move |before: Option<String>| {
        let text = text.get();
        if before.is_some_and(|before| before != text) {
            act(&text);
        }
        text
    });
}
