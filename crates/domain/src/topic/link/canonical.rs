//! The canonical form of a web address, which is equal for all spellings of the address of one document.
//!
//! It has no scheme, because a document has the same content over HTTP and HTTPS, and in addition to what every parser of
//! URLs does (lower-case host, IDN in its ASCII form, no `..` in the path) it leaves out: `www.`, a dot at the end of the
//! host, the default ports of both schemes, slashes at the end of the path, empty parameters, and parameters by which
//! newsletters and advertisements are counted. The order of the other parameters stays, because for some servers it
//! matters. Escapes are decoded where this changes nothing (RFC 3986, 6.2.2).
//!
//! Of fragments only those are kept that tell which document is shown: the routes of applications in the browser
//! (`#!/…`, `#/…`) and fragments with parts (`#gid=5`, `#inbox/12`). A plain name such as `#history` is a place inside the
//! document: two people who copied the address at different headings share one document, and one topic. Text fragments
//! (`#:~:text=…`) are places too.
//!
//! Only the server compiles this file: the tables for IDN would be a tenth of the page's WebAssembly.

use url::{Host, Url, quirks::domain_to_unicode};

use crate::{error::Reason, limits, text};

/// A web address in the forms that are stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// As it was typed, with a scheme: where the link leads.
    pub url: String,
    /// Equal for all spellings of the address of one document. Without a scheme.
    pub canonical: String,
    /// The host as people read it, without `www.`.
    pub host: String,
}

impl Address {
    /// Reads an address with the scheme http or https. An address without a scheme is taken as https if its host has a dot.
    ///
    /// # Errors
    ///
    /// `NotALink` for other schemes, addresses with a user name, and texts that are no address; `Required` and `TooLong`.
    pub fn read(raw: &str) -> Result<Self, Reason> {
        let raw = text::without_invisible(raw);
        let typed = raw.trim();
        if typed.is_empty() {
            return Err(Reason::Required);
        }
        if typed.chars().count() > limits::LINK {
            return Err(Reason::TooLong { max: limits::LINK });
        }
        if typed.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Err(Reason::NotALink);
        }
        let has_scheme = ["http://", "https://"].iter().any(|scheme| begins_with(typed, scheme));
        let address = if has_scheme {
            typed.to_owned()
        } else {
            format!("https://{typed}")
        };
        let url = Url::parse(&address).map_err(|_| Reason::NotALink)?;
        let host = host(&url).ok_or(Reason::NotALink)?;
        let has_user = !url.username().is_empty() || url.password().is_some();
        if has_user || (!has_scheme && !host.contains('.')) {
            return Err(Reason::NotALink);
        }
        Ok(Self {
            canonical: canonical(&url, &host),
            host: shown(&host),
            url: address,
        })
    }
}

fn begins_with(text: &str, scheme: &str) -> bool {
    text.get(..scheme.len())
        .is_some_and(|begin| begin.eq_ignore_ascii_case(scheme))
}

/// Returns the host without `www.` and without a dot at its end.
fn host(url: &Url) -> Option<String> {
    let name = match url.host()? {
        Host::Domain(name) => name.trim_end_matches('.'),
        address => return Some(address.to_string()),
    };
    let complete = name.split('.').all(|label| !label.is_empty());
    complete.then(|| without_www(name).to_owned())
}

/// Returns the host without `www.`, unless that is all of it but the top-level domain, or it has several.
fn without_www(host: &str) -> &str {
    match host.strip_prefix("www.") {
        Some(rest) if rest.contains('.') && !rest.starts_with("www.") => rest,
        _ => host,
    }
}

/// Returns the host as people read it: IDN in its letters if all are Latin. Other scripts have letters that look like Latin
/// ones, with which a host can pretend to be another.
fn shown(host: &str) -> String {
    let name = domain_to_unicode(host);
    let is_latin = |c: char| c.is_ascii() || ('\u{c0}'..='\u{24f}').contains(&c) && c.is_alphabetic();
    match name.is_empty() || !name.chars().all(is_latin) {
        true => host.to_owned(),
        false => name,
    }
}

