//! The JSON form of [`AppError`]: `{"error": "busy", "detail": {"seconds": 3}}`.
//!
//! Every answer can be an error, and serde would compile the deserializers of all error details into each of them.
//! Therefore the detail is kept as JSON until the error's name determines its type.

use std::borrow::Cow;

use serde::{Deserialize, Serialize, de::Error};
use serde_json::value::{RawValue, to_raw_value};

use super::AppError;

/// The name and the detail of an error.
#[derive(Serialize, Deserialize)]
pub(super) struct Sent {
    error: Cow<'static, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    detail: Option<Box<RawValue>>,
}

/// The detail of errors with a waiting time.
#[derive(Serialize, Deserialize)]
struct Wait {
    seconds: u64,
}

impl From<AppError> for Sent {
    fn from(error: AppError) -> Self {
        let (name, detail) = match &error {
            AppError::NotFound => ("not_found", None),
            AppError::NotAllowed => ("not_allowed", None),
            AppError::SignedOut => ("signed_out", None),
            AppError::Invalid(fields) => ("invalid", to_raw_value(fields).ok()),
            AppError::Conflict(current) => ("conflict", to_raw_value(current).ok()),
            AppError::TooLarge => ("too_large", None),
            AppError::NoRoom => ("no_room", None),
            AppError::Malformed => ("malformed", None),
            AppError::TooManyTries { seconds } => ("too_many_tries", to_raw_value(&Wait { seconds: *seconds }).ok()),
            AppError::Busy { seconds } => ("busy", to_raw_value(&Wait { seconds: *seconds }).ok()),
            AppError::Unavailable => ("unavailable", None),
            AppError::Offline => ("offline", None),
        };
        Self {
            error: name.into(),
            detail,
        }
    }
}

impl TryFrom<Sent> for AppError {
    type Error = serde_json::Error;

    fn try_from(sent: Sent) -> Result<Self, serde_json::Error> {
        let detail = sent.detail.as_deref().map_or("null", RawValue::get);
        let seconds = || serde_json::from_str(detail).map(|Wait { seconds }| seconds);
        Ok(match sent.error.as_ref() {
            "not_found" => Self::NotFound,
            "not_allowed" => Self::NotAllowed,
            "signed_out" => Self::SignedOut,
            "invalid" => Self::Invalid(serde_json::from_str(detail)?),
            "conflict" => Self::Conflict(serde_json::from_str(detail)?),
            "too_large" => Self::TooLarge,
            "no_room" => Self::NoRoom,
            "malformed" => Self::Malformed,
            "too_many_tries" => Self::TooManyTries { seconds: seconds()? },
            "busy" => Self::Busy { seconds: seconds()? },
            "unavailable" => Self::Unavailable,
            "offline" => Self::Offline,
            other => return Err(Error::custom(format_args!("no error is called {other}"))),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{Current, Field, FieldError, Reason};

    #[test]
    fn every_error_is_read_back() {
        let invalid = AppError::Invalid(vec![FieldError {
            field: Field::Name,
            reason: Reason::TooLong { max: 200 },
        }]);
        for (error, json) in [
            (AppError::NotFound, r#"{"error":"not_found"}"#),
            (AppError::NotAllowed, r#"{"error":"not_allowed"}"#),
            (AppError::SignedOut, r#"{"error":"signed_out"}"#),
            (
                invalid,
                r#"{"error":"invalid","detail":[{"field":"name","reason":{"reason":"too_long","detail":{"max":200}}}]}"#,
            ),
            (
                AppError::Conflict(Box::new(Current::named("A"))),
                r#"{"error":"conflict","detail":{"name":"A","now":null}}"#,
            ),
            (AppError::TooLarge, r#"{"error":"too_large"}"#),
            (AppError::NoRoom, r#"{"error":"no_room"}"#),
            (AppError::Malformed, r#"{"error":"malformed"}"#),
            (
                AppError::TooManyTries { seconds: 9 },
                r#"{"error":"too_many_tries","detail":{"seconds":9}}"#,
            ),
            (
                AppError::Busy { seconds: 2 },
                r#"{"error":"busy","detail":{"seconds":2}}"#,
            ),
            (AppError::Unavailable, r#"{"error":"unavailable"}"#),
            (AppError::Offline, r#"{"error":"offline"}"#),
        ] {
            assert_eq!(serde_json::to_string(&error).unwrap(), json);
            assert_eq!(serde_json::from_str::<AppError>(json).unwrap(), error);
        }
        for wrong in [
            r#"{"error":"else"}"#,
            r#"{"error":"busy"}"#,
            r#"{"error":"invalid","detail":3}"#,
        ] {
            assert!(serde_json::from_str::<AppError>(wrong).is_err(), "{wrong}");
        }
    }
}
