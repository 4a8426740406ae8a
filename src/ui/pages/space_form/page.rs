//! The pages with the form, `/spaces/new` and `/spaces/{id}/edit`, and the quick-add dialog.

use domain::{
    access::AccountAction,
    custom_field::CustomField,
    error::AppError,
    ids::{DealId, SpaceId},
    person::PersonRef,
    space::{SpaceDetail, SpaceView},
};
use futures::future::try_join;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};

use super::{SpaceForm, project::NewProjectSpace};
use crate::{
    api::{fields::list_fields, spaces::open_space},
    i18n::use_messages,
    ui::{
        components::{Dialog, FailedPage, FailureNote, NoAccess, NotFoundPage, Page, Skeleton},
        shell::session::use_session,
    },
};

/// The page `/spaces/new`, for a deal's project if the query names a deal, or `/spaces/{id}/edit`.
#[component]
pub fn SpaceFormPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")));
    let query = use_query_map();
    let deal = Memo::new(move |_| query.with(|query| query.get("deal")));
    move || match id.get() {
        None => match deal.get() {
            None => view! { <NewSpace/> }.into_any(),
            Some(deal) => match deal.parse::<DealId>() {
                Ok(id) => view! { <NewProjectSpace id/> }.into_any(),
                Err(_) => view! { <NotFoundPage/> }.into_any(),
            },
        },
        Some(id) => match id.parse::<SpaceId>() {
            Ok(id) => view! { <EditSpace id/> }.into_any(),
            Err(_) => view! { <NotFoundPage/> }.into_any(),
        },
    }
}

/// The quick-add dialog with the form of a new space. Each opening restores the draft.
#[component]
pub fn SpaceFormDialog(open: RwSignal<bool>) -> impl IntoView {
    let navigate = use_navigate();
    let on_saved = Callback::new(move |id: SpaceId| {
        open.set(false);
        navigate(&format!("/spaces/{id}"), Default::default());
    });
    view! {
        <Dialog title=use_messages().text("space-add-title") open>
            <QuickForm on_saved/>
        </Dialog>
    }
}

/// The form, once the account's custom fields are loaded. The dialog is opened only in the browser, so it need not
/// match anything rendered by the server.
#[component]
fn QuickForm(on_saved: Callback<SpaceId>) -> impl IntoView {
    let fields = RwSignal::new(None);
    let load = move || {
        fields.set(None);
        spawn_local(async move {
            fields.try_set(Some(list_fields().await));
        });
    };
    load();
    move || match fields.get() {
        None => view! { <Skeleton rows=4/> }.into_any(),
        Some(Ok(fields)) => view! { <SpaceForm id="quick-space-form" fields on_saved quick=true/> }.into_any(),
        Some(Err(failure)) => {
            let retry = Callback::new(move |()| load());
            view! { <FailureNote error=failure.0 retry=retry/> }.into_any()
        }
    }
}

#[component]
fn NewSpace() -> impl IntoView {
    let messages = use_messages();
    if !use_session().may(AccountAction::AddSpace) {
        return view! {
            <Page title=messages.text("space-add-title")>
                <NoAccess title=messages.text("space-add-no-access") help=messages.text("account-no-access-help")/>
            </Page>
        }
        .into_any();
    }
    let fields = Resource::new(|| (), |()| list_fields());
    let retry = Callback::new(move |()| fields.refetch());
    let on_saved = open_saved();
    view! {
        <Page title=messages.text("space-add-title")>
            <Suspense fallback=|| {
                view! { <Skeleton rows=6/> }
            }>
                {move || Suspend::new(async move {
                    match fields.await {
                        Ok(fields) => view! { <SpaceForm id="space-form" fields on_saved/> }.into_any(),
                        Err(failure) => view! { <FailureNote error=failure.0 retry=retry/> }.into_any(),
                    }
                })}
            </Suspense>
        </Page>
    }
    .into_any()
}

/// Returns a callback that opens the saved space.
pub(super) fn open_saved() -> Callback<SpaceId> {
    let navigate = use_navigate();
    Callback::new(move |id: SpaceId| navigate(&format!("/spaces/{id}"), Default::default()))
}

#[component]
fn EditSpace(id: SpaceId) -> impl IntoView {
    let space = Resource::new(move || id, |id| try_join(open_space(id), list_fields()));
    let retry = Callback::new(move |()| space.refetch());
    view! {
        <Suspense fallback=|| {
            view! { <Skeleton rows=6/> }
        }>
            {move || Suspend::new(async move {
                match space.await {
                    Ok((SpaceView::Full(space), fields)) if space.rights.edit => {
                        view! { <EditForm space=*space fields/> }.into_any()
                    }
                    Ok((SpaceView::Full(space), _)) => view! { <Refused id=space.id name=space.name owner=space.owner/> }.into_any(),
                    Ok((SpaceView::Outline(space), _)) => view! { <Refused id=space.id name=space.name owner=space.owner/> }.into_any(),
                    Err(failure) if failure.0 == AppError::NotFound => view! { <NotFoundPage/> }.into_any(),
                    Err(failure) => view! { <FailedPage error=failure.0 retry/> }.into_any(),
                }
            })}
        </Suspense>
    }
}

/// The page for a person who may not change the space: says who may.
#[component]
fn Refused(id: SpaceId, name: String, owner: PersonRef) -> impl IntoView {
    let messages = use_messages();
    let help = messages.with("space-edit-refused-help", [("owner", owner.name)]);
    view! {
        <Page title=name>
            <NoAccess title=messages.text("space-edit-refused") help/>
            <p>
                <a class="button" href=format!("/spaces/{id}")>
                    {messages.text("space-edit-back")}
                </a>
            </p>
        </Page>
    }
    .into_any()
}

#[component]
fn EditForm(space: SpaceDetail, fields: Vec<CustomField>) -> impl IntoView {
    let navigate = use_navigate();
    let id = space.id;
    let on_cancel = Callback::new(move |()| navigate(&format!("/spaces/{id}"), Default::default()));
    view! {
        <Page title=use_messages().text("space-edit-title")>
            <SpaceForm id="space-form" space=Some(space) fields on_saved=open_saved() on_cancel=on_cancel/>
        </Page>
    }
}
