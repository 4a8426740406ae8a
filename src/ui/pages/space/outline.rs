//! What an outsider sees of a private space: the four things that everyone may know, and who can give access.

use domain::{space::SpaceOutline, visibility::Visibility};
use leptos::prelude::*;

use super::people::PersonName;
use crate::{
    i18n::use_speech,
    ui::components::{GroupPill, Page, VisibilityMark},
};

/// Name, lock, owner, groups.
#[component]
pub fn Outline(space: SpaceOutline) -> impl IntoView {
    let speech = use_speech();
    let who = if space.owner.active {
        speech.with("space-ask-owner", [("owner", space.owner.name.clone())])
    } else {
        speech.text("space-ask-administrator")
    };
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
    view! {
        <Page title=space.name>
            <div class="space-page">
                <p class="space-line">
                    <VisibilityMark level=Visibility::Private/>
                </p>
                <div class="note">
                    <p>{speech.text("space-no-access")} " " {who}</p>
                </div>
                <dl class="space-facts">
                    <dt>{speech.text("space-owner")}</dt>
                    <dd>
                        <PersonName person=space.owner/>
                    </dd>
                    {groups}
                </dl>
            </div>
        </Page>
    }
}
