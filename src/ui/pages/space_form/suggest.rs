//! Suggestions for the form's comboboxes.

use std::sync::Arc;

use domain::{fold, group::GroupRef, ids::UserId};
use leptos::prelude::*;

use crate::{
    api::{groups::list_groups, groups::suggest_tags, people::suggest_people},
    ui::components::{Choice, SuggestFn},
};

/// Suggests groups of the account. They are loaded once per form and matched in the browser.
pub fn groups() -> SuggestFn {
    let known = StoredValue::new(None::<Vec<GroupRef>>);
    Arc::new(move |text: String| {
        Box::pin(async move {
            let groups = match known.try_get_value().flatten() {
                Some(groups) => groups,
                None => {
                    // A failure is not kept, so that the next letter loads again.
                    let answer = list_groups().await;
                    if let Ok(groups) = &answer {
                        known.try_set_value(Some(groups.clone()));
                    }
                    answer.unwrap_or_default()
                }
            };
            groups
                .iter()
                .filter(|group| fold::matches(&group.name, &text))
                .map(|group| Choice::new(group.id, &group.name))
                .collect()
        })
    })
}

/// Suggests tags that begin with the typed text.
pub fn tags() -> SuggestFn {
    Arc::new(|text: String| {
        Box::pin(async move {
            let tags = suggest_tags(text).await.unwrap_or_default();
            tags.iter().map(|tag| Choice::tag(tag)).collect()
        })
    })
}

/// Suggests active people other than those that `except` returns.
pub fn people(except: impl Fn() -> Vec<UserId> + Send + Sync + 'static) -> SuggestFn {
    Arc::new(move |text: String| {
        let except = except();
        Box::pin(async move {
            let people = suggest_people(text).await.unwrap_or_default();
            people
                .iter()
                .filter(|person| !except.contains(&person.id))
                .map(Choice::person)
                .collect()
        })
    })
}
