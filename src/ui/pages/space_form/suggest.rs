//! What the form's pickers suggest.

use std::sync::Arc;

use domain::{fold, group::GroupRef, ids::UserId};
use leptos::prelude::*;

use super::typed::{chosen, person_choice, tag_choice};
use crate::{
    api::{groups::list_groups, groups::suggest_tags, people::suggest_people},
    ui::components::SuggestFn,
};

/// The account's groups; asked for once a form, matched here.
pub fn groups() -> SuggestFn {
    let known = StoredValue::new(None::<Vec<GroupRef>>);
    Arc::new(move |text: String| {
        Box::pin(async move {
            let groups = match known.try_get_value().flatten() {
                Some(groups) => groups,
                None => {
                    // Without an answer nothing is kept, so that the next letter asks again.
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
                .map(|group| chosen(group.id, &group.name))
                .collect()
        })
    })
}

/// Tags that begin with the text.
pub fn tags() -> SuggestFn {
    Arc::new(|text: String| {
        Box::pin(async move {
            let tags = suggest_tags(text).await.unwrap_or_default();
            tags.iter().map(|tag| tag_choice(tag)).collect()
        })
    })
}

/// Active people, without those who have access anyway.
pub fn people(except: impl Fn() -> Vec<UserId> + Send + Sync + 'static) -> SuggestFn {
    Arc::new(move |text: String| {
        let except = except();
        Box::pin(async move {
            let people = suggest_people(text).await.unwrap_or_default();
            people
                .iter()
                .filter(|person| !except.contains(&person.id))
                .map(person_choice)
                .collect()
        })
    })
}
