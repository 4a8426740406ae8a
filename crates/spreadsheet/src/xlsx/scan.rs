//! A scanner of XML tags for spreadsheets as programs usually write them.
//!
//! A sheet is a million small elements of four kinds; a general parser spends most of its time on syntax that does not
//! occur. If such syntax occurs (comments, CDATA, prefixes, other encodings), the scanner stops, and calamine reads the
//! sheet instead.

use std::io::Read;
use std::ops::Range;

use crate::error::ReadError;

const CHUNK_SIZE: usize = 1 << 17;
/// Maximum length of a tag with the text before it, in bytes. The text of a cell has at most 32,767 characters.
const MAX_TOKEN: usize = 16 << 20;

/// The reason why the scan stopped.
#[derive(Debug, PartialEq, Eq)]
pub enum Stop {
    /// The file cannot be read.
    Error(ReadError),
    /// The file has syntax that only a general parser understands.
    Unusual,
}

impl From<ReadError> for Stop {
    fn from(error: ReadError) -> Self {
        Self::Error(error)
    }
}

/// The text before a tag, and the tag without its brackets. Valid until the next token is read.
pub struct Token {
    pub text: Range<usize>,
    pub tag: Range<usize>,
}

/// A scanner of tags.
pub struct Scanner<R> {
    inner: R,
    buffer: Vec<u8>,
    position: usize,
    end: usize,
    /// The prefix of the root element with its colon: some programs write `x:row` for `row`. `None` before the root.
    prefix: Option<Vec<u8>>,
}

impl<R: Read> Scanner<R> {
    pub fn new(inner: R) -> Self {
        Self {
            inner,
            buffer: vec![0; CHUNK_SIZE],
            position: 0,
            end: 0,
            prefix: None,
        }
    }

    /// Returns the underlying reader.
    pub fn inner(&self) -> &R {
        &self.inner
    }

    /// Returns the bytes of a token.
    pub fn bytes(&self, range: Range<usize>) -> &[u8] {
        self.buffer.get(range).unwrap_or(&[])
    }

    /// Returns the bytes that were not consumed yet, and the reader of those that follow.
    pub fn into_rest(mut self) -> (Vec<u8>, R) {
        self.buffer.truncate(self.end);
        self.buffer.drain(..self.position.min(self.end));
        (self.buffer, self.inner)
    }

    /// Returns the next token, or `None` at the end of the file.
    pub fn next(&mut self) -> Result<Option<Token>, Stop> {
        // Number of bytes that were already searched.
        let mut seen = 0;
        let mut opening = None;
        loop {
            let waiting = self.buffer.get(self.position..self.end).unwrap_or(&[]);
            let from = waiting.get(seen..).unwrap_or(&[]);
            if opening.is_none() {
                opening = memchr::memchr(b'<', from).map(|at| seen + at);
                seen = opening.unwrap_or(waiting.len());
            }
            if let Some(opening) = opening {
                let from = waiting.get(seen..).unwrap_or(&[]);
                if let Some(closing) = memchr::memchr(b'>', from).map(|at| seen + at) {
                    let start = self.position;
                    self.position += closing + 1;
                    let tag = start + opening + 1..start + closing;
                    if self.buffer.get(tag.start) == Some(&b'!') {
                        return Err(Stop::Unusual);
                    }
                    let tag = self.without_prefix(tag);
                    return Ok(Some(Token {
                        text: start..start + opening,
                        tag,
                    }));
                }
                seen = waiting.len();
            }
            if !self.fill()? {
                // A truncated tag.
                return if opening.is_some() {
                    Err(ReadError::Damaged.into())
                } else {
                    Ok(None)
                };
            }
        }
    }

