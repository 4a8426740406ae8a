//! The routes of the bytes of files.

use axum::{
    Extension,
    extract::{Path, Request, State},
    http::Uri,
    response::Response,
    routing::{MethodRouter, get, post},
};

use domain::{deal, error::AppError};

use super::{LARGEST_TICKED, file_through_gate, limited};
use crate::server::{
    gate::Gate,
    serving::{
        content::{self, Asked},
        thumbnail, zip,
    },
    state::{AppState, CurrentPerson},
};

/// Returns the routes.
pub fn routes() -> [(&'static str, MethodRouter<AppState>); 5] {
    [
        (content::PATH, get(send_content)),
        (thumbnail::PATH, get(send_thumbnail)),
        (deal::CONTENT_PATH, get(send_deal_content)),
        (deal::THUMBNAIL_PATH, get(send_deal_thumbnail)),
        (zip::PATH, limited(post(send_zip), LARGEST_TICKED)),
    ]
}

/// Handles the bytes of a file, or redirects to sign-in.
async fn send_content(
    State(state): State<AppState>,
    Extension(person): Extension<CurrentPerson>,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    content_of(state, person, request, |query| Asked::file(&id, query)).await
}

/// Handles a thumbnail of a file, or redirects to sign-in.
async fn send_thumbnail(
    State(state): State<AppState>,
    Extension(person): Extension<CurrentPerson>,
    Path((id, size)): Path<(String, String)>,
    request: Request,
) -> Response {
    thumbnail_of(state, person, request, &size, |query| Asked::file(&id, query)).await
}

/// Handles the bytes of a file of a deal, or redirects to sign-in.
async fn send_deal_content(
    State(state): State<AppState>,
    Extension(person): Extension<CurrentPerson>,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    content_of(state, person, request, |query| Asked::deal_file(&id, query)).await
}

/// Handles a thumbnail of a file of a deal, or redirects to sign-in.
async fn send_deal_thumbnail(
    State(state): State<AppState>,
    Extension(person): Extension<CurrentPerson>,
    Path((id, size)): Path<(String, String)>,
    request: Request,
) -> Response {
    thumbnail_of(state, person, request, &size, |query| Asked::deal_file(&id, query)).await
}

/// Answers with the bytes of what `asked` reads from the query.
async fn content_of(
    state: AppState,
    person: CurrentPerson,
    request: Request,
    asked: impl Fn(Option<&str>) -> Result<Asked, AppError>,
) -> Response {
    let (head, _) = request.into_parts();
    let file = async |gate: Gate| content::answer(&gate, &state.blobs, &head, asked(head.uri.query())?).await;
    file_through_gate(&state, person, head.uri.clone(), file).await
}

/// Answers with a thumbnail of what `asked` reads from the query.
async fn thumbnail_of(
    state: AppState,
    person: CurrentPerson,
    request: Request,
    size: &str,
    asked: impl Fn(Option<&str>) -> Result<Asked, AppError>,
) -> Response {
    let (head, _) = request.into_parts();
    let file = async |gate: Gate| thumbnail::answer(&gate, &state.blobs, &head, asked(head.uri.query())?, size).await;
    file_through_gate(&state, person, head.uri.clone(), file).await
}

/// Handles the download of several files, or redirects to sign-in.
async fn send_zip(
    State(state): State<AppState>,
    Extension(person): Extension<CurrentPerson>,
    uri: Uri,
    form: String,
) -> Response {
    let file = async |gate: Gate| zip::answer(&gate, &state.blobs, &form).await;
    file_through_gate(&state, person, uri, file).await
}
