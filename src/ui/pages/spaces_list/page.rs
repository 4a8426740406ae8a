//! The page of the list: its layout, and the four states of its rows.

use std::time::Duration;

use domain::{
    access::AccountAction,
    error::AppError,
    list_query::{ListQuery, Place},
    live::LiveEvent,
    space::SpacePage,
};
use leptos::prelude::*;

use super::super::lazy::{LazyDialog, LazyDialogKind};
use super::{
    conversations::Conversations,
    groups_panel::GroupsPanel,
    keys,
    operations_bar::OperationsBarState,
    pager::Pager,
    pills::{FilterPills, Pill, cleared, use_named_people},
    run::Runner,
    state::{DialogState, ListState, link, use_list},
    table::SpacesTable,
    toolbar::{AddSpace, Toolbar},
    views::ViewsBar,
};
use crate::{
    api::spaces,
    i18n::use_messages,
    ui::{
        browser::{
            focus_in,
            live::{focused_id, is_overlay_open},
            mark_ready,
        },
        components::{EmptyState, FailureNote, Glyph, Icon, LoadingRegion, Page},
        pages::import::DropToImport,
        shell::{live::use_live, session::use_session},
    },
};

type Rows = Resource<Result<SpacePage, AppError>>;

/// The page at `/spaces`.
#[component]
pub fn SpacesListPage() -> impl IntoView {
    let messages = use_messages();
    let list = ListState::new();
    mark_ready();
    provide_context(list);
    provide_context(Runner::new(list));
    let people = use_named_people();
    let (chosen, exporting) = (DialogState::default(), RwSignal::new(false));
    let imports = use_session().may(AccountAction::Import);
    view! {
        <Page title=messages.text("list-title") action=ViewFn::from(|| view! { <AddSpace/> })>
            <div class="list-layout" class:operating=move || list.operating.get()>
                <GroupsPanel/>
                <section class="list-main" aria-label=messages.text("list-title")>
                    <ViewsBar/>
                    <Toolbar people/>
                    <FilterPills people/>
                    <ListRows/>
                    <Conversations/>
                </section>
            </div>
            <LazyDialog dialog=LazyDialogKind::OperationsBar(OperationsBarState::new(chosen, exporting))/>
            <LazyDialog dialog=LazyDialogKind::Operation(chosen)/>
            <LazyDialog dialog=LazyDialogKind::Export(exporting)/>
            <LazyDialog dialog=LazyDialogKind::View(list.view_act)/>
            <LazyDialog dialog=LazyDialogKind::DeleteSpace(list.pending_delete)/>
            {imports.then(|| view! { <DropToImport/> })}
        </Page>
    }
}

#[component]
fn ListRows() -> impl IntoView {
    let list = use_list();
    let rows: Rows = Resource::new(
        move || (list.query.get(), list.place.get(), list.changes.get()),
        |(query, place, _)| async move { spaces::list_spaces(query, place).await.map_err(|failure| failure.0) },
    );
    // The focus, which the new rows do not have.
    let focused = StoredValue::new(None::<String>);
    Effect::new(move |_| {
        if let Some(Ok(page)) = rows.get() {
            list.shown.set(page.rows.iter().map(|row| row.id).collect());
            list.arrivals.update(|arrivals| *arrivals += 1);
            if let Some(id) = focused.try_update_value(Option::take).flatten() {
                let _ = request_animation_frame(move || {
                    if focused_id().is_none() {
                        focus_in("content", &format!("[id='{id}']"));
                    }
                });
            }
        }
    });
    let concerns =
        |event: &LiveEvent| matches!(event, LiveEvent::Space { .. } | LiveEvent::Spaces | LiveEvent::Account);
    use_live().reload_on(concerns, is_overlay_open, move || {
        if list.operating.get_untracked() {
            list.outdated.set(true);
        } else {
            focused.set_value(focused_id());
            list.refresh();
        }
    });
    // Rows never change under a selection.
    Effect::new(move |_| {
        if !list.operating.get() && list.outdated.get_untracked() {
            list.outdated.set(false);
            list.refresh();
        }
    });
    keys::listen(list);
    let pause = StoredValue::new(SEARCH_AGAIN);
    let shown = move || {
        rows.get().map(|answer| match answer {
            Ok(page) if page.rows.is_empty() => view! {
                <SearchLags lags=page.search_lags rows pause/>
                <EmptyList/>
            }
            .into_any(),
            Ok(page) => {
                let (previous, next) = (page.previous.clone(), page.next.clone());
                view! {
                    <SearchLags lags=page.search_lags rows pause/>
                    <SpacesTable page/>
                    <Pager previous next/>
                }
                .into_any()
            }
            Err(error) => {
                let retry = Callback::new(move |()| list.refresh());
                view! { <FailureNote error retry/> }.into_any()
            }
        })
    };
    view! {
        <LoadingRegion class="list-rows" skeleton=12>{shown}</LoadingRegion>
    }
}

