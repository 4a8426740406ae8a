//! The state of a topic's page: the topic, the loaded part of its thread, and what happens to them.

use std::future::Future;

use domain::{
    error::AppError,
    ids::{TopicId, UserId},
    topic::{Facet, Post, Thread, ThreadPlace, TopicAddress, TopicDetail, page::PageFacet},
};
use leptos::{prelude::*, task::spawn_local};

use super::marks::Marks;
use crate::{
    api::{Answer, topics::open_topic},
    i18n::{Messages, use_messages},
    ui::{
        browser::reading::{PostsWatch, anchor, scroll_to_element},
        components::{PressFn, Toasts, use_toasts},
        errors::sentence,
        shell::session::use_session,
    },
};

/// The selector of the posts of a thread, for keeping the place of what is read.
const POSTS: &str = ".thread > .post";
/// The id of the line before the first unread post.
pub const NEW_LINE: &str = "thread-new";

/// A post with a signal of its own, so that a change of it draws nothing else again.
#[derive(Clone)]
pub struct Entry {
    pub number: i64,
    pub post: ArcRwSignal<Post>,
}

impl Entry {
    fn new(post: Post) -> Self {
        Self {
            number: post.number,
            post: ArcRwSignal::new(post),
        }
    }
}

/// The state. Every field is a handle that can be copied.
#[derive(Clone, Copy)]
pub struct ThreadState {
    pub topic: RwSignal<TopicDetail>,
    /// The loaded posts, oldest first, without gaps.
    pub entries: RwSignal<Vec<Entry>>,
    /// Whether there are posts before and after the loaded ones.
    pub before: RwSignal<bool>,
    pub after: RwSignal<bool>,
    /// The post before which the line 'New' stands.
    pub first_unread: RwSignal<Option<i64>>,
    /// New posts that are not shown yet, so that nothing moves.
    pub arrived: RwSignal<Vec<Post>>,
    pub now: RwSignal<i64>,
    pub marks: Marks,
    me: UserId,
    busy: StoredValue<bool>,
    /// The number of renewals that were asked for, and the newest one that was shown.
    renewals: StoredValue<(u32, u32)>,
    watch: StoredValue<PostsWatch>,
    /// Called when the person may no longer open the topic: loads the page again.
    gone: Callback<()>,
    pub messages: Messages,
    pub toasts: Toasts,
}

impl ThreadState {
    /// Creates the state with a part of the thread.
    pub fn new(thread: Thread, gone: Callback<()>) -> Self {
        let last = thread.posts.last().map_or(0, |post| post.number);
        let mark = thread.first_unread.map_or(last, |first| first - 1);
        let marks = Marks::new(thread.topic.row.address, mark);
        let entries = RwSignal::new(thread.posts.into_iter().map(Entry::new).collect::<Vec<_>>());
        let before = RwSignal::new(thread.before);
        let watch = PostsWatch::start(move |number, seen| {
            marks.saw(number, seen, || {
                let shown: Vec<i64> = entries
                    .try_with_untracked(|entries| entries.iter().map(|entry| entry.number).collect())
                    .unwrap_or_default();
                let first = shown.first().copied().unwrap_or_default();
                let whole = first <= marks.mark() + 1 || before.try_get_untracked() == Some(false);
                (shown, whole)
            });
        });
        Self {
            topic: RwSignal::new(thread.topic),
            entries,
            before,
            after: RwSignal::new(thread.after),
            first_unread: RwSignal::new(thread.first_unread),
            arrived: RwSignal::new(Vec::new()),
            now: RwSignal::new(thread.now),
            marks,
            me: use_session().me.id,
            busy: StoredValue::new(false),
            renewals: StoredValue::new((0, 0)),
            watch: StoredValue::new(watch),
            gone,
            messages: use_messages(),
            toasts: use_toasts(),
        }
    }

    /// Returns the address of the topic.
    pub fn address(self) -> TopicAddress {
        self.topic.with_untracked(|topic| topic.row.address)
    }

    /// Returns the id of the topic, which it keeps when it is moved.
    pub fn id(self) -> TopicId {
        self.topic.with_untracked(|topic| topic.id)
    }

