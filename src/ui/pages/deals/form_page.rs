//! The pages with the form, `/deals/new` and `/deals/{id}/edit`, and the quick-add dialog.

use domain::{
    deal::{DealDetail, StageRef},
    error::AppError,
    ids::DealId,
};
use futures::future::try_join;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::{use_navigate, use_params_map};

use super::form::DealForm;
use crate::{
    api::{Answer, deals},
    i18n::use_messages,
    ui::components::{Dialog, FailedPage, FailureNote, NotFoundPage, Page, Skeleton},
};

type Shown = Answer<(Option<DealDetail>, Vec<StageRef>)>;

async fn show(id: Option<DealId>) -> Shown {
    let deal = async {
        match id {
            Some(id) => deals::open_deal(id).await.map(Some),
            None => Ok(None),
        }
    };
    try_join(deal, deals::list_stages()).await
}

/// The page `/deals/new`, or `/deals/{id}/edit`.
#[component]
pub fn DealFormPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")));
    move || match id.get().map(|id| id.parse::<DealId>()) {
        None => view! { <Opened id=None/> }.into_any(),
        Some(Ok(id)) => view! { <Opened id=Some(id)/> }.into_any(),
        Some(Err(_)) => view! { <NotFoundPage/> }.into_any(),
    }
}

#[component]
fn Opened(id: Option<DealId>) -> impl IntoView {
    let shown: Resource<Shown> = Resource::new(move || id, show);
    let retry = Callback::new(move |()| shown.refetch());
    view! {
        <Suspense fallback=|| {
            view! { <Skeleton rows=6/> }
        }>
            {move || Suspend::new(async move {
                match shown.await {
                    Ok((deal, stages)) => view! { <FormOf deal stages/> }.into_any(),
                    Err(failure) if failure.0 == AppError::NotFound => view! { <NotFoundPage/> }.into_any(),
                    Err(failure) => view! { <FailedPage error=failure.0 retry/> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn FormOf(deal: Option<DealDetail>, stages: Vec<StageRef>) -> impl IntoView {
    let title = if deal.is_none() {
        "deal-add-title"
    } else {
        "deal-edit-title"
    };
    let navigate = use_navigate();
    let on_saved = Callback::new(move |id: DealId| navigate(&format!("/deals/{id}"), Default::default()));
    view! {
        <Page title=use_messages().text(title)>
            <DealForm id="deal-form" stages deal on_saved/>
        </Page>
    }
}

/// The quick-add dialog with the form of a new deal.
#[component]
pub fn DealFormDialog(open: RwSignal<bool>) -> impl IntoView {
    let navigate = use_navigate();
    let on_saved = Callback::new(move |id: DealId| {
        open.set(false);
        navigate(&format!("/deals/{id}"), Default::default());
    });
    let stages = RwSignal::new(None::<Answer<Vec<StageRef>>>);
    let load = Callback::new(move |()| {
        spawn_local(async move {
            stages.try_set(Some(deals::list_stages().await));
        });
    });
    Effect::new(move |_| {
        if open.get() {
            stages.set(None);
            load.run(());
        }
    });
    let content = move || match stages.get() {
        None => view! { <Skeleton rows=4/> }.into_any(),
        Some(Ok(stages)) => view! { <DealForm id="quick-deal-form" stages on_saved/> }.into_any(),
        Some(Err(failure)) => view! { <FailureNote error=failure.0 retry=load/> }.into_any(),
    };
    view! {
        <Dialog title=use_messages().text("deal-add-title") open>
            {content}
        </Dialog>
    }
}
