//! `/settings/trash`: the deleted spaces that are not yet removed permanently. People see their own, administrators all.

use domain::{
    limits,
    list_query::{ListQuery, Place},
    space::{SpacePage, SpaceRow, SpaceState},
};
use leptos::prelude::*;
use leptos_router::{components::A, hooks::use_location};

use super::SettingsNav;
use crate::{
    api::spaces,
    i18n::use_messages,
    ui::{
        components::{
            EmptyState, ExactTime, FailureNote, Glyph, Icon, Page, PersonCircle, Skeleton, VisibilityMark, use_toasts,
        },
        errors,
    },
};

/// The list of deleted spaces. The page of the list is in the address.
#[component]
pub fn TrashPage() -> impl IntoView {
    let messages = use_messages();
    let search = use_location().search;
    let query = Memo::new(move |_| search.with(|search| trash_query(search)));
    let page = Resource::new(move || query.get(), |(query, place)| spaces::list_spaces(query, place));
    let again = Callback::new(move |()| page.refetch());
    view! {
        <Page title=messages.text("settings-trash")>
            <SettingsNav/>
            <p class="settings-lead">{messages.text("trash-help")}</p>
            <Transition fallback=|| view! { <Skeleton rows=6/> }>
                {move || page.get().map(|answer| match answer {
                    Ok(page) => view! { <TrashTable page restored=again/> }.into_any(),
                    Err(failure) => view! { <FailureNote error=failure.0 retry=again/> }.into_any(),
                })}
            </Transition>
        </Page>
    }
}

/// Returns the query of the address, limited to the trash.
fn trash_query(search: &str) -> (ListQuery, Place) {
    let (query, place) = ListQuery::from_query(search);
    let trash = ListQuery {
        state: SpaceState::Trash,
        sort: query.sort,
        ..ListQuery::default()
    };
    (trash, place)
}

fn address(place: &Place) -> String {
    let trash = ListQuery {
        state: SpaceState::Trash,
        ..ListQuery::default()
    };
    format!("/settings/trash?{}", trash.to_query(place))
}

#[component]
fn TrashTable(page: SpacePage, restored: Callback<()>) -> impl IntoView {
    let messages = use_messages();
    if page.rows.is_empty() {
        return view! {
            <EmptyState title=messages.text("trash-empty")>
                <p>{messages.text("trash-empty-help")}</p>
            </EmptyState>
        }
        .into_any();
    }
    let step = |place: Option<Place>, name: &'static str| {
        place.map(|place| view! { <A href=address(&place) attr:class="button">{messages.text(name)}</A> })
    };
    view! {
        <div class="table-scroll">
            <table class="table trash-table stacked">
                <caption class="visually-hidden">{messages.text("settings-trash")}</caption>
                <thead>
                    <tr>
                        {["trash-name", "trash-visibility", "trash-owner", "trash-deleted", "trash-gone"]
                            .map(|name| view! { <th scope="col">{messages.text(name)}</th> })}
                        <th scope="col"><span class="visually-hidden">{messages.text("users-actions")}</span></th>
                    </tr>
                </thead>
                <tbody>
                    {page.rows.into_iter().map(|row| view! { <TrashRow row restored/> }).collect_view()}
                </tbody>
            </table>
        </div>
        <nav class="pager" aria-label=messages.text("trash-pages")>
            {step(page.previous.map(Place::Before), "trash-previous")}
            {step(page.next.map(Place::After), "trash-next")}
        </nav>
    }
    .into_any()
}

#[component]
fn TrashRow(row: SpaceRow, restored: Callback<()>) -> impl IntoView {
    let messages = use_messages();
    let toasts = use_toasts();
    let deleted = row.details.as_ref().and_then(|details| details.deleted);
    let instant = |at: Option<i64>| at.map(|at| view! { <ExactTime at=at/> });
    let (id, name) = (row.id, row.name.clone());
    let label = messages.with("trash-restore-name", [("name", name.clone())]);
    let restore = move |_| {
        let name = name.clone();
        leptos::task::spawn_local(async move {
            match spaces::restore_space(id).await {
                Ok(()) => {
                    toasts.show_status(messages.with("trash-restored", [("name", name)]));
                    restored.run(());
                }
                Err(failure) => toasts.show_error(errors::sentence(messages, &failure.0)),
            }
        });
    };
    view! {
        <tr>
            <th scope="row">{row.name}</th>
            <td><VisibilityMark level=row.visibility/></td>
            <td>
                <span class="person">
                    <PersonCircle person=row.owner.clone()/>
                    <span>{row.owner.name}</span>
                </span>
            </td>
            <td data-label=messages.text("trash-deleted")>{instant(deleted)}</td>
            <td data-label=messages.text("trash-gone")>{instant(deleted.map(|at| at + limits::TRASH_KEPT_MS))}</td>
            <td class="row-act">
                {row.rights.manage.then(|| view! {
                    <button type="button" class="button" aria-label=label on:click=restore>
                        <Icon glyph=Glyph::Undo/>
                        <span>{messages.text("trash-restore")}</span>
                    </button>
                })}
            </td>
        </tr>
    }
    .into_any()
}
