//! The plain routes that switch one kind of e-mail off, by the link in a message and without signing in.
//!
//! GET shows a page with a button and changes nothing, because mail programs and scanners open links by themselves. POST
//! switches off; mail programs send it for one click (RFC 8058).

use axum::{
    Extension,
    extract::{Path, State},
    response::{Html, IntoResponse, Response},
};
use domain::{error::AppError, ids::UserId, mail::Kind};
use leptos::prelude::*;

use crate::{
    i18n::Messages,
    server::{
        assets::assets,
        clock,
        document::style_links,
        errors,
        permits::{Purpose, SystemPermit},
        session::Setting,
        state::AppState,
        store::{StoreError, mail, people::users},
    },
};

/// The route. Its POST is accepted from any origin: the token is the permission, and mail programs send no origin.
pub const ROUTE: &str = "/unsubscribe/{token}";
const PREFIX: &str = "/unsubscribe/";

/// Returns the path for a token.
pub fn path(token: &str) -> String {
    format!("{PREFIX}{token}")
}

/// Returns whether the path is that of a token.
pub fn is_path(path: &str) -> bool {
    path.starts_with(PREFIX)
}

/// Shows the page with the button.
pub async fn show(
    State(state): State<AppState>,
    Extension(setting): Extension<Setting>,
    Path(token): Path<String>,
) -> Response {
    match mail::opened(&state.store, &token) {
        Some((_, kind)) => page(setting, kind, false),
        None => errors::answer(AppError::NotFound).into_response(),
    }
}

/// Switches the kind of the token off for its person.
pub async fn stop(
    State(state): State<AppState>,
    Extension(setting): Extension<Setting>,
    Path(token): Path<String>,
) -> Response {
    let Some((person, kind)) = mail::opened(&state.store, &token) else {
        return errors::answer(AppError::NotFound).into_response();
    };
    match switch_off(&state, person, kind).await {
        Ok(()) => page(setting, kind, true),
        Err(error) => errors::answer(error.into()).into_response(),
    }
}

async fn switch_off(state: &AppState, person: UserId, kind: Kind) -> Result<(), StoreError> {
    let mut tx = SystemPermit::begin(&state.store, Purpose::OwnSettings).await?;
    // A deactivated person gets no e-mail anyway.
    if let Some(me) = users::me(&mut tx, person).await? {
        mail::switch_off(&mut tx, &me, kind, clock::now()).await?;
    }
    tx.commit().await
}

/// Returns the page about a kind of message, before or after it was switched off. It names nobody.
fn page(setting: Setting, kind: Kind, done: bool) -> Response {
    let messages = Messages(setting.language);
    let kind = messages.text(&format!("unsubscribe-{}", kind.as_str()));
    let (title, note) = match done {
        true => ("unsubscribe-done-title", "unsubscribe-done"),
        false => ("unsubscribe-title", "unsubscribe-ask"),
    };
    let title = messages.text(title);
    let note = messages.with(note, [("kind", kind)]);
    let form = (!done).then(|| {
        view! {
            <form method="post">
                <button type="submit" class="button primary">{messages.text("unsubscribe-stop")}</button>
            </form>
        }
    });
    let page = view! {
        <!DOCTYPE html>
        <html lang=setting.language.tag() data-theme=setting.theme.as_str()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>{title.clone()}</title>
                {style_links(&assets().entry, true)}
            </head>
            <body>
                <main class="entry">
                    <div class="entry-card">
                        <h1>{title}</h1>
                        <p>{note}</p>
                        {form}
                        <p>
                            <a href="/settings/profile">{messages.text("unsubscribe-settings")}</a>
                        </p>
                    </div>
                </main>
            </body>
        </html>
    };
    Html(page.to_html()).into_response()
}
