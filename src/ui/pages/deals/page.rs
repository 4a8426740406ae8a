//! `/deals/{id}`.

use std::sync::Arc;

use domain::{
    deal::{DealDetail, DealLine, DealNote, DealState},
    error::AppError,
    ids::DealId,
    live::LiveEvent,
};
use futures::future::try_join3;
use leptos::{ev, prelude::*, task::spawn_local, web_sys};
use leptos_router::hooks::{use_navigate, use_params_map};

use super::{activity::ActivitySection, live::Live, notes::Notes, people::Side, table::DealStateMark, words};
use crate::{
    api::{
        Answer,
        deals::{deal_activity, deal_notes, delete_deal, lose_deal, open_deal, reopen_deal, win_deal},
    },
    ui::{
        components::{ConfirmDialog, ExactTime, FailedPage, Glyph, Icon, Menu, MenuItem, NotFoundPage, Page, Skeleton},
        errors,
    },
};

type Shown = Answer<(DealDetail, Vec<DealNote>, Vec<DealLine>)>;

async fn show(id: DealId) -> Shown {
    try_join3(open_deal(id), deal_notes(id, None), deal_activity(id, None)).await
}

/// A deal's page. A deal that the person may not see shows the same page as an unknown id.
#[component]
pub fn DealShowPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| {
        params
            .with(|params| params.get("id"))
            .and_then(|id| id.parse::<DealId>().ok())
    });
    move || match id.get() {
        Some(id) => view! { <Opened id/> }.into_any(),
        None => view! { <NotFoundPage/> }.into_any(),
    }
}

