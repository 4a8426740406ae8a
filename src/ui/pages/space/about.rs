//! What a space is about.

use leptos::prelude::*;

use super::{live::Live, people::PersonName};
use crate::ui::components::{ExactTime, GroupPill, TagPill};

/// Description, groups, tags, and where it came from.
#[component]
pub fn About(live: Live) -> impl IntoView {
    let speech = live.speech;
    view! {
        <section class="space-section" aria-labelledby="space-about">
            <h2 id="space-about">{speech.text("space-about")}</h2>
            <Description live/>
            {move || facts(live)}
        </section>
    }
}

#[component]
fn Description(live: Live) -> impl IntoView {
    let description = Memo::new(move |_| live.space.with(|space| space.description.clone()));
    move || {
        let text = description.get();
        if text.is_empty() {
            view! { <p class="muted">{live.speech.text("space-no-description")}</p> }.into_any()
        } else {
            view! { <p class="space-description">{text}</p> }.into_any()
        }
    }
}

fn facts(live: Live) -> impl IntoView + use<> {
    let speech = live.speech;
    let space = live.space.get();
    let groups = (!space.groups.is_empty()).then(|| {
        let pills = space
            .groups
            .into_iter()
            .map(|group| view! { <GroupPill group/> })
            .collect_view();
        view! {
            <dt>{speech.text("space-groups")}</dt>
            <dd class="space-pills">{pills}</dd>
        }
    });
    let tags = (!space.tags.is_empty()).then(|| {
        let pills = space
            .tags
            .into_iter()
            .map(|tag| view! { <TagPill tag/> })
            .collect_view();
        view! {
            <dt>{speech.text("space-tags")}</dt>
            <dd class="space-pills">{pills}</dd>
        }
    });
    let deal = space.deal.map(|deal| {
        view! {
            <dt>{speech.text("space-deal")}</dt>
            <dd>
                <a class="deal-name" href=format!("/deals/{}", deal.id)>{deal.name}</a>
            </dd>
        }
    });
    view! {
        <dl class="space-facts">
            {groups} {tags} {deal} <dt>{speech.text("space-created")}</dt>
            <dd>
                <PersonName person=space.created_by/>
                <span class="muted">
                    <ExactTime at=space.created/>
                </span>
            </dd>
        </dl>
    }
    .into_any()
}
