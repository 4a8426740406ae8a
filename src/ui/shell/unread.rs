//! What is unread, in numbers: the bell, the navigation and the list show the same ones.

use domain::{
    add_on::AddOn,
    ids::SpaceId,
    limits,
    live::{LiveEvent, OwnChange, TopicChange},
    topic::UnreadSpaces,
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_location;

use super::{
    live::use_live,
    pace::{Pace, never_busy},
    session::use_session,
};
use crate::{
    api::notices::unread_spaces,
    i18n::{Messages, use_messages},
    ui::browser::notify,
};

/// The number of spaces up to which the server names all of them.
const ALL_NAMED: usize = 500;

/// The numbers of unread topics and notices. Copy it into closures freely.
#[derive(Clone, Copy)]
pub struct UnreadState {
    /// `None` until the numbers are fetched, which happens after hydration.
    known: RwSignal<Option<UnreadSpaces>>,
    fetch: Pace,
    /// Whether the account uses spaces; without them there is nothing to fetch.
    used: bool,
}

impl UnreadState {
    /// Provides the numbers as a context, and fetches them once the page is hydrated and after each navigation.
    pub(super) fn provide() {
        let (known, messages) = (RwSignal::new(None), use_messages());
        let fetch = Pace::new(never_busy, move || {
            spawn_local(async move {
                // A failure keeps the numbers that are shown.
                if let Ok(found) = unread_spaces().await {
                    show(known, messages, found);
                }
            });
        });
        let used = use_session().add_ons.has(AddOn::Spaces);
        let state = Self { known, fetch, used };
        provide_context(state);
        let path = use_location().pathname;
        Effect::new(move |_| {
            path.track();
            state.refresh();
        });
        use_live().on(move |event| {
            if changes_unread(event) {
                state.refresh();
            }
        });
    }

    /// Returns the number of spaces with unread topics.
    pub fn spaces(self) -> usize {
        self.known
            .with(|known| known.as_ref().map_or(0, |known| known.spaces.len()))
    }

    /// Returns the number of unread notices, up to [`limits::UNREAD_CEILING`].
    pub fn notices(self) -> i64 {
        self.known.with(|known| known.as_ref().map_or(0, |known| known.notices))
    }

    /// Returns the spaces with unread topics; `None` if they are not known, or too many to name all of them.
    pub fn named(self) -> Option<Vec<SpaceId>> {
        self.known.with(|known| {
            let spaces = &known.as_ref()?.spaces;
            (spaces.len() < ALL_NAMED).then(|| spaces.iter().map(|(space, _)| *space).collect())
        })
    }

    /// Fetches the numbers again, at most once a second.
    pub fn refresh(self) {
        if self.used {
            self.fetch.ask();
        }
    }
}

/// Shows the numbers; new notices also by a notification of the system, if the person chose that.
fn show(known: RwSignal<Option<UnreadSpaces>>, messages: Messages, found: UnreadSpaces) {
    let before = known.try_get_untracked().flatten().map(|known| known.notices);
    if before.is_some_and(|before| found.notices > before) {
        let body = messages.with("notices-unread", [("count", found.notices)]);
        notify(&messages.text("app-name"), &body, "/notices");
    }
    known.try_set(Some(found));
}

/// Returns whether the event may change what the person has not read.
fn changes_unread(event: &LiveEvent) -> bool {
    match event {
        LiveEvent::Topic { what, .. } => !matches!(
            what,
            TopicChange::PostEdited | TopicChange::Reacted | TopicChange::TopicChanged
        ),
        LiveEvent::Me { what } => *what != OwnChange::Settings,
        LiveEvent::Space { .. } | LiveEvent::Spaces | LiveEvent::Resync => true,
        _ => false,
    }
}

/// Returns the numbers of the signed-in person.
///
/// # Panics
///
/// Outside [`SignedIn`](super::SignedIn), whose frame provides them.
pub fn use_unread() -> UnreadState {
    expect_context::<UnreadState>()
}

/// Returns a number for a small mark: '99+' from the ceiling on.
pub fn short(number: i64) -> String {
    if number >= limits::UNREAD_CEILING {
        format!("{}+", limits::UNREAD_CEILING - 1)
    } else {
        number.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn a_mark_has_at_most_two_digits() {
        assert_eq!(short(7), "7");
        assert_eq!(short(99), "99");
        assert_eq!(short(100), "99+");
    }
}
