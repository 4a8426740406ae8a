//! Drafts of posts, kept in this browser for each person, destination and tab until they are sent.

use std::time::Duration;

use domain::{ids::UserId, topic::TopicKind};
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use crate::ui::{
    browser::{drafts as stored, new_uuid},
    outbox::{Destination, Draft, Kept, all_drafts, key_of, read_draft, remove_draft, store_draft},
    shell::session::use_session,
};

/// Time without typing after which a draft is stored.
const PAUSE: Duration = Duration::from_millis(300);

/// What is being written for one destination, with its draft.
#[derive(Clone, Copy)]
pub struct Drafts {
    /// What a new topic is to be.
    pub kind: RwSignal<TopicKind>,
    pub title: RwSignal<String>,
    pub text: RwSignal<String>,
    pub destination: Destination,
    /// Drafts of other tabs.
    pub others: RwSignal<Vec<Kept>>,
    /// Whether the stored draft is in the fields, if there is one.
    pub loaded: RwSignal<bool>,
    person: UserId,
    tab: StoredValue<Uuid>,
    request: StoredValue<Option<Uuid>>,
    changes: StoredValue<u32>,
    /// The text that is no draft, because nothing was changed yet.
    initial: StoredValue<String>,
    /// The title and the text that were stored last.
    saved: StoredValue<(String, String)>,
}

impl Drafts {
    /// Creates the state, restores this tab's draft, and from then on stores what is typed.
    pub fn open(destination: Destination, initial: String) -> Self {
        let drafts = Self {
            kind: RwSignal::default(),
            title: RwSignal::new(String::new()),
            text: RwSignal::new(initial.clone()),
            destination,
            others: RwSignal::new(Vec::new()),
            loaded: RwSignal::new(false),
            person: use_session().me.id,
            tab: StoredValue::new(Uuid::nil()),
            request: StoredValue::new(None),
            changes: StoredValue::new(0),
            initial: StoredValue::new(initial),
            saved: StoredValue::new(Default::default()),
        };
        Effect::new(move |opened: Option<()>| {
            drafts.title.track();
            drafts.kind.track();
            drafts.text.track();
            if opened.is_none() {
                drafts.tab.set_value(stored::tab());
                drafts.load();
            } else {
                drafts.changed();
            }
        });
        Effect::new(move |_| {
            stored::on_leave(move || drafts.store());
            stored::on_told(move |key| drafts.told(key));
        });
        // What was typed last is stored although the pause has not passed when another page is opened.
        on_cleanup(move || drafts.store());
        drafts
    }

    fn key(self, request: Uuid) -> String {
        key_of(self.person, self.destination.place, request)
    }

    /// Returns whether the page was left.
    fn is_gone(self) -> bool {
        self.request.try_get_value().is_none()
    }

    fn load(self) {
        spawn_local(async move {
            let found = all_drafts(self.person).await.into_iter();
            let Some(tab) = self.tab.try_get_value() else { return };
            let here = found.filter(|kept| !kept.draft.sent && self.destination.takes(kept.place, &kept.draft));
            let (own, mut others): (Vec<_>, Vec<_>) = here.partition(|kept| kept.draft.tab == tab);
            for kept in own {
                if self.is_empty() {
                    self.restore(kept);
                } else if Some(kept.draft.request) != self.request.get_value() {
                    others.push(kept);
                }
            }
            self.others.try_set(others);
            self.loaded.try_set(true);
        });
    }

    /// Fills the fields with the draft of this tab.
    fn restore(self, kept: Kept) {
        let Draft {
            request,
            kind,
            title,
            text,
            ..
        } = kept.draft;
        self.kind.set(kind);
        self.request.set_value(Some(request));
        self.saved.set_value((title.clone(), text.clone()));
        self.title.set(title);
        self.text.set(text);
        self.replace_key(kept.key);
    }

    /// Stores the draft under its present key, and removes it under another one: that of before its topic was moved, or of
    /// another tab.
    fn replace_key(self, old: String) {
        spawn_local(async move {
            let new = self.save().await;
            if new.is_some_and(|new| new != old) {
                remove_draft(&old).await;
            }
        });
    }

    /// Returns whether there is nothing that would be lost.
    pub fn is_empty(self) -> bool {
        let unchanged = self
            .text
            .with_untracked(|text| text.trim().is_empty() || self.initial.with_value(|initial| initial == text));
        unchanged && self.title.with_untracked(|title| title.trim().is_empty())
    }

    fn changed(self) {
        if self.request.get_value().is_none() && !self.is_empty() {
            self.request.set_value(Some(new_uuid()));
        }
        self.changes.update_value(|changes| *changes += 1);
        let now = self.changes.get_value();
        let _ = set_timeout(
            move || {
                if self.changes.try_get_value() == Some(now) {
                    self.store();
                }
            },
            PAUSE,
        );
    }

