//! Carrying uploads to the server: three side by side, each step after the answer to the one before.

use domain::{error::AppError, file::upload::UPLOADS_PATH};
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use super::{
    Destination, Ended, Item, Uploads,
    kept::{self, Kept},
    phase::{Answer, Phase, Refusal, Step},
    protocol::{answer, plain, request},
};
use crate::ui::browser::{
    after, drafts,
    import_worker::wait,
    tus::{Method, Unreadable},
    uploading as browser,
};

/// Time after which a file that was put into a draft is stored with it.
const DRAFT_STORED_MS: u32 = 2_000;

impl Uploads {
    /// Adds uploads and starts them.
    pub(super) fn begin(self, items: Vec<Item>) {
        let ids: Vec<Uuid> = items.iter().map(|item| item.id).collect();
        self.change(|queue| {
            if queue.items().iter().all(Item::is_done) {
                queue.remove(|_| true);
            }
            queue.add(items);
        });
        self.run();
        self.keep(ids);
    }

    /// Stores uploads for the next page.
    pub(super) fn keep(self, ids: Vec<Uuid>) {
        let (tab, now) = (drafts::tab(), drafts::now());
        let kept = self.queue.try_with_value(|queue| {
            let items = ids.iter().filter_map(|id| queue.get(*id));
            let unfinished = items.filter(|item| item.is_unfinished() || item.is_unclaimed());
            unfinished.map(|item| Kept::of(item, tab, now)).collect::<Vec<_>>()
        });
        let person = self.person;
        spawn_local(async move {
            // First this tab, so that no other one takes them over.
            browser::hold_tab(tab).await;
            kept::store(person, kept.unwrap_or_default()).await;
        });
    }

    pub(super) fn forget(self, ids: Vec<Uuid>) {
        let person = self.person;
        ids.iter().for_each(|id| browser::release(*id));
        spawn_local(async move { kept::forget(person, ids).await });
    }

    /// Starts the next uploads.
    pub(super) fn run(self) {
        for (id, run) in self.change(|queue| queue.start()) {
            spawn_local(self.carry(id, run));
        }
    }

    /// Carries an upload, until it is complete or stopped.
    async fn carry(self, id: Uuid, run: u32) {
        while let Some(step) = self.step(id, run) {
            match step {
                Step::Wait(time) => wait(time).await,
                Step::Hash => {
                    let sha256 = browser::sha256(id, move |bytes| self.passed(id, run, bytes)).await;
                    self.with(id, run, |item| item.hashed(sha256));
                }
                step => self.ask(id, run, step).await,
            }
        }
        self.run();
    }

    fn step(self, id: Uuid, run: u32) -> Option<Step> {
        self.change(|queue| {
            let (item, limit) = queue.with_limit(id)?;
            item.runs(run).then(|| item.step(*limit))
        })
    }

    /// Changes an upload, unless it was stopped.
    fn with(self, id: Uuid, run: u32, change: impl FnOnce(&mut Item)) {
        self.change(|queue| {
            if let Some(item) = queue.get_mut(id).filter(|item| item.runs(run)) {
                change(item);
            }
        });
    }

    fn passed(self, id: Uuid, run: u32, bytes: i64) {
        self.with(id, run, |item| item.passed(bytes));
    }

    /// Sends the request of a step and takes the answer.
    async fn ask(self, id: Uuid, run: u32, step: Step) {
        let request = self.queue.try_with_value(|queue| Some(request(queue.get(id)?, &step)));
        let Some(request) = request.flatten() else { return };
        let from = request.part.map_or(0, |(from, _)| from);
        let sent = browser::send(request, move |bytes| self.passed(id, run, from + bytes)).await;
        let sent = match sent {
            Ok(response) => Ok(with_limit(id, &step, answer(response)).await),
            Err(unreadable) => Err(unreadable),
        };
        let created = step == Step::Create;
        let taken = self.change(|queue| {
            let (item, limit) = queue.with_limit(id).filter(|(item, _)| item.runs(run))?;
            match sent {
                Ok(answer) => item.answered(&step, answer, limit),
                Err(Unreadable) => item.stop(Phase::Refused(Refusal::Unreadable)),
            }
            Some(item.clone())
        });
        if let Some(item) = taken {
            self.settled(id, &item, created);
        }
    }

