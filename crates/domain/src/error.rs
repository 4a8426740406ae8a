//! The one error that crosses the wire.

mod sent;

use serde::{Deserialize, Serialize, de::DeserializeOwned};

pub use crate::field_error::{Field, FieldError, Reason};

/// Why a request failed. Each variant is something a person can be told; causes stay in the server's log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(try_from = "sent::Sent", into = "sent::Sent")]
pub enum AppError {
    /// No such thing, or one that the viewer may not know of: the same, word for word. 404.
    #[error("not found")]
    NotFound,
    /// The viewer knows of it and may not do this. 403.
    #[error("not allowed")]
    NotAllowed,
    /// Nobody is signed in, or no longer. 401.
    #[error("signed out")]
    SignedOut,
    /// Something that was typed is not right; beside which field and why. 422.
    #[error("invalid")]
    Invalid(Vec<FieldError>),
    /// Somebody else changed it meanwhile; what it is now. 409.
    #[error("conflict")]
    Conflict(Box<Current>),
    /// More than may be sent at once. 413.
    #[error("too large")]
    TooLarge,
    /// The request is not of the form that this address takes. 400.
    #[error("malformed")]
    Malformed,
    /// Too many tries; seconds until the next. 429.
    #[error("too many tries")]
    TooManyTries { seconds: u64 },
    /// More is asked of the server than it does at once; seconds until the next try. 503.
    #[error("busy")]
    Busy { seconds: u64 },
    /// The server cannot do it now; what was tried may be tried again. 503.
    #[error("unavailable")]
    Unavailable,
    /// The server did not answer: made by the browser, never sent.
    #[error("offline")]
    Offline,
}

impl AppError {
    /// The HTTP status that carries this error.
    pub fn status(&self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::NotAllowed => 403,
            Self::SignedOut => 401,
            Self::Invalid(_) => 422,
            Self::Conflict(_) => 409,
            Self::TooLarge => 413,
            Self::Malformed => 400,
            Self::TooManyTries { .. } => 429,
            Self::Busy { .. } | Self::Unavailable | Self::Offline => 503,
        }
    }

    /// Returns the refusal of an edit of a thing that somebody else changed meanwhile, with what it is now.
    pub fn conflict(now: &impl Serialize) -> Self {
        Self::Conflict(Box::new(Current::of(now)))
    }

    /// Returns the refusal of one field for one reason.
    pub fn field(field: Field, reason: Reason) -> Self {
        Self::Invalid(vec![FieldError { field, reason }])
    }
}

/// The state of a thing that somebody else changed while it was edited.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Current {
    /// Its name now, where that says more than that somebody changed it.
    pub name: Option<String>,
    /// Its form now, as JSON: the page that sent the edit reads its own type by [`Current::read`]. None where the edit was
    /// of several things, such as their order.
    pub now: Option<String>,
}

impl Current {
    /// Returns the state of a thing with a form.
    pub fn of(now: &impl Serialize) -> Self {
        Self {
            name: None,
            now: serde_json::to_string(now).ok(),
        }
    }

    /// Returns the state of a thing that is only named.
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            name: Some(name.into()),
            now: None,
        }
    }

    /// Returns the form as it is now, or `None` where there is none of this type.
    pub fn read<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_str(self.now.as_ref()?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_now_is_read_as_its_own_type_alone() {
        let current = Current::of(&Reason::TooLong { max: 3 });
        assert_eq!(current.read(), Some(Reason::TooLong { max: 3 }));
        assert_eq!(current.read::<Field>(), None);
        assert_eq!(Current::named("A").read::<Reason>(), None);
    }
}
