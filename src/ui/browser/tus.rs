//! A request of an upload, and its response.

use domain::file::upload::FILE_HEADER;
use uuid::Uuid;

/// The method of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Post,
    Head,
    Patch,
    Delete,
    Options,
}

impl Method {
    /// Returns the name in HTTP.
    pub fn name(self) -> &'static str {
        match self {
            Self::Post => "POST",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
        }
    }
}

/// A request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The upload, by which the request can be aborted.
    pub upload: Uuid,
    pub method: Method,
    pub url: String,
    pub headers: Vec<(&'static str, String)>,
    /// The part of the file that is sent: its first byte and its length.
    pub part: Option<(i64, i64)>,
}

/// A response. `status` is 0 if there was none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    pub status: u16,
    /// The values of [`HEADERS`].
    pub headers: [Option<String>; 5],
    pub body: String,
}

/// The headers of responses that are read.
pub const HEADERS: [&str; 5] = ["upload-offset", "location", FILE_HEADER, "retry-after", "tus-max-size"];

/// The file cannot be read: it was moved, or changed since it was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

/// How an upload of an earlier page gets at its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// The file is there.
    Ready,
    /// The browser gives it if the person allows it.
    Asks,
    /// The person has to choose it again.
    Choose,
}
