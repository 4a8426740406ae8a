//! `/spaces/{id}`.

use domain::{
    activity::Activity,
    error::AppError,
    file::{LibraryPage, LibraryQuery},
    ids::SpaceId,
    limits,
    live::LiveEvent,
    space::{SpaceDetail, SpaceState, SpaceView},
    topic::{
        TopicsPage, TopicsQuery,
        link::{LinksPage, LinksQuery},
    },
};
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map};
use serde::{Deserialize, Serialize};

use super::{
    about::About,
    activity::ActivitySection,
    dropped::place_of_dropped,
    live::Live,
    menu::{self, SpaceMenu},
    outline::Outline,
    people::People,
    tabs::{Tab, Tabs, tab_panel},
};
use crate::{
    api::{
        Answer,
        files::list_library,
        links::list_links,
        spaces::{open_space, space_activity},
        topics::list_topics,
    },
    ui::{
        components::{ExactTime, FailedPage, Glyph, Icon, NotFoundPage, Page, Skeleton, VisibilityMark},
        pages::{
            library::{LibraryActions, LibraryState, LibraryTab},
            links::{LinksActions, LinksState, LinksTab},
            live::concerns_space,
            topics::{FollowSpace, TopicsState, TopicsTab, search_of},
        },
        shell::{live::use_live, pace::never_busy},
        uploads::DropFiles,
    },
};

/// A space's page. A hidden space shows the same page as an unknown id.
#[component]
pub fn SpaceShowPage(
    /// Whether it is the page at `/spaces/{id}/library`, which shows that tab.
    #[prop(optional)]
    library: bool,
) -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| {
        params
            .with(|params| params.get("id"))
            .and_then(|id| id.parse::<SpaceId>().ok())
    });
    move || match id.get() {
        Some(id) => view! { <Opened id library/> }.into_any(),
        None => view! { <NotFoundPage/> }.into_any(),
    }
}

/// The space, and for people who may open it the content of the tab with which the page opens.
type Shown = Answer<(SpaceView, Option<Content>)>;

/// The content of a tab.
#[derive(Clone, Debug, Serialize, Deserialize)]
enum Content {
    Topics(Answer<TopicsPage>),
    Library(Box<Answer<LibraryPage>>),
    Links(Answer<LinksPage>),
    /// The newest lines of the activity.
    About(Answer<Vec<Activity>>),
}

/// `search` is the query of the address.
async fn show(id: SpaceId, tab: Tab, search: String) -> Shown {
    let space = open_space(id).await?;
    let content = match (&space, tab) {
        (SpaceView::Outline(_), _) => None,
        (SpaceView::Full(_), Tab::Topics) => {
            let query = TopicsQuery::from_query(&search);
            Some(Content::Topics(list_topics(id, query, None).await))
        }
        (SpaceView::Full(_), Tab::Library) if LinksQuery::is_shown(&search) => {
            let query = LinksQuery::from_query(&search);
            Some(Content::Links(list_links(id, query, None).await))
        }
        (SpaceView::Full(_), Tab::Library) => {
            let page = list_library(id, LibraryQuery::from_query(&search), None).await;
            if matches!(&page, Err(failure) if failure.0 == AppError::NotFound) {
                // The folder or topic in the address does not exist.
                return Err(AppError::NotFound.into());
            }
            Some(Content::Library(Box::new(page)))
        }
        (SpaceView::Full(_), Tab::About) => Some(Content::About(space_activity(id, None).await)),
    };
    Ok((space, content))
}

