//! `/catch-up`: everything that is unread, read in one go.

use domain::topic::{CatchUp, CaughtUpSpace, TopicAddress};
use leptos::{prelude::*, task::spawn_local};

use super::topic::UnreadTopic;
use crate::{
    api::{
        Answer,
        notices::{catch_up, mark_caught_up},
    },
    i18n::use_messages,
    ui::{
        browser::{focus_soon, new_id},
        components::{EmptyState, FailureNote, Glyph, Icon, LoadingRegion, Page, use_toasts},
        errors,
        shell::unread::use_unread,
    },
};

/// The id of the element with the spaces.
const ID: &str = "catch-up";

/// The page with all unread posts, in parts: marking one part as read shows the next.
#[component]
pub fn CatchUpPage() -> impl IntoView {
    let messages = use_messages();
    let shown: Resource<Answer<CatchUp>> = Resource::new(|| (), |()| catch_up());
    let again = Callback::new(move |()| shown.refetch());
    // The next part begins at its top.
    Effect::new(move |before: Option<()>| {
        shown.track();
        if before.is_some() {
            focus_soon(ID, ".catch-up-summary");
        }
    });
    view! {
        <Page title=messages.text("catch-up-title")>
            <LoadingRegion class="catch-up" skeleton=8>
                {move || shown.get().map(|answer| match answer {
                    Ok(unread) => view! { <Unread unread again/> }.into_any(),
                    Err(failure) => view! { <FailureNote error=failure.0 retry=again/> }.into_any(),
                })}
            </LoadingRegion>
        </Page>
    }
}

#[component]
fn Unread(unread: CatchUp, again: Callback<()>) -> impl IntoView {
    let messages = use_messages();
    if unread.spaces.is_empty() {
        return view! {
            <div id=ID>
                <div tabindex="-1" class="catch-up-summary">
                    <EmptyState title=messages.text("catch-up-nothing")>
                        <a class="button" href="/spaces">{messages.text("to-spaces")}</a>
                    </EmptyState>
                </div>
            </div>
        }
        .into_any();
    }
    let now = unread.now;
    let marks = marks(&unread.spaces);
    let summary = messages.with("catch-up-topics", [("count", marks.len())]);
    let more = unread.more;
    let spaces = unread
        .spaces
        .into_iter()
        .map(|space| view! { <UnreadSpace space now/> })
        .collect_view();
    view! {
        <div class="catch-up-parts" id=ID>
            <div class="catch-up-head">
                <p class="catch-up-summary" tabindex="-1">{summary}</p>
                <MarkAll marks=marks.clone() again/>
            </div>
            {spaces}
            <div class="catch-up-foot">
                {more.then(|| view! { <p class="muted">{messages.text("catch-up-more")}</p> })}
                <MarkAll marks again/>
            </div>
        </div>
    }
    .into_any()
}

/// Returns each shown topic with the post up to which it is shown.
fn marks(spaces: &[CaughtUpSpace]) -> Vec<(TopicAddress, i64)> {
    let topics = spaces.iter().flat_map(|space| &space.topics);
    topics.map(|topic| (topic.address, topic.up_to)).collect()
}

/// The button that marks what is shown as read, and shows the next part.
#[component]
fn MarkAll(marks: Vec<(TopicAddress, i64)>, again: Callback<()>) -> impl IntoView {
    let messages = use_messages();
    let (toasts, unread) = (use_toasts(), use_unread());
    let busy = RwSignal::new(false);
    let mark = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let marks = marks.clone();
        spawn_local(async move {
            match mark_caught_up(marks).await {
                Ok(()) => {
                    toasts.show_status(messages.text("catch-up-marked"));
                    unread.refresh();
                    again.try_run(());
                }
                Err(failure) => {
                    toasts.show_error(errors::sentence(messages, &failure.0));
                    busy.try_set(false);
                }
            }
        });
    };
    view! {
        <button type="button" class="button" aria-busy=move || busy.get().then_some("true") on:click=mark>
            <Icon glyph=Glyph::CheckCheck/>
            {messages.text("unread-mark-all")}
        </button>
    }
}

#[component]
fn UnreadSpace(space: CaughtUpSpace, now: i64) -> impl IntoView {
    let heading = new_id();
    let topics = space
        .topics
        .into_iter()
        .map(|topic| view! { <UnreadTopic topic now/> })
        .collect_view();
    view! {
        <section class="catch-up-space" aria-labelledby=heading>
            <h2 id=heading.clone()>
                <a href=format!("/spaces/{}", space.id)>{space.name}</a>
            </h2>
            {topics}
        </section>
    }
    .into_any()
}
