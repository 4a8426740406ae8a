//! Drafts of posts, kept in this browser for each person, destination and tab until they are sent.

use std::time::Duration;

use domain::{ids::SpaceId, topic::TopicAddress};
use leptos::{prelude::*, task::spawn_local};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ui::{
    browser::{drafts as kept, new_uuid},
    shell::session::use_session,
};

/// Time without typing after which a draft is stored.
const PAUSE: Duration = Duration::from_millis(300);

/// What a draft is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Destination {
    NewTopic(SpaceId),
    Reply(TopicAddress),
    /// The change of a post.
    Edit(TopicAddress, i64),
}

impl Destination {
    /// Returns the beginning of the keys of its drafts.
    fn key(self) -> String {
        match self {
            Self::NewTopic(space) => format!("new/{space}"),
            Self::Reply(topic) => format!("reply/{topic}"),
            Self::Edit(topic, post) => format!("edit/{topic}/{post}"),
        }
    }
}

/// A stored draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The key by which the server accepts the post only once. It is made when typing begins.
    pub request: Uuid,
    /// The tab in which it is written.
    pub tab: Uuid,
    pub title: String,
    pub text: String,
    /// Whether it was sent. The server may have it already, so it must not change any more.
    pub sent: bool,
}

/// What is being written for one destination, with its draft.
#[derive(Clone, Copy)]
pub struct Drafts {
    pub title: RwSignal<String>,
    pub text: RwSignal<String>,
    /// Drafts of other tabs.
    pub others: RwSignal<Vec<Draft>>,
    /// Drafts that were sent and not confirmed before the page was left.
    pub unconfirmed: RwSignal<Vec<Draft>>,
    start: StoredValue<String>,
    tab: StoredValue<Uuid>,
    request: StoredValue<Option<Uuid>>,
    changes: StoredValue<u32>,
    /// The text that is no draft, because nothing was changed yet.
    initial: StoredValue<String>,
}

impl Drafts {
    /// Creates the state, restores this tab's draft, and from then on stores what is typed.
    pub fn open(destination: Destination, initial: String) -> Self {
        let person = use_session().me.id;
        let drafts = Self {
            title: RwSignal::new(String::new()),
            text: RwSignal::new(initial.clone()),
            others: RwSignal::new(Vec::new()),
            unconfirmed: RwSignal::new(Vec::new()),
            start: StoredValue::new(format!("{person}/{}/", destination.key())),
            tab: StoredValue::new(Uuid::nil()),
            request: StoredValue::new(None),
            changes: StoredValue::new(0),
            initial: StoredValue::new(initial),
        };
        Effect::new(move |opened: Option<()>| {
            drafts.title.track();
            drafts.text.track();
            if opened.is_none() {
                drafts.tab.set_value(kept::tab());
                drafts.load();
            } else {
                drafts.changed();
            }
        });
        Effect::new(move |_| kept::on_leave(move || drafts.store()));
        // What was typed last is stored although the pause has not passed when another page is opened.
        on_cleanup(move || drafts.store());
        drafts
    }

    fn key(self, request: Uuid) -> String {
        self.start.with_value(|start| format!("{start}{request}"))
    }

    fn load(self) {
        let start = self.start.get_value();
        spawn_local(async move {
            let found = kept::all(&start).await;
            let Some(tab) = self.tab.try_get_value() else { return };
            let drafts = found.iter().filter_map(|text| serde_json::from_str::<Draft>(text).ok());
            let (unconfirmed, open): (Vec<_>, Vec<_>) = drafts.partition(|draft| draft.sent);
            let (own, mut others): (Vec<_>, Vec<_>) = open.into_iter().partition(|draft| draft.tab == tab);
            for draft in own {
                if self.is_empty() {
                    self.request.set_value(Some(draft.request));
                    self.title.set(draft.title);
                    self.text.set(draft.text);
                } else if Some(draft.request) != self.request.get_value() {
                    others.push(draft);
                }
            }
            self.others.try_set(others);
            self.unconfirmed.try_set(unconfirmed);
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
        let draft = (!self.is_empty()).then(|| self.draft(request, false));
        let key = self.key(request);
        spawn_local(async move {
            match draft {
                Some(draft) => keep(&key, &draft).await,
                None => kept::remove(&key).await,
            }
        });
    }

    fn draft(self, request: Uuid, sent: bool) -> Draft {
        Draft {
            request,
            tab: self.tab.get_value(),
            title: self.title.get_untracked(),
            text: self.text.get_untracked(),
            sent,
        }
    }

    /// Takes what was written out of the fields, to be sent.
    pub fn take(self) -> Draft {
        let request = self.request.get_value().unwrap_or_else(new_uuid);
        let draft = self.draft(request, true);
        self.request.set_value(None);
        self.title.set(String::new());
        self.text.set(String::new());
        draft
    }

    /// Puts a refused draft back into the fields, before what was written meanwhile.
    pub fn put_back(self, draft: Draft) {
        if self.is_empty() {
            self.request.set_value(Some(draft.request));
        }
        self.adopt(draft);
    }

    fn adopt(self, draft: Draft) {
        let join = |first: String, then: String| match (first.trim().is_empty(), then.trim().is_empty()) {
            (_, true) => first,
            (true, _) => then,
            _ => format!("{first}\n\n{then}"),
        };
        if self.title.with_untracked(|title| title.trim().is_empty()) {
            self.title.set(draft.title);
        }
        let written = self.text.get_untracked();
        let written = if self.is_empty() { String::new() } else { written };
        self.text.set(join(draft.text, written));
    }

    /// Takes over the draft of another tab, which makes it a draft of this one.
    pub fn adopt_other(self, draft: Draft) {
        self.drop_other(draft.request);
        self.adopt(draft);
    }

    /// Removes the draft of another tab.
    pub fn drop_other(self, request: Uuid) {
        self.others
            .update(|others| others.retain(|draft| draft.request != request));
        self.confirm(request);
    }

    /// Stores a draft that is being sent.
    pub async fn keep(self, draft: &Draft) {
        if let Some(key) = self.start.try_with_value(|start| format!("{start}{}", draft.request)) {
            keep(&key, draft).await;
        }
    }

    /// Removes a draft that the server has.
    pub fn confirm(self, request: Uuid) {
        if let Some(key) = self.start.try_with_value(|start| format!("{start}{request}")) {
            spawn_local(async move { kept::remove(&key).await });
        }
    }

    /// Removes the draft of this tab, because its text was saved or is no longer wanted.
    pub fn forget(self) {
        if let Some(request) = self.request.try_get_value().flatten() {
            self.request.set_value(None);
            self.changes.update_value(|changes| *changes += 1);
            self.confirm(request);
        }
    }
}

async fn keep(key: &str, draft: &Draft) {
    if let Ok(text) = serde_json::to_string(draft) {
        kept::keep(key, &text).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_drafts_of_a_topic_and_of_its_posts_have_different_keys() {
        let topic = TopicAddress {
            space: SpaceId(Uuid::nil()),
            number: 1,
        };
        let keys = [
            Destination::NewTopic(topic.space),
            Destination::Reply(topic),
            Destination::Reply(TopicAddress { number: 11, ..topic }),
            Destination::Edit(topic, 1),
        ]
        .map(|destination| destination.key() + "/");
        for (at, key) in keys.iter().enumerate() {
            assert!(
                keys.iter()
                    .enumerate()
                    .all(|(other, start)| at == other || !key.starts_with(start))
            );
        }
    }
}
