//! The types that a browser shows, and the policy with which it shows each.

/// The policy of everything that is saved, and of everything that needs nothing to be shown.
pub const CLOSED: &str = "default-src 'none'; frame-ancestors 'none'; sandbox";
/// The policy of what a browser shows in a page that it makes itself, with its own styles.
const MEDIA: &str =
    "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";
/// The policy of a document for the browser's own viewer, which does not run in a sandbox of its page. Our pages may show
/// it in a frame.
const DOCUMENT: &str = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'";

/// How a browser gets bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    pub content_type: &'static str,
    pub policy: &'static str,
    /// Whether it saves them instead of showing them.
    pub attachment: bool,
}

/// The types that a browser shows: that of the stored bytes, that of the answer, and the policy.
const SHOWN: [(&str, &str, &str); 15] = [
    ("image/png", "image/png", MEDIA),
    ("image/jpeg", "image/jpeg", MEDIA),
    ("image/gif", "image/gif", MEDIA),
    ("image/webp", "image/webp", MEDIA),
    ("image/avif", "image/avif", MEDIA),
    ("image/bmp", "image/bmp", MEDIA),
    ("audio/mpeg", "audio/mpeg", MEDIA),
    ("audio/ogg", "audio/ogg", MEDIA),
    ("audio/wav", "audio/wav", MEDIA),
    ("audio/mp4", "audio/mp4", MEDIA),
    ("audio/flac", "audio/flac", MEDIA),
    ("video/mp4", "video/mp4", MEDIA),
    ("video/webm", "video/webm", MEDIA),
    ("application/pdf", "application/pdf", DOCUMENT),
    ("text/plain", "text/plain; charset=utf-8", MEDIA),
];

/// Returns how a browser gets bytes of this type. `save` says that it is to save them.
pub fn form(content_type: &str, save: bool) -> Form {
    let shown = SHOWN.iter().find(|(stored, _, _)| *stored == content_type);
    match shown {
        Some((_, content_type, policy)) if !save => Form {
            content_type,
            policy,
            attachment: false,
        },
        Some((_, content_type, _)) => Form {
            content_type,
            policy: CLOSED,
            attachment: true,
        },
        None => Form {
            content_type: "application/octet-stream",
            policy: CLOSED,
            attachment: true,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_browser_runs_is_shown() {
        for content_type in [
            "text/html",
            "image/svg+xml",
            "application/xml",
            "application/xhtml+xml",
            "text/javascript",
            "text/css",
            "application/wasm",
            "application/json",
            "application/octet-stream",
            "",
        ] {
            for save in [false, true] {
                let form = form(content_type, save);
                assert!(form.attachment, "{content_type}");
                assert_eq!(form.content_type, "application/octet-stream", "{content_type}");
                assert!(form.policy.ends_with("sandbox"));
            }
        }
    }

    #[test]
    fn what_a_browser_shows_it_saves_when_it_is_to() {
        assert!(!form("image/png", false).attachment);
        assert!(form("image/png", true).attachment);
        assert_eq!(form("text/plain", false).content_type, "text/plain; charset=utf-8");
    }

    #[test]
    fn no_policy_allows_scripts() {
        for (content_type, _, policy) in SHOWN {
            assert!(policy.starts_with("default-src 'none';"), "{content_type}");
            assert!(
                !policy.contains("script-src") && !policy.contains("allow-"),
                "{content_type}"
            );
        }
    }
}