    /// Returns something of the page; `None` if the topic is none. Reads the topic.
    pub fn page<T>(self, read: impl FnOnce(&PageFacet) -> T) -> Option<T> {
        self.topic.with(|topic| match &topic.facet {
            Facet::Page(page) => Some(read(page)),
            _ => None,
        })
    }

    /// Does the same without reading a signal.
    pub fn page_untracked<T>(self, read: impl FnOnce(&PageFacet) -> T) -> Option<T> {
        untrack(|| self.page(read))
    }

    /// Returns the number of the post that is the document of a page. It is not shown in the thread.
    pub fn document(self) -> Option<i64> {
        self.page(|page| page.document.number)
    }

    /// Watches whether a post is on screen.
    pub fn watch(self, post: &leptos::web_sys::HtmlElement) {
        self.watch.with_value(|watch| watch.watch(post));
    }

    fn last(self) -> i64 {
        self.entries
            .try_with_untracked(|entries| entries.last().map_or(0, |entry| entry.number))
            .unwrap_or_default()
    }

    /// Fetches a part of the thread and passes it on, unless the page was left.
    fn fetch(self, place: ThreadPlace, show: impl FnOnce(Thread) + 'static) {
        let Some(address) = self.topic.try_with_untracked(|topic| topic.row.address) else {
            return;
        };
        spawn_local(async move {
            let answer = open_topic(address, place).await;
            if self.busy.try_set_value(false).is_some() {
                return;
            }
            match answer {
                Ok(thread) => {
                    self.now.set(thread.now);
                    show(thread);
                }
                Err(failure) if matches!(failure.0, AppError::NotFound | AppError::NotAllowed) => {
                    self.gone.run(());
                }
                Err(failure) => self.toasts.show_error(sentence(self.messages, &failure.0)),
            }
        });
    }

    fn begin(self) -> bool {
        let busy = self.busy.try_get_value().unwrap_or(true);
        self.busy.try_set_value(true);
        !busy
    }

    /// Loads the posts before the shown ones, without moving what is read.
    pub fn older(self) {
        let first = self
            .entries
            .with_untracked(|entries| entries.first().map(|entry| entry.number));
        let Some(first) = first.filter(|_| self.before.get_untracked() && self.begin()) else {
            return;
        };
        self.fetch(ThreadPlace::Before(first), move |thread| {
            let held = anchor(POSTS);
            self.before.set(thread.before);
            self.entries.update(|entries| {
                entries.splice(0..0, thread.posts.into_iter().map(Entry::new));
            });
            held.hold();
        });
    }

    /// Loads the posts after the shown ones.
    pub fn newer(self) {
        if self.after.get_untracked() && self.begin() {
            self.fetch(ThreadPlace::After(self.last()), move |thread| {
                self.after.set(thread.after);
                self.append(thread.posts);
            });
        }
    }

    fn append(self, posts: Vec<Post>) {
        let last = self.last();
        let new: Vec<Entry> = posts
            .into_iter()
            .filter(|post| post.number > last)
            .map(Entry::new)
            .collect();
        if !new.is_empty() {
            self.entries.update(|entries| entries.extend(new));
        }
        let last = self.last();
        self.arrived.update(|arrived| arrived.retain(|post| post.number > last));
    }

    /// Loads the page again, which shows that the person may no longer open the topic.
    pub fn leave(self) {
        self.gone.try_run(());
    }

    /// Looks for posts after the shown ones and offers them by a button; what is read stays where it is.
    pub fn fetch_new(self) {
        // While later posts are not loaded, new ones come with them.
        if self.after.try_get_untracked() != Some(false) {
            return;
        }
        self.fetch(ThreadPlace::After(self.last()), move |thread| {
            self.topic.set(thread.topic);
            let last = self.last();
            let new: Vec<Post> = thread.posts.into_iter().filter(|post| post.number > last).collect();
            if new.iter().all(|post| post.author.id == self.me) {
                // Written by the person, here or in another tab.
                self.append(new);
            } else {
                self.arrived.set(new);
            }
        });
    }

