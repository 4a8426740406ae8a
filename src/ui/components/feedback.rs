//! The states of a page besides its content: empty, failed, not found, loading, busy.

use domain::{add_on::AddOn, error::AppError};
use leptos::prelude::*;

use super::{DocumentTitle, Glyph, Html, Icon, Page};
use crate::{
    api::session::Session,
    i18n::use_messages,
    ui::{
        browser::{mark_ready, set_status},
        errors::sentence,
    },
};

/// Two sheets of paper with lines and a plus sign.
const DRAWING: &str = r#"<rect x="22" y="10" width="62" height="44" rx="6"/><rect x="12" y="20" width="62" height="44" rx="6" class="sheet"/><path d="M24 34h24M24 43h38M24 52h16"/><path d="M92 26v12M86 32h12"/>"#;

fn drawing() -> AnyView {
    view! {
        <svg
            class="drawing"
            width="108"
            height="74"
            viewBox="0 0 108 74"
            fill="none"
            stroke="currentColor"
            stroke-width="1.5"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
            inner_html=DRAWING
        ></svg>
    }
    .into_any()
}

/// The state of a list without entries: a drawing, a sentence, perhaps an action.
#[component]
pub fn EmptyState(
    /// The sentence.
    #[prop(into)]
    title: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty-state">
            {drawing()}
            <p class="empty-title">{title}</p>
            {children.map(|children| view! { <div class="empty-action">{children()}</div> })}
        </div>
    }
    .into_any()
}

/// A note about an error, with 'Try again' if `retry` is given.
#[component]
pub fn FailureNote(
    error: AppError,
    #[prop(optional, into)] retry: Option<Callback<()>>,
    /// The text to show instead of the error's own sentence.
    #[prop(optional)]
    words: String,
) -> impl IntoView {
    let messages = use_messages();
    if error == AppError::NotAllowed {
        // A page that shows this error was refused as a whole.
        set_status(403);
    }
    let again = retry.map(|retry| {
        view! {
            <button type="button" class="button" on:click=move |_| retry.run(())>
                {messages.text("try-again")}
            </button>
        }
    });
    let sign_in = (error == AppError::SignedOut).then(|| {
        // A full page load, so that no state of the old session remains.
        view! {
            <a class="button" href="/sign-in" rel="external">
                {messages.text("sign-in-again")}
            </a>
        }
    });
    view! {
        <div class="failure-note" role="alert">
            <Icon glyph=Glyph::Warning size=18/>
            <p>{if words.is_empty() { sentence(messages, &error) } else { words }}</p>
            {again}
            {sign_in}
        </div>
    }
    .into_any()
}

/// The content of a page that the person may not see: says so, and who can open it. Sets the status 403.
#[component]
pub fn NoAccess(#[prop(into)] title: String, #[prop(into)] help: String) -> impl IntoView {
    set_status(403);
    view! {
        <EmptyState title>
            <p>{help.clone()}</p>
        </EmptyState>
    }
    .into_any()
}

/// The page shown when loading failed: a heading, the error, 'Try again'.
#[component]
pub fn FailedPage(error: AppError, retry: Callback<()>) -> impl IntoView {
    view! {
        <Page title=use_messages().text("failed-title")>
            <FailureNote error=error.clone() retry/>
        </Page>
    }
    .into_any()
}

/// The page for an address that does not exist or is hidden from the person. Sets the status 404.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    let messages = use_messages();
    set_status(404);
    mark_ready();
    let spaces = use_context::<Session>().is_none_or(|session| session.add_ons.has(AddOn::Spaces));
    // With the add-on switched off, the server redirects `/` to the start page.
    let (href, back) = if spaces {
        ("/spaces", "to-spaces")
    } else {
        ("/", "to-start")
    };
    view! {
        <DocumentTitle title=messages.text("not-found-title")/>
        <div class="page not-found">
            {drawing()}
            <h1>{messages.text("not-found-title")}</h1>
            <p>{messages.text("error-not-found")}</p>
            <a class="button" href=href rel=(!spaces).then_some("external")>{messages.text(back)}</a>
        </div>
    }
    .into_any()
}

/// Grey rows while something loads. The style sheet shows them only after 300 ms.
#[component]
pub fn Skeleton(rows: u8) -> impl IntoView {
    let messages = use_messages();
    let mut html = Html::with_room(600);
    html.raw(r#"<span class="visually-hidden">"#)
        .value(&messages.text("loading"))
        .raw("</span>");
    for _ in 0..rows {
        html.raw(r#"<span class="skeleton-row"></span>"#);
    }
    view! { <div class="skeleton" aria-busy="true" inner_html=html.into_string()></div> }.into_any()
}

/// A progress bar with its label and counts.
#[component]
pub fn ProgressBar(
    #[prop(into)] label: String,
    #[prop(into)] done: Signal<u32>,
    #[prop(into)] total: Signal<u32>,
) -> impl IntoView {
    let messages = use_messages();
    let count_text = move || messages.with("progress", [("done", done.get()), ("total", total.get())]);
    view! {
        <div class="progress">
            <div class="progress-head">
                <span>{label.clone()}</span>
                <span class="progress-count">{count_text}</span>
            </div>
            <progress
                aria-label=label
                max=move || total.get().max(1).to_string()
                value=move || done.get().to_string()
            ></progress>
        </div>
    }
    .into_any()
}