/// Time before a search is repeated because the index lags: at first, and at most.
const SEARCH_AGAIN: Duration = Duration::from_secs(2);
const MAX_SEARCH_AGAIN: Duration = Duration::from_secs(30);

/// A note that the search index lags behind; repeats the search, each time after twice the pause.
#[component]
fn SearchLags(lags: bool, rows: Rows, pause: StoredValue<Duration>) -> impl IntoView {
    let messages = use_messages();
    Effect::new(move |_| {
        let now = pause.get_value();
        pause.set_value(if lags {
            (now * 2).min(MAX_SEARCH_AGAIN)
        } else {
            SEARCH_AGAIN
        });
        if lags {
            let again = set_timeout(move || rows.refetch(), now);
            on_cleanup(move || {
                if let Ok(again) = again {
                    again.clear();
                }
            });
        }
    });
    lags.then(|| {
        view! {
            <p class="import-note" role="status">
                <Icon glyph=Glyph::Info/>
                <span>{messages.text("list-search-lags")}</span>
            </p>
        }
    })
}

/// Why the list has no rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum EmptyReason {
    /// There are no spaces at all.
    None,
    /// No space matches.
    NothingFound,
    /// There are only spaces on earlier pages.
    PastTheEnd,
}

fn why(query: &ListQuery, place: &Place) -> EmptyReason {
    if *place != Place::First {
        EmptyReason::PastTheEnd
    } else if query.search.trim().is_empty() && Pill::all(query).is_empty() {
        EmptyReason::None
    } else {
        EmptyReason::NothingFound
    }
}

#[component]
fn EmptyList() -> impl IntoView {
    let messages = use_messages();
    let list = use_list();
    let session = use_session();
    let (adds, imports) = (session.may(AccountAction::AddSpace), session.may(AccountAction::Import));
    move || {
        let query = list.query.get();
        match why(&query, &list.place.get()) {
            EmptyReason::None => view! {
                <EmptyState title=messages.text("list-empty")>
                    {adds.then(|| view! {
                        <a class="button primary" href="/spaces/new">{messages.text("list-empty-add")}</a>
                    })}
                    {imports.then(|| view! {
                        <a class="button" href="/spaces/import">{messages.text("list-empty-import")}</a>
                    })}
                </EmptyState>
            }
            .into_any(),
            EmptyReason::NothingFound => {
                let clear = move |_| list.go(&cleared(&list.query.get_untracked()));
                view! {
                    <EmptyState title=messages.text("list-nothing-found")>
                        <button type="button" class="button" on:click=clear>
                            {messages.text("list-clear-all")}
                        </button>
                    </EmptyState>
                }
                .into_any()
            }
            EmptyReason::PastTheEnd => view! {
                <EmptyState title=messages.text("list-past-the-end")>
                    <a class="button" href=link(&query, &Place::First)>{messages.text("list-first-page")}</a>
                </EmptyState>
            }
            .into_any(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::space::SpaceState;

    #[test]
    fn an_empty_list_says_why() {
        let plain = ListQuery::default();
        assert_eq!(why(&plain, &Place::First), EmptyReason::None);
        assert_eq!(why(&plain, &Place::After("x".into())), EmptyReason::PastTheEnd);
        let archived = ListQuery {
            state: SpaceState::Archived,
            ..ListQuery::default()
        };
        assert_eq!(why(&archived, &Place::First), EmptyReason::NothingFound);
        let searched = ListQuery {
            search: "x".into(),
            ..ListQuery::default()
        };
        assert_eq!(why(&searched, &Place::First), EmptyReason::NothingFound);
    }
}
