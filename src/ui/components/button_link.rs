//! A link that is a button by role.

use leptos::prelude::*;

use super::{Glyph, Icon};

/// Works before the page is alive and opens in a tab of its own; as a button it also answers to the space bar.
#[component]
pub fn ButtonLink(
    #[prop(into)] href: String,
    class: &'static str,
    glyph: Glyph,
    #[prop(into)] label: String,
) -> impl IntoView {
    let by_key = |event: leptos::ev::KeyboardEvent| {
        if event.key() == " " {
            event.prevent_default();
            event_target::<leptos::web_sys::HtmlElement>(&event).click();
        }
    };
    let title = label.clone();
    view! {
        <a href=href class=class role="button" title=title on:keydown=by_key>
            <Icon glyph/>
            <span>{label}</span>
        </a>
    }
    .into_any()
}
