//! The session of the signed-in person, for pages inside the frame.

use leptos::prelude::*;

use crate::api::session::Session;

/// Returns the session.
///
/// # Panics
///
/// Outside [`SignedIn`](super::SignedIn), which provides it.
pub fn use_session() -> Session {
    expect_context::<Session>()
}
