//! The kind of a topic: its icon and word, choosing it for a new topic, and filtering the list by it.

use domain::topic::TopicKind;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::list_state::TopicsState;
use crate::{
    i18n::{Messages, use_messages},
    ui::{
        browser::new_id,
        components::{Glyph, Icon, Menu, MenuRadio},
    },
};

/// Returns the icon of a kind.
pub fn kind_glyph(kind: TopicKind) -> Glyph {
    match kind {
        TopicKind::Talk => Glyph::Talk,
        TopicKind::Task => Glyph::SquareCheck,
        TopicKind::Idea => Glyph::Lightbulb,
        TopicKind::Link => Glyph::Link,
        TopicKind::Page => Glyph::FileText,
    }
}

/// Returns the word for a kind.
pub fn kind_word(messages: Messages, kind: TopicKind) -> String {
    messages.text(&format!("kind-{}", kind.as_str()))
}

/// The icon of a kind, with its word for screen readers and as a tooltip.
#[component]
pub fn KindMark(kind: TopicKind) -> impl IntoView {
    let word = kind_word(use_messages(), kind);
    view! {
        <span class="kind-mark" title=word>
            <Icon glyph=kind_glyph(kind)/>
            <span class="visually-hidden">{word.clone()}</span>
        </span>
    }
}

/// A radio group of all kinds.
#[component]
pub fn KindChoice(value: RwSignal<TopicKind>) -> impl IntoView {
    let messages = use_messages();
    let (group, legend) = (new_id(), new_id());
    let options = TopicKind::ALL
        .into_iter()
        .map(|kind| {
            view! {
                <label class="kind-option">
                    <input
                        type="radio"
                        class="visually-hidden"
                        name=group.clone()
                        value=kind.as_str()
                        checked=value.get_untracked() == kind
                        prop:checked=move || value.get() == kind
                        on:change=move |_| value.set(kind)
                    />
                    <Icon glyph=kind_glyph(kind)/>
                    <span>{kind_word(messages, kind)}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <div class="kind-choice" role="radiogroup" aria-labelledby=legend>
            <span class="visually-hidden" id=legend.clone()>{messages.text("kind")}</span>
            {options}
        </div>
    }
    .into_any()
}

/// The menu that filters the list of topics by kind.
#[component]
pub fn KindFilter(topics: TopicsState) -> impl IntoView {
    let messages = topics.messages;
    let navigate = use_navigate();
    let chosen = Memo::new(move |_| topics.query.with(|query| query.kind));
    let word = Signal::derive(move || match chosen.get() {
        Some(kind) => messages.text(&format!("kinds-{}", kind.as_str())),
        None => messages.text("kinds-all"),
    });
    let pick = Callback::new(move |kind| {
        let mut query = topics.query.get_untracked();
        query.kind = kind;
        navigate(&topics.address(&query), Default::default());
    });
    let entries = [None].into_iter().chain(TopicKind::ALL.map(Some)).map(|kind| {
        let label = match kind {
            Some(kind) => messages.text(&format!("kinds-{}", kind.as_str())),
            None => messages.text("kinds-all"),
        };
        (label, kind)
    });
    let entries: Vec<_> = entries.collect();
    view! {
        <Menu label=messages.text("kind") glyph=Glyph::Filter class="button quiet" word>
            {entries
                .iter()
                .cloned()
                .map(|(label, kind)| {
                    view! {
                        <MenuRadio
                            label
                            chosen=Signal::derive(move || chosen.get() == kind)
                            on_select=move |()| pick.run(kind)
                        />
                    }
                })
                .collect_view()}
        </Menu>
    }
    .into_any()
}
