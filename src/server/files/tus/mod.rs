//! Uploads by the tus protocol, version 1.0.0 (https://tus.io/protocols/resumable-upload), with its extensions creation,
//! creation-with-upload, checksum, expiration and termination.
//!
//! What arrives is on the disk before it is acknowledged. A request that ends early, by a lost connection or with the
//! server, keeps what arrived, and the client continues from there.

mod answer;
mod checksum;
mod create;
mod ending;
mod metadata;
mod part;
mod receive;
mod resume;

use axum::{
    Extension,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode},
    middleware::{Next, from_fn},
    response::{IntoResponse, Response},
    routing::{MethodRouter, options},
};
use domain::{
    access::Action,
    add_on::AddOn,
    deal::access::DealAction,
    error::AppError,
    file::upload::{Recipient, TUS_VERSION, UPLOADS_PATH},
};

use crate::server::{
    bodies, errors,
    gate::Gate,
    state::{AppState, CurrentPerson},
    store::{Store, StoreError, account, deals, files::rules, spaces},
};
use answer::Refusal;

/// The route of one upload.
const UPLOAD_PATH: &str = "/uploads/{id}";
const EXTENSIONS: &str = "creation,creation-with-upload,checksum,expiration,termination";
const RESUMABLE: &str = "tus-resumable";
/// The most of a refused part that is read and discarded, in bytes: a part of the page, which would otherwise not get the
/// answer.
const DISCARD_MAX: usize = 16 * 1024 * 1024;

/// Returns the routes of uploads.
pub fn routes() -> [(&'static str, MethodRouter<AppState>); 2] {
    let all = options(describe).post(create::create);
    let one = options(describe)
        .head(resume::look)
        .patch(resume::go_on)
        .delete(resume::terminate)
        .post(resume::overridden);
    let guarded = |methods: MethodRouter<AppState>| {
        let methods = methods.layer(from_fn(speak));
        methods.layer(from_fn(admit))
    };
    [(UPLOADS_PATH, guarded(all)), (UPLOAD_PATH, guarded(one))]
}

/// Middleware that lets signed-in people pass. To others the routes answer as all others do.
async fn admit(Extension(person): Extension<CurrentPerson>, mut request: Request, next: Next) -> Response {
    match person.0 {
        Some(me) => {
            request.extensions_mut().insert(me);
            next.run(request).await
        }
        None => {
            bodies::discard(request.into_body(), DISCARD_MAX).await;
            errors::answer(AppError::SignedOut).into_response()
        }
    }
}

/// Checks that the add-on is on to which the recipient belongs.
async fn check_add_on(store: &Store, to: &Recipient) -> Result<(), AppError> {
    match to {
        Recipient::Space { .. } if !account::decisions(store).await?.add_ons.has(AddOn::Spaces) => {
            Err(AppError::NotFound)
        }
        Recipient::Space { .. } | Recipient::Deal { .. } => Ok(()),
    }
}

/// Checks that the person may add files, before the bytes are read. The permit with which the file is added checks it
/// again.
async fn check_recipient(gate: &Gate, to: &Recipient) -> Result<(), AppError> {
    let mut tx = gate.read().await?;
    match to {
        Recipient::Space { space, .. } => {
            spaces::permitted(&mut tx, &gate.viewer(), *space, Action::Discuss).await?;
        }
        Recipient::Deal { deal } => {
            deals::permitted(&mut tx, &gate.viewer(), *deal, DealAction::WriteNote).await?;
        }
    }
    Ok(())
}

/// Middleware that checks the version of the protocol, and names it in every answer.
async fn speak(request: Request, next: Next) -> Response {
    let spoken = request.headers().get(RESUMABLE);
    let ours = spoken.is_some_and(|version| version == TUS_VERSION);
    let mut response = match ours || request.method() == Method::OPTIONS {
        true => next.run(request).await,
        false => {
            bodies::discard(request.into_body(), DISCARD_MAX).await;
            (StatusCode::PRECONDITION_FAILED, [("tus-version", TUS_VERSION)]).into_response()
        }
    };
    let version = HeaderValue::from_static(TUS_VERSION);
    response.headers_mut().insert(RESUMABLE, version);
    response
}

/// Answers OPTIONS: what the server supports.
async fn describe(State(state): State<AppState>) -> Result<Response, Refusal> {
    let conn = state.store.reader().acquire().await;
    let largest = rules::read(&mut *conn.map_err(StoreError::from)?).await?.largest;
    let headers = [
        ("tus-version", HeaderValue::from_static(TUS_VERSION)),
        ("tus-extension", HeaderValue::from_static(EXTENSIONS)),
        ("tus-checksum-algorithm", HeaderValue::from_static(checksum::ALGORITHMS)),
        ("tus-max-size", HeaderValue::from(largest)),
    ];
    Ok((StatusCode::NO_CONTENT, headers).into_response())
}

/// Returns the text of a header, or `None` if the request does not have it.
fn text<'a>(headers: &'a HeaderMap, name: &str) -> Result<Option<&'a str>, AppError> {
    let text = headers
        .get(name)
        .map(|value| value.to_str().map_err(|_| AppError::Malformed));
    text.transpose()
}

/// Returns the number in a header, or `None` if the request does not have it.
fn number(headers: &HeaderMap, name: &str) -> Result<Option<u64>, AppError> {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text(headers, name)?.map(|text| match text.parse() {
        Ok(number) if digits(text) => Ok(number),
        _ => Err(AppError::Malformed),
    });
    number.transpose()
}
