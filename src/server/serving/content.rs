//! The bytes of a version of a file.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use domain::error::AppError;
use futures::StreamExt;
use headers::{AcceptRanges, ContentRange, HeaderMapExt};
use url::form_urlencoded::parse;

use super::{
    answer,
    conditional::{Wanted, wanted},
    disposition, types,
    watched::{Watch, watched},
};
use crate::server::{
    files::{BlobKey, Blobs},
    gate::Gate,
    store::files::serving::{Content, Subject, content_audited},
};

/// The path of the route of files of spaces.
pub const PATH: &str = "/files/{id}/content";

/// What an address asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    pub subject: Subject,
    /// Whether the browser is to save the file.
    pub save: bool,
}

impl Asked {
    /// Reads the id and the query of an address of a file of a space.
    ///
    /// # Errors
    ///
    /// `NotFound` for an id or a version that cannot be one.
    pub fn file(id: &str, query: Option<&str>) -> Result<Self, AppError> {
        let version = parameter(query, "version").map(|version| version.parse().map_err(|_| AppError::NotFound));
        Ok(Self {
            subject: Subject::File(id.parse().map_err(|_| AppError::NotFound)?, version.transpose()?),
            save: is_saved(query),
        })
    }

    /// Reads the id and the query of an address of a file of a deal.
    ///
    /// # Errors
    ///
    /// `NotFound` for an id that cannot be one.
    pub fn deal_file(id: &str, query: Option<&str>) -> Result<Self, AppError> {
        Ok(Self {
            subject: Subject::DealFile(id.parse().map_err(|_| AppError::NotFound)?),
            save: is_saved(query),
        })
    }
}

fn parameter(query: Option<&str>, name: &str) -> Option<String> {
    let mut parameters = parse(query.unwrap_or_default().as_bytes());
    parameters
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}

fn is_saved(query: Option<&str>) -> bool {
    parameter(query, "download").as_deref() == Some("1")
}

/// Answers GET and HEAD.
pub async fn answer(gate: &Gate, blobs: &Blobs, request: &Parts, asked: Asked) -> Result<Response, AppError> {
    let watch = Watch::new(gate);
    let found = content_audited(gate.store(), &gate.viewer(), asked.subject).await?;
    let (tag, size) = (
        answer::tag(&found.hash.to_string())?,
        u64::try_from(found.size).unwrap_or_default(),
    );
    let mut headers = headers(&found, asked.save);
    let range = match wanted(&request.method, &request.headers, &tag, size) {
        Wanted::NotModified => return Ok(answer::not_modified(headers, tag)),
        Wanted::NoSuchPart => {
            headers.typed_insert(ContentRange::unsatisfied_bytes(size));
            return Ok((StatusCode::RANGE_NOT_SATISFIABLE, headers).into_response());
        }
        Wanted::Whole => None,
        Wanted::Part(range) => Some(range),
    };
    headers.typed_insert(tag);
    headers.typed_insert(AcceptRanges::bytes());
    let length = range.as_ref().map_or(size, |range| range.end - range.start);
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    let status = match &range {
        Some(range) => {
            let part = ContentRange::bytes(range.clone(), size).map_err(|_| AppError::Malformed)?;
            headers.typed_insert(part);
            StatusCode::PARTIAL_CONTENT
        }
        None => StatusCode::OK,
    };
    let body = match request.method {
        Method::HEAD => Body::empty(),
        _ => {
            let bytes = blobs.stream(&BlobKey::Content(found.hash), range).await?;
            Body::from_stream(watched(bytes, watch, asked.subject).boxed())
        }
    };
    Ok(answer::whole(status, headers, body))
}

/// A picture in which position and camera may be left, and one with too many pixels, is saved and not shown.
fn headers(content: &Content, save: bool) -> HeaderMap {
    let save = save || (content.is_picture() && !content.examined);
    let form = types::form(&content.content_type, save);
    let disposition = disposition::header(form.attachment, &content.name);
    answer::headers(form.content_type, form.policy, disposition)
}

#[cfg(test)]
mod tests {
    use domain::ids::{DealFileId, FileId};
    use uuid::Uuid;

    use super::*;

    #[test]
    fn an_address_names_a_file_and_perhaps_a_version() {
        let id = Uuid::from_u128(1);
        let read = |query| Asked::file(&id.to_string(), query);
        let asked = |version, save| {
            let subject = Subject::File(FileId(id), version);
            Ok(Asked { subject, save })
        };
        assert_eq!(read(None), asked(None, false));
        assert_eq!(read(Some("version=3&download=1&x=y")), asked(Some(3), true));
        assert_eq!(read(Some("version=three")), Err(AppError::NotFound));
        assert_eq!(Asked::file("../etc/passwd", None), Err(AppError::NotFound));
        let subject = Subject::DealFile(DealFileId(id));
        assert_eq!(
            Asked::deal_file(&id.to_string(), Some("download=0")),
            Ok(Asked { subject, save: false })
        );
    }
}