#[component]
fn Opened(id: SpaceId, library: bool) -> impl IntoView {
    let search = use_location().search;
    let shown: Resource<Shown> = Resource::new(
        move || id,
        move |id| {
            let search = search.get_untracked();
            show(id, if library { Tab::Library } else { Tab::of(&search) }, search)
        },
    );
    let again = Callback::new(move |()| shown.refetch());
    let live = use_live();
    // The full page follows its record itself. This is for the outline and for a space that is not there.
    live.reload_on(
        move |event| concerns_space(event, id),
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
                    Ok((SpaceView::Full(space), content)) => {
                        view! { <Full space=*space content library gone=again/> }.into_any()
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
fn Full(space: SpaceDetail, content: Option<Content>, library: bool, gone: Callback<()>) -> impl IntoView {
    let (mut first_topics, mut first_files, mut first_links, mut lines) = (None, None, None, None);
    match content {
        Some(Content::Topics(topics)) => first_topics = Some(topics),
        Some(Content::Library(page)) => first_files = Some(*page),
        Some(Content::Links(page)) => first_links = Some(page),
        Some(Content::About(activity)) => lines = Some(activity),
        None => {}
    }
    let live = Live::new(space, gone);
    let title = Signal::derive(move || live.shown.try_with(|space| space.name.clone()).unwrap_or_default());
    let id = live.id();
    live.follow(move |event| concerns_space(event, id));
    use_live().watch(id, None);
    let topics = TopicsState::new(live.id(), first_topics, gone);
    let search = search_of(id);
    let tab = Memo::new(move |_| {
        if library {
            Tab::Library
        } else {
            search.with(|search| Tab::of(search))
        }
    });
    let links = library.then(|| LinksState::new(id, first_links, gone));
    let library = library.then(|| LibraryState::new(id, first_files, gone));
    let shows_links = Memo::new(move |_| links.is_some_and(|links| links.shown.get()));
    renew_rights(live, topics, library, links);
    let level = Memo::new(move |_| live.shown.with(|space| space.visibility));
    // Shown once: when the tab is opened again, the lines are loaded again.
    let lines = StoredValue::new(lines);
    let panel = move || match tab.get() {
        Tab::Topics => view! { <TopicsTab topics/> }.into_any(),
        Tab::Library if shows_links.get() => links.map(|links| view! { <LinksTab links/> }).into_any(),
        Tab::Library => library.map(|library| view! { <LibraryTab library/> }).into_any(),
        Tab::About => view! {
            <div class="space-columns">
                <div class="space-main">
                    <About live/>
                    <ActivitySection live lines=lines.try_update_value(Option::take).flatten()/>
                </div>
                <People live/>
            </div>
        }
        .into_any(),
    };
    let place = place_of_dropped(live, library);
    view! {
        <DropFiles place/>
        <Page title action=move || view! { <Actions live topics library links tab/> }>
            <div class="space-page">
                <p class="space-line">{move || view! { <VisibilityMark level=level.get()/> }}</p>
                <StateBanner live/>
                <Tabs live tab/>
                {tab_panel(tab, panel)}
            </div>
        </Page>
    }
}

/// Loads the list of the tab again when the space is archived or restored, which changes what the person may do there.
fn renew_rights(live: Live, topics: TopicsState, library: Option<LibraryState>, links: Option<LinksState>) {
    let state = Memo::new(move |_| live.shown.with(|space| space.state));
    Effect::new(move |before: Option<SpaceState>| {
        let state = state.get();
        if before.is_some_and(|before| before != state) {
            match (links.filter(|links| links.shown.get_untracked()), library) {
                (Some(links), _) => links.refresh(),
                (None, Some(library)) => library.acts.refresh(),
                (None, None) => topics.refresh(),
            }
        }
        state
    });
}

/// The actions on the space and those of the shown tab, for people who may use them.
#[component]
fn Actions(
    live: Live,
    topics: TopicsState,
    library: Option<LibraryState>,
    links: Option<LinksState>,
    tab: Memo<Tab>,
) -> impl IntoView {
    let messages = live.messages;
    let rights = Memo::new(move |_| live.shown.with(|space| space.rights));
    let href = format!("/spaces/{}/edit", live.id());
    let on_topics = Memo::new(move |_| tab.get() == Tab::Topics);
    // A space without topics shows the form already.
    let posts = Memo::new(move |_| {
        topics
            .page
            .with(|page| page.as_ref().is_some_and(|page| page.rights.post && !page.empty))
    });
    view! {
        <div class="space-acts">
            <Show when=move || on_topics.get()>
                <FollowSpace topics/>
            </Show>
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
            <SpaceMenu live/>
            <Show when=move || on_topics.get() && posts.get()>
                <button type="button" class="button primary" on:click=move |_| topics.writing.set(true)>
                    <Icon glyph=Glyph::Plus/>
                    {messages.text("topic-new")}
                </button>
            </Show>
            {move || match links.filter(|links| links.shown.get()) {
                Some(links) => Some(view! { <LinksActions links/> }.into_any()),
                None => library.map(|library| view! { <LibraryActions library/> }.into_any()),
            }}
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
                <button type="button" class="button" on:click=move |_| menu::restore(live)>
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
