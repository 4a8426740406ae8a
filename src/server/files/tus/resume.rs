//! Going on with an upload, or giving it up.

use std::time::Duration;

use axum::{
    Extension,
    extract::{Path, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode},
    response::{IntoResponse, Response},
};
use domain::{error::AppError, ids::UploadId, person::Me};

use super::{
    DISCARD_MAX,
    answer::{self, Refusal},
    ending, metadata, number,
    part::{self, Announced},
    text,
};
use crate::server::{
    bodies, clock,
    files::uploads::{Claim, Wish},
    gate::Gate,
    state::AppState,
    store::files::uploads::{self, Upload},
};

/// How long a request waits for another one that has the upload.
const WAITING: Duration = Duration::from_secs(5);

/// Answers HEAD: how much of an upload has arrived. An upload of which everything had arrived when the server was stopped
/// ends now.
pub async fn look(
    State(state): State<AppState>,
    Extension(me): Extension<Me>,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let gate = Gate::of(state.store.clone(), me);
    let mut upload = find(&gate, &id).await?;
    let mut claim = None;
    if upload.file.is_none() {
        claim = state.uploads.claim_within(upload.id, Wish::EndIfIdle, WAITING).await;
        // The other request may have ended it.
        upload = find(&gate, &id).await?;
    }
    let mut headers = HeaderMap::from_iter([(answer::LENGTH, HeaderValue::from(upload.new.size))]);
    let said = metadata::write(&upload.new, upload.request.as_deref());
    if let Ok(said) = HeaderValue::from_str(&said) {
        headers.insert("upload-metadata", said);
    }
    let size = part::size(&upload);
    let length = match upload.file {
        Some(_) => size,
        None => state.uploads.length(upload.id).await?,
    };
    let current = match claim {
        _ if upload.file.is_some() || length < size => answer::state(&upload, length),
        Some(claim) => part::advance(&state, &gate, claim, upload, None).await?,
        // It is ending, which takes as long as storing the bytes.
        None => return Err(Refusal::Taken),
    };
    Ok((StatusCode::OK, headers, current).into_response())
}

/// Answers PATCH: receives the next part.
pub async fn go_on(
    State(state): State<AppState>,
    Extension(me): Extension<Me>,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let gate = Gate::of(state.store.clone(), me);
    let next = match next_part(&state, &gate, &id, &parts.headers).await {
        Ok(next) => next,
        Err(refusal) => {
            bodies::discard(body, DISCARD_MAX).await;
            return refusal.into_response();
        }
    };
    let current = match next {
        NextPart::Ended(upload) => Ok(answer::state(&upload, part::size(&upload))),
        NextPart::Accepted(accepted) => {
            let (claim, upload, announced, offset) = *accepted;
            let part = announced.part(body, &upload, offset);
            part::advance(&state, &gate, claim, upload, Some(part)).await
        }
    };
    match current {
        Ok(current) => (StatusCode::NO_CONTENT, current).into_response(),
        Err(refusal) => refusal.into_response(),
    }
}

/// What is done with the next part.
enum NextPart {
    /// The upload has ended; the client did not get the answer.
    Ended(Upload),
    /// It is received at this offset.
    Accepted(Box<(Claim, Upload, Announced, u64)>),
}

/// Checks everything that can be checked before the bytes are read.
async fn next_part(state: &AppState, gate: &Gate, id: &str, headers: &HeaderMap) -> Result<NextPart, Refusal> {
    let announced = Announced::read(headers)?;
    let offset = number(headers, "upload-offset")?.ok_or(AppError::Malformed)?;
    let upload = find(gate, id).await?;
    if upload.file.is_some() {
        return match part::size(&upload) {
            size if size == offset => Ok(NextPart::Ended(upload)),
            size => Err(Refusal::Offset(size)),
        };
    }
    let claim = state.uploads.claim(upload.id).ok_or(Refusal::Taken)?;
    if let Err(error) = super::check_recipient(gate, &upload.new.to).await {
        if error == AppError::NotFound {
            ending::forget(state, &claim, &upload).await?;
        }
        return Err(error.into());
    }
    let length = claim.length().await?;
    if length != offset {
        return Err(Refusal::Offset(length));
    }
    announced.check(state, &upload, offset).await?;
    Ok(NextPart::Accepted(Box::new((claim, upload, announced, offset))))
}

/// Answers DELETE: the upload and its bytes are deleted. The file of an upload that has ended stays.
pub async fn terminate(
    State(state): State<AppState>,
    Extension(me): Extension<Me>,
    Path(id): Path<String>,
) -> Result<StatusCode, Refusal> {
    let gate = Gate::of(state.store.clone(), me);
    let upload = find(&gate, &id).await?;
    let claim = state.uploads.claim_within(upload.id, Wish::End, WAITING).await;
    ending::forget(&state, &claim.ok_or(Refusal::Taken)?, &upload).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Answers POST on one upload, by which clients that cannot send other methods name them in a header.
pub async fn overridden(
    state: State<AppState>,
    me: Extension<Me>,
    id: Path<String>,
    request: Request,
) -> Result<Response, Refusal> {
    match text(request.headers(), "x-http-method-override")? {
        Some("PATCH") => Ok(go_on(state, me, id, request).await),
        Some("DELETE") => Ok(terminate(state, me, id).await?.into_response()),
        Some("HEAD") => look(state, me, id).await,
        _ => {
            bodies::discard(request.into_body(), DISCARD_MAX).await;
            Ok(StatusCode::METHOD_NOT_ALLOWED.into_response())
        }
    }
}

/// Returns the upload if the person began it.
async fn find(gate: &Gate, id: &str) -> Result<Upload, Refusal> {
    let id: UploadId = id.parse().map_err(|_| AppError::NotFound)?;
    let found = {
        let mut tx = gate.read().await?;
        uploads::find(&mut tx, gate.me().id, id).await?
    };
    let upload = found.ok_or(AppError::NotFound)?;
    super::check_add_on(gate.store(), &upload.new.to).await?;
    match upload.file.is_none() && upload.expires < clock::now() {
        true => Err(Refusal::Expired),
        false => Ok(upload),
    }
}
