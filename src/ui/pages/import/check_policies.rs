//! The decisions of the check step that apply to all rows: what unknown words mean, and what to do with existing names
//! and unknown groups and choices.

use domain::{
    ids::ChoiceId,
    import::{ExistingName, UnknownChoices, UnknownGroups},
    visibility::Visibility,
};
use leptos::prelude::*;
use spreadsheet::protocol::{ChoiceWord, VisibilityWord};

use crate::ui::shell::session::use_session;

use super::{actions, choose::Choose, notations::NotationsInCheck, wizard::Wizard};

/// Maximum number of words in a list without controls.
const MAX_LISTED: usize = 12;
/// Maximum number of unmapped words that get a select field; mapped words always get one.
const MAX_UNMAPPED: usize = 40;

/// The decisions that apply to all rows.
#[component]
pub fn Policies() -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let has_words = Memo::new(move |_| wizard.unclear.with(|words| !words.visibility.is_empty()));
    let has_groups = Memo::new(move |_| wizard.unclear.with(|words| !words.groups.is_empty()));
    let has_choices = Memo::new(move |_| wizard.unclear.with(|words| !words.choices.is_empty()));
    view! {
        <div class="import-options">
            <ExistingNames/>
            <Show when=move || has_groups.get()>
                <UnknownGroupsChoice/>
            </Show>
            <Show when=move || has_choices.get()>
                <UnknownChoicesChoice/>
            </Show>
        </div>
        <NotationsInCheck/>
        <Show when=move || has_words.get()>
            <VisibilityWords/>
        </Show>
        <Show when=move || has_choices.get()>
            <ChoiceWords/>
        </Show>
        <UnknownPeople/>
    }
}

#[component]
fn ExistingNames() -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let messages = wizard.messages;
    let key = |rule| match rule {
        ExistingName::Skip => "skip",
        ExistingName::Update => "update",
        ExistingName::Create => "create",
    };
    let rules = [ExistingName::Skip, ExistingName::Update, ExistingName::Create];
    let options = rules.map(|rule| {
        (
            key(rule).to_owned(),
            messages.text(&format!("import-existing-{}", key(rule))),
        )
    });
    let value = Signal::derive(move || key(wizard.mapping.with(|mapping| mapping.existing)).to_owned());
    let on_change = Callback::new(move |chosen: String| {
        let rule = rules.into_iter().find(|rule| key(*rule) == chosen).unwrap_or_default();
        actions::check_again(wizard, |mapping| mapping.existing = rule);
    });
    view! { <Choose label=messages.text("import-existing") value options=options.to_vec() on_change/> }
}

/// The choice of what to do with groups that do not exist. Creating them is offered only to people who may add groups.
#[component]
fn UnknownGroupsChoice() -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let messages = wizard.messages;
    let may_add = wizard.context.with_value(|context| !context.new_groups_refused);
    let groups = move || {
        let names: Vec<String> = wizard
            .unclear
            .with(|words| words.groups.iter().map(|word| word.word.clone()).collect());
        listed(&names)
    };
    if !may_add {
        let left_out = move || messages.with("import-groups-left-out", [("groups", groups())]);
        return view! { <p class="import-note">{left_out}</p> }.into_any();
    }
    let key = |rule| match rule {
        UnknownGroups::Create => "create",
        UnknownGroups::LeaveOut => "leave-out",
    };
    let options = UnknownGroups::ALL.map(|rule| {
        (
            key(rule).to_owned(),
            messages.text(&format!("import-groups-{}", key(rule))),
        )
    });
    let value = Signal::derive(move || key(wizard.mapping.with(|mapping| mapping.unknown_groups)).to_owned());
    let on_change = Callback::new(move |chosen: String| {
        let rule = UnknownGroups::ALL.into_iter().find(|rule| key(*rule) == chosen);
        // An unknown value creates no groups.
        let rule = rule.unwrap_or(UnknownGroups::LeaveOut);
        actions::check_again(wizard, |mapping| mapping.unknown_groups = rule);
    });
    view! {
        <div>
            <Choose label=messages.text("import-groups-unknown") value options=options.to_vec() on_change/>
            <p class="muted">{groups}</p>
        </div>
    }
    .into_any()
}

/// The choice of what to do with choices that their fields do not have. Creating them is offered only to people who may
/// change fields.
#[component]
fn UnknownChoicesChoice() -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let messages = wizard.messages;
    let may_add = wizard.context.with_value(|context| context.may_add_choices);
    let key = |rule| match rule {
        UnknownChoices::Refuse => "refuse",
        UnknownChoices::Create => "create",
        UnknownChoices::LeaveOut => "leave-out",
    };
    let options: Vec<(String, String)> = UnknownChoices::ALL
        .into_iter()
        .filter(|rule| rule.within(may_add) == *rule)
        .map(|rule| {
            (
                key(rule).to_owned(),
                messages.text(&format!("field-import-{}", key(rule))),
            )
        })
        .collect();
    let value = Signal::derive(move || {
        let rule = wizard.mapping.with(|mapping| mapping.unknown_choices);
        key(rule.within(may_add)).to_owned()
    });
    let on_change = Callback::new(move |chosen: String| {
        let rule = UnknownChoices::ALL.into_iter().find(|rule| key(*rule) == chosen);
        actions::check_again(wizard, |mapping| mapping.unknown_choices = rule.unwrap_or_default());
    });
    view! {
        <div>
            <Choose label=messages.text("field-import-choices") value options on_change/>
            {(!may_add).then(|| view! { <p class="muted">{messages.text("field-import-ruled")}</p> })}
        </div>
    }
}

