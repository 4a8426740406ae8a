//! A field for choosing several things from suggestions (ARIA Authoring Practices, 'Combobox' with a listbox).

use std::{future::Future, pin::Pin, str::FromStr, sync::Arc, time::Duration};

use domain::{letters::lowercase, person::PersonRef};
use leptos::{ev::KeyboardEvent, html, prelude::*, task::spawn_local};
use serde::{Deserialize, Serialize};

use super::{
    Glyph, Icon,
    field::{invalid, note},
};
use crate::{
    i18n::{Messages, use_messages},
    ui::browser::{keep_in_window, new_id},
};

/// A thing that can be chosen. `value` is empty for a thing that does not exist yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(String, String)", into = "(String, String)")]
pub struct Choice {
    pub value: String,
    pub label: String,
}

impl Choice {
    /// Returns a thing with an id as a choice.
    pub fn new(id: impl ToString, name: &str) -> Self {
        Self {
            value: id.to_string(),
            label: name.to_owned(),
        }
    }

    /// Returns a person as a choice.
    pub fn person(person: &PersonRef) -> Self {
        Self::new(person.id, &person.name)
    }

    /// Returns a tag as a choice, whose value is the tag itself.
    pub fn tag(tag: &str) -> Self {
        Self::new(tag, tag)
    }

    /// Returns a choice whose name is not known: the address of the page names only its id.
    pub fn unnamed(id: impl ToString) -> Self {
        Self::new(id, "…")
    }

    /// Returns the ids of the choices. Choices without an id are left out.
    pub fn ids<T: FromStr>(choices: &[Self]) -> Vec<T> {
        choices.iter().filter_map(|choice| choice.value.parse().ok()).collect()
    }

    /// Returns the id of the first choice.
    pub fn id<T: FromStr>(choices: &[Self]) -> Option<T> {
        choices.first().and_then(|choice| choice.value.parse().ok())
    }
}

impl From<(String, String)> for Choice {
    fn from((value, label): (String, String)) -> Self {
        Self { value, label }
    }
}

/// The form in which drafts store a choice.
impl From<Choice> for (String, String) {
    fn from(choice: Choice) -> Self {
        (choice.value, choice.label)
    }
}

/// A function that returns the choices for a typed text.
pub type SuggestFn = Arc<dyn Fn(String) -> Pin<Box<dyn Future<Output = Vec<Choice>>>> + Send + Sync>;

/// The combobox's state; its methods are the reactions to keys and clicks.
#[derive(Clone, Copy)]
struct Combo {
    chosen: RwSignal<Vec<Choice>>,
    text: RwSignal<String>,
    open: RwSignal<bool>,
    options: RwSignal<Vec<Choice>>,
    active: RwSignal<Option<usize>>,
    /// The text for which `options` were suggested; `None` before the first answer.
    answered: StoredValue<Option<String>>,
    suggest: StoredValue<SuggestFn>,
    allow_new: bool,
    single: bool,
}

impl Combo {
    /// Requests suggestions for the typed text. An answer that arrives after further typing is dropped.
    fn ask(self) {
        let text = self.text.get_untracked().trim().to_owned();
        let answer = self.suggest.with_value(|suggest| suggest(text.clone()));
        spawn_local(async move {
            let found = answer.await;
            if self.text.try_get_untracked().is_some_and(|now| now.trim() == text) {
                self.show(text, found);
            }
        });
    }

    fn show(self, text: String, found: Vec<Choice>) {
        let taken = self.chosen.get_untracked();
        let mut options: Vec<Choice> = found
            .into_iter()
            .filter(|choice| self.single || !taken.iter().any(|held| same(held, choice)))
            .collect();
        let known = options.iter().chain(&taken).any(|choice| equal(&choice.label, &text));
        // If new things are allowed, Enter takes the typed text; otherwise the first suggestion.
        let first = !text.is_empty() && !self.allow_new && !options.is_empty();
        self.active.set(first.then_some(0));
        if self.allow_new && !text.is_empty() && !known {
            options.push(Choice {
                value: String::new(),
                label: text.clone(),
            });
        }
        self.answered.set_value(Some(text));
        self.options.set(options);
    }

    fn pick(self, choice: Choice) {
        self.chosen.update(|chosen| {
            if self.single {
                chosen.clear();
            }
            if !choice.label.is_empty() && !chosen.iter().any(|held| same(held, &choice)) {
                chosen.push(choice);
            }
        });
        self.reset();
    }

    fn reset(self) {
        self.text.set(String::new());
        self.answered.set_value(None);
        self.options.set(Vec::new());
        self.active.set(None);
        self.open.set(false);
    }