#[component]
fn Opened(id: DealId) -> impl IntoView {
    let shown: Resource<Shown> = Resource::new(move || id, show);
    let again = Callback::new(move |()| shown.refetch());
    view! {
        <Transition fallback=|| {
            view! { <Skeleton rows=8/> }
        }>
            {move || Suspend::new(async move {
                match shown.await {
                    Ok((deal, notes, lines)) => view! { <Deal deal notes lines gone=again/> }.into_any(),
                    Err(failure) if failure.0 == AppError::NotFound => view! { <NotFoundPage/> }.into_any(),
                    Err(failure) => view! { <FailedPage error=failure.0 retry=again/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Deal(deal: DealDetail, notes: Vec<DealNote>, lines: Vec<DealLine>, gone: Callback<()>) -> impl IntoView {
    let live = Live::new(deal, gone);
    let title = Signal::derive(move || live.shown.try_with(|deal| deal.name.clone()).unwrap_or_default());
    let id = live.id();
    live.follow(move |event| matches!(event, LiveEvent::Deal { deal } if *deal == id));
    view! {
        <Page title action=move || view! { <Actions live/> }>
            <div class="space-columns deal-page">
                <div class="space-main">
                    <Facts live/>
                    <Notes live notes/>
                    <ActivitySection live lines/>
                </div>
                <Side live/>
            </div>
        </Page>
    }
}

/// The buttons to edit, close and reopen the deal, and to create the project space of a won deal.
#[component]
fn Actions(live: Live) -> impl IntoView {
    let messages = live.messages;
    let id = live.id();
    let state = Memo::new(move |_| live.shown.with(|deal| deal.state));
    let rights = Memo::new(move |_| live.shown.with(|deal| deal.rights));
    view! {
        <div class="space-acts deal-acts">
            <Show when=move || rights.get().create_space>
                <a
                    class="button primary"
                    role="button"
                    href=format!("/spaces/new?deal={id}")
                    on:keydown=click_on_space_bar
                >
                    <Icon glyph=Glyph::Layers/>
                    <span>{messages.text("deal-create-space")}</span>
                </a>
            </Show>
            <Show
                when=move || state.get() == DealState::Open
                fallback=move || {
                    view! {
                        <button type="button" class="button" on:click=move |_| reopen(live)>
                            <Icon glyph=Glyph::Undo/>
                            <span>{messages.text("deal-reopen")}</span>
                        </button>
                    }
                }
            >
                <button type="button" class="button primary" on:click=move |_| win(live)>
                    <Icon glyph=Glyph::Check/>
                    <span>{messages.text("deal-win")}</span>
                </button>
                <button type="button" class="button" on:click=move |_| lose(live)>
                    <Icon glyph=Glyph::X/>
                    <span>{messages.text("deal-lose")}</span>
                </button>
            </Show>
            <a class="button" href=format!("/deals/{id}/edit")>
                <Icon glyph=Glyph::Pencil/>
                <span>{messages.text("deal-edit")}</span>
            </a>
            <Show when=move || rights.get().manage>
                <ManageMenu live/>
            </Show>
        </div>
    }
}

fn win(live: Live) {
    let undo = Arc::new(move || reopen(live));
    live.act(win_deal(live.id()), live.messages.text("deal-won"), Some(undo));
}

fn lose(live: Live) {
    let undo = Arc::new(move || reopen(live));
    live.act(lose_deal(live.id()), live.messages.text("deal-lost"), Some(undo));
}

fn reopen(live: Live) {
    live.act(reopen_deal(live.id()), live.messages.text("deal-reopened"), None);
}

#[component]
fn ManageMenu(live: Live) -> impl IntoView {
    let messages = live.messages;
    let asking = RwSignal::new(false);
    let navigate = use_navigate();
    let delete = Callback::new(move |()| {
        let navigate = navigate.clone();
        let id = live.id();
        spawn_local(async move {
            match delete_deal(id).await {
                Ok(()) => {
                    live.toasts.show_status(messages.text("deal-deleted"));
                    navigate("/deals", Default::default());
                }
                Err(failure) => live.toasts.show_error(errors::sentence(messages, &failure.0)),
            }
        });
    });
    view! {
        <Menu label=messages.text("deal-menu") glyph=Glyph::More icon_only=true>
            <MenuItem
                label=messages.text("deal-delete")
                on_select=Callback::new(move |()| asking.set(true))
                glyph=Glyph::Trash
            />
        </Menu>
        <ConfirmDialog
            title=messages.text("deal-delete-title")
            text=messages.text("deal-delete-text")
            confirm=messages.text("deal-delete")
            open=asking
            on_confirm=delete
            danger=true
        />
    }
}

/// The section with state, stage, value, creation and description.
#[component]
fn Facts(live: Live) -> impl IntoView {
    let messages = live.messages;
    let facts = move || {
        let deal = live.shown.get();
        let closed = deal.closed.map(|at| {
            view! {
                <span class="muted">
                    <ExactTime at/>
                </span>
            }
        });
        view! {
            <dl class="space-facts deal-facts">
                <dt>{messages.text("deal-state")}</dt>
                <dd>
                    <DealStateMark state=deal.state/>
                    {closed}
                </dd>
                <dt>{messages.text("deal-stage")}</dt>
                <dd>{deal.stage.name}</dd>
                <dt>{messages.text("deal-value")}</dt>
                <dd class="deal-value">{words::money(messages, deal.value, &deal.currency)}</dd>
                <dt>{messages.text("deal-created")}</dt>
                <dd>
                    {deal.created_by.name} " "
                    <span class="muted">
                        <ExactTime at=deal.created/>
                    </span>
                </dd>
            </dl>
        }
        .into_any()
    };
    let description = Memo::new(move |_| live.shown.with(|deal| deal.description.clone()));
    view! {
        <section class="space-section" aria-labelledby="deal-about">
            <h2 id="deal-about">{messages.text("deal-about")}</h2>
            {facts}
            {move || match description.get() {
                text if text.is_empty() => view! { <p class="muted">{messages.text("deal-no-description")}</p> }.into_any(),
                text => view! { <p class="space-description">{text}</p> }.into_any(),
            }}
        </section>
    }
}

/// Clicks a link with the role of a button when the space bar is pressed.
fn click_on_space_bar(event: ev::KeyboardEvent) {
    if event.key() == " " {
        event.prevent_default();
        event_target::<web_sys::HtmlElement>(&event).click();
    }
}
