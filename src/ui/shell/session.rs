//! Who is signed in, for the pages inside the shell.

use leptos::prelude::*;

use crate::api::session::Session;

/// The session; only inside the shell.
pub fn use_session() -> Session {
    expect_context::<Session>()
}
