//! `/spaces/{id}/topics/{number}`.

use domain::{
    error::AppError,
    topic::{Thread, ThreadPlace, TopicAddress},
};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate, use_params_map},
};

use super::{
    facets::FacetPanel,
    head::TopicHead,
    live::{WritingPeople, follow_thread},
    reply::{Reply, provide_reply_box},
    thread::ThreadPosts,
    thread_state::ThreadState,
};
use crate::{
    api::{Answer, topics::open_topic},
    ui::{
        browser::{drafts::on_online, reading::linked_post},
        components::{FailedPage, NotFoundPage, Skeleton},
    },
};

/// The page of a topic. A topic that the person may not know shows the same page as an unknown number.
#[component]
pub fn TopicPage() -> impl IntoView {
    let params = use_params_map();
    let address = Memo::new(move |_| {
        params.with(|params| {
            Some(TopicAddress {
                space: params.get("id")?.parse().ok()?,
                number: params.get("number")?.parse().ok()?,
            })
        })
    });
    move || match address.get() {
        Some(address) => view! { <Opened address/> }.into_any(),
        None => view! { <NotFoundPage/> }.into_any(),
    }
}

/// Returns the post in a fragment.
fn post_in(hash: &str) -> Option<i64> {
    hash.trim_start_matches('#').strip_prefix("post-")?.parse().ok()
}

#[component]
fn Opened(address: TopicAddress) -> impl IntoView {
    let hash = use_location().hash;
    let opened: Resource<Answer<Thread>> = Resource::new(
        move || address,
        move |address| {
            let post = hash.with_untracked(|hash| post_in(hash));
            let place = post.map_or(ThreadPlace::FirstUnread, ThreadPlace::Around);
            open_topic(address, place)
        },
    );
    let again = Callback::new(move |()| opened.refetch());
    view! {
        <Transition fallback=|| {
            view! { <Skeleton rows=8/> }
        }>
            {move || Suspend::new(async move {
                match opened.await {
                    Ok(thread) => view! { <Shown thread gone=again/> }.into_any(),
                    Err(failure) if failure.0 == AppError::NotFound => view! { <NotFoundPage/> }.into_any(),
                    Err(failure) => view! { <FailedPage error=failure.0 retry=again/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Shown(thread: Thread, gone: Callback<()>) -> impl IntoView {
    let state = ThreadState::new(thread, gone);
    provide_reply_box();
    open_at_start(state);
    follow_address(state);
    follow_thread(state);
    Effect::new(move |_| on_online(move || state.fetch_new()));
    view! {
        <div class="page topic-page">
            <TopicHead state/>
            <FacetPanel state/>
            <ThreadPosts state/>
            <WritingPeople state/>
            <Reply state/>
        </div>
    }
    .into_any()
}

/// Scrolls to the post of the address, else to where reading begins; later to each post that a link in the page names.
fn open_at_start(state: ThreadState) {
    let hash = use_location().hash;
    Effect::new(move |opened: Option<()>| {
        let post = hash.with(|hash| post_in(hash));
        match (post.or_else(linked_post), opened) {
            (Some(post), _) => state.go_to(post),
            (None, None) => state.go_to_start(),
            (None, Some(())) => {}
        }
    });
}

/// Changes the address to the present one if the topic was moved.
fn follow_address(state: ThreadState) {
    let location = use_location();
    let navigate = use_navigate();
    Effect::new(move |_| {
        let path = state.topic.with(|topic| topic.row.address.path());
        if location.pathname.get_untracked() != path {
            let options = NavigateOptions {
                replace: true,
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(&path, options);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_to_a_post_names_it_in_the_fragment() {
        assert_eq!(post_in("#post-12"), Some(12));
        assert_eq!(post_in("post-12"), Some(12));
        assert_eq!(post_in("#content"), None);
        assert_eq!(post_in(""), None);
    }
}
