//! Uploads of earlier pages, and those that wait for something.

use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use super::{
    Item, PickedFile, Uploads,
    kept::{self, Kept},
    phase::Phase,
};
use crate::ui::browser::{drafts, import_worker::wait, tus::Access, uploading as browser};

/// Time that a page leaves to other tabs for going on with their own uploads.
const OTHERS_FIRST_MS: u32 = 2_000;
/// Number of uploads whose files are looked for before uploads are started.
const STARTED_AFTER: usize = 50;

impl Uploads {
    /// Goes on with the uploads that earlier pages have left, and with those that wait for something, until the calling
    /// component is removed.
    pub(super) fn carry_on(self) {
        Effect::new(move |_| {
            self.restore();
            browser::on_wake(move || self.wake_waiting());
            browser::on_unload(move || self.would_lose());
        });
    }

    /// Gives uploads of earlier pages the files that were chosen again. Returns how many were not among them.
    pub fn choose_again(self, files: &[PickedFile]) -> usize {
        let mut others = 0;
        for file in files {
            let found = self.queue.try_with_value(|queue| {
                let lacking = queue.items().iter().filter(|item| !item.has_file());
                let same = |item: &&Item| {
                    item.name == domain::file::name::uploaded(&file.name())
                        && browser::add_again(item.id, file, item.size, item.modified)
                };
                lacking.clone().find(same).map(|item| item.id)
            });
            match found.flatten() {
                Some(id) => self.got_file(id),
                None => others += 1,
            }
        }
        self.run();
        others
    }

    fn got_file(self, id: Uuid) {
        self.change(|queue| queue.wake(|item| item.id == id));
    }

    /// Asks the browser for the file of an upload of an earlier page, during an event of the person.
    pub fn ask_for_file(self, id: Uuid) {
        spawn_local(async move {
            self.look_for_file(id, true).await;
            self.run();
        });
    }

    async fn look_for_file(self, id: Uuid, ask: bool) {
        let measures = self
            .queue
            .try_with_value(|queue| queue.get(id).map(|item| (item.size, item.modified)));
        let Some((size, modified)) = measures.flatten() else {
            return;
        };
        match browser::allow(id, ask, size, modified).await {
            Access::Ready => self.got_file(id),
            access => self.change(|queue| {
                if let Some(item) = queue.get_mut(id).filter(|item| !item.has_file()) {
                    item.stop(Phase::NoFile {
                        asks: access == Access::Asks,
                    });
                }
            }),
        }
    }

    /// Tries again what waits for the network or for signing in.
    fn wake_waiting(self) {
        self.change(|queue| queue.wake(|item| matches!(item.phase, Phase::Retrying | Phase::SignedOut)));
        self.run();
    }

    /// Returns whether leaving the page would interrupt an upload that the next page cannot go on with by itself.
    fn would_lose(self) -> bool {
        let going = self.queue.try_with_value(|queue| {
            let mut going = queue.items().iter().filter(|item| item.may_pause());
            going.any(|item| !browser::comes_back(item.id))
        });
        going.unwrap_or_default()
    }

    /// Goes on with the uploads of this tab, and later with those of tabs that were closed.
    fn restore(self) {
        spawn_local(async move {
            let (tab, kept) = (drafts::tab(), kept::all(self.person).await);
            if kept.iter().any(|kept| kept.tab == tab) {
                // Another tab may be taking them over.
                browser::hold_tab(tab).await;
                self.adopt(false).await;
            }
            if kept.iter().any(|kept| kept.tab != tab) {
                wait(OTHERS_FIRST_MS).await;
                self.adopt(true).await;
            }
        });
    }

    async fn adopt(self, of_others: bool) {
        let (own, now) = (drafts::tab(), drafts::now());
        let (expired, kept): (Vec<Kept>, Vec<Kept>) = kept::all(self.person)
            .await
            .into_iter()
            .partition(|kept| kept.is_expired(now));
        self.forget(expired.into_iter().map(|kept| kept.id).collect());
        let mut tabs: Vec<Uuid> = kept.iter().map(|kept| kept.tab).collect();
        tabs.sort_unstable();
        tabs.dedup();
        for tab in tabs.into_iter().filter(|tab| (*tab != own) == of_others) {
            let of_tab = kept.iter().filter(|kept| kept.tab == tab);
            let old = of_tab.clone().all(|kept| kept.is_old(now));
            let taken = if of_others {
                browser::take_over(tab, old).await
            } else {
                None
            };
            if !of_others || taken.is_some() {
                self.take(of_tab.cloned().collect()).await;
            }
        }
    }

    /// Takes stored uploads into the queue.
    async fn take(self, kept: Vec<Kept>) {
        let mut items = Vec::new();
        for kept in kept {
            let Some(ended) = kept.complete() else {
                items.push(kept.into_item());
                continue;
            };
            self.unclaimed.try_update(|unclaimed| {
                if unclaimed.iter().all(|known| known.upload != ended.upload) {
                    unclaimed.push(ended);
                }
            });
        }
        let ids: Vec<Uuid> = items.iter().map(|item| item.id).collect();
        let new = self.change(|queue| {
            let new: Vec<Uuid> = ids.into_iter().filter(|id| queue.get(*id).is_none()).collect();
            queue.add(items);
            new
        });
        for some in new.chunks(STARTED_AFTER) {
            for id in some {
                self.look_for_file(*id, false).await;
            }
            self.run();
        }
        self.keep(new);
    }
}
