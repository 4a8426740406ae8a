//! Security headers of every answer.

use std::sync::LazyLock;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::error::AppError;

use super::{csrf, errors, leptos_toml::leptos_options, mail::unsubscribe, state::AppState};

/// The URL on which `cargo xtask dev` tells the page to reload. Empty in every other build.
static WATCHED: LazyLock<String> = LazyLock::new(|| {
    let port = leptos_options().reload_port;
    match std::env::var_os("LEPTOS_WATCH") {
        Some(_) => format!(" ws://127.0.0.1:{port} ws://localhost:{port}"),
        None => String::new(),
    }
});

/// Returns the content security policy. Styles come only from files, scripts from files or with the nonce of this
/// answer. Leptos' preloads have no nonce, so 'self' is needed.
pub fn policy(nonce: Option<&str>) -> String {
    let nonce = nonce.map(|nonce| format!(" 'nonce-{nonce}'")).unwrap_or_default();
    let watched = WATCHED.as_str();
    format!(
        "default-src 'self'; script-src 'self'{nonce} 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
         connect-src 'self'{watched}; worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; \
         frame-ancestors 'none'"
    )
}

const FIXED: [(HeaderName, &str); 4] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// Middleware that refuses writes from other sites (except those whose token is the permission) and sets the security headers of every answer.
pub async fn guard(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let ours = csrf::is_ours(request.method(), request.headers(), state.config.public_url.as_ref())
        || unsubscribe::is_path(request.uri().path());
    let mut response = if ours {
        next.run(request).await
    } else {
        errors::answer(AppError::NotAllowed).into_response()
    };
    set(response.headers_mut(), state.config.is_https());
    response
}

fn set(headers: &mut HeaderMap, https: bool) {
    for (name, value) in FIXED {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if https {
        let year = HeaderValue::from_static("max-age=31536000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    if let (false, Ok(policy)) = (
        headers.contains_key(header::CONTENT_SECURITY_POLICY),
        HeaderValue::from_str(&policy(None)),
    ) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_allows_no_inline_code() {
        let policy = policy(Some("abc"));
        assert!(policy.contains("script-src 'self' 'nonce-abc' 'wasm-unsafe-eval';"));
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
    }

    #[test]
    fn an_answer_is_not_cached_unless_it_says_so() {
        let mut headers = HeaderMap::new();
        set(&mut headers, false);
        assert_eq!(headers[header::CACHE_CONTROL], "no-store");
        assert!(!headers.contains_key(header::STRICT_TRANSPORT_SECURITY));
    }
}