    /// Shows the posts that arrived.
    pub fn show_arrived(self) {
        let first = self
            .arrived
            .with_untracked(|arrived| arrived.first().map(|post| post.number));
        let Some(first) = first else { return };
        let arrived = self.arrived.get_untracked();
        self.append(arrived);
        self.first_unread.set(Some(first));
        self.go_to_shown(format!("post-{first}"));
        // The button gave at most one page; there may be more.
        self.fetch_new();
    }

    /// Shows a post of the person that the server has accepted.
    pub fn sent(self, number: i64) {
        if self.after.get_untracked() {
            return self.go_to(number);
        }
        self.fetch(ThreadPlace::After(self.last()), move |thread| {
            self.topic.set(thread.topic);
            self.after.set(thread.after);
            self.append(thread.posts);
        });
    }

    /// Renews the topic and the posts around one of them, or those at the end: for edits, reactions, deletions.
    pub fn refresh(self, post: Option<i64>) {
        let Some(last) = self.topic.try_with_untracked(|_| self.last()) else {
            return;
        };
        self.renewals.update_value(|(asked, _)| *asked += 1);
        let turn = self.renewals.with_value(|(asked, _)| *asked);
        self.fetch(ThreadPlace::Around(post.unwrap_or(last)), move |thread| {
            // An answer that a later one has overtaken is out of date.
            if self.renewals.with_value(|(_, shown)| *shown > turn) {
                return;
            }
            self.renewals.update_value(|(_, shown)| *shown = turn);
            self.topic.set(thread.topic);
            self.entries.with_untracked(|entries| {
                for post in thread.posts {
                    let shown = entries.iter().find(|entry| entry.number == post.number);
                    if let Some(shown) = shown
                        && shown.post.with_untracked(|old| *old != post)
                    {
                        shown.post.set(post);
                    }
                }
            });
        });
    }

    /// Scrolls to a post, and loads it if necessary.
    pub fn go_to(self, number: i64) {
        let shown = self
            .entries
            .with_untracked(|entries| entries.iter().any(|entry| entry.number == number));
        if shown || untrack(|| self.document()) == Some(number) {
            return self.go_to_shown(format!("post-{number}"));
        }
        self.fetch(ThreadPlace::Around(number), move |thread| {
            self.before.set(thread.before);
            self.after.set(thread.after);
            self.topic.set(thread.topic);
            self.entries.set(thread.posts.into_iter().map(Entry::new).collect());
            self.go_to_shown(format!("post-{number}"));
        });
    }

    fn go_to_shown(self, id: String) {
        let _ = request_animation_frame(move || {
            scroll_to_element(&id, false);
        });
    }

    /// Scrolls to where reading begins: the first unread post, or the end of a thread that is read, but not of the comments on
    /// a page.
    pub fn go_to_start(self) {
        let first = self.first_unread.get_untracked();
        let last = self.last();
        let begins = self
            .entries
            .with_untracked(|entries| entries.first().map(|entry| entry.number));
        if !self.before.get_untracked() && first.is_some() && first == begins {
            // The thread begins with it, below the title.
            return;
        }
        if first.is_none() && untrack(|| self.document()).is_some() {
            return;
        }
        let _ = request_animation_frame(move || match first {
            Some(_) => {
                scroll_to_element(NEW_LINE, false);
            }
            None => {
                scroll_to_element(&format!("post-{last}"), true);
            }
        });
    }

    /// Sends a request, says that it is done, and renews the topic with the posts around `post`.
    pub fn act(
        self,
        post: Option<i64>,
        request: impl Future<Output = Answer<()>> + 'static,
        done: String,
        undo: Option<PressFn>,
    ) {
        spawn_local(async move {
            match request.await {
                Ok(()) => {
                    match undo {
                        Some(undo) => self.toasts.show_with_undo(done, undo),
                        None => self.toasts.show_status(done),
                    }
                    self.refresh(post);
                }
                Err(failure) => {
                    self.toasts.show_error(sentence(self.messages, &failure.0));
                    if matches!(
                        failure.0,
                        AppError::NotFound | AppError::NotAllowed | AppError::Conflict(_)
                    ) {
                        self.refresh(post);
                    }
                }
            }
        });
    }
}
