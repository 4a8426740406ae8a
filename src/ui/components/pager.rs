//! Links between the pages of a list.

use leptos::prelude::*;

use super::{Glyph, Icon};

/// Links to the previous and the next page; nothing if there is only one page.
#[component]
pub fn Pager(
    #[prop(into)] label: String,
    /// Label and address of the previous page.
    previous: Option<(String, Signal<String>)>,
    /// Label and address of the next page.
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
