//! The error type of all requests.

mod sent;

use serde::{Deserialize, Serialize, de::DeserializeOwned};

pub use crate::field_error::{Field, FieldError, Reason};

/// The reason why a request failed. The page shows each variant as a message; technical causes are only in the server's
/// log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(try_from = "sent::Sent", into = "sent::Sent")]
pub enum AppError {
    /// The requested thing does not exist, or the viewer may not know of it. Both get the same answer. Status 404.
    #[error("not found")]
    NotFound,
    /// The viewer may know of the thing and may not do this with it. Status 403.
    #[error("not allowed")]
    NotAllowed,
    /// The request has no valid session. Status 401.
    #[error("signed out")]
    SignedOut,
    /// Some fields are wrong, each with its reason. Status 422.
    #[error("invalid")]
    Invalid(Vec<FieldError>),
    /// Somebody else has changed the thing since it was read. Contains its current state. Status 409.
    #[error("conflict")]
    Conflict(Box<Current>),
    /// The request is larger than its limit. Status 413.
    #[error("too large")]
    TooLarge,
    /// The server has no room for more files. Nothing was written. Status 507.
    #[error("no room")]
    NoRoom,
    /// The request does not have the form that its address requires. Status 400.
    #[error("malformed")]
    Malformed,
    /// There were too many tries. `seconds` is the time until the next try is allowed. Status 429.
    #[error("too many tries")]
    TooManyTries { seconds: u64 },
    /// The server has too many requests at the moment. `seconds` is the time until the client should try again. Status
    /// 503.
    #[error("busy")]
    Busy { seconds: u64 },
    /// The server failed. The request may be tried again. Status 503.
    #[error("unavailable")]
    Unavailable,
    /// The server did not answer. Only the browser creates this error.
    #[error("offline")]
    Offline,
}

impl AppError {
    /// Returns the HTTP status of an answer with this error.
    pub fn status(&self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::NotAllowed => 403,
            Self::SignedOut => 401,
            Self::Invalid(_) => 422,
            Self::Conflict(_) => 409,
            Self::TooLarge => 413,
            Self::NoRoom => 507,
            Self::Malformed => 400,
            Self::TooManyTries { .. } => 429,
            Self::Busy { .. } | Self::Unavailable | Self::Offline => 503,
        }
    }

    /// Returns the error for an edit of a thing that somebody else has changed. `now` is its current state.
    pub fn conflict(now: &impl Serialize) -> Self {
        Self::Conflict(Box::new(Current::of(now)))
    }

    /// Returns the error for one wrong field.
    pub fn field(field: Field, reason: Reason) -> Self {
        Self::Invalid(vec![FieldError { field, reason }])
    }
}

/// The current state of a thing that somebody else changed while it was edited.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Current {
    /// Its current name, if the message shows it.
    pub name: Option<String>,
    /// Its current form as JSON, which the page that sent the edit reads as its own type with [`Current::read`]. `None`
    /// if the edit changed several things, such as their order.
    pub now: Option<String>,
}

impl Current {
    /// Creates the state of a thing that is edited in a form.
    pub fn of(now: &impl Serialize) -> Self {
        Self {
            name: None,
            now: serde_json::to_string(now).ok(),
        }
    }

    /// Creates the state of a thing of which only the name is sent.
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            name: Some(name.into()),
            now: None,
        }
    }

    /// Returns the current form, or `None` if there is no form of this type.
    pub fn read<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_str(self.now.as_ref()?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_current_form_is_read_only_as_its_own_type() {
        let current = Current::of(&Reason::TooLong { max: 3 });
        assert_eq!(current.read(), Some(Reason::TooLong { max: 3 }));
        assert_eq!(current.read::<Field>(), None);
        assert_eq!(Current::named("A").read::<Reason>(), None);
    }
}
