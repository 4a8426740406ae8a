//! One part of an upload, from its headers to the answer.

use axum::{
    body::Body,
    http::{HeaderMap, header},
};
use domain::{error::AppError, limits::UPLOAD_KEPT_MS};

use super::{
    answer::{self, Refusal},
    checksum::Checksum,
    ending, number, receive, text,
};
use crate::server::{
    clock,
    files::{room, uploads::Claim},
    gate::Gate,
    jobs::Kind,
    state::AppState,
    store::files::uploads::{self, Upload},
};

/// The content type of parts.
const CONTENT_TYPE: &str = "application/offset+octet-stream";
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// What the headers of a request say about its part.
pub struct Announced {
    /// Size of the body in bytes; `None` if the client does not say it.
    length: Option<u64>,
    checksum: Option<Checksum>,
}

impl Announced {
    /// Returns whether the request has a part.
    pub fn is_in(headers: &HeaderMap) -> bool {
        headers
            .get(header::CONTENT_TYPE)
            .is_some_and(|kind| kind == CONTENT_TYPE)
    }

    /// Reads the headers.
    ///
    /// # Errors
    ///
    /// `ContentType` if the body is not a part, `Malformed` for a wrong number or checksum.
    pub fn read(headers: &HeaderMap) -> Result<Self, Refusal> {
        if !Self::is_in(headers) {
            return Err(Refusal::ContentType);
        }
        Ok(Self {
            length: number(headers, header::CONTENT_LENGTH.as_str())?,
            checksum: text(headers, "upload-checksum")?.map(Checksum::read).transpose()?,
        })
    }

    /// Checks that the part, which begins at `offset`, fits into the upload and onto the disk.
    ///
    /// # Errors
    ///
    /// `TooLarge`, `NoRoom`.
    pub async fn check(&self, state: &AppState, upload: &Upload, offset: u64) -> Result<(), AppError> {
        let left = size(upload).saturating_sub(offset);
        let length = self.length.unwrap_or(left);
        if length > left {
            return Err(AppError::TooLarge);
        }
        match length {
            0 => Ok(()),
            length => room::check_disk(&state.config, length).await,
        }
    }

    /// Returns the part with its bytes.
    pub fn part(self, body: Body, upload: &Upload, offset: u64) -> receive::Part {
        receive::Part {
            body,
            offset,
            size: size(upload),
            checksum: self.checksum,
            keeps_unchecked: upload.new.sha256.is_some(),
        }
    }
}

/// Returns the size of the whole upload in bytes.
pub fn size(upload: &Upload) -> u64 {
    u64::try_from(upload.new.size).unwrap_or_default()
}

/// Receives the part, if there is one, and ends the upload if everything has arrived. Returns the headers about the
/// upload. It runs to its end even if the client closes the connection.
pub async fn advance(
    state: &AppState,
    gate: &Gate,
    claim: Claim,
    upload: Upload,
    part: Option<receive::Part>,
) -> Result<HeaderMap, Refusal> {
    let (task_state, gate) = (state.clone(), gate.clone());
    let about = upload.id.to_string();
    let work = async move { advance_now(&task_state, &gate, claim, upload, part).await };
    let task = state.jobs.supervisor.spawn(Kind::Upload, about, work);
    match task.await {
        Ok(Ok(done)) => done,
        Ok(Err(_)) | Err(_) => Err(AppError::Unavailable.into()),
    }
}

async fn advance_now(
    state: &AppState,
    gate: &Gate,
    mut claim: Claim,
    mut upload: Upload,
    part: Option<receive::Part>,
) -> Result<HeaderMap, Refusal> {
    let length = match part {
        Some(part) => receive::receive(&mut claim, part).await?,
        None => claim.length().await?,
    };
    let now = clock::now();
    if length == size(&upload) {
        upload.file = Some(ending::end(state, gate, &claim, &upload).await?);
    } else if upload.expires < now + UPLOAD_KEPT_MS - DAY_MS {
        upload.expires = uploads::keep(&state.store, upload.id, now).await?;
    }
    Ok(answer::state(&upload, length))
}
