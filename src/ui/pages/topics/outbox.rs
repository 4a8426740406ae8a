//! Sending posts: each is shown at once, waits while there is no network, and reaches the server once.

use std::{future::Future, pin::Pin, sync::Arc, time::Duration};

use domain::error::AppError;
use leptos::{prelude::*, task::spawn_local};

use super::drafts::{Draft, Drafts};
use crate::{api::Answer, ui::browser::drafts::on_online};

/// Time before a post is sent again without a network: at first, and at most.
const AGAIN: Duration = Duration::from_secs(2);
const MAX_AGAIN: Duration = Duration::from_secs(30);

/// A function that sends a draft and returns the number that it got.
pub type SendFn = Arc<dyn Fn(Draft) -> Pin<Box<dyn Future<Output = Answer<i64>>>> + Send + Sync>;

/// What happens to a post that is being sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
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
            )
        )
    }
}

/// A post that is being sent.
#[derive(Clone)]
pub struct Pending {
    pub draft: Draft,
    pub phase: ArcRwSignal<Phase>,
}

/// The posts that are being sent to one destination.
#[derive(Clone, Copy)]
pub struct Outbox {
    pub pending: RwSignal<Vec<Pending>>,
    drafts: Drafts,
    send: StoredValue<SendFn>,
    done: Callback<i64>,
}

impl Outbox {
    /// Creates the state, and sends what was not confirmed before the page was left. `done` gets the number of each post.
    pub fn open(drafts: Drafts, send: SendFn, done: Callback<i64>) -> Self {
        let outbox = Self {
            pending: RwSignal::new(Vec::new()),
            drafts,
            send: StoredValue::new(send),
            done,
        };
        Effect::new(move |_| {
            for draft in drafts.unconfirmed.get() {
                outbox.add(draft);
            }
        });
        Effect::new(move |_| on_online(move || outbox.again()));
        outbox
    }

    /// Sends what is written in the fields.
    pub fn send(self) {
        let draft = self.drafts.take();
        let drafts = self.drafts;
        self.show(draft.clone());
        spawn_local(async move {
            // First stored, so that it is sent again if the page is closed.
            drafts.keep(&draft).await;
            self.deliver(draft, AGAIN);
        });
    }

    fn add(self, draft: Draft) {
        self.show(draft.clone());
        self.deliver(draft, AGAIN);
    }

    fn show(self, draft: Draft) {
        let phase = ArcRwSignal::new(Phase::Sending);
        self.pending.update(|pending| pending.push(Pending { draft, phase }));
    }

    fn phase(self, draft: &Draft) -> Option<ArcRwSignal<Phase>> {
        let found = self.pending.try_with_untracked(|pending| {
            let found = pending.iter().find(|pending| pending.draft.request == draft.request);
            found.map(|pending| pending.phase.clone())
        });
        found.flatten()
    }

    fn deliver(self, draft: Draft, pause: Duration) {
        let (Some(phase), Some(send)) = (self.phase(&draft), self.send.try_get_value()) else {
            return;
        };
        phase.set(Phase::Sending);
        spawn_local(async move {
            match send(draft.clone()).await {
                Ok(number) => {
                    self.drafts.confirm(draft.request);
                    // The post that is shown comes before the one that is being sent goes.
                    self.done.try_run(number);
                    self.remove(&draft);
                }
                Err(failure) if failure.0 == AppError::Offline => {
                    phase.set(Phase::Waiting);
                    let next = (pause * 2).min(MAX_AGAIN);
                    let _ = set_timeout(move || self.deliver_waiting(draft, next), pause);
                }
                Err(failure) => phase.set(Phase::Failed(failure.0)),
            }
        });
    }

    fn deliver_waiting(self, draft: Draft, pause: Duration) {
        if self
            .phase(&draft)
            .is_some_and(|phase| phase.get_untracked() == Phase::Waiting)
        {
            self.deliver(draft, pause);
        }
    }

    /// Sends everything that waits for the network.
    fn again(self) {
        let waiting = self.pending.try_get_untracked().unwrap_or_default();
        for pending in waiting {
            self.deliver_waiting(pending.draft, AGAIN);
        }
    }

    /// Sends a failed post again, as the same post.
    pub fn retry(self, draft: Draft) {
        self.deliver(draft, AGAIN);
    }

    /// Returns a refused post to the fields.
    pub fn edit(self, draft: Draft) {
        self.remove(&draft);
        self.drafts.put_back(draft);
    }

    /// Drops a failed post.
    pub fn discard(self, draft: &Draft) {
        self.drafts.confirm(draft.request);
        self.remove(draft);
    }

    fn remove(self, draft: &Draft) {
        self.pending
            .try_update(|pending| pending.retain(|other| other.draft.request != draft.request));
    }
}
