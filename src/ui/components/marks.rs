//! Small marks: a person's circle, visibility, groups, tags.

use domain::{
    group::{GroupRef, Hue},
    person::PersonRef,
    visibility::Visibility,
};
use leptos::prelude::*;

use super::{Glyph, Icon};
use crate::i18n::use_messages;

/// Returns the icon of a visibility level.
pub(super) fn visibility_glyph(level: Visibility) -> Glyph {
    match level {
        Visibility::Public => Glyph::Globe,
        Visibility::Private => Glyph::Lock,
        Visibility::Hidden => Glyph::EyeOff,
    }
}

/// A person's initials in a circle, with the name for screen readers and in the tooltip.
#[component]
pub fn PersonCircle(person: PersonRef) -> impl IntoView {
    let messages = use_messages();
    let hue = Hue::ALL[usize::from(person.id.0.as_bytes()[15]) % Hue::ALL.len()];
    let name = if person.active {
        person.name.clone()
    } else {
        messages.with("person-deactivated", [("name", person.name.clone())])
    };
    view! {
        <span
            class=format!("person-circle hue-{}", hue.as_str())
            class:inactive=!person.active
            role="img"
            aria-label=name.clone()
            title=name
            // The style sheet draws the initials, so that they are no text: the name is the label already.
            data-initials=person.initials()
        ></span>
    }
    .into_any()
}

/// A visibility level as icon and word; inside `.icon-only` the word is only for screen readers and the tooltip.
#[component]
pub fn VisibilityMark(level: Visibility) -> impl IntoView {
    let word = use_messages().text(&format!("visibility-{}", level.as_str()));
    view! {
        <span class="visibility-mark" title=word>
            <Icon glyph=visibility_glyph(level)/>
            <span class="word">{word.clone()}</span>
        </span>
    }
    .into_any()
}

/// A group's name in the group's colour.
#[component]
pub fn GroupPill(group: GroupRef) -> impl IntoView {
    view! {
        <span class=format!("pill hue-{}", group.hue.as_str()) title=group.name>
            {group.name.clone()}
        </span>
    }
    .into_any()
}

/// A tag.
#[component]
pub fn TagPill(#[prop(into)] tag: String) -> impl IntoView {
    view! { <span class="tag" title=tag>{tag.clone()}</span> }.into_any()
}
