//! The list that completes `@person`, `#space` and `:emoji` (ARIA Authoring Practices, 'Combobox' with a listbox).

use std::time::Duration;

use domain::{ids::SpaceId, person::PersonRef, topic::SuggestedSpace};
use leptos::{ev::KeyboardEvent, html, prelude::*, task::spawn_local};

use super::{
    super::{PersonCircle, chips::keep_list_in_window},
    change::apply,
    edits::{Edit, byte_at},
    emoji,
    trigger::{Kind, Trigger, mention, space_reference, trigger},
};
use crate::{
    api::topics::{suggest_mentions, suggest_spaces},
    i18n::{Messages, use_messages},
    ui::browser::{new_id, writing::selection},
};

/// Time without typing after which suggestions are requested.
const PAUSE: Duration = Duration::from_millis(120);

/// A suggestion.
#[derive(Clone)]
struct Offer {
    person: Option<PersonRef>,
    label: String,
    /// What tells it apart from others with the same label.
    more: Option<String>,
    /// The text that replaces the typed one.
    text: String,
}

/// The state of the list; its methods are the reactions to keys and typing.
#[derive(Clone, Copy)]
pub(super) struct Completion {
    field: NodeRef<html::Textarea>,
    space: SpaceId,
    /// The topic in the space, if there is one.
    topic: Option<i64>,
    messages: Messages,
    offers: RwSignal<Vec<Offer>>,
    active: RwSignal<usize>,
    typed: StoredValue<Option<Trigger>>,
    /// The byte offset of the sign for which the list was closed by Escape.
    dismissed: StoredValue<Option<usize>>,
    ids: StoredValue<String>,
}

impl Completion {
    pub(super) fn new(field: NodeRef<html::Textarea>, space: SpaceId, topic: Option<i64>) -> Self {
        Self {
            field,
            space,
            topic,
            messages: use_messages(),
            offers: RwSignal::new(Vec::new()),
            active: RwSignal::new(0),
            typed: StoredValue::new(None),
            dismissed: StoredValue::new(None),
            ids: StoredValue::new(new_id()),
        }
    }

    /// Returns whether the list is shown.
    pub(super) fn open(self) -> bool {
        self.offers.with(|offers| !offers.is_empty())
    }

    /// Returns the id of the list.
    pub(super) fn list_id(self) -> String {
        self.ids.get_value()
    }

    /// Returns the id of the highlighted suggestion.
    pub(super) fn active_id(self) -> Option<String> {
        self.open().then(|| format!("{}-{}", self.list_id(), self.active.get()))
    }

    /// Looks at the word before the caret and requests suggestions for it.
    pub(super) fn look(self) {
        let Some(field) = self.field.get_untracked() else {
            return;
        };
        let text = field.value();
        let (start, end) = selection(&field);
        let found = (start == end).then(|| trigger(&text, byte_at(&text, end))).flatten();
        let dismissed = self.dismissed.get_value();
        if dismissed.is_some() && dismissed != found.as_ref().map(|found| found.range.start) {
            self.dismissed.set_value(None);
        }
        let found = found.filter(|found| Some(found.range.start) != self.dismissed.get_value());
        if self.typed.with_value(|typed| *typed == found) {
            return;
        }
        self.typed.set_value(found.clone());
        match found {
            Some(found) => self.ask(found),
            None => self.close(),
        }
    }

    fn ask(self, wanted: Trigger) {
        if wanted.kind == Kind::Emoji {
            let found = emoji::suggest(&wanted.typed, self.messages.0);
            let offers = found.into_iter().map(|(emoji, words)| Offer {
                person: None,
                label: format!("{emoji} {words}"),
                more: None,
                text: format!("{emoji} "),
            });
            return self.show(offers.collect());
        }
        let later = wanted.clone();
        let still = move || self.typed.try_with_value(|typed| typed.as_ref() == Some(&later)) == Some(true);
        let _ = set_timeout(
            move || {
                if !still() {
                    return;
                }
                spawn_local(async move {
                    // Without an answer there is no list, and what was typed stays.
                    let offers = self.requested(&wanted).await;
                    if still() {
                        self.show(offers);
                    }
                });
            },
            PAUSE,
        );
    }

