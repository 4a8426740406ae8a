//! The log: lines with keys and values on standard error, as text or as JSON.

use std::time::Instant;

use axum::{extract::Request, http::header, middleware::Next, response::Response};
use tracing_subscriber::EnvFilter;

/// Starts the log. `filter` is a level, or levels by module.
pub fn start(filter: &str, json: bool) -> Result<(), String> {
    let filter = EnvFilter::try_new(quiet(filter)).map_err(|error| format!("--log: {error}"))?;
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(false);
    if json {
        builder.json().init();
    } else {
        builder.with_ansi(false).compact().init();
    }
    Ok(())
}

/// Returns the filter without the session layer's warnings about cookies of unknown sessions, since anybody can send
/// any number of them.
fn quiet(filter: &str) -> String {
    match filter.contains("tower_sessions") {
        true => filter.to_owned(),
        false => format!("{filter},tower_sessions=error,tower_sessions_core=error"),
    }
}

/// Logs each request without its query, which may contain a secret link.
pub async fn log_requests(request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let response = next.run(request).await;
    let status = response.status().as_u16();
    let ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    // Requests that are refused because of a limit are expected during an attack and would fill the log.
    let refused = response.headers().contains_key(header::RETRY_AFTER);
    if status >= 500 && !refused {
        tracing::warn!(%method, path, status, ms, "request");
    } else {
        tracing::debug!(%method, path, status, ms, "request");
    }
    response
}
