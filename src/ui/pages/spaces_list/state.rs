//! The state that the parts of the list share: the query in the address, the selection, when to load again.

use std::{future::Future, time::Duration};

use domain::{
    custom_field::CustomField,
    error::AppError,
    group::GroupRef,
    ids::SpaceId,
    list_query::{ListQuery, Place},
    saved_view::SavedView,
    space::{Count, SpaceRow},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

use super::{selection::Ticks, views::ViewAct};
use crate::api::{groups, spaces, views};

/// The path of the list.
pub const ADDRESS: &str = "/spaces";

/// The shared state of the list. Every field is a handle that can be copied.
#[derive(Clone, Copy)]
pub struct ListState {
    /// Search, filters, order and columns, from the address.
    pub query: Memo<ListQuery>,
    /// The page of the list, from the address.
    pub place: Memo<Place>,
    /// The number of changes that the list has to show; everything is loaded again when it grows.
    pub changes: RwSignal<u32>,
    /// Whether list operations are switched on.
    pub operating: RwSignal<bool>,
    /// Whether the rows changed elsewhere while list operations were switched on.
    pub outdated: RwSignal<bool>,
    pub ticks: RwSignal<Ticks>,
    /// Ids of the shown rows, in their order.
    pub shown: RwSignal<Vec<SpaceId>>,
    /// The number of times that rows have arrived. What is fetched after the rows waits for it.
    pub arrivals: RwSignal<u32>,
    /// The number of results; loaded after the rows.
    pub count: RwSignal<Option<Count>>,
    /// The groups of the account.
    pub groups: Resource<Result<Vec<GroupRef>, AppError>>,
    /// The custom fields of the account; loaded after the rows.
    pub fields: RwSignal<Vec<CustomField>>,
    /// Whether the custom fields are loaded. After that, a filter by an unknown field refers to a deleted one.
    pub fields_known: RwSignal<bool>,
    /// The saved views that the person may see.
    pub views: Resource<Result<Vec<SavedView>, AppError>>,
    /// The dialog about a saved view.
    pub view_act: DialogState<ViewAct>,
    /// The dialog that asks before a row is deleted.
    pub pending_delete: DialogState<SpaceRow>,
    go: StoredValue<Navigate>,
}

/// The state of a dialog about one thing. `about` stays set after the dialog closes, so that the focus can return.
pub struct DialogState<T: 'static> {
    pub about: RwSignal<Option<T>>,
    pub open: RwSignal<bool>,
}

impl<T> Clone for DialogState<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for DialogState<T> {}

impl<T: Send + Sync + 'static> Default for DialogState<T> {
    /// Creates a closed dialog.
    fn default() -> Self {
        Self {
            about: RwSignal::new(None),
            open: RwSignal::new(false),
        }
    }
}

impl<T: Send + Sync + 'static> DialogState<T> {
    /// Opens the dialog about a thing.
    pub fn open_for(self, about: T) {
        self.about.set(Some(about));
        self.open.set(true);
    }
}

type Navigate = Box<dyn Fn(&str, bool) + Send + Sync>;

impl ListState {
    /// Creates the state from the address and starts to load count and fields. Must be called only once per page.
    pub fn new() -> Self {
        let search = use_location().search;
        let address = Memo::new(move |_| search.with(|search| ListQuery::from_query(search)));
        let query = Memo::new(move |_| address.get().0);
        let place = Memo::new(move |_| address.get().1);
        let changes = RwSignal::new(0);
        let ticks = RwSignal::new(Ticks::default());
        let count = RwSignal::new(None);
        later(
            move || (query.with(ListQuery::spaces), changes.get()),
            move |(query, _)| async move { spaces::count_spaces(query).await.map_err(|failure| failure.0) },
            move |counted| count.set(counted.ok()),
        );
        let fields = RwSignal::new(Vec::new());
        let fields_known = RwSignal::new(false);
        later(
            || (),
            |()| async { crate::api::fields::list_fields().await.map_err(|failure| failure.0) },
            move |known| {
                fields_known.set(known.is_ok());
                fields.set(known.unwrap_or_default());
            },
        );
        // Another query has other rows: rows selected in the old list must not be operated on unseen.
        Effect::watch(
            move || query.with(ListQuery::spaces),
            move |now, before, _| {
                if before.is_some_and(|before| before != now) {
                    ticks.set(Ticks::default());
                }
            },
            false,
        );
        Self {
            query,
            place,
            changes,
            operating: RwSignal::new(false),
            outdated: RwSignal::new(false),
            ticks,
            shown: RwSignal::new(Vec::new()),
            arrivals: RwSignal::new(0),
            count,
            fields,
            fields_known,
            groups: Resource::new(
                move || changes.get(),
                |_| async { groups::list_groups().await.map_err(|failure| failure.0) },
            ),
            views: Resource::new(
                || (),
                |()| async { views::list_views().await.map_err(|failure| failure.0) },
            ),
            view_act: DialogState::default(),
            pending_delete: DialogState::default(),
            go: StoredValue::new(navigate_callback()),
        }
    }