fn canonical(url: &Url, host: &str) -> String {
    let mut canonical = host.to_owned();
    // Nothing answers over HTTPS at port 80, or over HTTP at port 443.
    if let Some(port) = url.port().filter(|port| !matches!(port, 80 | 443)) {
        canonical.push(':');
        canonical.push_str(&port.to_string());
    }
    canonical.push_str(normal(url.path()).trim_end_matches('/'));
    let query = query(url.query().unwrap_or_default());
    if !query.is_empty() {
        canonical.push('?');
        canonical.push_str(&query);
    }
    if let Some(route) = route(url.fragment().unwrap_or_default()) {
        canonical.push('#');
        canonical.push_str(&route);
    }
    canonical
}

/// Returns the text with each character escaped in one way: letters, digits and `-._~` are not, others have capital digits.
/// A percent sign that begins no escape becomes one.
fn normal(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += 1;
        if *byte != b'%' {
            out.push(char::from(*byte));
            continue;
        }
        let Some(escaped) = bytes.get(at..at + 2).and_then(escaped) else {
            out.push_str("%25");
            continue;
        };
        at += 2;
        if escaped.is_ascii_alphanumeric() || b"-._~".contains(&escaped) {
            out.push(char::from(escaped));
        } else {
            out.push_str(&format!("%{escaped:02X}"));
        }
    }
    out
}

fn escaped(digits: &[u8]) -> Option<u8> {
    let [high, low] = digits else { return None };
    let digit = |byte: u8| char::from(byte).to_digit(16);
    u8::try_from(digit(*high)? * 16 + digit(*low)?).ok()
}

/// Returns the parameters that decide which document is shown, in their order.
fn query(raw: &str) -> String {
    let raw = normal(raw);
    let parts = raw.split('&').filter(|part| !part.is_empty() && !is_tracking(part));
    parts.collect::<Vec<_>>().join("&")
}

/// Beginnings of names of parameters that only count visitors.
const TRACKING_FAMILIES: [&str; 4] = ["utm_", "mtm_", "hsa_", "__hs"];
/// Names of parameters that only count visitors, of advertisers and senders of newsletters. Names that sites also use for
/// other purposes, such as `ref`, are not among them.
const TRACKING: [&str; 39] = [
    "fbclid",
    "gclid",
    "gclsrc",
    "dclid",
    "gbraid",
    "wbraid",
    "msclkid",
    "yclid",
    "ysclid",
    "twclid",
    "ttclid",
    "li_fat_id",
    "igshid",
    "igsh",
    "srsltid",
    "epik",
    "rb_clickid",
    "_openstat",
    "_ga",
    "_gl",
    "_hsenc",
    "_hsmi",
    "hsctatracking",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "oly_anon_id",
    "oly_enc_id",
    "vero_id",
    "wickedid",
    "pk_campaign",
    "pk_kwd",
    "pk_keyword",
    "pk_source",
    "pk_medium",
    "pk_content",
    "pk_cid",
    "piwik_campaign",
    "piwik_kwd",
];

fn is_tracking(part: &str) -> bool {
    let name = part.split('=').next().unwrap_or_default().to_ascii_lowercase();
    TRACKING.contains(&name.as_str()) || TRACKING_FAMILIES.iter().any(|family| name.starts_with(family))
}

