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

/// Returns the word of the button for the level that applies.
fn button_word(messages: Messages, level: Option<FollowLevel>) -> String {
    messages.text(match level {
        None => "follow",
        Some(FollowLevel::Everything) => "follow-now-everything",
        Some(FollowLevel::TakingPart) => "follow-now-taking-part",
        Some(FollowLevel::Mentions) => "follow-now-mentions",
        Some(FollowLevel::Nothing) => "follow-now-nothing",
    })
}

/// The menu of the four levels; its button says which one applies. With `inherited`, it also offers the level of the
/// space.
#[component]
pub fn FollowMenu(
    /// The chosen level; `None` if the inherited one applies.
    #[prop(into)]
    level: Signal<Option<FollowLevel>>,
    #[prop(optional, into)] inherited: Signal<Option<FollowLevel>>,
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
        let as_space = inherited.get_untracked().map(|inherited| {
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
    let word = Signal::derive(move || button_word(messages, level.get().or_else(|| inherited.get())));
    view! {
        <Menu label=messages.text("follow") glyph=Glyph::Bell word>
            {entries()}
        </Menu>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use domain::person::Language;

    use super::*;

    #[test]
    fn the_button_says_the_level_that_applies() {
        for (language, words) in [
            (
                Language::En,
                [
                    "Following: everything",
                    "Following: taking part",
                    "Following: mentions",
                    "Not following",
                ],
            ),
            (
                Language::Pl,
                [
                    "Obserwujesz: wszystko",
                    "Obserwujesz: mój udział",
                    "Obserwujesz: wzmianki",
                    "Nie obserwujesz",
                ],
            ),
        ] {
            let said = FollowLevel::ALL.map(|level| button_word(Messages(language), Some(level)));
            assert_eq!(said, words);
        }
    }
}
