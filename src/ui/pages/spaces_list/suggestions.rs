//! Suggestions for the comboboxes of the list.

use std::sync::Arc;

use domain::fold::fold;

use super::state::ListState;
use crate::{
    api::{groups, people},
    ui::components::{Choice, SuggestFn},
};
use leptos::prelude::*;

/// Suggests active people whose name or e-mail contains the typed words.
pub fn people() -> SuggestFn {
    Arc::new(|text| {
        Box::pin(async move {
            let found = people::suggest_people(text).await.unwrap_or_default();
            found.iter().map(Choice::person).collect()
        })
    })
}

/// Suggests tags of spaces that the person may open.
pub fn tags() -> SuggestFn {
    Arc::new(|text| {
        Box::pin(async move {
            let found = groups::suggest_tags(text).await.unwrap_or_default();
            found.iter().map(|tag| Choice::tag(tag)).collect()
        })
    })
}

/// Suggests groups of the account from those that are loaded already.
pub fn groups(list: ListState) -> SuggestFn {
    Arc::new(move |text| {
        let wanted = fold(&text);
        let known = list.groups.get_untracked().and_then(Result::ok).unwrap_or_default();
        let found = known
            .into_iter()
            .filter(|group| fold(&group.name).contains(&wanted))
            .map(|group| Choice::new(group.id, &group.name))
            .collect();
        Box::pin(async move { found })
    })
}