fn listed(names: &[String]) -> String {
    let mut text = names
        .iter()
        .take(MAX_LISTED)
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(", ");
    if names.len() > MAX_LISTED {
        text.push_str(&format!(" … (+{})", names.len() - MAX_LISTED));
    }
    text
}

/// The choice of the visibility level that each word of the file means; no level is guessed.
#[component]
fn VisibilityWords() -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let messages = wizard.messages;
    let allowed = StoredValue::new(use_session().visibility.allowed);
    let words = Memo::new(move |_| wizard.unclear.with(|words| words.visibility.clone()));
    view! {
        <fieldset class="import-set">
            <legend>{messages.text("import-visibility-words")}</legend>
            <div class="import-options">
                <For each=move || words.get() key=|word| (word.key.clone(), word.rows) let:word>
                    <WordChoice word allowed=allowed.get_value()/>
                </For>
            </div>
        </fieldset>
    }
}

#[component]
fn WordChoice(word: VisibilityWord, allowed: Vec<Visibility>) -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let messages = wizard.messages;
    let rows = messages.with("import-rows", [("count", word.rows)]);
    let label = messages.with("import-visibility-word", [("word", word.word), ("rows", rows)]);
    let undecided = (String::new(), messages.text("import-undecided"));
    let levels = allowed.iter().map(|level| {
        (
            level.as_str().to_owned(),
            messages.text(&format!("visibility-{}", level.as_str())),
        )
    });
    let options = std::iter::once(undecided).chain(levels).collect();
    let key = word.key.clone();
    let value = Signal::derive(move || {
        let level = wizard
            .mapping
            .with(|mapping| mapping.visibility_words.get(&key).copied());
        level.map(Visibility::as_str).unwrap_or_default().to_owned()
    });
    let key = word.key;
    let on_change = Callback::new(move |chosen: String| {
        let key = key.clone();
        actions::check_again(wizard, move |mapping| {
            match Visibility::parse(&chosen) {
                Some(level) => mapping.visibility_words.insert(key, level),
                None => mapping.visibility_words.remove(&key),
            };
        });
    });
    view! { <Choose label value options on_change/> }
}

/// The selection of a field's choice for each word of the file. The rule for unknown choices applies to unmapped words.
#[component]
fn ChoiceWords() -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let messages = wizard.messages;
    let all = Memo::new(move |_| wizard.unclear.with(|words| words.choices.clone()));
    // Sorted by key, so that a word keeps its place when it is mapped.
    let words = Memo::new(move |_| {
        let mut words = all.get();
        let shown = MAX_UNMAPPED + words.iter().filter(|word| word.means.is_some()).count();
        words.truncate(shown);
        words.sort_by(|one, other| (one.field, &one.key).cmp(&(other.field, &other.key)));
        words
    });
    let more = move || {
        let more = all.with(Vec::len).saturating_sub(words.with(Vec::len));
        (more > 0).then(|| view! { <p class="muted">{messages.with("field-import-more-words", [("count", more)])}</p> })
    };
    view! {
        <fieldset class="import-set">
            <legend>{messages.text("field-import-words")}</legend>
            <div class="import-options">
                <For each=move || words.get() key=|word| (word.field, word.key.clone(), word.rows) let:word>
                    <ChoiceWordChoice word/>
                </For>
            </div>
            {more}
        </fieldset>
    }
}

#[component]
fn ChoiceWordChoice(word: ChoiceWord) -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let messages = wizard.messages;
    let ChoiceWord { field, key, .. } = word;
    let known = wizard
        .fields
        .with_untracked(|fields| fields.iter().find(|known| known.id == field).cloned());
    let (label, choices) = known.map(|known| (known.label, known.choices)).unwrap_or_default();
    let rows = messages.with("import-rows", [("count", word.rows)]);
    let label = messages.with(
        "field-import-word",
        [("field", label), ("word", word.word), ("rows", rows)],
    );
    let undecided = (String::new(), messages.text("field-import-by-rule"));
    let choices = choices.into_iter().map(|choice| (choice.id.to_string(), choice.label));
    let options = std::iter::once(undecided).chain(choices).collect();
    let mapped = key.clone();
    let value = Signal::derive(move || {
        let choice = wizard.mapping.with(|mapping| {
            mapping
                .choice_words
                .get(&field)
                .and_then(|words| words.get(&mapped).copied())
        });
        choice.map(|choice| choice.to_string()).unwrap_or_default()
    });
    let on_change = Callback::new(move |chosen: String| {
        let key = key.clone();
        actions::check_again(wizard, move |mapping| {
            let words = mapping.choice_words.entry(field).or_default();
            match chosen.parse::<ChoiceId>() {
                Ok(choice) => words.insert(key, choice),
                Err(_) => words.remove(&key),
            };
        });
    });
    view! { <Choose label value options on_change/> }
}

/// A list of the people who were not found. Their cells are corrected individually.
#[component]
fn UnknownPeople() -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let messages = wizard.messages;
    move || {
        let names: Vec<String> = wizard
            .unclear
            .with(|words| words.people.iter().map(|word| word.word.clone()).collect());
        let people = listed(&names);
        (!names.is_empty()).then(|| {
            view! { <p class="import-note">{messages.with("import-people-unknown", [("people", people)])}</p> }
        })
    }
}
