//! A post that a search found.

use domain::topic::FoundPost;
use leptos::prelude::*;

use super::hit::marked;
use crate::{
    i18n::use_messages,
    ui::components::{PersonCircle, Relative},
};

/// The entry of a found post: the topic, its outcome first, and the part of the post with the found words marked.
#[component]
pub fn FoundLine(found: FoundPost, now: i64) -> impl IntoView {
    let messages = use_messages();
    let outcome = found.outcome.map(|outcome| {
        view! {
            <p class="topic-outcome">
                <strong>{messages.text("found-outcome")}</strong>
                " "
                {outcome}
            </p>
        }
    });
    view! {
        <li class="found">
            <p class="found-title">
                <a href=found.topic.post_link(found.post)>{found.title}</a>
            </p>
            {outcome}
            <p class="found-excerpt">{marked(found.excerpt)}</p>
            <p class="found-where">
                <span class="person">
                    <span aria-hidden="true">
                        <PersonCircle person=found.author.clone()/>
                    </span>
                    <span>{found.author.name}</span>
                </span>
                <Relative at=found.at now/>
                <a href=format!("/spaces/{}", found.topic.space)>{found.space_name}</a>
            </p>
        </li>
    }
    .into_any()
}
