//! The tab 'Topics' of a space's page.

use domain::{
    space_state::SpaceState,
    topic::{TopicRow, TopicState, TopicsQuery},
};
use leptos::prelude::*;

use super::{
    deleted::DeletedTopics,
    head::read_only,
    kind::{KindFilter, KindMark},
    list_state::TopicsState,
    live::follow_list,
    new_topic::{NewTopicForm, PendingTopics},
};
use crate::{
    api::{notices::follow_space, topics::mark_space_read},
    ui::{
        components::{EmptyState, FailureNote, Glyph, Icon, Relative, Skeleton},
        pages::topics::follow::FollowMenu,
    },
};

/// Filters, the form for a new topic, and the rows.
#[component]
pub fn TopicsTab(topics: TopicsState) -> impl IntoView {
    topics.follow_query();
    follow_list(topics);
    let posts = Memo::new(move |_| {
        topics
            .page
            .with(|page| page.as_ref().is_some_and(|page| page.rights.post))
    });
    let empty = Memo::new(move |_| topics.page.with(|page| page.as_ref().is_some_and(|page| page.empty)));
    let state = Memo::new(move |_| {
        topics
            .page
            .with(|page| page.as_ref().map_or(SpaceState::Active, |page| page.state))
    });
    view! {
        <section class="topics" aria-label=topics.messages.text("topics")>
            <Show when=move || !empty.get()>
                <Toolbar topics/>
            </Show>
            {move || read_only(topics.messages, state.get()).map(|why| view! { <p class="note">{why}</p> })}
            <Show when=move || posts.get() && (topics.writing.get() || empty.get())>
                <Show when=move || empty.get()>
                    <p class="topics-empty">{topics.messages.text("topics-empty")}</p>
                </Show>
                <NewTopicForm topics first=empty.get_untracked()/>
            </Show>
            <PendingTopics topics posts/>
            <Rows topics empty/>
            <DeletedTopics topics/>
        </section>
    }
    .into_any()
}

/// The filters as links, and the actions on the whole list.
#[component]
fn Toolbar(topics: TopicsState) -> impl IntoView {
    let messages = topics.messages;
    let link = move |name: &'static str, query: fn(TopicsQuery) -> TopicsQuery| {
        let to = Memo::new(move |_| query(topics.query.get()));
        let current = move || (to.get() == topics.query.get()).then_some("true");
        let href = move || topics.address(&to.get());
        view! {
            <a class="topics-filter" href=href aria-current=current>
                {messages.text(name)}
            </a>
        }
    };
    let mine_on = move || topics.query.with(|query| query.mine);
    let mine_href = move || {
        let mut query = topics.query.get();
        query.mine = !query.mine;
        topics.address(&query)
    };
    let unread = Memo::new(move |_| topics.page.with(|page| page.as_ref().map_or(0, |page| page.unread)));
    let read_all = move |_| {
        if let Some(newest) = topics.page.with_untracked(|page| page.as_ref().map(|page| page.newest)) {
            topics.act(mark_space_read(topics.space, newest), messages.text("topics-all-read"));
        }
    };
    view! {
        <div class="topics-bar">
            <nav class="topics-filters" aria-label=messages.text("topics-filters")>
                {link("topics-all", |query| TopicsQuery { state: None, ..query })}
                {link("topics-open", |query| TopicsQuery { state: Some(TopicState::Open), ..query })}
                {link("topics-closed", |query| TopicsQuery { state: Some(TopicState::Closed), ..query })}
                <a
                    class="topics-filter topics-mine"
                    href=mine_href
                    aria-current=move || mine_on().then_some("true")
                >
                    {messages.text("topics-mine")}
                </a>
            </nav>
            <div class="topics-acts">
                <KindFilter topics/>
                <Show when={move || unread.get() > 0}>
                    <button type="button" class="button quiet" on:click=read_all>
                        <Icon glyph=Glyph::Check/>
                        {messages.text("topics-mark-all-read")}
                    </button>
                </Show>
            </div>
        </div>
    }
    .into_any()
}

/// The menu with which the person follows the space.
#[component]
pub fn FollowSpace(topics: TopicsState) -> impl IntoView {
    let level = Signal::derive(move || topics.page.with(|page| page.as_ref().map(|page| page.follow)));
    let pick = Callback::new(move |level| {
        topics.page.update(|page| {
            if let (Some(page), Some(level)) = (page, level) {
                page.follow = level;
            }
        });
        topics.act(
            follow_space(topics.space, level),
            topics.messages.text("follow-changed"),
        );
    });
    view! { <FollowMenu level pick/> }
}

