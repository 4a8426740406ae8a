//! Strings of a workbook: UTF-16 or its low bytes in Excel 97 and later, a code page before.

use encoding_rs::Encoding;

use super::compound::u16_at;

/// How the workbook encodes strings.
#[derive(Debug, Clone, Copy)]
pub struct Charset {
    /// Whether strings are UTF-16, as in Excel 97 and later.
    pub unicode: bool,
    /// The code page of older versions.
    pub code_page: &'static Encoding,
}

impl Charset {
    /// Returns the encoding of a code page.
    pub fn of_code_page(number: u16) -> &'static Encoding {
        match number {
            437 | 852 | 28592 => encoding_rs::ISO_8859_2,
            1251 => encoding_rs::WINDOWS_1251,
            1252 | 32769 => encoding_rs::WINDOWS_1252,
            1253 => encoding_rs::WINDOWS_1253,
            1254 => encoding_rs::WINDOWS_1254,
            1257 => encoding_rs::WINDOWS_1257,
            65001 => encoding_rs::UTF_8,
            _ => encoding_rs::WINDOWS_1250,
        }
    }
}

/// A reader of the parts of a record.
pub struct PartReader<'a> {
    parts: std::vec::IntoIter<&'a [u8]>,
    rest: &'a [u8],
}

impl<'a> PartReader<'a> {
    /// Returns a reader at the beginning of the first part.
    pub fn new(parts: Vec<&'a [u8]>) -> Self {
        let mut parts = parts.into_iter();
        let rest = parts.next().unwrap_or(&[]);
        Self { parts, rest }
    }

    fn byte(&mut self) -> Option<u8> {
        while self.rest.is_empty() {
            self.rest = self.parts.next()?;
        }
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    /// Reads two bytes.
    pub fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    /// Reads four bytes.
    pub fn u32(&mut self) -> Option<u32> {
        Some(u32::from(self.u16()?) | u32::from(self.u16()?) << 16)
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            if self.rest.is_empty() {
                self.rest = self.parts.next()?;
            }
            let step = count.min(self.rest.len());
            self.rest = self.rest.get(step..)?;
            count -= step;
        }
        Some(())
    }

    /// Reads a string of Excel 97 and later, with its length before it, and adds it to `out`.
    pub fn unicode_string(&mut self, out: &mut String) -> Option<()> {
        let length = usize::from(self.u16()?);
        self.unicode_characters(length, out)
    }

    /// Reads the characters of a string of Excel 97 and later, whose length is known.
    pub fn unicode_characters(&mut self, mut length: usize, out: &mut String) -> Option<()> {
        let flags = self.byte()?;
        let mut wide = flags & 1 != 0;
        let runs = if flags & 8 != 0 { usize::from(self.u16()?) } else { 0 };
        let phonetic = if flags & 4 != 0 { self.u32()? as usize } else { 0 };
        let mut units = Vec::new();
        while length > 0 {
            if self.rest.is_empty() {
                self.rest = self.parts.next()?;
                // If a string continues in the next part, that part says again whether its characters have two bytes.
                wide = self.byte()? & 1 != 0;
                continue;
            }
            let width = if wide { 2 } else { 1 };
            let count = length.min(self.rest.len() / width);
            if count == 0 {
                return None;
            }
            let (now, rest) = self.rest.split_at_checked(count * width)?;
            if wide {
                units.extend(now.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair)));
            } else {
                units.extend(now.iter().map(|byte| u16::from(*byte)));
            }
            self.rest = rest;
            length -= count;
        }
        out.extend(char::decode_utf16(units).map(|char| char.unwrap_or('\u{fffd}')));
        self.skip(runs.checked_mul(4)?.checked_add(phonetic)?)
    }
}

/// Reads a string with its length before it, in either encoding.
pub fn read_string(parts: Vec<&[u8]>, charset: Charset, out: &mut String) -> Option<()> {
    if charset.unicode {
        return PartReader::new(parts).unicode_string(out);
    }
    let data = parts.first()?;
    let length = usize::from(u16_at(data, 0)?);
    out.push_str(
        &charset
            .code_page
            .decode_without_bom_handling(data.get(2..2 + length)?)
            .0,
    );
    Some(())
}

/// The strings to which cells refer by index.
#[derive(Debug, Default)]
pub struct SharedStrings {
    text: String,
    ends: Vec<u32>,
}

impl SharedStrings {
    /// Reads all strings that are there; the number in the record is ignored.
    pub fn read(parts: Vec<&[u8]>) -> Self {
        let mut strings = Self::default();
        let mut parts = PartReader::new(parts);
        if parts.u32().is_none() || parts.u32().is_none() {
            return strings;
        }
        while parts.unicode_string(&mut strings.text).is_some() {
            strings.ends.push(strings.text.len() as u32);
        }
        // Remove what a truncated string left behind.
        strings
            .text
            .truncate(strings.ends.last().copied().unwrap_or(0) as usize);
        strings
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
