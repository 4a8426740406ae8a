//! Web addresses in the text of a post.

/// The beginnings by which an address is recognised.
const BEGINNINGS: [&str; 3] = ["https://", "http://", "www."];

/// Returns the first web address in the text, which may be Markdown. It begins with http://, https:// or www.
pub fn address_in(text: &str) -> Option<&str> {
    // Lower case changes no byte but those of ASCII letters.
    let lower = text.to_ascii_lowercase();
    let mut from = 0;
    loop {
        let rest = lower.get(from..)?;
        let found = BEGINNINGS
            .iter()
            .filter_map(|begin| Some((rest.find(begin)?, begin.len())));
        let (at, length) = found.min()?;
        let start = from + at;
        let inside_word = text.get(..start)?.ends_with(|c: char| c.is_alphanumeric());
        let address = whole(text.get(start..)?);
        let host = address.get(length..).unwrap_or_default();
        if !inside_word && host.starts_with(|c: char| c.is_alphanumeric() || c == '[') {
            return Some(address);
        }
        from = start + length;
    }
}

/// Returns the address if the text is one web address and nothing else.
pub fn single_address(text: &str) -> Option<&str> {
    let text = text.trim();
    address_in(text).filter(|address| *address == text)
}

/// Returns the address with which the text begins: up to a blank, a quotation mark or the end of a Markdown link, and
/// without the punctuation of its sentence.
fn whole(text: &str) -> &str {
    let ends = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '`' | '„' | '”' | '“');
    let mut address = text.split(ends).next().unwrap_or_default();
    if let Some((before, _)) = address.split_once("](") {
        address = before;
    }
    while let Some(last) = address.chars().next_back() {
        let closes = |open: char| address.matches(last).count() > address.matches(open).count();
        let drop = match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '|' | '…' => true,
            ')' => closes('('),
            ']' => closes('['),
            _ => false,
        };
        if !drop {
            break;
        }
        address = address.get(..address.len() - last.len_utf8()).unwrap_or_default();
    }
    address
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_first_address_of_a_text_is_found() {
        for (text, address) in [
            ("https://example.com/a", Some("https://example.com/a")),
            ("See https://example.com/a.", Some("https://example.com/a")),
            ("See (www.example.com), and more", Some("www.example.com")),
            (
                "[A page](https://example.com/a_(b)) is good",
                Some("https://example.com/a_(b)"),
            ),
            ("[https://a.pl](https://b.pl)", Some("https://a.pl")),
            ("<HTTPS://example.com/?a=b&c>", Some("HTTPS://example.com/?a=b&c")),
            ("łódź http://x.pl\nhttps://y.pl", Some("http://x.pl")),
            ("http://[::1]/x", Some("http://[::1]/x")),
            ("„https://x.pl/a”", Some("https://x.pl/a")),
            ("xhttps://x.pl is none, https:// and www. neither", None),
            ("no address, not even example.com", None),
            ("", None),
        ] {
            assert_eq!(address_in(text), address, "{text}");
        }
    }

    #[test]
    fn a_text_with_more_than_an_address_is_none() {
        assert_eq!(
            single_address(" https://example.com/a \n"),
            Some("https://example.com/a")
        );
        assert_eq!(single_address("https://example.com/a good"), None);
        assert_eq!(single_address("https://example.com/a."), None);
        assert_eq!(single_address("example.com"), None);
    }

    proptest! {
        #[test]
        fn what_is_found_is_part_of_the_text(text in "(\\PC{0,6}(https?://|www\\.)?){0,4}") {
            if let Some(address) = address_in(&text) {
                prop_assert!(text.contains(address));
                prop_assert!(!address.contains(char::is_whitespace));
            }
        }
    }
}
