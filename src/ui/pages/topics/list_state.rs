//! The state of a space's list of topics.

use std::future::Future;

use domain::{
    error::AppError,
    ids::SpaceId,
    topic::{TopicRow, TopicsPage, TopicsQuery},
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api::{Answer, topics::list_topics},
    i18n::{Messages, use_messages},
    ui::{
        components::{Toasts, use_toasts},
        errors::sentence,
        outbox::Kept,
        pages::address::search_at,
    },
};

/// Returns the query of the address while the space's page is open.
pub fn search_of(space: SpaceId) -> Memo<String> {
    search_at(format!("/spaces/{space}"))
}

/// The list and what its parts share.
#[derive(Clone, Copy)]
pub struct TopicsState {
    pub space: SpaceId,
    /// The filters, from the address.
    pub query: Memo<TopicsQuery>,
    pub rows: RwSignal<Vec<TopicRow>>,
    /// Everything besides the rows, which it has none of; `None` before the first answer.
    pub page: RwSignal<Option<TopicsPage>>,
    pub failed: RwSignal<Option<AppError>>,
    pub busy: RwSignal<bool>,
    /// Whether the form for a new topic is open.
    pub writing: RwSignal<bool>,
    /// A refused topic that the form is to take.
    pub returned: RwSignal<Option<Kept>>,
    /// Called when the person may no longer open the space: loads the page again.
    gone: Callback<()>,
    pub messages: Messages,
    pub toasts: Toasts,
}

impl TopicsState {
    /// Creates the state with the first answer, if there is one. Another query in the address loads the list again.
    pub fn new(space: SpaceId, first: Option<Answer<TopicsPage>>, gone: Callback<()>) -> Self {
        let search = search_of(space);
        let state = Self {
            space,
            query: Memo::new(move |_| search.with(|search| TopicsQuery::from_query(search))),
            rows: RwSignal::new(Vec::new()),
            page: RwSignal::new(None),
            failed: RwSignal::new(None),
            busy: RwSignal::new(false),
            writing: RwSignal::new(false),
            returned: RwSignal::new(None),
            gone,
            messages: use_messages(),
            toasts: use_toasts(),
        };
        match first {
            Some(Ok(page)) => state.show(page),
            Some(Err(failure)) => state.failed.set(Some(failure.0)),
            None => {}
        }
        state
    }

    /// Returns the address of the list with these filters.
    pub fn address(self, query: &TopicsQuery) -> String {
        match query.to_query() {
            query if query.is_empty() => format!("/spaces/{}", self.space),
            query => format!("/spaces/{}?{query}", self.space),
        }
    }

    /// Loads the list when the filters change, and at first if there was no answer yet. Call it from the list's component.
    pub fn follow_query(self) {
        Effect::new(move |before: Option<TopicsQuery>| {
            let query = self.query.get();
            let changed = before.is_some_and(|before| before != query);
            let missing = self.page.with_untracked(Option::is_none) && self.failed.with_untracked(Option::is_none);
            if changed || missing {
                self.reload();
            }
            query
        });
    }

    fn show(self, mut page: TopicsPage) {
        self.failed.set(None);
        self.rows.set(std::mem::take(&mut page.rows));
        self.page.set(Some(page));
    }

    fn show_answer(self, answer: Answer<TopicsPage>) {
        match answer {
            Ok(page) => self.show(page),
            Err(failure) if matches!(failure.0, AppError::NotFound | AppError::NotAllowed) => {
                self.failed.set(Some(failure.0));
                self.gone.run(());
            }
            Err(failure) => self.failed.set(Some(failure.0)),
        }
    }

    /// Loads the first page for the present filters.
    pub fn reload(self) {
        let query = self.query.get_untracked();
        self.busy.set(true);
        spawn_local(async move {
            let answer = list_topics(self.space, query.clone(), None).await;
            // An answer for other filters is out of date.
            if self.query.try_get_untracked() == Some(query) {
                self.busy.set(false);
                self.show_answer(answer);
            }
        });
    }

    /// Renews the first page and keeps the rows after it, for changes by others.
    pub fn refresh(self) {
        let query = self.query.get_untracked();
        spawn_local(async move {
            let Ok(mut page) = list_topics(self.space, query.clone(), None).await else {
                return;
            };
            if self.query.try_get_untracked() != Some(query) {
                return;
            }
            let fresh = std::mem::take(&mut page.rows);
            let shown = self.rows.get_untracked();
            if page.next.is_some() && shown.len() > fresh.len() {
                page.next = self
                    .page
                    .with_untracked(|page| page.as_ref().and_then(|page| page.next.clone()));
                let rest = shown.into_iter().skip(fresh.len());
                let rest: Vec<TopicRow> = rest
                    .filter(|row| fresh.iter().all(|new| new.address != row.address))
                    .collect();
                self.rows.set(fresh.into_iter().chain(rest).collect());
            } else {
                self.rows.set(fresh);
            }
            self.page.set(Some(page));
        });
    }

    /// Loads the next page.
    pub fn more(self) {
        let next = self
            .page
            .with_untracked(|page| page.as_ref().and_then(|page| page.next.clone()));
        let Some(next) = next.filter(|_| !self.busy.get_untracked()) else {
            return;
        };
        let query = self.query.get_untracked();
        self.busy.set(true);
        spawn_local(async move {
            let answer = list_topics(self.space, query.clone(), Some(next)).await;
            if self.query.try_get_untracked() != Some(query) {
                return;
            }
            self.busy.set(false);
            match answer {
                Ok(page) => {
                    self.rows.update(|rows| {
                        let new = page.rows.into_iter();
                        let new: Vec<TopicRow> = new
                            .filter(|row| rows.iter().all(|old| old.address != row.address))
                            .collect();
                        rows.extend(new);
                    });
                    self.page.update(|shown| {
                        if let Some(shown) = shown {
                            shown.next = page.next;
                        }
                    });
                }
                Err(failure) => self.toasts.show_error(sentence(self.messages, &failure.0)),
            }
        });
    }

    /// Sends a request, says that it is done, and renews the list.
    pub fn act(self, request: impl Future<Output = Answer<()>> + 'static, done: String) {
        spawn_local(async move {
            match request.await {
                Ok(()) => {
                    self.toasts.show_status(done);
                    if self.query.try_get_untracked().is_some() {
                        self.refresh();
                    }
                }
                Err(failure) => self.toasts.show_error(sentence(self.messages, &failure.0)),
            }
        });
    }
}