    /// Returns the range of the tag without the prefix that the root also has.
    fn without_prefix(&mut self, tag: Range<usize>) -> Range<usize> {
        if self.prefix.is_none() {
            let name = name_of(self.bytes(tag.clone()));
            if name.starts_with(b"?") {
                return tag;
            }
            let colon = name.iter().position(|byte| *byte == b':');
            self.prefix = Some(
                colon
                    .map_or(&[][..], |colon| name.get(..=colon).unwrap_or(&[]))
                    .to_vec(),
            );
        }
        let Some(prefix) = self.prefix.as_deref().filter(|prefix| !prefix.is_empty()) else {
            return tag;
        };
        let length = prefix.len();
        let bytes = self.buffer.get(tag.clone()).unwrap_or(&[]);
        if bytes.starts_with(prefix) {
            return tag.start + length..tag.end;
        }
        let closes = bytes.strip_prefix(b"/").is_some_and(|name| name.starts_with(prefix));
        let colon = tag.start + length;
        match self.buffer.get_mut(colon) {
            // `/x:row` becomes `/row`: the slash replaces the colon.
            Some(byte) if closes => {
                *byte = b'/';
                colon..tag.end
            }
            _ => tag,
        }
    }

    fn fill(&mut self) -> Result<bool, Stop> {
        self.buffer.copy_within(self.position..self.end, 0);
        self.end -= self.position;
        self.position = 0;
        if self.buffer.len() - self.end < CHUNK_SIZE / 2 {
            if self.buffer.len() >= MAX_TOKEN {
                return Err(ReadError::Damaged.into());
            }
            self.buffer.resize(self.buffer.len() * 2, 0);
        }
        let room = self.buffer.get_mut(self.end..).unwrap_or(&mut []);
        let read = self.inner.read(room).map_err(|_| ReadError::Damaged)?;
        self.end += read;
        Ok(read > 0)
    }
}

/// Returns the name of a tag, with `/` if it is a closing tag.
pub fn name_of(tag: &[u8]) -> &[u8] {
    let end = tag
        .iter()
        .position(|byte| byte.is_ascii_whitespace())
        .unwrap_or(tag.len());
    let name = tag.get(..end).unwrap_or(tag);
    name.strip_suffix(b"/").unwrap_or(name)
}

/// Returns whether a tag is self-closing.
pub fn is_empty(tag: &[u8]) -> bool {
    tag.ends_with(b"/")
}

/// Calls `take` with the name and raw value of each attribute. Returns false if the attributes are written unusually.
pub fn attributes<'a>(tag: &'a [u8], mut take: impl FnMut(&'a [u8], &'a [u8])) -> bool {
    let mut rest = tag.get(name_of(tag).len()..).unwrap_or(&[]);
    loop {
        rest = rest.trim_ascii_start();
        if rest.is_empty() || rest == b"/" {
            return true;
        }
        let Some(equals) = rest.iter().position(|byte| *byte == b'=') else {
            return false;
        };
        let (name, after) = rest.split_at(equals);
        let Some((quote @ (b'"' | b'\''), value)) = after.get(1..).and_then(<[u8]>::split_first) else {
            return false;
        };
        let Some(end) = value.iter().position(|byte| byte == quote) else {
            return false;
        };
        take(name, value.get(..end).unwrap_or(&[]));
        rest = value.get(end + 1..).unwrap_or(&[]);
    }
}

