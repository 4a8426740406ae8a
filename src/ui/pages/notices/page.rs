//! `/notices`: everything that a person is notified about, newest first, filtered as the address says.

use domain::{
    live::{LiveEvent, TopicChange},
    topic::{Notice, NoticeAbout, NoticesFilter, NoticesPage as Notices},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_query_map;

use super::line::NoticeLine;
use crate::{
    api::{
        Answer,
        notices::{list_notices, mark_notices_read},
    },
    i18n::use_messages,
    ui::{
        browser::{
            after,
            live::{is_focus_in, is_overlay_open},
        },
        components::{ButtonLink, EmptyState, FailureNote, Glyph, Icon, LoadingRegion, Page, use_toasts},
        errors,
        pages::lines::paged_lines,
        shell::{live::use_live, unread::use_unread},
    },
};

/// The time until lines are renewed after an event, in milliseconds. What the person does in this tab has moved the focus by then.
const RENEWED_AFTER_MS: u32 = 400;

/// Returns whether the event may change the notices. A topic that the person may no longer see takes its notices along.
fn changes_notices(event: &LiveEvent) -> bool {
    match event {
        LiveEvent::Me { .. } | LiveEvent::Resync => true,
        LiveEvent::Topic { what, .. } => *what == TopicChange::TopicAudienceChanged,
        _ => false,
    }
}

/// The page of notices.
#[component]
pub fn NoticesPage() -> impl IntoView {
    let messages = use_messages();
    let query = use_query_map();
    let filter = Memo::new(move |_| {
        let word = query.with(|query| query.get("show"));
        NoticesFilter::parse(&word.unwrap_or_default())
    });
    let first: Resource<Answer<Notices>> = Resource::new(move || filter.get(), |filter| list_notices(filter, None));
    let again = Callback::new(move |()| first.refetch());
    use_live().on(move |event| {
        if changes_notices(event) {
            let renew = move || {
                if filter.try_get_untracked().is_some() && !is_in_use() {
                    first.refetch();
                }
            };
            after(RENEWED_AFTER_MS, renew);
        }
    });
    let actions = move || {
        view! {
            <ButtonLink href="/catch-up" class="button" glyph=Glyph::CheckCheck label=messages.text("nav-catch-up")/>
            <MarkAll first again/>
        }
    };
    view! {
        <Page title=messages.text("notices-title") action=ViewFn::from(actions)>
            <Filters filter/>
            <LoadingRegion class="notices" skeleton=8>
                {move || first.get().map(|answer| match answer {
                    Ok(page) => view! { <Lines filter=filter.get_untracked() page/> }.into_any(),
                    Err(failure) => view! { <FailureNote error=failure.0 retry=again/> }.into_any(),
                })}
            </LoadingRegion>
        </Page>
    }
}

/// Returns whether the person is doing something with the lines, which must not be replaced meanwhile.
fn is_in_use() -> bool {
    is_overlay_open() || is_focus_in(".notices")
}

/// The filters, as links.
#[component]
fn Filters(filter: Memo<NoticesFilter>) -> impl IntoView {
    let messages = use_messages();
    let links = NoticesFilter::ALL.map(|shown| {
        let word = shown.as_str();
        let href = match shown {
            NoticesFilter::All => "/notices".to_owned(),
            _ => format!("/notices?show={word}"),
        };
        view! {
            <a href=href aria-current=move || (filter.get() == shown).then_some("page")>
                {messages.text(&format!("notices-show-{word}"))}
            </a>
        }
    });
    view! {
        <nav class="settings-nav" aria-label=messages.text("notices-filter")>
            {links.into_iter().collect_view()}
        </nav>
    }
}

/// The button that marks everything as read, up to the moment at which the page was loaded.
#[component]
fn MarkAll(first: Resource<Answer<Notices>>, again: Callback<()>) -> impl IntoView {
    let messages = use_messages();
    let (toasts, unread) = (use_toasts(), use_unread());
    let busy = RwSignal::new(false);
    let mark = move |_| {
        let Some(Ok(page)) = first.get_untracked() else { return };
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match mark_notices_read(page.now).await {
                Ok(()) => {
                    toasts.show_status(messages.text("notices-all-read"));
                    unread.refresh();
                    again.try_run(());
                }
                Err(failure) => toasts.show_error(errors::sentence(messages, &failure.0)),
            }
            busy.try_set(false);
        });
    };
    view! {
        <button type="button" class="button" aria-busy=move || busy.get().then_some("true") on:click=mark>
            <Icon glyph=Glyph::Check/>
            {messages.text("unread-mark-all")}
        </button>
    }
}

#[component]
fn Lines(filter: NoticesFilter, page: Notices) -> impl IntoView {
    let messages = use_messages();
    if page.lines.is_empty() {
        let title = messages.text(&format!("notices-none-{}", filter.as_str()));
        return view! { <EmptyState title/> }.into_any();
    }
    let now = page.now;
    let fetch = move |after| list_notices(filter, after);
    let (lines, more) = paged_lines(page, messages.text("lines-load-more"), fetch);
    view! {
        <ol class="notice-lines" aria-label=messages.text("notices-title")>
            <For each=move || lines.get() key=key let:notice>
                <NoticeLine notice now/>
            </For>
        </ol>
        <div class="load-more">{more}</div>
    }
    .into_any()
}

/// Returns what a line is about, once in the list: a topic, or a person's request for a space.
fn key(notice: &Notice) -> String {
    let about = match &notice.about {
        NoticeAbout::Posts { topic, .. } => topic.number.to_string(),
        NoticeAbout::Request { .. } => format!("request {}", notice.actor.id),
        NoticeAbout::Answer { .. } => "answer".to_owned(),
        NoticeAbout::Check { topic, .. } => format!("check {}", topic.number),
    };
    format!("{} {about} {}", notice.space, notice.at)
}
