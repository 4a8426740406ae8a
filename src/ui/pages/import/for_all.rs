//! The separators of several values in a cell, and the values of new spaces where the file has none.

use std::sync::Arc;

use domain::{access::AccountAction, fold::fold, preset::Preset, visibility::Visibility};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api::{
        groups::{list_groups, suggest_tags},
        people::{find_people, suggest_people},
    },
    ui::{
        components::{Checkbox, Chips, Choice, SuggestFn},
        shell::session::use_session,
    },
};

use super::{actions, choose::Choose, wizard::Wizard};

/// The choice of the separators of several values in a cell.
#[component]
pub fn SeparatorChoice() -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let messages = wizard.messages;
    let now = wizard.mapping.get_untracked().separators;
    let new_line = RwSignal::new(now.new_line);
    let semicolon = RwSignal::new(now.semicolon);
    let comma = RwSignal::new(now.comma);
    Effect::new(move |_| {
        let (new_line, semicolon, comma) = (new_line.get(), semicolon.get(), comma.get());
        let before = wizard.mapping.get_untracked().separators;
        if (before.new_line, before.semicolon, before.comma) != (new_line, semicolon, comma) {
            actions::change_mapping(wizard, |mapping| {
                mapping.separators.new_line = new_line;
                mapping.separators.semicolon = semicolon;
                mapping.separators.comma = comma;
            });
        }
    });
    view! {
        <fieldset class="import-set">
            <legend>{messages.text("import-separators")}</legend>
            <div class="import-row">
                <Checkbox label=messages.text("import-separator-new-line") checked=new_line/>
                <Checkbox label=messages.text("import-separator-semicolon") checked=semicolon/>
                <Checkbox label=messages.text("import-separator-comma") checked=comma/>
            </div>
        </fieldset>
    }
    .into_any()
}

/// The groups, tags, visibility, preset and owner of new spaces where the file has none.
#[component]
pub fn ForAll() -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let messages = wizard.messages;
    let may_add_groups = use_session().may(AccountAction::EditGroups);
    let defaults = wizard.mapping.get_untracked().defaults;
    let named = |names: &[String]| names.iter().map(|name| choice(name.clone(), name.clone())).collect();
    let groups = RwSignal::new(named(&defaults.groups));
    let tags = RwSignal::new(named(&defaults.tags));
    Effect::new(move |_| {
        let labels = |chosen: Vec<Choice>| chosen.into_iter().map(|choice| choice.label).collect::<Vec<_>>();
        let (groups, tags) = (labels(groups.get()), labels(tags.get()));
        let before = wizard.mapping.get_untracked().defaults;
        if before.groups != groups || before.tags != tags {
            actions::change_mapping(wizard, |mapping| {
                mapping.defaults.groups = groups;
                mapping.defaults.tags = tags;
            });
        }
    });
    view! {
        <fieldset class="import-set">
            <legend>{messages.text("import-for-all")}</legend>
            <p class="muted">{messages.text("import-for-all-help")}</p>
            <div class="import-options">
                <Chips
                    label=messages.text("import-target-groups")
                    chosen=groups
                    suggest=suggest_group()
                    allow_new=may_add_groups
                />
                <Chips label=messages.text("import-target-tags") chosen=tags suggest=suggest_tag() allow_new=true/>
                <VisibilityForAll/>
                <PresetForAll/>
                <OwnerForAll/>
            </div>
        </fieldset>
    }
    .into_any()
}

#[component]
fn VisibilityForAll() -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let messages = wizard.messages;
    let rules = use_session().visibility;
    let word = move |level: Visibility| messages.text(&format!("visibility-{}", level.as_str()));
    let usual = messages.with("import-visibility-default", [("level", word(rules.default))]);
    let levels = rules
        .allowed
        .iter()
        .map(|level| (level.as_str().to_owned(), word(*level)));
    let options = std::iter::once((String::new(), usual)).chain(levels).collect();
    let value = Signal::derive(move || {
        let level = wizard.mapping.with(|mapping| mapping.defaults.visibility);
        level.map(Visibility::as_str).unwrap_or_default().to_owned()
    });
    let on_change = Callback::new(move |key: String| {
        let level = Visibility::parse(&key);
        actions::change_mapping(wizard, |mapping| mapping.defaults.visibility = level);
    });
    view! { <Choose label=messages.text("import-target-visibility") value options on_change/> }
}

#[component]
fn PresetForAll() -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let messages = wizard.messages;
    let none = std::iter::once((String::new(), messages.text("preset-none")));
    let presets = Preset::ALL.map(|preset| {
        let word = preset.as_str();
        (word.to_owned(), messages.text(&format!("preset-{word}")))
    });
    let options = none.chain(presets).collect();
    let value = Signal::derive(move || {
        let preset = wizard.mapping.with(|mapping| mapping.defaults.preset);
        preset.map(Preset::as_str).unwrap_or_default().to_owned()
    });
    let on_change = Callback::new(move |key: String| {
        actions::change_mapping(wizard, |mapping| mapping.defaults.preset = Preset::parse(&key));
    });
    view! { <Choose label=messages.text("import-target-preset") value options on_change/> }
}

#[component]
fn OwnerForAll() -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let messages = wizard.messages;
    let me = use_session().me.as_ref();
    let owner = RwSignal::new(Vec::<Choice>::new());
    let ready = RwSignal::new(false);
    // If a person was chosen before a reload, only their id is known.
    Effect::new(move |_| {
        let chosen = wizard.mapping.get_untracked().defaults.owner;
        spawn_local(async move {
            if let Some(id) = chosen
                && let Ok(people) = find_people(vec![id]).await
            {
                let people = people
                    .into_iter()
                    .map(|person| choice(person.id.to_string(), person.name));
                owner.try_set(people.collect());
            }
            ready.try_set(true);
        });
    });
    Effect::new(move |_| {
        let chosen = owner.with(|owner| owner.first().and_then(|choice| choice.value.parse().ok()));
        if ready.get() && wizard.mapping.get_untracked().defaults.owner != chosen {
            actions::change_mapping(wizard, |mapping| mapping.defaults.owner = chosen);
        }
    });
    view! {
        <Chips
            label=messages.text("import-target-owner")
            chosen=owner
            suggest=suggest_person()
            single=true
            help=messages.with("import-owner-default", [("name", me.name)])
        />
    }
}

fn choice(value: String, label: String) -> Choice {
    Choice { value, label }
}

fn suggest_group() -> SuggestFn {
    Arc::new(|typed: String| {
        Box::pin(async move {
            let typed = fold(typed.trim());
            let groups = list_groups().await.unwrap_or_default().into_iter();
            let found = groups.filter(|group| fold(&group.name).contains(&typed));
            found
                .take(20)
                .map(|group| choice(group.id.to_string(), group.name))
                .collect()
        })
    })
}

fn suggest_tag() -> SuggestFn {
    Arc::new(|typed: String| {
        Box::pin(async move {
            let tags = suggest_tags(typed).await.unwrap_or_default().into_iter();
            tags.map(|tag| choice(tag.clone(), tag)).collect()
        })
    })
}

fn suggest_person() -> SuggestFn {
    Arc::new(|typed: String| {
        Box::pin(async move {
            let people = suggest_people(typed).await.unwrap_or_default().into_iter();
            people
                .map(|person| choice(person.id.to_string(), person.name))
                .collect()
        })
    })
}
