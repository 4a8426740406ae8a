//! Carrying uploads to the server: three side by side, each step after the answer to the one before.

use domain::{
    error::AppError,
    file::upload::{TUS_VERSION, Target, UPLOADS_PATH},
};
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use super::{
    Destination, Ended, Item, PickedFile, Uploads,
    item::{Answer, Phase, Refusal, Step},
    kept::{self, Kept},
};
use crate::ui::browser::{
    after, drafts,
    import_worker::wait,
    tus::{Access, Method, Request, Response, Unreadable},
    uploading as browser,
};

/// Time that a page leaves to other tabs for going on with their own uploads.
const OTHERS_FIRST_MS: u32 = 2_000;
/// Number of uploads whose files are looked for before uploads are started.
const STARTED_AFTER: usize = 50;
/// Time after which a file that was put into a draft is stored with it.
const DRAFT_STORED_MS: u32 = 2_000;

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
    fn keep(self, ids: Vec<Uuid>) {
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

    fn forget(self, ids: Vec<Uuid>) {
        let person = self.person;
        ids.iter().for_each(|id| browser::release(*id));
        spawn_local(async move { kept::forget(person, ids).await });
    }

    /// Starts the next uploads.
    fn run(self) {
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
        let created = step == Step::Create;
        let taken = self.change(|queue| {
            let (item, limit) = queue.with_limit(id).filter(|(item, _)| item.runs(run))?;
            match sent {
                Ok(response) => item.answered(&step, answer(response), limit),
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
                    self.unclaimed
                        .try_update_value(|unclaimed| unclaimed.push(ended.clone()));
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
        let claimed = self.unclaimed.try_update_value(|unclaimed| {
            let is_next = |ended: &Ended| {
                ended.destination == destination && place(ended).is_none_or(|place| place < first_going)
            };
            let (mut here, others): (Vec<_>, Vec<_>) = std::mem::take(unclaimed).into_iter().partition(is_next);
            *unclaimed = others;
            here.sort_by_key(place);
            here
        });
        let claimed: Vec<Ended> = claimed.unwrap_or_default();
        let ids: Vec<Uuid> = claimed.iter().map(|ended| ended.upload).collect();
        if !ids.is_empty() {
            after(DRAFT_STORED_MS, move || self.forget(ids));
        }
        claimed
    }

    /// Returns the number of files for which a draft waits. Reads a signal that changes with it.
    pub fn waiting(self, destination: Destination) -> usize {
        let unfinished = self.read(|queue| queue.unfinished_to(destination).count());
        let unclaimed = self.unclaimed.try_with_value(|unclaimed| {
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
            self.unclaimed.try_update_value(|unclaimed| {
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

fn plain(upload: Uuid, method: Method, url: String) -> Request {
    Request {
        upload,
        method,
        url,
        headers: vec![("tus-resumable", TUS_VERSION.to_owned())],
        part: None,
    }
}

/// Returns the request of a step.
fn request(item: &Item, step: &Step) -> Request {
    let url = item.url.clone().unwrap_or_else(|| UPLOADS_PATH.to_owned());
    match step {
        Step::Send { from, length } => {
            let mut request = plain(item.id, Method::Patch, url);
            request.part = Some((*from, *length));
            request.headers.extend([
                ("upload-offset", from.to_string()),
                ("content-type", "application/offset+octet-stream".to_owned()),
            ]);
            request
        }
        Step::Create => {
            let mut request = plain(item.id, Method::Post, UPLOADS_PATH.to_owned());
            request.headers.extend([
                ("upload-length", item.size.to_string()),
                ("upload-metadata", metadata(item)),
            ]);
            request
        }
        _ => plain(item.id, Method::Head, url),
    }
}

/// Returns the header `Upload-Metadata`.
fn metadata(item: &Item) -> String {
    let mut pairs = vec![
        ("space", item.destination.space().to_string()),
        ("filename", item.name.clone()),
        ("request", item.id.to_string()),
    ];
    match item.destination.target() {
        Target::Folder { folder: Some(folder) } => pairs.push(("folder", folder.to_string())),
        Target::Folder { folder: None } => {}
        Target::Post => pairs.push(("post", "1".to_owned())),
        Target::Version { file } => pairs.push(("file", file.to_string())),
    }
    if !item.path.is_empty() {
        // A name cannot contain the separator.
        let names: Vec<String> = item.path.iter().map(|name| name.replace('/', "_")).collect();
        pairs.push(("path", names.join("/")));
    }
    if let Some(sha256) = item.sha256.as_ref().filter(|sha256| !sha256.is_empty()) {
        pairs.push(("sha256", sha256.clone()));
    }
    let coded = pairs
        .iter()
        .map(|(name, value)| format!("{name} {}", browser::encoded(value.as_bytes())));
    coded.collect::<Vec<_>>().join(",")
}

/// Reads a response.
fn answer(response: Response) -> Answer {
    let [offset, location, file, seconds, largest] = response.headers;
    Answer {
        status: response.status,
        offset: offset.and_then(|offset| offset.parse().ok()),
        location: location.map(|location| path_of(&location)),
        file: file.and_then(|file| file.parse().ok()),
        seconds: seconds.and_then(|seconds| seconds.parse().ok()),
        largest: largest.and_then(|largest| largest.parse().ok()),
        error: serde_json::from_str::<AppError>(&response.body).ok(),
    }
}

/// Returns the path of an address: a proxy may have changed scheme and host.
fn path_of(address: &str) -> String {
    match address.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/", |at| &rest[at..]).to_owned(),
        None => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_upload_is_continued_at_this_site() {
        assert_eq!(path_of("/uploads/1"), "/uploads/1");
        assert_eq!(path_of("http://inside:3000/uploads/1"), "/uploads/1");
    }
}
