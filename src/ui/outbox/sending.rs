//! Sending what is in the outbox: in order, each post once, again when there was no network.

use domain::{error::AppError, topic::NewTopic};
use leptos::{prelude::*, task::spawn_local};

use super::{
    Draft, Kept, Outbox, Pending, Phase, Place, all_drafts, key_of, read_draft, remove_draft, store_draft, use_outbox,
};
use crate::{
    api::{
        Answer,
        topics::{add_post, add_topic},
    },
    ui::browser::{after, drafts as stored},
};

/// Time before a post is sent again without a network: at first, and at most.
pub(super) const AGAIN_MS: u32 = 2_000;
const MAX_AGAIN_MS: u32 = 30_000;
/// Time that a tab leaves to the others for sending their posts: at least, and for how much longer at most.
const OTHERS_FIRST_MS: u32 = 1_000;
const OTHERS_SPREAD_MS: u32 = 2_000;

/// Shows nothing: sends the posts that earlier pages have left, now and when the network is there again.
#[component]
pub fn SendWaiting() -> impl IntoView {
    let outbox = use_outbox();
    Effect::new(move |_| {
        outbox.look();
        stored::on_online(move || outbox.look());
        stored::on_told(move |key| outbox.told(key));
    });
}

impl Outbox {
    /// Sends what is stored: what this tab has left at once; what other tabs have left a little later, unless they send it
    /// meanwhile. Each tab waits for another time, so that mostly one of them sends.
    fn look(self) {
        self.pause.set_value(AGAIN_MS);
        self.gather(false);
        let spread = stored::tab().as_u128() % u128::from(OTHERS_SPREAD_MS);
        after(OTHERS_FIRST_MS + u32::try_from(spread).unwrap_or_default(), move || {
            self.gather(true);
        });
    }

    fn gather(self, of_others: bool) {
        spawn_local(async move {
            let tab = stored::tab();
            for kept in all_drafts(self.person).await {
                let refused = kept.draft.refused.clone();
                let mine = kept.draft.tab == tab || of_others || refused.is_some();
                if kept.draft.sent && mine && !matches!(kept.place, Place::Edit(..)) {
                    let phase = refused.map_or(Phase::Sending, Phase::Failed);
                    self.add(Pending::new(kept, phase));
                }
            }
            self.run();
        });
    }

    /// Drops a post that another tab has sent, discarded or taken back.
    fn told(self, key: String) {
        spawn_local(async move {
            if matches!(read_draft(&key).await, Ok(None | Some(Draft { sent: false, .. }))) {
                self.pending
                    .try_update(|pending| pending.retain(|known| known.kept.key != key));
            }
        });
    }

    /// Stores a post and sends it after those before it.
    pub fn send(self, place: Place, draft: Draft) {
        let draft = Draft {
            sent: true,
            at: stored::now(),
            ..draft
        };
        let key = key_of(self.person, place, draft.request);
        let pending = Pending::new(Kept { key, place, draft }, Phase::Storing);
        self.add(pending.clone());
        spawn_local(async move {
            // First stored, so that it is sent again if the page is closed.
            store_draft(&pending.kept.key, &pending.kept.draft).await;
            stored::tell(&pending.kept.key);
            pending.phase.set(Phase::Sending);
            self.run();
        });
    }

    /// Sends everything that is to be sent, one post after the other.
    fn run(self) {
        if self.busy.try_get_value() != Some(false) {
            return;
        }
        self.busy.set_value(true);
        spawn_local(async move {
            while let Some(pending) = self.next() {
                if !self.attempt(pending).await {
                    break;
                }
            }
            self.busy.try_set_value(false);
        });
    }

    /// Sends a post. Returns whether there is a network.
    async fn attempt(self, pending: Pending) -> bool {
        let kept = &pending.kept;
        if kept.draft.tab != stored::tab() {
            // The other tab may be open as well.
            let Some(newest) = kept.clone().newest().await else {
                self.drop_pending(pending.request());
                return true;
            };
            if let Some(refused) = newest.draft.refused {
                pending.phase.set(Phase::Failed(refused));
                return true;
            }
        }
        pending.phase.set(Phase::Sending);
        match deliver(kept).await {
            Ok(number) => {
                self.pause.try_set_value(AGAIN_MS);
                remove_draft(&kept.key).await;
                // The post that is shown comes before the one that is being sent goes.
                self.deliver(&pending, number);
                self.drop_pending(pending.request());
                true
            }
            Err(failure) if failure.0 == AppError::Offline => {
                self.wait_all();
                let pause = self.pause.try_get_value().unwrap_or(MAX_AGAIN_MS);
                self.pause.try_set_value((pause * 2).min(MAX_AGAIN_MS));
                after(pause, move || self.run());
                false
            }
            Err(failure) => {
                let phase = Phase::Failed(failure.0);
                let refused = phase.stored_refusal();
                pending.set_late();
                pending.phase.set(phase);
                if refused.is_some() {
                    self.store_refusal(&pending, refused).await;
                }
                true
            }
        }
    }

    async fn store_refusal(self, pending: &Pending, refused: Option<AppError>) {
        if let Some(kept) = self.replace(pending.request(), |draft| draft.refused = refused) {
            store_draft(&kept.key, &kept.draft).await;
        }
    }

    /// Sends a failed post again, as the same post.
    pub fn retry(self, pending: Pending) {
        spawn_local(async move {
            self.store_refusal(&pending, None).await;
            pending.phase.set(Phase::Sending);
            self.run();
        });
    }

    /// Takes a refused post back, to be changed: its stored form becomes a draft of this tab, which `edit` gets.
    pub fn take_back(self, pending: Pending, edit: Callback<Kept>) {
        let request = pending.request();
        let mut kept = pending.kept;
        kept.draft = Draft {
            sent: false,
            refused: None,
            tab: stored::tab(),
            ..kept.draft
        };
        spawn_local(async move {
            store_draft(&kept.key, &kept.draft).await;
            stored::tell(&kept.key);
            if self.drop_pending(request) {
                edit.try_run(kept);
            }
        });
    }

    /// Drops a failed post.
    pub fn discard(self, pending: &Pending) {
        self.drop_pending(pending.request());
        let key = pending.kept.key.clone();
        spawn_local(async move { remove_draft(&key).await });
    }
}

/// Sends a post to its place and returns the number that it got.
async fn deliver(kept: &Kept) -> Answer<i64> {
    let Kept { place, draft, .. } = kept.clone();
    match place {
        Place::NewTopic(space) => {
            let topic = NewTopic {
                kind: draft.kind,
                title: draft.title,
                text: draft.text,
            };
            add_topic(space, topic, draft.request).await
        }
        Place::Reply(topic) => add_post(topic, draft.text, draft.request).await,
        // Changes are saved by their form.
        Place::Edit(..) => Err(AppError::Malformed.into()),
    }
}
