//! A line on the page of notices.

use domain::topic::{Notice, NoticeAbout};
use leptos::prelude::*;

use super::words;
use crate::{
    i18n::use_messages,
    ui::{
        components::{PersonCircle, Relative},
        pages::requests::Answering,
    },
};

/// A line: who, what, why, where and when, with the buttons of a pending request. `now` is the server's clock.
#[component]
pub fn NoticeLine(notice: Notice, now: i64) -> impl IntoView {
    let messages = use_messages();
    let reason = words::reason(messages, &notice).map(|reason| view! { <span>{reason}</span> });
    let excerpt = words::excerpt(&notice).map(|text| view! { <p class="notice-excerpt">{text.to_owned()}</p> });
    let answering = match notice.about {
        NoticeAbout::Request { state, .. } => {
            Some(view! { <Answering space=notice.space person=notice.actor.clone() state/> })
        }
        _ => None,
    };
    let unread = notice
        .unread
        .then(|| view! { <span class="unread-mark" role="img" aria-label=messages.text("notice-unread")></span> });
    let href = words::href(&notice);
    view! {
        <li class="notice" class:unread=notice.unread>
            <PersonCircle person=notice.actor.clone()/>
            <div class="notice-body">
                <p class="notice-head">
                    {unread}
                    <a class="notice-title" href=href>{words::title(messages, &notice)}</a>
                </p>
                <p class="notice-why">
                    {reason}
                    <a href=format!("/spaces/{}", notice.space)>{notice.space_name}</a>
                    <Relative at=notice.at now/>
                </p>
                {excerpt}
                {answering}
            </div>
        </li>
    }
    .into_any()
}