    /// Stores the draft now, or removes it if there is nothing to keep.
    fn store(self) {
        let Some(request) = self.request.try_get_value().flatten() else {
            return;
        };
        let key = self.key(request);
        if self.is_empty() {
            spawn_local(async move { remove_draft(&key).await });
        } else {
            let draft = self.written(request);
            spawn_local(async move { store_draft(&key, &draft).await });
        }
    }

    /// Stores the draft if there is something to keep. Returns its key.
    async fn save(self) -> Option<String> {
        if self.is_gone() || self.is_empty() {
            return None;
        }
        let request = self.request.get_value().unwrap_or_else(new_uuid);
        self.request.set_value(Some(request));
        let (key, draft) = (self.key(request), self.written(request));
        store_draft(&key, &draft).await;
        Some(key)
    }

    fn written(self, request: Uuid) -> Draft {
        let (title, text) = (self.title.get_untracked(), self.text.get_untracked());
        self.saved.set_value((title.clone(), text.clone()));
        Draft {
            request,
            tab: self.tab.get_value(),
            kind: self.kind.get_untracked(),
            title,
            text,
            topic: self.destination.topic,
            written: self.destination.written,
            ..Draft::default()
        }
    }

    /// Takes what was written out of the fields, to be sent.
    pub fn take(self) -> Draft {
        let request = self.request.get_value().unwrap_or_else(new_uuid);
        let draft = self.written(request);
        self.clear();
        draft
    }

    fn clear(self) {
        self.request.set_value(None);
        self.kind.set(TopicKind::default());
        self.title.set(String::new());
        self.text.set(self.initial.get_value());
    }

    /// Puts a refused draft back into the fields, before what was written meanwhile. It is one draft with that.
    pub fn put_back(self, kept: Kept) {
        if self.is_empty() {
            self.request.set_value(Some(kept.draft.request));
        }
        self.adopt(kept.draft);
        self.replace_key(kept.key);
    }

    fn adopt(self, draft: Draft) {
        let join = |first: String, then: String| match (first.trim().is_empty(), then.trim().is_empty()) {
            (_, true) => first,
            (true, _) => then,
            _ => format!("{first}\n\n{then}"),
        };
        let written = self.text.get_untracked();
        let written = if self.is_empty() { String::new() } else { written };
        if self.is_empty() {
            self.kind.set(draft.kind);
        }
        if self.title.with_untracked(|title| title.trim().is_empty()) {
            self.title.set(draft.title);
        }
        self.text.set(join(draft.text, written));
    }

    /// Takes over the draft of another tab, which makes it a draft of this one, unless it was sent or discarded there.
    pub fn adopt_other(self, offered: Kept) {
        spawn_local(async move {
            let newest = offered.clone().newest().await;
            if self.is_gone() {
                return;
            }
            self.withdraw(&offered.key);
            if let Some(kept) = newest {
                self.adopt(kept.draft);
                self.replace_key(kept.key);
            }
        });
    }

    /// Removes the draft of another tab.
    pub fn drop_other(self, key: String) {
        self.withdraw(&key);
        spawn_local(async move { remove_draft(&key).await });
    }

    fn withdraw(self, key: &str) {
        self.others
            .try_update(|others| others.retain(|offered| offered.key != key));
    }

    /// Takes notice that another tab has sent, removed or taken back the draft under a key.
    fn told(self, key: String) {
        spawn_local(async move {
            let open = !matches!(read_draft(&key).await, Ok(None | Some(Draft { sent: true, .. })));
            if open || self.is_gone() {
                return;
            }
            self.withdraw(&key);
            if self.request.get_value().is_some_and(|request| self.key(request) == key) {
                self.lose();
            }
        });
    }

    /// Empties the fields, because another tab has taken over or discarded the draft; what was typed since it was stored
    /// becomes a draft of its own.
    fn lose(self) {
        let same = self.saved.with_value(|(title, text)| {
            self.title.with_untracked(|now| now == title) && self.text.with_untracked(|now| now == text)
        });
        if same {
            self.clear();
        } else {
            self.request.set_value(Some(new_uuid()));
            self.store();
        }
    }

    /// Removes the draft of this tab, because its text was saved or is no longer wanted.
    pub fn forget(self) {
        if let Some(request) = self.request.try_get_value().flatten() {
            self.request.set_value(None);
            self.changes.update_value(|changes| *changes += 1);
            let key = self.key(request);
            spawn_local(async move { remove_draft(&key).await });
        }
    }
}
