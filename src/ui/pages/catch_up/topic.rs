//! A topic with its unread posts.

use domain::topic::{CaughtUpTopic, Post, TopicAddress};
use leptos::prelude::*;

use crate::{
    i18n::use_messages,
    ui::{
        browser::new_id,
        components::{PersonCircle, Relative},
    },
};

/// The topic: its outcome first, then the unread posts, and a link to those that are not shown here.
#[component]
pub fn UnreadTopic(topic: CaughtUpTopic, now: i64) -> impl IntoView {
    let messages = use_messages();
    let heading = new_id();
    let address = topic.address;
    let href = match topic.posts.first() {
        Some(post) => address.post_link(post.number),
        None => address.path(),
    };
    let outcome = topic.outcome.map(|outcome| {
        view! {
            <p class="topic-outcome">
                <strong>{messages.text("found-outcome")}</strong>
                " "
                {outcome}
            </p>
        }
    });
    let posts = topic
        .posts
        .into_iter()
        .map(|post| view! { <UnreadPost address post now/> })
        .collect_view();
    let left = (topic.left > 0).then(|| {
        let words = messages.with("catch-up-left", [("count", topic.left)]);
        view! {
            <p>
                <a class="link" href=address.post_link(topic.up_to)>{words}</a>
            </p>
        }
    });
    view! {
        <article class="catch-up-topic" aria-labelledby=heading>
            <h3 id=heading.clone()>
                <a href=href>{topic.title}</a>
            </h3>
            {outcome}
            {posts}
            {left}
        </article>
    }
    .into_any()
}

/// A post without its menu: reacting and replying are on the topic's page.
#[component]
fn UnreadPost(address: TopicAddress, post: Post, now: i64) -> impl IntoView {
    let messages = use_messages();
    let edited = post
        .edited
        .map(|_| view! { <span class="muted">{messages.text("catch-up-edited")}</span> });
    let body = if post.deleted.is_some() {
        view! { <p class="muted">{messages.text("catch-up-deleted")}</p> }.into_any()
    } else {
        view! { <div class="prose" inner_html=post.html></div> }.into_any()
    };
    view! {
        <div class="catch-up-post">
            <span aria-hidden="true">
                <PersonCircle person=post.author.clone()/>
            </span>
            <div class="catch-up-text">
                <p class="catch-up-who">
                    <span class="space-person-name">{post.author.name}</span>
                    <a class="muted" href=address.post_link(post.number)>
                        <Relative at=post.at now/>
                    </a>
                    {edited}
                </p>
                {body}
            </div>
        </div>
    }
    .into_any()
}
