//! What every request can reach.

use std::sync::Arc;

use domain::{error::AppError, person::Me};
use leptos::prelude::use_context;

use super::{config::Config, jobs::Jobs, sign_in_limits::SignInLimits, store::Store};

/// The server's parts, cheap to clone; a context in every server function and page.
#[derive(Clone)]
pub struct AppState {
    pub store: Store,
    pub config: Arc<Config>,
    /// Background work.
    pub jobs: Jobs,
    /// Counts tries to sign in.
    pub sign_in_limits: Arc<SignInLimits>,
}

/// The person of the request, looked up anew for each; a context in every server function and page.
#[derive(Clone, Debug, Default)]
pub struct CurrentPerson(pub Option<Me>);

/// The server's parts, inside a server function or a page.
pub fn app_state() -> Result<AppState, AppError> {
    use_context().ok_or(AppError::Unavailable)
}

/// The signed-in person, inside a server function or a page.
pub fn signed_in() -> Result<Me, AppError> {
    use_context::<CurrentPerson>()
        .and_then(|person| person.0)
        .ok_or(AppError::SignedOut)
}
