//! The section 'About' of a space's page.

use domain::custom_field::{FieldWithValue, by_section};
use leptos::prelude::*;

use super::{live::Live, people::PersonName};
use crate::ui::components::{ExactTime, FieldValue, GroupPill, TagPill};

/// The section with description, groups, tags, deal, creation and custom fields.
#[component]
pub fn About(live: Live) -> impl IntoView {
    let messages = live.messages;
    view! {
        <section class="space-section" aria-labelledby="space-about">
            <h2 id="space-about">{messages.text("space-about")}</h2>
            <Description live/>
            {move || facts(live)}
        </section>
    }
}

#[component]
fn Description(live: Live) -> impl IntoView {
    let description = Memo::new(move |_| live.shown.with(|space| space.description.clone()));
    move || {
        let text = description.get();
        if text.is_empty() {
            view! { <p class="muted">{live.messages.text("space-no-description")}</p> }.into_any()
        } else {
            view! { <p class="space-description">{text}</p> }.into_any()
        }
    }
}

/// Returns the custom fields that have a value, under the headings of their sections.
fn custom(live: Live, fields: Vec<FieldWithValue>) -> impl IntoView + use<> {
    by_section(fields, |held| held.field.section.as_str())
        .into_iter()
        .map(|(section, fields)| {
            let heading = (!section.is_empty()).then(|| view! { <dt class="fact-section">{section}</dt> });
            let facts = fields
                .into_iter()
                .map(|held| {
                    let label = held.field.label.clone();
                    view! {
                        <dt>{label}</dt>
                        <dd><FieldValue field_value=held messages=live.messages/></dd>
                    }
                })
                .collect_view();
            view! { {heading} {facts} }
        })
        .collect_view()
}

fn facts(live: Live) -> impl IntoView + use<> {
    let messages = live.messages;
    let space = live.shown.get();
    let groups = (!space.groups.is_empty()).then(|| {
        let pills = space
            .groups
            .into_iter()
            .map(|group| view! { <GroupPill group/> })
            .collect_view();
        view! {
            <dt>{messages.text("space-groups")}</dt>
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
            <dt>{messages.text("space-tags")}</dt>
            <dd class="space-pills">{pills}</dd>
        }
    });
    let preset = space.preset.map(|preset| {
        view! {
            <dt>{messages.text("preset")}</dt>
            <dd>{messages.text(&format!("preset-{}", preset.as_str()))}</dd>
        }
    });
    let deal = space.deal.map(|deal| {
        view! {
            <dt>{messages.text("space-deal")}</dt>
            <dd>
                <a class="deal-name" href=format!("/deals/{}", deal.id)>{deal.name}</a>
            </dd>
        }
    });
    view! {
        <dl class="space-facts">
            {preset} {groups} {tags} {deal} <dt>{messages.text("space-created")}</dt>
            <dd>
                <PersonName person=space.created_by/>
                <span class="muted">
                    <ExactTime at=space.created/>
                </span>
            </dd>
            // Last, because their sections have headings: anything after a heading would seem to belong to it.
            {custom(live, space.fields)}
        </dl>
    }
    .into_any()
}
