//! The posts of the tab that are being sent.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU32, Ordering},
};

use domain::{error::AppError, ids::UserId};
use leptos::prelude::*;
use uuid::Uuid;

use super::{Destination, Draft, Kept};
use crate::ui::{browser::IN_BROWSER, shell::session::use_session};

/// What happens to a post that is being sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// It is being stored in the browser, before it is sent.
    Storing,
    Sending,
    /// There is no network; it is sent again when there is one.
    Waiting,
    Failed(AppError),
}

impl Phase {
    /// Returns whether the server did not take the post for certain, so that it may be changed.
    pub fn refused(&self) -> bool {
        matches!(
            self,
            Self::Failed(
                AppError::Invalid(_)
                    | AppError::NotAllowed
                    | AppError::NotFound
                    | AppError::TooLarge
                    | AppError::Malformed
                    | AppError::SignedOut
                    | AppError::Conflict(_)
            )
        )
    }

    /// Returns the refusal that is stored with the post. A post of an ended session is sent when the person has signed in
    /// again.
    pub fn stored_refusal(&self) -> Option<AppError> {
        match self {
            Self::Failed(error) if self.refused() && *error != AppError::SignedOut => Some(error.clone()),
            _ => None,
        }
    }
}

/// A post that is being sent.
#[derive(Clone)]
pub struct Pending {
    pub kept: Kept,
    pub phase: ArcRwSignal<Phase>,
    /// Whether it is not the answer to a press of the person that is still going on: it waited, failed, or was stored by
    /// a page that was left.
    late: Arc<AtomicBool>,
}

impl Pending {
    /// Creates a post with a phase.
    pub fn new(kept: Kept, phase: Phase) -> Self {
        let late = phase != Phase::Storing;
        Self {
            kept,
            phase: ArcRwSignal::new(phase),
            late: Arc::new(AtomicBool::new(late)),
        }
    }

    /// Returns whether the person may be doing something else by now.
    pub fn is_late(&self) -> bool {
        self.late.load(Ordering::Relaxed)
    }

    /// Notes that the person may be doing something else by now.
    pub fn set_late(&self) {
        self.late.store(true, Ordering::Relaxed);
    }

    /// Returns the key by which the server accepts the post once.
    pub fn request(&self) -> Uuid {
        self.kept.draft.request
    }
}

type Listener = Arc<dyn Fn(&Pending, i64) + Send + Sync>;

/// The outbox of the tab. A context of all pages inside the frame.
#[derive(Clone, Copy)]
pub struct Outbox {
    pub(super) person: UserId,
    pub(super) pending: RwSignal<Vec<Pending>>,
    /// Whether a post is on its way. They are sent one after the other.
    pub(super) busy: StoredValue<bool>,
    /// The time before posts are sent again without a network, in milliseconds.
    pub(super) pause: StoredValue<u32>,
    listeners: StoredValue<Vec<(u32, Listener)>>,
}

static NEXT: AtomicU32 = AtomicU32::new(0);

/// Provides the outbox of the signed-in person.
pub fn provide_outbox() {
    provide_context(Outbox {
        person: use_session().me.id,
        pending: RwSignal::new(Vec::new()),
        busy: StoredValue::new(false),
        pause: StoredValue::new(super::sending::AGAIN_MS),
        listeners: StoredValue::new(Vec::new()),
    });
}

/// Returns the outbox of the tab.
///
/// # Panics
///
/// Outside the frame, which provides it.
pub fn use_outbox() -> Outbox {
    expect_context::<Outbox>()
}

impl Outbox {
    /// Returns the posts that are being sent to a destination, oldest first.
    pub fn pending_for(self, destination: Destination) -> Vec<Pending> {
        self.pending.with(|pending| {
            let here = pending
                .iter()
                .filter(|pending| destination.takes(pending.kept.place, &pending.kept.draft));
            here.cloned().collect()
        })
    }

    /// Calls `act` with each post that the server has accepted and with its number, before the post leaves the outbox,
    /// until the calling component is removed.
    pub fn on_delivered(self, act: impl Fn(&Pending, i64) + Send + Sync + 'static) {
        if !IN_BROWSER {
            return;
        }
        let key = NEXT.fetch_add(1, Ordering::Relaxed);
        self.listeners
            .update_value(|listeners| listeners.push((key, Arc::new(act))));
        on_cleanup(move || {
            self.listeners
                .try_update_value(|listeners| listeners.retain(|(known, _)| *known != key));
        });
    }

    pub(super) fn deliver(self, pending: &Pending, number: i64) {
        // A listener may remove itself.
        for (_, act) in self.listeners.try_get_value().unwrap_or_default() {
            act(pending, number);
        }
    }

    /// Adds a post at its place in the order, unless it is there.
    pub(super) fn add(self, added: Pending) {
        self.pending.try_update(|pending| {
            if pending.iter().all(|known| known.request() != added.request()) {
                let at = pending.partition_point(|known| known.kept.draft.at <= added.kept.draft.at);
                pending.insert(at, added);
            }
        });
    }

    /// Removes a post from what is shown and sent. Returns whether it was there.
    pub(super) fn drop_pending(self, request: Uuid) -> bool {
        let dropped = self.pending.try_update(|pending| {
            let before = pending.len();
            pending.retain(|known| known.request() != request);
            pending.len() < before
        });
        dropped == Some(true)
    }

    /// Returns the oldest post that is to be sent.
    pub(super) fn next(self) -> Option<Pending> {
        let found = self.pending.try_with_untracked(|pending| {
            let to_send = |pending: &&Pending| {
                pending
                    .phase
                    .with_untracked(|phase| matches!(phase, Phase::Sending | Phase::Waiting))
            };
            pending.iter().find(to_send).cloned()
        });
        found.flatten()
    }

    /// Shows that everything to be sent waits for the network.
    pub(super) fn wait_all(self) {
        for pending in self.pending.try_get_untracked().unwrap_or_default() {
            let sending = pending.phase.with_untracked(|phase| *phase == Phase::Sending);
            if sending {
                pending.phase.set(Phase::Waiting);
                pending.set_late();
            }
        }
    }

    /// Replaces the stored form of a post.
    pub(super) fn replace(self, request: Uuid, change: impl FnOnce(&mut Draft)) -> Option<Kept> {
        let changed = self.pending.try_update(|pending| {
            let found = pending.iter_mut().find(|known| known.request() == request)?;
            change(&mut found.kept.draft);
            Some(found.kept.clone())
        });
        changed.flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_stored_and_a_failure_or_an_ended_session_is_not() {
        let stored = |error| Phase::Failed(error).stored_refusal();
        assert_eq!(stored(AppError::NotAllowed), Some(AppError::NotAllowed));
        assert_eq!(stored(AppError::Unavailable), None);
        assert_eq!(stored(AppError::SignedOut), None);
        assert_eq!(Phase::Waiting.stored_refusal(), None);
    }
}
