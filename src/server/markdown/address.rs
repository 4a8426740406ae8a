//! Which addresses the links of posts may have.

use std::sync::LazyLock;

use url::{Position, Url};

/// An address that a link may have.
pub(super) struct Address {
    /// The address as the URL standard writes it.
    pub href: String,
    /// Whether it leads to a website by its full address.
    pub external: bool,
}

/// A site of which paths are resolved; never part of an address.
static SITE: LazyLock<Option<Url>> = LazyLock::new(|| Url::parse("https://site.invalid/").ok());

impl Address {
    /// Returns the address if it is absolute with a permitted scheme, or a path on this site.
    pub(super) fn permitted(address: &str) -> Option<Self> {
        if address.starts_with('/') {
            return Self::on_this_site(address);
        }
        let url = Url::parse(address).ok()?;
        let external = match url.scheme() {
            "http" | "https" => true,
            "mailto" | "tel" => false,
            _ => return None,
        };
        Some(Self {
            href: url.into(),
            external,
        })
    }

    /// Browsers ignore tabs and line ends and read `\` as `/`, so the path is resolved as they do.
    fn on_this_site(path: &str) -> Option<Self> {
        let site = SITE.as_ref()?;
        let url = site.join(path).ok()?;
        let href = &url[Position::BeforePath..];
        let permitted = url.origin() == site.origin() && !href.starts_with("//");
        permitted.then(|| Self {
            href: href.to_owned(),
            external: false,
        })
    }
}