    /// Returns the choice that Enter would take: the highlighted suggestion, the suggestion with exactly the typed
    /// name, or a new thing.
    fn choice_for_enter(self) -> Option<Choice> {
        let text = self.text.get_untracked().trim().to_owned();
        let options = self.options.get_untracked();
        if let Some(choice) = self.active.get_untracked().and_then(|at| options.get(at)) {
            return Some(choice.clone());
        }
        if text.is_empty() {
            return None;
        }
        let known = options.into_iter().find(|choice| equal(&choice.label, &text));
        known.or_else(|| {
            self.allow_new.then_some(Choice {
                value: String::new(),
                label: text,
            })
        })
    }

    /// Takes the choice for Enter; waits for the suggestions first if they have not arrived.
    fn take(self) {
        let text = self.text.get_untracked().trim().to_owned();
        if self.answered.with_value(|answered| answered.as_deref() == Some(&text)) || text.is_empty() {
            if let Some(choice) = self.choice_for_enter() {
                self.pick(choice);
            }
            return;
        }
        let answer = self.suggest.with_value(|suggest| suggest(text.clone()));
        spawn_local(async move {
            let found = answer.await;
            if self.text.try_get_untracked().is_some_and(|now| now.trim() == text) {
                self.show(text, found);
                if let Some(choice) = self.choice_for_enter() {
                    self.pick(choice);
                }
            }
        });
    }

    /// Handles typed text. A comma, semicolon or line break ends a new thing, so that a pasted list becomes chips.
    fn typed(self, text: String) {
        if self.allow_new && text.contains([',', ';', '\n']) {
            let mut parts: Vec<&str> = text.split([',', ';', '\n']).map(str::trim).collect();
            let rest = parts.pop().unwrap_or_default().to_owned();
            let options = self.options.get_untracked();
            for part in parts {
                let known = options.iter().find(|choice| equal(&choice.label, part)).cloned();
                self.pick(known.unwrap_or_else(|| Choice {
                    value: String::new(),
                    label: part.to_owned(),
                }));
            }
            self.text.set(rest);
        } else {
            self.text.set(text);
        }
        self.open.set(true);
        self.ask();
    }

    fn step(self, forward: bool) {
        if !self.open.get_untracked() {
            self.open.set(true);
            return self.ask();
        }
        let count = self.options.with_untracked(Vec::len);
        if count == 0 {
            return;
        }
        self.active.update(|active| {
            *active = Some(match (*active, forward) {
                (None, true) => 0,
                (None, false) => count - 1,
                (Some(at), true) => (at + 1) % count,
                (Some(at), false) => (at + count - 1) % count,
            });
        });
    }

    fn key(self, event: &KeyboardEvent) {
        let empty = self.text.with_untracked(|text| text.trim().is_empty());
        match event.key().as_str() {
            "ArrowDown" => self.step(true),
            "ArrowUp" => self.step(false),
            // Ctrl+Enter submits the form: the typed text becomes a chip first.
            "Enter" if event.ctrl_key() || event.meta_key() => return self.leave(),
            "Enter" if !empty || self.active.get_untracked().is_some() => self.take(),
            "Escape" if self.open.get_untracked() => {
                event.stop_propagation();
                self.open.set(false);
                self.active.set(None);
            }
            "Backspace" if self.text.with_untracked(String::is_empty) => {
                self.chosen.update(|chosen| {
                    chosen.pop();
                });
            }
            _ => return,
        }
        event.prevent_default();
    }

    /// Handles leaving the field: a new thing that was typed is kept.
    fn leave(self) {
        // A removed field loses the focus, too; its state has been disposed of by then.
        if self.active.try_set(None).is_some() {
            return;
        }
        match self.choice_for_enter() {
            Some(choice) => self.pick(choice),
            None => self.open.set(false),
        }
    }
}

fn equal(one: &str, other: &str) -> bool {
    lowercase(one.trim()) == lowercase(other.trim())
}

fn same(one: &Choice, other: &Choice) -> bool {
    if one.value.is_empty() || other.value.is_empty() {
        equal(&one.label, &other.label)
    } else {
        one.value == other.value
    }
}

/// Keeps a list of suggestions of a page inside the window, each time that `shown` says so anew. It opens upward if there is more
/// room above the field.
pub(super) fn keep_list_in_window(list: NodeRef<html::Ul>, shown: impl Fn() -> bool + 'static) {
    Effect::new(move |_| {
        if shown()
            && let Some(list) = list.get()
        {
            // The list has its height once its options are rendered.
            let place = move || {
                // A dialog makes room for the list.
                if list.closest(".dialog").is_ok_and(|dialog| dialog.is_none()) {
                    keep_in_window(&list);
                }
            };
            let _ = set_timeout(place, Duration::ZERO);
        }
    });
}

