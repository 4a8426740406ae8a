//! The shared strings, to which cells refer by index, in one text.

use std::io::Read;

use super::scan::{Scanner, Stop, attributes, is_empty, name_of, push_text};
use crate::error::ReadError;
use crate::limits::{MAX_ROWS, MAX_TEXT_BYTES, MAX_UNPACKED_BYTES};
use crate::packed::Inflater;

/// Eighty distinct strings in each row.
const MAX_STRINGS: usize = MAX_ROWS * 80;

/// Strings by index.
#[derive(Debug, Default)]
pub struct SharedStrings {
    text: String,
    ends: Vec<u32>,
}

impl SharedStrings {
    /// Reads the part, which unpacks to `size` bytes.
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
                // An element before or after the strings, or with a prefix: unusual.
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

    /// Returns the string with this index.
    pub fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)?;
        let start = index
            .checked_sub(1)
            .map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.text.get(start as usize..end as usize)
    }
}

/// Returns whether a tag says that white space in its element is kept, or `None` if it says nothing.
pub fn keeps_space(tag: &[u8]) -> Result<Option<bool>, Stop> {
    let mut said = None;
    let usual = attributes(tag, |name, value| {
        if name == b"xml:space" {
            said = Some(value == b"preserve");
        }
    });
    if usual { Ok(said) } else { Err(Stop::Unusual) }
}

/// Adds the texts of a string (several if its parts are formatted differently), up to its closing tag. Surrounding
/// white space is kept if the text says so, or if it says nothing and `preserve`, the setting of the part, is true.
pub fn read_texts<R: Read>(
    scanner: &mut Scanner<R>,
    closing: &[u8],
    preserve: bool,
    out: &mut String,
) -> Result<(), Stop> {
    // The phonetic transcription of Japanese characters is not part of the string.
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
                    // Checked before the text grows, because its size may exceed the available memory.
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

/// Parts are UTF-8 unless they declare another encoding.
pub fn check_encoding(declaration: &[u8]) -> Result<(), Stop> {
    let declaration = declaration.to_ascii_lowercase();
    let named = memchr::memmem::find(&declaration, b"encoding").is_some();
    if named && memchr::memmem::find(&declaration, b"utf-8").is_none() {
        return Err(Stop::Unusual);
    }
    Ok(())
}
