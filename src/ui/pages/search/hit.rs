//! How hits of the search are shown, on its page and in the palette.

use domain::search::{HitKind, SearchHit};
use leptos::prelude::*;

use crate::{
    i18n::{Messages, use_messages},
    ui::{
        components::{Glyph, Icon, kind_glyph, kind_text},
        pages::topics,
    },
};

/// Returns the icon of a hit.
pub fn hit_glyph(kind: &HitKind) -> Glyph {
    match kind {
        HitKind::Space(_) => Glyph::Layers,
        HitKind::Topic(kind) => topics::kind_glyph(*kind),
        HitKind::Post => Glyph::Talk,
        HitKind::File(kind) => kind_glyph(*kind),
        HitKind::Person(_) => Glyph::Person,
        HitKind::Deal => Glyph::Handshake,
    }
}

/// Returns the word for what a hit is: of a space its visibility.
pub fn hit_word(messages: Messages, kind: &HitKind) -> String {
    match kind {
        HitKind::Space(level) => messages.text(&format!("visibility-{}", level.as_str())),
        HitKind::Topic(kind) => topics::kind_word(messages, *kind),
        HitKind::Post => messages.text("hit-post"),
        HitKind::File(kind) => kind_text(messages, *kind),
        HitKind::Person(_) => messages.text("hit-person"),
        HitKind::Deal => messages.text("hit-deal"),
    }
}

/// The entry of a hit: its title, the part of its text, and where it is, with the found words marked.
#[component]
pub fn HitLine(hit: SearchHit) -> impl IntoView {
    let word = hit_word(use_messages(), &hit.kind);
    let excerpt = (!hit.excerpt.is_empty()).then(|| view! { <p class="found-excerpt">{marked(hit.excerpt)}</p> });
    let place = (!hit.place.is_empty()).then(|| view! { <span>{hit.place}</span> });
    view! {
        <li class="found">
            <p class="found-title">
                <Icon glyph=hit_glyph(&hit.kind)/>
                <a href=hit.address>{marked(hit.title)}</a>
            </p>
            {excerpt}
            <p class="found-where">
                <span>{word}</span>
                {place}
            </p>
        </li>
    }
    .into_any()
}

/// Returns the pieces of a found text. Every second one is a found word.
pub fn marked(pieces: Vec<String>) -> impl IntoView {
    pieces
        .into_iter()
        .enumerate()
        .map(|(at, piece)| {
            if at % 2 == 1 {
                view! { <mark>{piece}</mark> }.into_any()
            } else {
                piece.into_any()
            }
        })
        .collect_view()
}

#[cfg(test)]
mod tests {
    use leptos::reactive::owner::Owner;

    use super::*;

    #[test]
    fn found_words_are_marked_and_values_are_escaped() {
        let owner = Owner::new();
        owner.set();
        let pieces = ["The ", "offer", " <b>"].map(str::to_owned).to_vec();
        let html = marked(pieces).into_view().to_html().replace("<!>", "");
        assert!(html.contains("<mark>offer</mark>"), "{html}");
        assert!(html.contains("&lt;b&gt;"), "{html}");
    }
}
