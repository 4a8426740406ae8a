//! The states of an upload, its steps, and the answers to them.

use domain::{error::AppError, limits};
use uuid::Uuid;

/// The largest part that is sent in one request, in bytes.
pub const LARGEST_PART: i64 = limits::UPLOAD_CHUNK;

/// What happens to an upload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Others come first.
    Waiting,
    /// The hash of the file is being computed.
    Reading,
    Sending,
    /// Neither network nor server answered; it goes on by itself.
    Retrying,
    /// The person stopped it.
    Paused,
    /// It goes on when the person has signed in again.
    SignedOut,
    /// The server has no room for it.
    NoRoom,
    /// The page was loaded again and has only the name of the file. `asks` is whether the browser gives the file if the
    /// person allows it; otherwise it must be chosen again.
    NoFile {
        asks: bool,
    },
    Refused(Refusal),
    /// Complete. The id is that of the file, which for a deal is a file of its notes.
    Done(Uuid),
}

/// Why an upload cannot be completed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The server's answer.
    Server(AppError),
    /// It is larger than the largest file that the server takes, in bytes.
    TooLarge(i64),
    /// The file is inside more folders than the library can have.
    TooDeep,
    /// The post has as many files as it can have.
    TooManyFiles,
    /// The file cannot be read: it was moved, or changed since it was chosen.
    Unreadable,
    /// The bytes arrived with another hash each time.
    Damaged,
}

/// What an upload does next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Compute the hash of the file.
    Hash,
    /// Create the upload on the server.
    Create,
    /// Ask the server how much of the file it has.
    Look,
    /// Send a part of the file.
    Send { from: i64, length: i64 },
    /// Wait, in milliseconds.
    Wait(u32),
}

/// An answer of the server. `status` is 0 if there was none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    /// How much of the file the server has, in bytes.
    pub offset: Option<i64>,
    /// The address of the upload.
    pub location: Option<String>,
    /// The file, if it is complete.
    pub file: Option<Uuid>,
    /// The time after which the server wants to be asked again, in seconds.
    pub seconds: Option<u32>,
    /// Size of the largest file that the server takes, in bytes.
    pub largest: Option<i64>,
    /// The error that the server sent.
    pub error: Option<AppError>,
}

/// The size of parts that every proxy on the way has let pass so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartLimit(pub i64);

impl Default for PartLimit {
    fn default() -> Self {
        Self(LARGEST_PART)
    }
}

impl Answer {
    /// Returns the error of a refusal, also if the answer does not name it, as that of a proxy.
    pub fn refusal(&self) -> AppError {
        let by_status = match self.status {
            403 => AppError::NotAllowed,
            404 | 410 => AppError::NotFound,
            413 => AppError::TooLarge,
            _ => AppError::Malformed,
        };
        self.error.clone().unwrap_or(by_status)
    }
}
