//! Requests for access to a private space.

use serde::{Deserialize, Serialize};

use crate::person::PersonRef;

/// A request for access.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessRequest {
    pub person: PersonRef,
    /// What the person wrote; may be empty.
    pub sentence: String,
    /// Milliseconds since the Unix epoch.
    pub at: i64,
}

/// The state of a request for access.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestState {
    Pending,
    Granted,
    Declined,
}

impl RequestState {
    pub const ALL: [RequestState; 3] = [Self::Pending, Self::Granted, Self::Declined];

    /// Returns the word in storage.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Granted => "granted",
            Self::Declined => "declined",
        }
    }

    /// Reads the word. An unknown one is read as declined, which gives nothing.
    pub fn from_storage(word: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|state| state.as_str() == word)
            .unwrap_or(Self::Declined)
    }
}