/// The rows with 'Load more', or why there are none.
#[component]
fn Rows(topics: TopicsState, empty: Memo<bool>) -> impl IntoView {
    let messages = topics.messages;
    let now = Memo::new(move |_| topics.page.with(|page| page.as_ref().map_or(0, |page| page.now)));
    let loaded = Memo::new(move |_| topics.page.with(Option::is_some));
    let none = Memo::new(move |_| topics.rows.with(Vec::is_empty));
    let more = Memo::new(move |_| {
        topics
            .page
            .with(|page| page.as_ref().is_some_and(|page| page.next.is_some()))
    });
    let posts = Memo::new(move |_| {
        topics
            .page
            .with(|page| page.as_ref().is_some_and(|page| page.rights.post))
    });
    // A row is drawn again only if something that it shows has changed.
    let key = |row: &TopicRow| {
        let state = (row.unread, row.pinned, row.state, row.replies, row.last_at, row.kind);
        (row.address, state, row.title.clone(), row.outcome.clone())
    };
    let why = move || match (topics.failed.get(), loaded.get(), none.get(), empty.get()) {
        (Some(error), ..) => {
            let retry = Callback::new(move |()| topics.reload());
            Some(view! { <FailureNote error retry/> }.into_any())
        }
        (None, false, ..) => Some(view! { <Skeleton rows=8/> }.into_any()),
        (None, true, true, false) => Some(view! { <NothingFiltered topics/> }.into_any()),
        (None, true, true, true) if !posts.get() => {
            Some(view! { <EmptyState title=messages.text("topics-none")/> }.into_any())
        }
        _ => None,
    };
    view! {
        <div class="topic-rows" aria-busy=move || topics.busy.get().to_string()>
            {why}
            <ul class="topic-list" hidden=move || none.get()>
                <For each=move || topics.rows.get() key=key let:row>
                    <Row topics row now=now.get_untracked()/>
                </For>
            </ul>
            <Show when=move || more.get()>
                <button type="button" class="button" on:click=move |_| topics.more()>
                    {messages.text("topics-more")}
                </button>
            </Show>
        </div>
    }
    .into_any()
}

#[component]
fn NothingFiltered(topics: TopicsState) -> impl IntoView {
    view! {
        <EmptyState title=topics.messages.text("topics-none-filtered")>
            <a class="button" href=format!("/spaces/{}", topics.space)>{topics.messages.text("topics-show-all")}</a>
        </EmptyState>
    }
}

#[component]
fn Row(topics: TopicsState, row: TopicRow, now: i64) -> impl IntoView {
    let messages = topics.messages;
    let unread = row.unread.then(|| {
        view! {
            <span class="unread-dot" aria-hidden="true"></span>
            <span class="visually-hidden">{messages.text("topic-unread")}</span>
        }
    });
    let pinned = row.pinned.then(|| {
        view! {
            <span class="topic-pin" title=messages.text("topic-pinned")>
                <Icon glyph=Glyph::Pin size=14/>
                <span class="visually-hidden">{messages.text("topic-pinned")}</span>
            </span>
        }
    });
    let closed = (row.state == TopicState::Closed)
        .then(|| view! { <span class="state-mark">{messages.text("topic-is-closed")}</span> });
    let outcome = row.outcome.filter(|outcome| !outcome.is_empty());
    let outcome = outcome.map(|outcome| view! { <p class="topic-outcome">{outcome}</p> });
    let replied = (row.replies > 0).then(|| {
        view! {
            <span>
                {messages.with("topic-last-reply", [("name", row.last_author.name.clone())])}
                " "
                <Relative at=row.last_at now/>
            </span>
            <span>{messages.with("topic-replies", [("count", row.replies)])}</span>
        }
    });
    let begun = (row.replies == 0).then(|| view! { <Relative at=row.created now/> });
    view! {
        <li class="topic-row" class:unread=row.unread>
            <div class="topic-line">
                {unread}
                <KindMark kind=row.kind/>
                <a class="topic-link" class:untitled=!row.titled href=row.address.path()>{row.title}</a>
                {pinned}
                {closed}
            </div>
            {outcome}
            <p class="topic-meta muted">
                <span>{row.author.name}</span>
                {begun}
                {replied}
            </p>
        </li>
    }
    .into_any()
}
