//! Requests for a part of the bytes, and for bytes that have changed (RFC 9110, 13 and 14).

use std::ops::Range;

use axum::http::{HeaderMap, Method, header};
use headers::{ETag, HeaderMapExt, IfNoneMatch, IfRange};
use http_range_header::parse_range_header;

/// What is to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The client has the bytes.
    NotModified,
    Whole,
    Part(Range<u64>),
    /// The part begins behind the end.
    NoSuchPart,
}

/// Returns what a request wants of `size` bytes with this tag.
pub fn wanted(method: &Method, headers: &HeaderMap, tag: &ETag, size: u64) -> Wanted {
    // A header that cannot be read is as good as none.
    let known: Option<IfNoneMatch> = headers.typed_get();
    if known.is_some_and(|known| !known.precondition_passes(tag)) {
        return Wanted::NotModified;
    }
    let unchanged = match headers.contains_key(header::IF_RANGE) {
        true => headers
            .typed_get::<IfRange>()
            .is_some_and(|range| !range.is_modified(Some(tag), None)),
        false => true,
    };
    let range = headers.get(header::RANGE).and_then(|range| range.to_str().ok());
    match range {
        // Only GET has parts.
        Some(range) if unchanged && method == Method::GET => part(range, size),
        _ => Wanted::Whole,
    }
}

fn part(range: &str, size: u64) -> Wanted {
    let Ok(parsed) = parse_range_header(range) else {
        return Wanted::Whole;
    };
    match parsed.validate(size) {
        Err(_) => Wanted::NoSuchPart,
        Ok(ranges) => match &ranges[..] {
            [range] => Wanted::Part(*range.start()..range.end() + 1),
            // Several parts would be another type of answer, which no browser asks for.
            _ => Wanted::Whole,
        },
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    fn of(headers: &[(HeaderName, &'static str)]) -> Wanted {
        let headers = headers
            .iter()
            .map(|(name, value)| (name.clone(), HeaderValue::from_static(value)))
            .collect();
        let tag = "\"abc\"".parse().unwrap();
        wanted(&Method::GET, &headers, &tag, 100)
    }

    #[test]
    fn one_part_is_sent_and_of_several_the_whole() {
        let range = |value| of(&[(header::RANGE, value)]);
        for (value, expected) in [
            ("bytes=0-9", Wanted::Part(0..10)),
            ("bytes=90-", Wanted::Part(90..100)),
            ("bytes=-1", Wanted::Part(99..100)),
            ("bytes=0-999", Wanted::Part(0..100)),
            ("bytes=0-0", Wanted::Part(0..1)),
            ("bytes=100-", Wanted::NoSuchPart),
            ("bytes=0-9,20-29", Wanted::Whole),
            ("bytes=9-0", Wanted::Whole),
            ("lines=0-9", Wanted::Whole),
            ("nonsense", Wanted::Whole),
        ] {
            assert_eq!(range(value), expected, "{value}");
        }
        let head = HeaderMap::from_iter([(header::RANGE, HeaderValue::from_static("bytes=0-9"))]);
        assert_eq!(
            wanted(&Method::HEAD, &head, &"\"abc\"".parse().unwrap(), 100),
            Wanted::Whole
        );
        let get = |range| {
            let headers = HeaderMap::from_iter([(header::RANGE, HeaderValue::from_static(range))]);
            wanted(&Method::GET, &headers, &"\"abc\"".parse().unwrap(), 0)
        };
        for range in ["bytes=0-", "bytes=-1", "bytes=0-0"] {
            assert!(matches!(get(range), Wanted::Whole | Wanted::NoSuchPart), "{range}");
        }
    }

    #[test]
    fn bytes_that_the_client_has_are_not_sent_again() {
        for (value, expected) in [
            ("\"abc\"", Wanted::NotModified),
            ("W/\"abc\"", Wanted::NotModified),
            ("\"x\", \"abc\"", Wanted::NotModified),
            ("*", Wanted::NotModified),
            ("\"x\"", Wanted::Whole),
        ] {
            assert_eq!(of(&[(header::IF_NONE_MATCH, value)]), expected, "{value}");
        }
    }

    #[test]
    fn a_part_of_changed_bytes_is_not_sent() {
        let part = |value| of(&[(header::RANGE, "bytes=1-2"), (header::IF_RANGE, value)]);
        assert_eq!(part("\"abc\""), Wanted::Part(1..3));
        for other in ["\"x\"", "W/\"abc\"", "Sun, 06 Nov 1994 08:49:37 GMT", "nonsense"] {
            assert_eq!(part(other), Wanted::Whole, "{other}");
        }
    }
}
