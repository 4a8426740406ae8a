//! The state that every request can reach.

use std::sync::Arc;

use domain::{error::AppError, person::Me};
use leptos::prelude::use_context;

use super::{config::Config, files::Blobs, jobs::Jobs, live::Hub, sign_in_limits::SignInLimits, store::Store};

/// The parts of the server, cheap to clone. A context in every server function and page.
#[derive(Clone)]
pub struct AppState {
    pub store: Store,
    pub config: Arc<Config>,
    /// The bytes of files.
    pub blobs: Blobs,
    pub jobs: Jobs,
    /// The open tabs that receive what changes.
    pub live: Hub,
    /// Counts wrong tries to sign in.
    pub sign_in_limits: Arc<SignInLimits>,
}

/// The person of the request, in their state after the newest committed write. A context in every server function and
/// page.
#[derive(Clone, Debug, Default)]
pub struct CurrentPerson(pub Option<Me>);

/// Returns the parts of the server. For use in a server function or a page.
pub fn app_state() -> Result<AppState, AppError> {
    use_context().ok_or(AppError::Unavailable)
}

/// Returns the signed-in person. For use in a server function or a page.
pub fn signed_in() -> Result<Me, AppError> {
    use_context::<CurrentPerson>()
        .and_then(|person| person.0)
        .ok_or(AppError::SignedOut)
}
