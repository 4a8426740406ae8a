//! The strings that cells name by number, in one text.

use std::io::Read;

use super::scan::{Scanner, Stop, attributes, is_empty, name_of, push_text};
use crate::error::ReadError;
use crate::limits::{MAX_ROWS, MAX_TEXT_BYTES, MAX_UNPACKED_BYTES};
use crate::packed::Inflater;

/// Eighty different strings in each row.
const MAX_STRINGS: usize = MAX_ROWS * 80;

/// Strings by number.
#[derive(Debug, Default)]
pub struct SharedStrings {
    text: String,
    ends: Vec<u32>,
}

impl SharedStrings {
    /// Reads the part; `size` is what it unpacks to.
    pub fn read(part: Inflater, size: u64) -> Result<Self, Stop> {
        let mut strings = Self {
            text: String::with_capacity((size / 2).min(64 << 20) as usize),
            ends: Vec::new(),
        };
        let mut scanner = Scanner::new(part);
        let (mut inside, mut preserve) = (false, false);
        loop {
            let Some(token) = scanner.next()? else {
                return if strings.ends.is_empty() {
                    Ok(strings)
                } else {
                    Err(ReadError::Damaged.into())
                };
            };
            let tag = scanner.bytes(token.tag);
            match name_of(tag) {
                b"si" if is_empty(tag) => strings.close(),
                b"si" => {
                    read_texts(&mut scanner, b"/si", preserve, &mut strings.text)?;
                    strings.close();
                }
                b"sst" => {
                    inside = !is_empty(tag);
                    preserve = keeps_space(tag)?.unwrap_or(false);
                }
                b"/sst" => break,
                name if name.starts_with(b"?") => check_encoding(tag)?,
                // A prefix, before or after: not as programs write it.
                _ if !inside => return Err(Stop::Unusual),
                _ => {}
            }
            if strings.ends.len() > MAX_STRINGS {
                return Err(ReadError::TooLargeUnpacked {
                    limit: MAX_UNPACKED_BYTES,
                }
                .into());
            }
        }
        scanner.into_rest().1.verify()?;
        Ok(strings)
    }

    fn close(&mut self) {
        self.ends.push(self.text.len() as u32);
    }

    /// The string of that number.
    pub fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)?;
        let start = index
            .checked_sub(1)
            .map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.text.get(start as usize..end as usize)
    }
}

/// What a tag says of white space in its element: whether it is kept; `None` where it says nothing.
pub fn keeps_space(tag: &[u8]) -> Result<Option<bool>, Stop> {
    let mut said = None;
    let usual = attributes(tag, |name, value| {
        if name == b"xml:space" {
            said = Some(value == b"preserve");
        }
    });
    if usual { Ok(said) } else { Err(Stop::Unusual) }
}

/// Adds the texts of a string (several where parts of it look different), to its closing tag. White space around a text is
/// kept if the text says so, or if it says nothing and `preserve` is what the part says.
pub fn read_texts<R: Read>(
    scanner: &mut Scanner<R>,
    closing: &[u8],
    preserve: bool,
    out: &mut String,
) -> Result<(), Stop> {
    // Readings of Japanese characters stand beside the string and are no part of it.
    let mut phonetic = false;
    let mut text = None;
    loop {
        let Some(token) = scanner.next()? else {
            return Err(ReadError::Damaged.into());
        };
        let tag = scanner.bytes(token.tag.clone());
        match name_of(tag) {
            b"t" if is_empty(tag) => {}
            b"t" => text = Some(keeps_space(tag)?.unwrap_or(preserve)),
            b"/t" => {
                if let Some(preserve) = text.take()
                    && !phonetic
                {
                    let raw = scanner.bytes(token.text);
                    // Before it grows: what it grows to may be more memory than there is.
                    if out.len() + raw.len() > MAX_TEXT_BYTES {
                        return Err(ReadError::TooLargeUnpacked {
                            limit: MAX_TEXT_BYTES as u64,
                        }
                        .into());
                    }
                    push_text(out, raw, !preserve)?;
                }
            }
            b"rPh" => phonetic = !is_empty(tag),
            b"/rPh" => phonetic = false,
            name if name == closing => return Ok(()),
            _ if text.is_some() => return Err(Stop::Unusual),
            _ => {}
        }
    }
}

/// Parts are UTF-8, unless they say otherwise.
pub fn check_encoding(declaration: &[u8]) -> Result<(), Stop> {
    let declaration = declaration.to_ascii_lowercase();
    let named = memchr::memmem::find(&declaration, b"encoding").is_some();
    if named && memchr::memmem::find(&declaration, b"utf-8").is_none() {
        return Err(Stop::Unusual);
    }
    Ok(())
}
