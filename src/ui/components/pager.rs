//! From page to page of a list.

use leptos::prelude::*;

use super::{Glyph, Icon};

/// Links to the pages before and after; nothing where there is one page.
#[component]
pub fn Pager(
    #[prop(into)] label: String,
    /// The word and the address of the page before.
    previous: Option<(String, Signal<String>)>,
    /// The word and the address of the page after.
    next: Option<(String, Signal<String>)>,
) -> impl IntoView {
    (previous.is_some() || next.is_some()).then(|| {
        let previous = previous.map(|(word, href)| {
            view! {
                <a class="button" rel="prev" href=move || href.get()>
                    <Icon glyph=Glyph::ChevronLeft/>
                    <span>{word}</span>
                </a>
            }
        });
        let next = next.map(|(word, href)| {
            view! {
                <a class="button" rel="next" href=move || href.get()>
                    <span>{word}</span>
                    <Icon glyph=Glyph::ChevronRight/>
                </a>
            }
        });
        view! {
            <nav class="pager" aria-label=label>
                {previous}
                {next}
            </nav>
        }
    })
}
