//! The menu of levels of following.

use domain::topic::FollowLevel;
use leptos::prelude::*;

use crate::{
    i18n::{Messages, use_messages},
    ui::components::{Glyph, Menu, MenuRadio},
};

/// Returns the name of a level.
pub fn level_name(messages: Messages, level: FollowLevel) -> String {
    messages.text(match level {
        FollowLevel::Everything => "follow-everything",
        FollowLevel::TakingPart => "follow-taking-part",
        FollowLevel::Mentions => "follow-mentions",
        FollowLevel::Nothing => "follow-nothing",
    })
}

/// The menu 'Follow' with the four levels. With `inherited`, it also offers the level of the space.
#[component]
pub fn FollowMenu(
    /// The chosen level; `None` if the inherited one applies.
    #[prop(into)]
    level: Signal<Option<FollowLevel>>,
    #[prop(optional)] inherited: Option<FollowLevel>,
    pick: Callback<Option<FollowLevel>>,
) -> impl IntoView {
    let messages = use_messages();
    let entries = move || {
        let levels = FollowLevel::ALL.map(|one| {
            view! {
                <MenuRadio
                    label=level_name(messages, one)
                    chosen=Signal::derive(move || level.get() == Some(one))
                    on_select=move |()| pick.run(Some(one))
                />
            }
        });
        let as_space = inherited.map(|inherited| {
            let label = messages.with("follow-as-space", [("level", level_name(messages, inherited))]);
            view! {
                <MenuRadio
                    label
                    chosen=Signal::derive(move || level.get().is_none())
                    on_select=move |()| pick.run(None)
                />
            }
        });
        view! { {as_space} {levels.into_iter().collect_view()} }
    };
    view! {
        <Menu label=messages.text("follow") glyph=Glyph::Bell>
            {entries()}
        </Menu>
    }
    .into_any()
}