/// A combobox whose choices become chips: Enter picks a choice, Backspace removes the last.
#[component]
pub fn Chips(
    #[prop(into)] label: String,
    chosen: RwSignal<Vec<Choice>>,
    suggest: SuggestFn,
    /// Whether typed text may become a new thing, with an empty value.
    #[prop(optional)]
    allow_new: bool,
    /// The text before a new thing's name in the list of suggestions.
    #[prop(optional, into)]
    create_label: Option<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] help: Option<String>,
    /// Whether at most one choice is allowed; picking another replaces it.
    #[prop(optional)]
    single: bool,
) -> impl IntoView {
    let messages = use_messages();
    let combo = Combo {
        chosen,
        text: RwSignal::new(String::new()),
        open: RwSignal::new(false),
        options: RwSignal::new(Vec::new()),
        active: RwSignal::new(None),
        answered: StoredValue::new(None),
        suggest: StoredValue::new(suggest),
        allow_new,
        single,
    };
    let (id, list_id, note_id) = (new_id(), new_id(), new_id());
    // Only the browser creates options, so their ids cannot repeat an id made by the server.
    let option_ids = StoredValue::new(new_id());
    let input = NodeRef::<html::Input>::new();
    let marked = move || {
        let at = combo.active.get()?;
        combo
            .open
            .get()
            .then(|| option_ids.with_value(|ids| format!("{ids}-{at}")))
    };
    let shown = move || combo.open.get() && combo.options.with(|options| !options.is_empty());
    let list = NodeRef::<html::Ul>::new();
    keep_list_in_window(list, shown);
    let list_label = label.clone();
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>{label}</label>
            <div class="chips">
                {move || chip_list(combo, input, messages)}
                <input
                    id=id
                    class="chips-input"
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    aria-autocomplete="list"
                    aria-expanded=move || shown().to_string()
                    aria-controls=list_id.clone()
                    aria-activedescendant=marked
                    aria-invalid=invalid(error)
                    aria-describedby=note_id.clone()
                    node_ref=input
                    prop:value=move || combo.text.get()
                    on:input=move |event| combo.typed(event_target_value(&event))
                    on:keydown=move |event| combo.key(&event)
                    on:click=move |_| if !combo.open.get_untracked() { combo.step(true) }
                    on:blur=move |_| combo.leave()
                />
                <ul
                    class="chips-options"
                    role="listbox"
                    id=list_id
                    aria-label=list_label
                    hidden=move || !shown()
                    node_ref=list
                >
                    {move || option_list(combo, option_ids, create_label.clone(), messages)}
                </ul>
            </div>
            {note(note_id, error, help)}
        </div>
    }
    .into_any()
}

fn chip_list(combo: Combo, input: NodeRef<html::Input>, messages: Messages) -> AnyView {
    combo
        .chosen
        .get()
        .into_iter()
        .map(|choice| {
            let name = messages.with("remove-named", [("name", choice.label.clone())]);
            let remove = {
                let choice = choice.clone();
                move |_| {
                    combo.chosen.update(|chosen| chosen.retain(|held| !same(held, &choice)));
                    if let Some(input) = input.get_untracked() {
                        let _ = input.focus();
                    }
                }
            };
            view! {
                <span class="chip">
                    <span class="chip-word">{choice.label}</span>
                    <button type="button" class="chip-remove" aria-label=name.clone() title=name on:click=remove>
                        <Icon glyph=Glyph::X size=12/>
                    </button>
                </span>
            }
        })
        .collect_view()
        .into_any()
}

fn option_list(combo: Combo, ids: StoredValue<String>, create_label: Option<String>, messages: Messages) -> AnyView {
    combo
        .options
        .get()
        .into_iter()
        .enumerate()
        .map(|(at, choice)| {
            let is_new = choice.value.is_empty();
            let text = match (&create_label, is_new) {
                (_, false) => choice.label.clone(),
                (Some(words), true) => format!("{words} “{}”", choice.label),
                (None, true) => messages.with("add-named", [("name", choice.label.clone())]),
            };
            view! {
                <li
                    class="chips-option"
                    role="option"
                    id=ids.with_value(|ids| format!("{ids}-{at}"))
                    aria-selected=move || (combo.active.get() == Some(at)).to_string()
                    // The input keeps the focus.
                    on:mousedown=|event| event.prevent_default()
                    on:click=move |_| combo.pick(choice.clone())
                >
                    {is_new.then(|| view! { <Icon glyph=Glyph::Plus size=14/> })}
                    <span>{text}</span>
                </li>
            }
        })
        .collect_view()
        .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_keeps_the_format_that_stored_drafts_have() {
        let choice = Choice::from(("1".to_owned(), "Anna".to_owned()));
        let kept = r#"["1","Anna"]"#;
        assert_eq!(serde_json::to_string(&choice).unwrap(), kept);
        assert_eq!(serde_json::from_str::<Choice>(kept).unwrap(), choice);
    }
}
