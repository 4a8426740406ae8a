//! The error type of server functions.

use domain::error::AppError;
use serde::{Deserialize, Serialize};
use server_fn::error::{FromServerFnError, ServerFnErrorErr};

use super::json::JsonText;

/// The result of a server function.
pub type Answer<T> = Result<T, Failure>;

/// [`AppError`] as server functions return it: a newtype, because the trait `FromServerFnError` and `AppError` are both
/// defined in other crates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(transparent)]
#[error(transparent)]
pub struct Failure(pub AppError);

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        Self(error)
    }
}

impl From<domain::access::Denied> for Failure {
    fn from(denied: domain::access::Denied) -> Self {
        Self(denied.into())
    }
}

impl FromServerFnError for Failure {
    type Encoder = JsonText;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        Self(match error {
            ServerFnErrorErr::Request(_) => AppError::Offline,
            ServerFnErrorErr::Deserialization(_) | ServerFnErrorErr::Response(_) => AppError::Offline,
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::UnsupportedRequestMethod(_) => AppError::Malformed,
            _ => AppError::Unavailable,
        })
    }
}
