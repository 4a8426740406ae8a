//! A link with the role of a button.

use leptos::prelude::*;

use super::{Glyph, Icon};

/// A link that looks like a button. It works before hydration and can be opened in a new tab; as a button it also
/// reacts to the space bar.
#[component]
pub fn ButtonLink(
    #[prop(into)] href: String,
    class: &'static str,
    glyph: Glyph,
    #[prop(into)] label: String,
    /// Whether the address is a file: the browser downloads it and stays on the page.
    #[prop(optional)]
    file: bool,
) -> impl IntoView {
    let by_key = |event: leptos::ev::KeyboardEvent| {
        if event.key() == " " {
            event.prevent_default();
            event_target::<leptos::web_sys::HtmlElement>(&event).click();
        }
    };
    let title = label.clone();
    view! {
        <a
            href=href
            class=class
            role="button"
            title=title
            download=file.then_some("")
            rel=file.then_some("external")
            on:keydown=by_key
        >
            <Icon glyph/>
            <span>{label}</span>
        </a>
    }
    .into_any()
}