    /// Shows another list from its first page, as a new entry of the browser's history.
    pub fn go(self, query: &ListQuery) {
        self.navigate(query, false);
    }

    /// Shows another list and replaces the current history entry, as while typing.
    pub fn replace(self, query: &ListQuery) {
        self.navigate(query, true);
    }

    /// Changes the query and shows that list.
    pub fn change(self, change: impl FnOnce(&mut ListQuery)) {
        let mut query = self.query.get_untracked();
        change(&mut query);
        self.go(&query);
    }

    /// Loads rows, counts and groups again.
    pub fn refresh(self) {
        self.changes.update(|changes| *changes += 1);
    }

    /// Returns all groups; none until they are loaded.
    pub fn known_groups(self) -> Vec<GroupRef> {
        self.groups.get().and_then(Result::ok).unwrap_or_default()
    }

    fn navigate(self, query: &ListQuery, replace: bool) {
        let to = link(query, &Place::First);
        self.go.with_value(|go| go(&to, replace));
    }
}

fn navigate_callback() -> Navigate {
    let navigate = use_navigate();
    Box::new(move |to, replace| {
        navigate(
            to,
            NavigateOptions {
                replace,
                scroll: false,
                ..NavigateOptions::default()
            },
        )
    })
}

/// Returns the list's state from the context.
pub fn use_list() -> ListState {
    use_context::<ListState>().unwrap_or_else(ListState::new)
}

/// Returns the address that shows this list.
pub fn link(query: &ListQuery, place: &Place) -> String {
    let query = query.to_query(place);
    if query.is_empty() {
        ADDRESS.into()
    } else {
        format!("{ADDRESS}?{query}")
    }
}

/// Fetches in the browser only, after the page is rendered and each time `source` changes. Late answers to earlier
/// requests are dropped.
pub fn later<S, F, T>(
    source: impl Fn() -> S + 'static,
    fetch: impl Fn(S) -> F + 'static,
    take: impl Fn(Result<T, AppError>) + Copy + 'static,
) where
    S: 'static,
    F: Future<Output = Result<T, AppError>> + 'static,
    T: 'static,
{
    let requests = StoredValue::new(0u32);
    Effect::new(move |_| {
        requests.update_value(|number| *number += 1);
        let number = requests.get_value();
        let answer = fetch(source());
        spawn_local(async move {
            let answer = answer.await;
            if requests.try_get_value() == Some(number) {
                take(answer);
            }
        });
    });
}

/// A debounce timer: runs a callback once typing pauses.
#[derive(Clone, Copy)]
pub struct Pause {
    timer: StoredValue<Option<TimeoutHandle>>,
    wait: Duration,
}

impl Pause {
    /// Creates a timer with this pause.
    pub fn new(milliseconds: u64) -> Self {
        let timer = StoredValue::new(None::<TimeoutHandle>);
        on_cleanup(move || {
            if let Some(Some(timer)) = timer.try_get_value() {
                timer.clear();
            }
        });
        Self {
            timer,
            wait: Duration::from_millis(milliseconds),
        }
    }

    /// Runs `act` after the pause, unless `then` is called again before.
    pub fn then(self, act: impl FnOnce() + 'static) {
        if let Some(timer) = self.timer.get_value() {
            timer.clear();
        }
        self.timer.set_value(set_timeout(act, self.wait).ok());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_without_filters_has_a_plain_address() {
        assert_eq!(link(&ListQuery::default(), &Place::First), "/spaces");
        let query = ListQuery {
            search: "łódź".into(),
            ..ListQuery::default()
        };
        assert_eq!(link(&query, &Place::First), "/spaces?q=%C5%82%C3%B3d%C5%BA");
    }
}
