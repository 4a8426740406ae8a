//! The page of a private space for people without access: name, visibility, owner and groups, and who can give access.

use domain::{space::SpaceOutline, visibility::Visibility};
use leptos::prelude::*;

use super::{people::PersonName, requests::AskForAccess};
use crate::{
    i18n::use_messages,
    ui::components::{GroupPill, Page, VisibilityMark},
};

/// The page with the four facts about a private space that everyone may see.
#[component]
pub fn Outline(space: SpaceOutline) -> impl IntoView {
    let messages = use_messages();
    let who = if space.owner.active {
        messages.with("space-ask-owner", [("owner", space.owner.name.clone())])
    } else {
        messages.text("space-ask-administrator")
    };
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
    view! {
        <Page title=space.name>
            <div class="space-page">
                <p class="space-line">
                    <VisibilityMark level=Visibility::Private/>
                </p>
                <div class="note">
                    <p>{messages.text("space-no-access")} " " {who}</p>
                </div>
                <AskForAccess space=space.id/>
                <dl class="space-facts">
                    <dt>{messages.text("space-owner")}</dt>
                    <dd>
                        <PersonName person=space.owner/>
                    </dd>
                    {groups}
                </dl>
            </div>
        </Page>
    }
}
