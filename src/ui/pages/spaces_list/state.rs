//! What the parts of the list share: the address, the ticks, when to read again.

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

/// The address of the list.
pub const ADDRESS: &str = "/spaces";

/// The list as its parts share it; every field is a handle.
#[derive(Clone, Copy)]
pub struct ListState {
    /// Search, filters and order, from the address.
    pub query: Memo<ListQuery>,
    /// Which page, from the address.
    pub place: Memo<Place>,
    /// Grows with every change that the list should show.
    pub changes: RwSignal<u32>,
    /// Whether list operations are switched on.
    pub operating: RwSignal<bool>,
    pub ticks: RwSignal<Ticks>,
    /// Ids of the rows that are shown, in their order.
    pub shown: RwSignal<Vec<SpaceId>>,
    /// How many results; comes after the rows.
    pub count: RwSignal<Option<Count>>,
    /// The groups of the account.
    pub groups: Resource<Result<Vec<GroupRef>, AppError>>,
    /// The custom fields of the account; they come after the rows.
    pub fields: RwSignal<Vec<CustomField>>,
    /// Whether those are there: a filter of a field that is not among them names one that is gone.
    pub fields_known: RwSignal<bool>,
    /// Saved views that the person knows of.
    pub views: Resource<Result<Vec<SavedView>, AppError>>,
    /// The dialog about a saved view.
    pub view_act: Ask<ViewAct>,
    /// The row whose deletion is being asked about.
    pub pending_delete: Ask<SpaceRow>,
    go: StoredValue<Go>,
}

/// A dialog that asks about one thing. The thing stays after the dialog closes, so that closing can give the focus back.
pub struct Ask<T: 'static> {
    pub about: RwSignal<Option<T>>,
    pub open: RwSignal<bool>,
}

impl<T> Clone for Ask<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Ask<T> {}

impl<T: Send + Sync + 'static> Default for Ask<T> {
    /// Nothing is asked yet.
    fn default() -> Self {
        Self {
            about: RwSignal::new(None),
            open: RwSignal::new(false),
        }
    }
}

impl<T: Send + Sync + 'static> Ask<T> {
    /// Opens the dialog about this.
    pub fn ask(self, about: T) {
        self.about.set(Some(about));
        self.open.set(true);
    }
}

type Go = Box<dyn Fn(&str, bool) + Send + Sync>;

impl ListState {
    /// Reads the address and begins to count. To be called once a page.
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
        // Another list has other rows: what was ticked in the old one must not be operated upon unseen.
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
            ticks,
            shown: RwSignal::new(Vec::new()),
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
            view_act: Ask::default(),
            pending_delete: Ask::default(),
            go: StoredValue::new(going()),
        }
    }

    /// Shows another list, from its first page; one can go back.
    pub fn go(self, query: &ListQuery) {
        self.travel(query, false);
    }

    /// Shows another list in the place of this one, as while typing.
    pub fn replace(self, query: &ListQuery) {
        self.travel(query, true);
    }

    /// Changes the query and shows that list.
    pub fn change(self, change: impl FnOnce(&mut ListQuery)) {
        let mut query = self.query.get_untracked();
        change(&mut query);
        self.go(&query);
    }

    /// Reads rows, counts and groups again.
    pub fn refresh(self) {
        self.changes.update(|changes| *changes += 1);
    }

    /// All groups as far as they are known.
    pub fn known_groups(self) -> Vec<GroupRef> {
        self.groups.get().and_then(Result::ok).unwrap_or_default()
    }

    fn travel(self, query: &ListQuery, replace: bool) {
        let to = link(query, &Place::First);
        self.go.with_value(|go| go(&to, replace));
    }
}

fn going() -> Go {
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

/// The list's state from context.
pub fn use_list() -> ListState {
    use_context::<ListState>().unwrap_or_else(ListState::new)
}

/// The address that shows this list.
pub fn link(query: &ListQuery, place: &Place) -> String {
    let query = query.to_query(place);
    if query.is_empty() {
        ADDRESS.into()
    } else {
        format!("{ADDRESS}?{query}")
    }
}

/// Fetches in the browser alone, after the page stands, whenever the source changes; answers that come late to an
/// older question are dropped.
pub fn later<S, F, T>(
    source: impl Fn() -> S + 'static,
    fetch: impl Fn(S) -> F + 'static,
    take: impl Fn(Result<T, AppError>) + Copy + 'static,
) where
    S: 'static,
    F: Future<Output = Result<T, AppError>> + 'static,
    T: 'static,
{
    let question = StoredValue::new(0u32);
    Effect::new(move |_| {
        question.update_value(|number| *number += 1);
        let number = question.get_value();
        let answer = fetch(source());
        spawn_local(async move {
            let answer = answer.await;
            if question.try_get_value() == Some(number) {
                take(answer);
            }
        });
    });
}

/// Calls at most once in a pause of typing.
#[derive(Clone, Copy)]
pub struct Pause {
    timer: StoredValue<Option<TimeoutHandle>>,
    wait: Duration,
}

impl Pause {
    /// A pause of so many milliseconds.
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

    /// Calls `act` after the pause unless asked again before.
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
    fn the_plain_list_has_a_plain_address() {
        assert_eq!(link(&ListQuery::default(), &Place::First), "/spaces");
        let query = ListQuery {
            search: "łódź".into(),
            ..ListQuery::default()
        };
        assert_eq!(link(&query, &Place::First), "/spaces?q=%C5%82%C3%B3d%C5%BA");
    }
}
