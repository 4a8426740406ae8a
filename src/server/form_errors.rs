//! Errors of plain forms as pages. A browser would show JSON as it is.

use axum::{
    Extension,
    extract::Request,
    http::header,
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use leptos::prelude::*;

use super::{assets::assets, document::style_links, errors, session::Setting};
use crate::{i18n::Messages, ui::errors::sentence};

/// Middleware for the plain forms: turns an error into a page with the same status that says what happened and what to
/// do. The page is rendered without the application, so that refusing many requests is cheap.
pub async fn as_page(Extension(setting): Extension<Setting>, request: Request, next: Next) -> Response {
    // Links back to the form's page. Other forms are on many pages and get no link.
    let back = match request.uri().path() {
        "/sign-in" => "/sign-in",
        _ => "/",
    };
    match errors::carried(next.run(request).await).await {
        Err(answer) => answer,
        Ok((error, parts)) => {
            let (status, mut headers) = errors::head(&error);
            for cookie in parts.headers.get_all(header::SET_COOKIE) {
                headers.append(header::SET_COOKIE, cookie.clone());
            }
            let page = Html(page(setting, &sentence(Messages(setting.language), &error), back));
            let mut answer = page.into_response();
            *answer.status_mut() = status;
            answer.headers_mut().extend(headers);
            answer
        }
    }
}

fn page(setting: Setting, sentence: &str, back: &'static str) -> String {
    let messages = Messages(setting.language);
    let page = view! {
        <!DOCTYPE html>
        <html lang=setting.language.tag() data-theme=setting.theme.as_str()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>{messages.text("error-title")}</title>
                {style_links(&assets().entry, true)}
            </head>
            <body>
                <main class="entry">
                    <div class="entry-card">
                        <h1>{messages.text("error-title")}</h1>
                        <p>{sentence.to_owned()}</p>
                        <p>
                            <a href=back>{messages.text("error-back")}</a>
                        </p>
                    </div>
                </main>
            </body>
        </html>
    };
    page.to_html()
}
