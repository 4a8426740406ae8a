//! Empty, loading, failing, busy.

use domain::{add_on::AddOn, error::AppError};
use leptos::prelude::*;
use leptos_meta::Title;

use super::{Glyph, Icon, Page};
use crate::{
    api::session::Session,
    i18n::use_messages,
    ui::{
        browser::{mark_ready, set_status},
        errors::sentence,
    },
};

/// Two sheets and a line of thought, in the accent's colour.
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

/// Nothing is here yet: a sentence, a drawing, perhaps an action.
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

/// What went wrong, and 'Try again'.
#[component]
pub fn FailureNote(
    error: AppError,
    #[prop(optional, into)] retry: Option<Callback<()>>,
    /// What it means here, where the error's own sentence is about a page.
    #[prop(optional)]
    words: String,
) -> impl IntoView {
    let messages = use_messages();
    if error == AppError::NotAllowed {
        // The page that says so is a page that was refused.
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
        // A whole load, so that nothing of the old session stays.
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

/// What a page says to those who may not see it, and who can open it.
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

/// The page for what could not be shown: a heading, what went wrong, and 'Try again'.
#[component]
pub fn FailedPage(error: AppError, retry: Callback<()>) -> impl IntoView {
    view! {
        <Page title=use_messages().text("failed-title")>
            <FailureNote error=error.clone() retry/>
        </Page>
    }
    .into_any()
}

/// The page for what does not exist, or may not be known to.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    let messages = use_messages();
    set_status(404);
    mark_ready();
    let spaces = use_context::<Session>().is_none_or(|session| session.add_ons.has(AddOn::Spaces));
    // Where there are no spaces the server knows where to begin.
    let (href, back) = if spaces {
        ("/spaces", "to-spaces")
    } else {
        ("/", "to-start")
    };
    view! {
        <Title text=format!("{} · {}", messages.text("not-found-title"), messages.text("app-name"))/>
        <div class="page not-found">
            {drawing()}
            <h1>{messages.text("not-found-title")}</h1>
            <p>{messages.text("error-not-found")}</p>
            <a class="button" href=href rel=(!spaces).then_some("external")>{messages.text(back)}</a>
        </div>
    }
    .into_any()
}

/// Grey rows while something loads; shown by the style sheet only after 300 ms.
#[component]
pub fn Skeleton(rows: u8) -> impl IntoView {
    let messages = use_messages();
    let rows = (0..rows)
        .map(|_| view! { <span class="skeleton-row"></span> })
        .collect_view();
    view! {
        <div class="skeleton" aria-busy="true">
            <span class="visually-hidden">{messages.text("loading")}</span>
            {rows}
        </div>
    }
    .into_any()
}

/// How far a piece of work is.
#[component]
pub fn ProgressBar(
    #[prop(into)] label: String,
    #[prop(into)] done: Signal<u32>,
    #[prop(into)] total: Signal<u32>,
) -> impl IntoView {
    let messages = use_messages();
    let told = move || messages.with("progress", [("done", done.get()), ("total", total.get())]);
    view! {
        <div class="progress">
            <div class="progress-head">
                <span>{label.clone()}</span>
                <span class="progress-count">{told}</span>
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