    async fn requested(self, wanted: &Trigger) -> Vec<Offer> {
        let typed = wanted.typed.clone();
        if wanted.kind == Kind::Person {
            let people = suggest_mentions(self.space, self.topic, typed)
                .await
                .unwrap_or_default();
            let offer = |person: PersonRef| Offer {
                label: person.name.clone(),
                text: mention(&person),
                more: None,
                person: Some(person),
            };
            return people.into_iter().map(offer).collect();
        }
        let spaces = suggest_spaces(typed, false).await.unwrap_or_default();
        let offer = |space: SuggestedSpace| Offer {
            person: None,
            text: space_reference(space.id, &space.name),
            more: Some(apart(self.messages, &space)),
            label: space.name,
        };
        spaces.into_iter().map(offer).collect()
    }

    fn show(self, offers: Vec<Offer>) {
        self.active.set(0);
        self.offers.set(offers);
    }

    /// Closes the list.
    pub(super) fn close(self) {
        self.typed.try_set_value(None);
        if self.offers.try_with_untracked(|offers| !offers.is_empty()) == Some(true) {
            self.offers.set(Vec::new());
        }
    }

    fn pick(self, at: usize) {
        let offer = self.offers.with_untracked(|offers| offers.get(at).cloned());
        let typed = self.typed.get_value();
        self.close();
        if let (Some(offer), Some(typed), Some(field)) = (offer, typed, self.field.get_untracked()) {
            apply(&field, &Edit::replace(typed.range, offer.text));
        }
    }

    /// Handles a key of the text while the list is shown; returns whether it was for the list.
    pub(super) fn key(self, event: &KeyboardEvent) -> bool {
        let count = self.offers.with_untracked(Vec::len);
        if count == 0 || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return false;
        }
        match event.key().as_str() {
            "ArrowDown" => self.active.update(|at| *at = (*at + 1) % count),
            "ArrowUp" => self.active.update(|at| *at = (*at + count - 1) % count),
            "Enter" | "Tab" if !event.shift_key() => self.pick(self.active.get_untracked()),
            "Escape" => {
                event.stop_propagation();
                let start = self
                    .typed
                    .with_value(|typed| typed.as_ref().map(|typed| typed.range.start));
                self.dismissed.set_value(start);
                self.close();
            }
            _ => return false,
        }
        event.prevent_default();
        true
    }
}

/// Returns what tells a space apart from others of its name.
fn apart(messages: Messages, space: &SuggestedSpace) -> String {
    let level = messages.text(&format!("visibility-{}", space.visibility.as_str()));
    format!("{level} · {}", space.owner)
}

/// The list below the text.
#[component]
pub(super) fn Offers(completion: Completion) -> impl IntoView {
    let list = NodeRef::<html::Ul>::new();
    keep_list_in_window(list, move || completion.open());
    let options = move || {
        let ids = completion.list_id();
        let option = |(at, offer): (usize, Offer)| {
            view! {
                <li
                    class="chips-option"
                    role="option"
                    id=format!("{ids}-{at}")
                    aria-selected=move || (completion.active.get() == at).to_string()
                    // The text keeps the focus.
                    on:mousedown=|event| event.prevent_default()
                    on:click=move |_| completion.pick(at)
                >
                    {offer.person.map(|person| view! {
                        <span aria-hidden="true"><PersonCircle person/></span>
                    })}
                    <span class="offer-label">{offer.label}</span>
                    {offer.more.map(|more| view! { " " <span class="offer-more muted">{more}</span> })}
                </li>
            }
        };
        completion
            .offers
            .get()
            .into_iter()
            .enumerate()
            .map(option)
            .collect_view()
    };
    view! {
        <ul
            class="chips-options writing-offers"
            role="listbox"
            id=completion.list_id()
            aria-label=use_messages().text("writing-suggestions")
            hidden=move || !completion.open()
            node_ref=list
        >
            {options}
        </ul>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use domain::{person::Language, visibility::Visibility};
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_suggested_space_is_told_apart_by_visibility_and_owner() {
        let space = SuggestedSpace {
            id: SpaceId(Uuid::nil()),
            name: "Plans".into(),
            visibility: Visibility::Private,
            owner: "Anna Nowak".into(),
        };
        assert_eq!(apart(Messages(Language::En), &space), "Private · Anna Nowak");
        assert_eq!(apart(Messages(Language::Pl), &space), "Niepubliczna · Anna Nowak");
    }
}
