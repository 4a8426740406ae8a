//! The newest notices in the menu of the bell.

use domain::topic::{Notice, NoticesFilter};
use leptos::{prelude::*, task::spawn_local};

use super::words;
use crate::{
    api::{Answer, notices::list_notices},
    i18n::use_messages,
    ui::{
        browser::focus_soon,
        components::{Glyph, MenuLink, PersonCircle, Relative},
        errors,
    },
};

/// The number of notices in the menu.
const SHOWN: usize = 10;
/// The id of the element with the entries.
const ID: &str = "newest-notices";

/// The newest notices as entries of the menu, and an entry that leads to all of them.
#[component]
pub fn NewestNotices(open: RwSignal<bool>) -> impl IntoView {
    let messages = use_messages();
    let fetched = RwSignal::new(None::<Answer<(Vec<Notice>, i64)>>);
    Effect::new(move |_| {
        spawn_local(async move {
            let answer = list_notices(NoticesFilter::All, None).await;
            fetched.try_set(Some(answer.map(|page| (page.lines, page.now))));
            focus_soon(ID, "[role=menuitem]");
        });
    });
    let entries = move || match fetched.get() {
        None => view! { <p class="menu-note" role="none">{messages.text("loading")}</p> }.into_any(),
        Some(Err(failure)) => {
            view! { <p class="menu-note" role="none">{errors::sentence(messages, &failure.0)}</p> }.into_any()
        }
        Some(Ok((lines, _))) if lines.is_empty() => {
            view! { <p class="menu-note" role="none">{messages.text("notices-none-all")}</p> }.into_any()
        }
        Some(Ok((lines, now))) => lines
            .into_iter()
            .take(SHOWN)
            .map(|notice| view! { <Entry notice now open/> })
            .collect_view()
            .into_any(),
    };
    view! {
        <div class="newest-notices" id=ID role="none">
            {entries}
            <hr role="separator"/>
            <MenuLink label=messages.text("notices-all") href="/notices" glyph=Glyph::Bell/>
            <MenuLink label=messages.text("nav-catch-up") href="/catch-up" glyph=Glyph::CheckCheck/>
        </div>
    }
    .into_any()
}

#[component]
fn Entry(notice: Notice, now: i64, open: RwSignal<bool>) -> impl IntoView {
    let messages = use_messages();
    let why = words::reason(messages, &notice).map(|reason| view! { <span>{reason}</span> });
    let unread = notice
        .unread
        .then(|| view! { <span class="unread-mark" role="img" aria-label=messages.text("notice-unread")></span> });
    let href = words::href(&notice);
    view! {
        <a
            class="menu-item notice-entry"
            class:unread=notice.unread
            role="menuitem"
            tabindex="-1"
            href=href
            on:click=move |_| open.set(false)
        >
            <span aria-hidden="true">
                <PersonCircle person=notice.actor.clone()/>
            </span>
            <span class="notice-body">
                <span class="notice-head">
                    {unread}
                    <span class="notice-title">{words::title(messages, &notice)}</span>
                </span>
                <span class="notice-why">
                    {why}
                    <span>{notice.space_name}</span>
                    <Relative at=notice.at now/>
                </span>
            </span>
        </a>
    }
    .into_any()
}