    /// Stores what an answer has changed, and tells it.
    fn settled(self, id: Uuid, item: &Item, created: bool) {
        match item.phase {
            Phase::Done(file) => {
                let ended = Ended {
                    upload: id,
                    destination: item.destination,
                    name: item.name.clone(),
                    file,
                };
                if item.is_unclaimed() {
                    self.keep(vec![id]);
                    self.unclaimed.try_update(|unclaimed| unclaimed.push(ended.clone()));
                    browser::release(id);
                } else {
                    self.forget(vec![id]);
                }
                self.tell(&ended);
            }
            Phase::NoRoom => self.change(|queue| queue.no_room(id)),
            _ if created && item.url.is_some() => self.keep(vec![id]),
            _ => {}
        }
    }

    /// Takes the complete files of a draft, to be put into its text in the order in which they were added: a file waits for
    /// those before it that are going on. Reads a signal that changes with them.
    pub fn claim(self, destination: Destination) -> Vec<Ended> {
        let order: Vec<(Uuid, bool)> = self.read(|queue| {
            let here = queue.items().iter().filter(|item| item.destination == destination);
            here.map(|item| (item.id, item.may_pause())).collect()
        });
        let first_going = order.iter().position(|(_, going)| *going).unwrap_or(order.len());
        let place = |ended: &Ended| order.iter().position(|(id, _)| *id == ended.upload);
        let claimed = self.unclaimed.try_maybe_update(|unclaimed| {
            let is_next = |ended: &Ended| {
                ended.destination == destination && place(ended).is_none_or(|place| place < first_going)
            };
            let (mut here, others): (Vec<_>, Vec<_>) = std::mem::take(unclaimed).into_iter().partition(is_next);
            *unclaimed = others;
            here.sort_by_key(place);
            (!here.is_empty(), here)
        });
        let claimed: Vec<Ended> = claimed.unwrap_or_default();
        let ids: Vec<Uuid> = claimed.iter().map(|ended| ended.upload).collect();
        if !ids.is_empty() {
            after(DRAFT_STORED_MS, move || self.forget(ids));
        }
        claimed
    }

    /// Returns the number of files for which a draft waits. Reads signals that change with it.
    pub fn waiting(self, destination: Destination) -> usize {
        let unfinished = self.read(|queue| queue.unfinished_to(destination).count());
        let unclaimed = self.unclaimed.try_with(|unclaimed| {
            let here = unclaimed.iter().filter(|ended| ended.destination == destination);
            here.count()
        });
        unfinished + unclaimed.unwrap_or_default()
    }

    /// Stops uploads until the person resumes them.
    pub fn pause(self, which: impl Fn(&Item) -> bool) {
        let paused = self.change(|queue| queue.pause(which));
        paused.into_iter().for_each(browser::abort);
        self.run();
    }

    /// Lets paused and stopped uploads go on.
    pub fn resume(self, which: impl Fn(&Item) -> bool) {
        self.change(|queue| queue.wake(|item| item.may_resume() && which(item)));
        self.run();
    }

    /// Forgets the complete uploads of a draft that was sent. A reload would otherwise add their files to the next one.
    pub fn settle(self, destination: Destination) {
        let gone = self.change(|queue| queue.remove(|item| item.destination == destination && item.is_done()));
        self.unclaimed
            .try_update(|unclaimed| unclaimed.retain(|ended| ended.destination != destination));
        self.forget(gone.into_iter().map(|item| item.id).collect());
    }

    /// Removes an upload from its draft, also if it has just become complete.
    pub fn remove(self, upload: Uuid) {
        self.cancel(|item| item.id == upload);
        self.unclaimed
            .try_update(|unclaimed| unclaimed.retain(|ended| ended.upload != upload));
        self.forget(vec![upload]);
    }

    /// Removes uploads, also what the server has of them. Complete ones are only no longer shown.
    pub fn cancel(self, which: impl Fn(&Item) -> bool) {
        let gone = self.change(|queue| queue.remove(which));
        let mut ids = Vec::new();
        for item in gone {
            browser::abort(item.id);
            if item.is_done() {
                continue;
            }
            ids.push(item.id);
            if let Some(url) = item.url {
                let request = plain(item.id, Method::Delete, url);
                // What cannot be removed now expires.
                spawn_local(async move { drop(browser::send(request, |_| ()).await) });
            }
        }
        self.forget(ids);
        self.run();
    }
}

/// Returns the answer, with the size of the largest file if it refuses a larger one.
async fn with_limit(upload: Uuid, step: &Step, mut answer: Answer) -> Answer {
    let too_large = answer.status == 413 && answer.refusal() == AppError::TooLarge;
    if *step == Step::Create && too_large {
        let described = plain(upload, Method::Options, UPLOADS_PATH.to_owned());
        if let Ok(response) = browser::send(described, |_| ()).await {
            answer.largest = self::answer(response).largest;
        }
    }
    answer
}
