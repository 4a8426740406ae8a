//! Protection against cross-site request forgery. Leptos' server functions have none of their own.

use axum::http::{HeaderMap, Method, header};
use url::Url;

/// Returns whether a request may change something, from the headers in which browsers state its origin and which a page
/// cannot forge. A write without these headers does not come from a supported browser and is refused.
pub fn is_ours(method: &Method, headers: &HeaderMap, public_url: Option<&Url>) -> bool {
    if method.is_safe() {
        return true;
    }
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("unreadable"));
    let site = text("sec-fetch-site");
    if site.is_some_and(|site| site != "same-origin") {
        return false;
    }
    match text(header::ORIGIN.as_str()) {
        Some(origin) => is_our_origin(origin, text(header::HOST.as_str()), public_url),
        None => site.is_some(),
    }
}

/// Returns whether a WebSocket may be opened. Browsers send its Origin always, and its cookies from any site.
pub fn may_connect(headers: &HeaderMap, public_url: Option<&Url>) -> bool {
    headers.contains_key(header::ORIGIN) && is_ours(&Method::POST, headers, public_url)
}

fn is_our_origin(origin: &str, host: Option<&str>, public_url: Option<&Url>) -> bool {
    let Ok(origin) = Url::parse(origin) else { return false };
    match public_url {
        Some(ours) => origin.origin() == ours.origin(),
        // Without a configured address, the browser's Origin and Host must agree.
        None => host.is_some_and(|host| {
            Url::parse(&format!("{}://{host}", origin.scheme()))
                .is_ok_and(|requested| requested.origin() == origin.origin())
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(headers: &[(&'static str, &'static str)], public: Option<&str>) -> bool {
        let headers = headers
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect();
        let public = public.map(|url| Url::parse(url).unwrap());
        is_ours(&Method::POST, &headers, public.as_ref())
    }

    #[test]
    fn our_own_pages_may_write() {
        let host = ("host", "127.0.0.1:3000");
        assert!(allowed(&[host, ("origin", "http://127.0.0.1:3000")], None));
        assert!(allowed(&[host, ("sec-fetch-site", "same-origin")], None));
        let behind = [("host", "internal:80"), ("origin", "https://spaces.firma.pl")];
        assert!(allowed(&behind, Some("https://spaces.firma.pl")));
    }

    #[test]
    fn other_sites_may_not_write() {
        let host = ("host", "127.0.0.1:3000");
        assert!(!allowed(&[host], None));
        assert!(!allowed(&[host, ("origin", "null")], None));
        assert!(!allowed(&[host, ("origin", "http://evil.example")], None));
        assert!(!allowed(&[host, ("origin", "http://127.0.0.1:3001")], None));
        assert!(!allowed(
            &[
                host,
                ("origin", "http://127.0.0.1:3000"),
                ("sec-fetch-site", "cross-site")
            ],
            None
        ));
        assert!(!allowed(&[host, ("sec-fetch-site", "same-site")], None));
        assert!(!allowed(
            &[host, ("origin", "http://127.0.0.1:3000")],
            Some("https://spaces.firma.pl")
        ));
    }

    #[test]
    fn a_web_socket_needs_our_origin() {
        let connects = |origin: &[(&'static str, &'static str)]| {
            let all = [("host", "127.0.0.1:3000")].iter().chain(origin);
            let headers = all
                .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
                .collect();
            may_connect(&headers, None)
        };
        assert!(connects(&[("origin", "http://127.0.0.1:3000")]));
        assert!(!connects(&[]));
        assert!(!connects(&[("sec-fetch-site", "same-origin")]));
        assert!(!connects(&[("origin", "http://evil.example")]));
    }

    #[test]
    fn reading_needs_no_origin() {
        assert!(is_ours(&Method::GET, &HeaderMap::new(), None));
    }
}