/// Returns the fragment if it tells which document is shown.
fn route(raw: &str) -> Option<String> {
    let fragment = normal(raw);
    let route = fragment.split(":~:").next().unwrap_or_default().trim_end_matches('/');
    let tells = route.starts_with(['!', '/']) || route.contains(['/', '=', '?', '&']);
    (tells && route != "!").then(|| route.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn canonical_of(typed: &str) -> String {
        Address::read(typed)
            .unwrap_or_else(|reason| panic!("{typed}: {reason:?}"))
            .canonical
    }

    #[test]
    fn spellings_of_one_address_are_equal() {
        for (canonical, spellings) in [
            (
                "example.com",
                &[
                    "http://example.com",
                    "https://EXAMPLE.com/",
                    "https://www.example.com:443/",
                    "http://example.com:80",
                    "https://example.com./",
                    "example.com",
                    " www.example.com ",
                    "https://example.com/?utm_source=mail&fbclid=x",
                    "https://example.com/#top",
                    "https://example.com/#/",
                    "https://example.com/#!/",
                    "https://example.com//",
                ][..],
            ),
            (
                "example.com/a/b?x=1&y=2",
                &[
                    "https://example.com/a/b?x=1&y=2",
                    "https://example.com/a/./c/../b/?x=1&y=2",
                    "https://example.com/a/b?utm_medium=mail&x=1&gclid=7&y=2#:~:text=word",
                    "https://example.com/a/b?x=1&&y=2&UTM_Campaign=z#part-2",
                    "https://example.com/%61/b?x=1&y=2",
                ],
            ),
            (
                "example.com/caf%C3%A9",
                &["https://example.com/café", "https://example.com/caf%c3%a9/"],
            ),
            (
                "xn--d-uga0v4h.pl",
                &["https://łódź.pl", "http://ŁÓDŹ.pl/", "https://xn--d-uga0v4h.pl"],
            ),
            (
                "app.example.com#!/space/7",
                &[
                    "https://app.example.com/#!/space/7",
                    "http://app.example.com#!/space/7/",
                ],
            ),
            (
                "[::1]:8080/x",
                &["http://[::1]:8080/x", "http://[0:0:0:0:0:0:0:1]:8080/x/"],
            ),
            ("intranet/wiki", &["http://intranet/wiki", "https://intranet/wiki/"]),
        ] {
            for spelling in spellings {
                assert_eq!(canonical_of(spelling), canonical, "{spelling}");
            }
        }
    }

    #[test]
    fn different_documents_differ() {
        let addresses = [
            "https://example.com/a",
            "https://example.com/A",
            "https://example.com/a?x=1",
            "https://example.com/a?x=2",
            "https://example.com/a?y=1&x=1",
            "https://example.com/a?x=1&y=1",
            "https://example.com/a?ref=1",
            "https://example.com:8080/a",
            "https://m.example.com/a",
            "https://example.com/a#/b",
            "https://example.com/a#!b",
            "https://example.com/a#gid=1",
            "https://example.com/a%2Fb",
            "https://example.com/a/b",
            "https://example.com/a/index.html",
            "https://www.pl/a",
            "https://pl/a",
        ];
        for (place, one) in addresses.iter().enumerate() {
            for other in &addresses[place + 1..] {
                assert_ne!(canonical_of(one), canonical_of(other), "{one} {other}");
            }
        }
    }

    #[test]
    fn an_address_is_kept_as_it_was_typed() {
        let address = Address::read(" www.Example.com/A?utm_source=x#y ").unwrap();
        assert_eq!(address.url, "https://www.Example.com/A?utm_source=x#y");
        assert_eq!(address.host, "example.com");
        assert_eq!(Address::read("HTTP://x.pl").unwrap().url, "HTTP://x.pl");
    }

    #[test]
    fn a_host_is_shown_in_its_letters_if_they_are_latin() {
        let host = |typed| Address::read(typed).unwrap().host;
        assert_eq!(host("https://www.łódź.pl/"), "łódź.pl");
        assert_eq!(host("https://xn--d-uga0v4h.pl/"), "łódź.pl");
        // Cyrillic letters that look like 'apple'.
        assert_eq!(host("https://аррӏе.com"), "xn--80ak6aa92e.com");
        assert_eq!(host("http://127.0.0.1:8080"), "127.0.0.1");
    }

    #[test]
    fn only_web_addresses_are_read() {
        for wrong in [
            "javascript:alert(1)",
            "https://javascript:alert(1)",
            "data:text/html,x",
            "ftp://example.com/a",
            "mailto:anna@example.com",
            "file:///etc/passwd",
            "https://",
            "https://anna@example.com/",
            "https://anna:secret@example.com/",
            "https://exam ple.com",
            "https://example..com/",
            "word",
            "intranet/wiki",
            "https:\\\\example.com",
        ] {
            assert_eq!(Address::read(wrong), Err(Reason::NotALink), "{wrong}");
        }
        assert_eq!(Address::read(" \u{200b} "), Err(Reason::Required));
        let long = format!("https://example.com/{}", "a".repeat(limits::LINK));
        assert_eq!(Address::read(&long), Err(Reason::TooLong { max: limits::LINK }));
    }

    /// A document: host, path, parameters and route.
    fn documents() -> impl Strategy<Value = (String, Vec<String>, Vec<(String, String)>, Option<String>)> {
        let host = "(m\\.)?[a-z]{1,4}\\.(pl|com)";
        let path = prop::collection::vec("[A-Za-z0-9_~-]{1,4}", 0..3);
        let query = prop::collection::vec(("[a-f]{1,3}", "[a-zA-Z0-9]{0,3}"), 0..3);
        let route = prop::option::of("[!/]?/[a-z]{1,3}");
        (host, path, query, route)
    }

    /// Writes the address of a document in one of its spellings, which the bits of `noise` choose.
    fn spelled(document: &(String, Vec<String>, Vec<(String, String)>, Option<String>), noise: u32) -> String {
        let (host, path, query, route) = document;
        let is = |bit: u32| noise >> bit & 1 == 1;
        let mut address = if is(0) { "http://" } else { "https://" }.to_owned();
        if is(1) {
            address.push_str("WWW.");
        }
        address.push_str(&if is(2) { host.to_uppercase() } else { host.clone() });
        if is(3) {
            address.push_str(if is(0) { ":80" } else { ":443" });
        }
        for part in path {
            address.push('/');
            address.push_str(part);
        }
        if is(4) || path.is_empty() {
            address.push('/');
        }
        let mut pairs: Vec<String> = query.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if is(5) {
            pairs.insert(pairs.len() / 2, "utm_source=news".to_owned());
        }
        if is(6) {
            pairs.push("fbclid=abc".to_owned());
        }
        if !pairs.is_empty() || is(7) {
            address.push('?');
            address.push_str(&pairs.join("&"));
        }
        match route {
            Some(route) => {
                address.push('#');
                address.push_str(route);
            }
            None if is(8) => address.push_str("#heading"),
            None => {}
        }
        if is(9) {
            address.push_str(if address.contains('#') {
                ":~:text=a"
            } else {
                "#:~:text=a"
            });
        }
        address
    }

    proptest! {
        #[test]
        fn every_spelling_has_the_canonical_form_of_its_document(document in documents(), noise in 0u32..1024) {
            prop_assert_eq!(canonical_of(&spelled(&document, noise)), canonical_of(&spelled(&document, 0)));
        }

        #[test]
        fn two_documents_never_have_one_canonical_form(
            one in documents(), other in documents(), noise in 0u32..1024,
        ) {
            let same = one == other;
            prop_assert_eq!(canonical_of(&spelled(&one, noise)) == canonical_of(&spelled(&other, 0)), same);
        }

        #[test]
        fn the_canonical_form_of_a_canonical_form_is_itself(
            typed in "(http|https)://(www\\.){0,3}[a-zA-Zł.]{1,8}(:[0-9]{1,4})?[/a-zA-Z0-9%.~ł?&=#!:_-]{0,30}"
        ) {
            if let Ok(address) = Address::read(&typed) {
                let again = Address::read(&format!("https://{}", address.canonical));
                prop_assert_eq!(again.map(|again| again.canonical), Ok(address.canonical));
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
            if let Ok(address) = Address::read(&text) {
                let lower = address.url.to_ascii_lowercase();
                prop_assert!(lower.starts_with("http://") || lower.starts_with("https://"));
            }
        }
    }
}
