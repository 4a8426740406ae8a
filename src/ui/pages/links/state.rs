//! The state of the list of links: what the address asks for, and the rows.

use std::collections::HashSet;

use domain::{
    error::AppError,
    ids::SpaceId,
    live::{LiveEvent, TopicChange},
    topic::{
        TopicAddress,
        link::{LinkRow, LinksPage, LinksQuery},
    },
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use crate::{
    api::{Answer, links::list_links},
    i18n::{Messages, use_messages},
    ui::{
        components::{Toasts, use_toasts},
        errors::sentence,
        pages::address::search_at,
        shell::{live::use_live, pace::never_busy},
    },
};

type Navigate = Box<dyn Fn(&str, bool) + Send + Sync>;

/// The list and what its parts share. Every field is a handle that can be copied.
#[derive(Clone, Copy)]
pub struct LinksState {
    pub space: SpaceId,
    /// Whether the address shows links rather than files.
    pub shown: Memo<bool>,
    /// The filters, from the address.
    pub query: Memo<LinksQuery>,
    pub rows: RwSignal<Vec<LinkRow>>,
    /// Everything besides the rows, which it has none of; `None` before the first answer.
    pub page: RwSignal<Option<LinksPage>>,
    pub failed: RwSignal<Option<AppError>>,
    pub busy: RwSignal<bool>,
    /// Whether the dialog that imports bookmarks is open.
    pub importing: RwSignal<bool>,
    pub messages: Messages,
    pub toasts: Toasts,
    /// Called when the person may no longer open the space: loads the page again.
    gone: Callback<()>,
    go: StoredValue<Navigate>,
}

impl LinksState {
    /// Creates the state with the first answer, if there is one.
    pub fn new(space: SpaceId, first: Option<Answer<LinksPage>>, gone: Callback<()>) -> Self {
        let search = search_at(format!("/spaces/{space}/library"));
        let navigate = use_navigate();
        let state = Self {
            space,
            shown: Memo::new(move |_| search.with(|search| LinksQuery::is_shown(search))),
            query: Memo::new(move |_| search.with(|search| LinksQuery::from_query(search))),
            rows: RwSignal::new(Vec::new()),
            page: RwSignal::new(None),
            failed: RwSignal::new(None),
            busy: RwSignal::new(false),
            importing: RwSignal::new(false),
            messages: use_messages(),
            toasts: use_toasts(),
            gone,
            go: StoredValue::new(Box::new(move |to, replace| {
                let options = NavigateOptions {
                    replace,
                    scroll: false,
                    ..NavigateOptions::default()
                };
                navigate(to, options);
            })),
        };
        match first {
            Some(Ok(page)) => state.show(page),
            Some(Err(failure)) => state.failed.set(Some(failure.0)),
            None => {}
        }
        state
    }

    /// Loads the list when the filters change, when something in the space changes, and at first if there was no answer yet.
    /// Call it from the component that shows the list.
    pub fn follow(self) {
        Effect::new(move |before: Option<LinksQuery>| {
            let query = self.query.get();
            let changed = before.is_some_and(|before| before != query);
            let missing = self.page.with_untracked(Option::is_none) && self.failed.with_untracked(Option::is_none);
            if changed || missing {
                self.reload();
            }
            query
        });
        let concerns = move |event: &LiveEvent| match event {
            LiveEvent::Topic { space, what, .. } => {
                let read_alone = matches!(
                    what,
                    TopicChange::Reacted | TopicChange::Noticed | TopicChange::PostAdded
                );
                *space == self.space && !read_alone
            }
            _ => false,
        };
        use_live().reload_on(concerns, never_busy, move || self.refresh());
    }

    /// Shows another part of the list, as a new entry of the browser's history.
    pub fn change(self, change: impl FnOnce(&mut LinksQuery)) {
        self.navigate(change, false);
    }

    /// Shows another part of the list and replaces the current history entry, as while typing.
    pub fn replace(self, change: impl FnOnce(&mut LinksQuery)) {
        self.navigate(change, true);
    }

    fn navigate(self, change: impl FnOnce(&mut LinksQuery), replace: bool) {
        let mut query = self.query.get_untracked();
        change(&mut query);
        let to = query.address(self.space);
        self.go.with_value(|go| go(&to, replace));
    }

    /// Opens the page of a topic.
    pub fn open(self, topic: TopicAddress) {
        self.go.with_value(|go| go(&topic.path(), false));
    }

    fn show(self, mut page: LinksPage) {
        self.failed.set(None);
        self.rows.set(std::mem::take(&mut page.rows));
        self.page.set(Some(page));
    }

    /// Loads the first page for the present filters.
    pub fn reload(self) {
        let query = self.query.get_untracked();
        self.busy.set(true);
        spawn_local(async move {
            let answer = list_links(self.space, query.clone(), None).await;
            // An answer for other filters is out of date.
            if self.query.try_get_untracked() != Some(query) {
                return;
            }
            self.busy.set(false);
            match answer {
                Ok(page) => self.show(page),
                Err(failure) => {
                    if matches!(failure.0, AppError::NotFound | AppError::NotAllowed) {
                        self.gone.run(());
                    }
                    self.failed.set(Some(failure.0));
                }
            }
        });
    }

    /// Renews the first page and keeps the rows after it.
    pub fn refresh(self) {
        let query = self.query.get_untracked();
        spawn_local(async move {
            let Ok(mut page) = list_links(self.space, query.clone(), None).await else {
                return;
            };
            if self.query.try_get_untracked() != Some(query) {
                return;
            }
            let fresh = std::mem::take(&mut page.rows);
            let shown = self.rows.get_untracked();
            let rows = if page.next.is_some() && shown.len() > fresh.len() {
                page.next = self.next();
                with_more(fresh, shown)
            } else {
                fresh
            };
            self.failed.set(None);
            self.rows.set(rows);
            self.page.set(Some(page));
        });
    }

    fn next(self) -> Option<String> {
        self.page
            .with_untracked(|page| page.as_ref().and_then(|page| page.next.clone()))
    }

    /// Loads the next page.
    pub fn more(self) {
        let Some(next) = self.next().filter(|_| !self.busy.get_untracked()) else {
            return;
        };
        let query = self.query.get_untracked();
        self.busy.set(true);
        spawn_local(async move {
            let answer = list_links(self.space, query.clone(), Some(next)).await;
            if self.query.try_get_untracked() != Some(query) {
                return;
            }
            self.busy.set(false);
            match answer {
                Ok(page) => {
                    self.rows
                        .update(|rows| *rows = with_more(std::mem::take(rows), page.rows));
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
}

/// Returns the rows followed by those of `more` that are not among them.
fn with_more(mut rows: Vec<LinkRow>, more: Vec<LinkRow>) -> Vec<LinkRow> {
    let known: HashSet<TopicAddress> = rows.iter().map(|row| row.topic).collect();
    rows.extend(more.into_iter().filter(|row| !known.contains(&row.topic)));
    rows
}
