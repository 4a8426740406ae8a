//! The requests of an upload and their answers, by the tus protocol.

use domain::{
    error::AppError,
    file::upload::{Recipient, TUS_VERSION, Target, UPLOADS_PATH},
};
use uuid::Uuid;

use super::{
    Item,
    phase::{Answer, Step},
};
use crate::ui::browser::{
    tus::{Method, Request, Response},
    uploading::encoded,
};

/// Returns a request without a part.
pub fn plain(upload: Uuid, method: Method, url: String) -> Request {
    Request {
        upload,
        method,
        url,
        headers: vec![("tus-resumable", TUS_VERSION.to_owned())],
        part: None,
    }
}

/// Returns the request of a step.
pub fn request(item: &Item, step: &Step) -> Request {
    let url = item.url.clone().unwrap_or_else(|| UPLOADS_PATH.to_owned());
    match step {
        Step::Send { from, length } => {
            let mut request = plain(item.id, Method::Patch, url);
            request.part = Some((*from, *length));
            request.headers.extend([
                ("upload-offset", from.to_string()),
                ("content-type", "application/offset+octet-stream".to_owned()),
            ]);
            request
        }
        Step::Create => {
            let mut request = plain(item.id, Method::Post, UPLOADS_PATH.to_owned());
            request.headers.extend([
                ("upload-length", item.size.to_string()),
                ("upload-metadata", metadata(item)),
            ]);
            request
        }
        _ => plain(item.id, Method::Head, url),
    }
}

/// Returns the header `Upload-Metadata`.
fn metadata(item: &Item) -> String {
    let mut pairs = vec![("filename", item.name.clone()), ("request", item.id.to_string())];
    match item.destination.recipient() {
        Recipient::Deal { deal } => pairs.push(("deal", deal.to_string())),
        Recipient::Space { space, target } => {
            pairs.push(("space", space.to_string()));
            match target {
                Target::Folder { folder: Some(folder) } => pairs.push(("folder", folder.to_string())),
                Target::Folder { folder: None } => {}
                Target::Post => pairs.push(("post", "1".to_owned())),
                Target::Version { file } => pairs.push(("file", file.to_string())),
            }
        }
    }
    if !item.path.is_empty() {
        // A name cannot contain the separator.
        let names: Vec<String> = item.path.iter().map(|name| name.replace('/', "_")).collect();
        pairs.push(("path", names.join("/")));
    }
    if let Some(sha256) = item.sha256.as_ref().filter(|sha256| !sha256.is_empty()) {
        pairs.push(("sha256", sha256.clone()));
    }
    let coded = pairs
        .iter()
        .map(|(name, value)| format!("{name} {}", encoded(value.as_bytes())));
    coded.collect::<Vec<_>>().join(",")
}

/// Reads a response.
pub fn answer(response: Response) -> Answer {
    let [offset, location, file, seconds, largest] = response.headers;
    Answer {
        status: response.status,
        offset: offset.and_then(|offset| offset.parse().ok()),
        location: location.map(|location| path_of(&location)),
        file: file.and_then(|file| file.parse().ok()),
        seconds: seconds.and_then(|seconds| seconds.parse().ok()),
        largest: largest.and_then(|largest| largest.parse().ok()),
        error: serde_json::from_str::<AppError>(&response.body).ok(),
    }
}

/// Returns the path of an address: a proxy may have changed scheme and host.
fn path_of(address: &str) -> String {
    match address.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/", |at| &rest[at..]).to_owned(),
        None => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_upload_is_continued_at_this_site() {
        assert_eq!(path_of("/uploads/1"), "/uploads/1");
        assert_eq!(path_of("http://inside:3000/uploads/1"), "/uploads/1");
    }
}
