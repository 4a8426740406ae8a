//! `/spaces/{id}`.

use domain::{
    activity::Activity,
    error::AppError,
    ids::SpaceId,
    limits,
    live::LiveEvent,
    space::{SpaceDetail, SpaceState, SpaceView},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{about::About, activity::ActivitySection, live::Live, manage_menu, outline::Outline, people::People};
use crate::{
    api::{
        Answer,
        spaces::{open_space, space_activity},
    },
    ui::{
        components::{ExactTime, FailedPage, Glyph, Icon, NotFoundPage, Page, Skeleton, VisibilityMark},
        shell::live::{never_busy, use_live},
    },
};

/// A space's page. A hidden space shows the same page as an unknown id.
#[component]
pub fn SpaceShowPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| {
        params
            .with(|params| params.get("id"))
            .and_then(|id| id.parse::<SpaceId>().ok())
    });
    move || match id.get() {
        Some(id) => view! { <Opened id/> }.into_any(),
        None => view! { <NotFoundPage/> }.into_any(),
    }
}

/// The space, and for people who may open it the newest lines of its activity.
type Shown = Answer<(SpaceView, Option<Answer<Vec<Activity>>>)>;

async fn show(id: SpaceId) -> Shown {
    let space = open_space(id).await?;
    let lines = match space {
        SpaceView::Full(_) => Some(space_activity(id, None).await),
        SpaceView::Outline(_) => None,
    };
    Ok((space, lines))
}

/// Returns whether the event may change what the page of this space shows.
fn concerns(event: &LiveEvent, id: SpaceId) -> bool {
    match event {
        LiveEvent::Space { space } => *space == id,
        LiveEvent::Spaces | LiveEvent::Account => true,
        _ => false,
    }
}

#[component]
fn Opened(id: SpaceId) -> impl IntoView {
    let shown: Resource<Shown> = Resource::new(move || id, show);
    let again = Callback::new(move |()| shown.refetch());
    let live = use_live();
    // The full page follows its record itself. This is for the outline and for a space that is not there.
    live.reload_on(
        move |event| concerns(event, id),
        never_busy,
        move || {
            let is_full = |shown: &Option<Shown>| matches!(shown, Some(Ok((SpaceView::Full(_), _))));
            if !shown.with_untracked(is_full) {
                shown.refetch();
            }
        },
    );
    live.on(move |event| {
        if matches!(event, LiveEvent::Gone { space } if *space == id) {
            shown.refetch();
        }
    });
    view! {
        <Transition fallback=|| {
            view! { <Skeleton rows=8/> }
        }>
            {move || Suspend::new(async move {
                match shown.await {
                    Ok((SpaceView::Full(space), lines)) => {
                        view! { <Full space=*space lines=lines.unwrap_or(Ok(Vec::new())) gone=again/> }.into_any()
                    }
                    Ok((SpaceView::Outline(space), _)) => view! { <Outline space/> }.into_any(),
                    Err(failure) if failure.0 == AppError::NotFound => view! { <NotFoundPage/> }.into_any(),
                    Err(failure) => view! { <FailedPage error=failure.0 retry=again/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Full(space: SpaceDetail, lines: Answer<Vec<Activity>>, gone: Callback<()>) -> impl IntoView {
    let title = space.name.clone();
    let live = Live::new(space, gone);
    let id = live.id();
    live.follow(move |event| concerns(event, id));
    use_live().watch(id, None);
    let level = Memo::new(move |_| live.shown.with(|space| space.visibility));
    view! {
        <Page title action=move || view! { <Actions live/> }>
            <div class="space-page">
                <p class="space-line">{move || view! { <VisibilityMark level=level.get()/> }}</p>
                <StateBanner live/>
                <div class="space-columns">
                    <div class="space-main">
                        <About live/>
                        <ActivitySection live lines/>
                    </div>
                    <People live/>
                </div>
            </div>
        </Page>
    }
}

/// The button 'Edit' and the menu, for people who may use them.
#[component]
fn Actions(live: Live) -> impl IntoView {
    let messages = live.messages;
    let rights = Memo::new(move |_| live.shown.with(|space| space.rights));
    let href = format!("/spaces/{}/edit", live.id());
    view! {
        <div class="space-acts">
            {move || {
                rights
                    .get()
                    .edit
                    .then(|| {
                        view! {
                            <a class="button" href=href.clone()>
                                <Icon glyph=Glyph::Pencil/>
                                {messages.text("space-edit")}
                            </a>
                        }
                    })
            }}
            <Show when=move || rights.get().manage>
                <manage_menu::ManageMenu live/>
            </Show>
        </div>
    }
}

/// A note that the space is archived or in the trash, with a button to restore it.
#[component]
fn StateBanner(live: Live) -> impl IntoView {
    let messages = live.messages;
    let state = Memo::new(move |_| {
        live.shown
            .with(|space| (space.state, space.deleted, space.rights.manage))
    });
    move || {
        let (state, deleted, may_manage) = state.get();
        let (sentence, until) = match state {
            SpaceState::Active => return None,
            SpaceState::Archived => (messages.text("space-is-archived"), None),
            SpaceState::Trash => (
                messages.text("space-is-trash"),
                deleted.map(|deleted| deleted + limits::TRASH_KEPT_MS),
            ),
        };
        let until = until.map(|at| view! { " " {messages.text("space-gone-on")} " " <ExactTime at/> });
        let restore = may_manage.then(|| {
            view! {
                <button type="button" class="button" on:click=move |_| manage_menu::restore(live)>
                    <Icon glyph=Glyph::Undo/>
                    {messages.text("space-restore")}
                </button>
            }
        });
        Some(view! {
            <div class="note space-banner">
                <p>{sentence} {until}</p>
                {restore}
            </div>
        })
    }
}