/// Adds the text between two tags with its escapes resolved. `trim` removes surrounding white space, as XML requires
/// unless the element preserves it.
pub fn push_text(out: &mut String, raw: &[u8], trim: bool) -> Result<(), Stop> {
    let text = simdutf8::basic::from_utf8(raw).map_err(|_| Stop::Unusual)?;
    let plain = !raw.iter().any(|byte| matches!(byte, b'&' | b'\r')) && memchr::memmem::find(raw, b"_x").is_none();
    if plain {
        out.push_str(if trim {
            text.trim_matches([' ', '\t', '\n'])
        } else {
            text
        });
        return Ok(());
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = quick_xml::escape::unescape(&text).map_err(|_| Stop::Unusual)?;
    let text = if trim {
        text.trim_matches([' ', '\t', '\r', '\n'])
    } else {
        &text
    };
    push_unescaped(out, text);
    Ok(())
}

/// Adds text in which Excel has written characters that XML does not permit as `_x000D_`.
fn push_unescaped(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let unit = |at: usize| {
            let code = rest
                .get(at..)
                .filter(|code| code.starts_with("_x"))?
                .get(2..7)?
                .strip_suffix('_')?;
            u16::from_str_radix(code, 16)
                .ok()
                .filter(|_| code.bytes().all(|byte| byte.is_ascii_hexdigit()))
        };
        out.push_str(rest.get(..at).unwrap_or(""));
        let (taken, units) = match (unit(at), unit(at + 7)) {
            (Some(high @ 0xD800..=0xDBFF), Some(low @ 0xDC00..=0xDFFF)) => (14, vec![high, low]),
            (Some(unit), _) => (7, vec![unit]),
            (None, _) => {
                out.push_str("_x");
                rest = rest.get(at + 2..).unwrap_or("");
                continue;
            }
        };
        out.extend(char::decode_utf16(units).map(|char| char.unwrap_or('\u{fffd}')));
        rest = rest.get(at + taken..).unwrap_or("");
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(xml: &str) -> Vec<(String, String)> {
        let mut scanner = Scanner::new(xml.as_bytes());
        let mut tags = Vec::new();
        while let Some(token) = scanner.next().unwrap() {
            let text = |range| String::from_utf8(scanner.bytes(range).to_vec()).unwrap();
            tags.push((text(token.text), text(token.tag)));
        }
        tags
    }

    #[test]
    fn tags_come_with_the_text_before_them() {
        let pair = |text: &str, tag: &str| (text.to_owned(), tag.to_owned());
        assert_eq!(
            tags("<a b=\"c\">d</a><e/>f"),
            [pair("", "a b=\"c\""), pair("d", "/a"), pair("", "e/")]
        );
        let long = "x".repeat(CHUNK_SIZE * 3);
        assert_eq!(tags(&format!("<a>{long}</a>")), [pair("", "a"), pair(&long, "/a")]);
    }

    #[test]
    fn the_prefix_of_the_root_is_left_out() {
        let names: Vec<String> = tags("<?xml?><x:a b=\"c\"><x:d>e</x:d><y:f/></x:a>")
            .into_iter()
            .map(|(_, tag)| tag)
            .collect();
        assert_eq!(names, ["?xml?", "a b=\"c\"", "d", "/d", "y:f/", "/a"]);
    }

    #[test]
    fn unusual_syntax_is_left_to_calamine() {
        for xml in ["<!-- a -->", "<a><![CDATA[<b>]]></a>"] {
            let mut scanner = Scanner::new(xml.as_bytes());
            let stop = loop {
                match scanner.next() {
                    Ok(Some(_)) => {}
                    Ok(None) => panic!("{xml}"),
                    Err(stop) => break stop,
                }
            };
            assert_eq!(stop, Stop::Unusual);
        }
    }

    #[test]
    fn attributes_and_escapes_are_read() {
        let mut seen = Vec::new();
        assert!(attributes(b"c r=\"A1\" s='2' t=\"s\"/", |name, value| seen.push((name, value))));
        assert_eq!(seen, [(&b"r"[..], &b"A1"[..]), (b"s", b"2"), (b"t", b"s")]);
        assert!(!attributes(b"c r=A1", |_, _| {}));
        for (raw, trim, text) in [
            ("a &lt;b&gt; &#x105;&amp;", false, "a <b> ą&"),
            (" a ", true, "a"),
            (" a ", false, " a "),
            ("a_x000D__x000a_b_x12_x", false, "a\r\nb_x12_x"),
            ("_xD83D__xDE00_ _xD83D_", false, "😀 \u{fffd}"),
            ("a\r\nb", false, "a\nb"),
        ] {
            let mut out = String::new();
            push_text(&mut out, raw.as_bytes(), trim).unwrap();
            assert_eq!(out, text, "{raw}");
        }
        assert_eq!(push_text(&mut String::new(), b"&unknown;", false), Err(Stop::Unusual));
        assert_eq!(push_text(&mut String::new(), b"\xFF", false), Err(Stop::Unusual));
    }
}
