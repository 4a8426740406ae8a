//! The central directory of a zip archive.

use std::rc::Rc;

use crate::error::ReadError;

/// More entries than any workbook has.
const MAX_ENTRIES: usize = 20_000;

/// A file in an archive.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its path, with `/`.
    pub name: String,
    /// Whether it is deflated; if not, it is stored.
    pub deflated: bool,
    /// The checksum of the unpacked content.
    pub crc: u32,
    /// The declared size of the unpacked content, in bytes. The [`super::Inflater`] enforces it.
    pub size: u64,
    /// The position of its bytes in the archive.
    pub start: usize,
    /// The end of its bytes in the archive.
    pub end: usize,
    /// The bytes that are read instead of those in the archive, if the file had to be rewritten.
    pub rewritten: Option<Rc<Vec<u8>>>,
}

impl Entry {
    /// Returns the entry with other content.
    pub fn with_content(&self, content: Vec<u8>) -> Self {
        Self {
            name: self.name.clone(),
            deflated: false,
            crc: crc32fast::hash(&content),
            size: content.len() as u64,
            start: 0,
            end: content.len(),
            rewritten: Some(Rc::new(content)),
        }
    }
}

/// The files of an archive.
#[derive(Debug, Default)]
pub struct Directory {
    /// In the order of the archive.
    pub entries: Vec<Entry>,
    /// Whether any file is encrypted.
    pub encrypted: bool,
}

impl Directory {
    /// Reads the directory at the end of the archive.
    pub fn read(bytes: &[u8]) -> Result<Self, ReadError> {
        let (mut at, count) = end_record(bytes).ok_or(ReadError::Damaged)?;
        if count > MAX_ENTRIES {
            return Err(ReadError::Damaged);
        }
        let mut directory = Self::default();
        for _ in 0..count {
            let (entry, encrypted, next) = entry(bytes, at).ok_or(ReadError::Damaged)?;
            directory.encrypted |= encrypted;
            directory.entries.extend(entry);
            at = next;
        }
        Ok(directory)
    }

    /// Returns the file with this path, ignoring case.
    pub fn find(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// Returns whether the path of any file begins with `prefix`.
    pub fn has(&self, prefix: &str) -> bool {
        self.entries.iter().any(|entry| {
            entry
                .name
                .get(..prefix.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
        })
    }
}

/// Returns the position of the directory and its number of files.
fn end_record(bytes: &[u8]) -> Option<(usize, usize)> {
    let from = bytes.len().saturating_sub(22 + 0xFFFF);
    let at = from + memchr::memmem::rfind(bytes.get(from..)?, b"PK\x05\x06")?;
    let count = usize::from(u16_at(bytes, at + 10)?);
    let start = u32_at(bytes, at + 16)?;
    // Some programs write the 64-bit record for archives of any size.
    if count == 0xFFFF || start == u32::MAX {
        let locator = at.checked_sub(20)?;
        if bytes.get(locator..locator + 4)? != b"PK\x06\x07" {
            return None;
        }
        let record = usize::try_from(u64_at(bytes, locator + 8)?).ok()?;
        let count = usize::try_from(u64_at(bytes, record.checked_add(32)?)?).ok()?;
        let start = usize::try_from(u64_at(bytes, record.checked_add(48)?)?).ok()?;
        return Some((start, count));
    }
    Some((usize::try_from(start).ok()?, count))
}

/// Returns the entry (`None` for a folder), whether it is encrypted, and the position of the next one.
fn entry(bytes: &[u8], at: usize) -> Option<(Option<Entry>, bool, usize)> {
    if bytes.get(at..at.checked_add(4)?)? != b"PK\x01\x02" {
        return None;
    }
    let flags = u16_at(bytes, at + 8)?;
    let method = u16_at(bytes, at + 10)?;
    let name_length = usize::from(u16_at(bytes, at + 28)?);
    let extra_length = usize::from(u16_at(bytes, at + 30)?);
    let comment_length = usize::from(u16_at(bytes, at + 32)?);
    let name = bytes.get(at + 46..at + 46 + name_length)?;
    let extra = bytes.get(at + 46 + name_length..at + 46 + name_length + extra_length)?;
    let next = at + 46 + name_length + extra_length + comment_length;
    let name = String::from_utf8_lossy(name).replace('\\', "/");
    // The archiver of macOS adds a folder of its own, with one file for each file.
    if name.ends_with('/') || name.starts_with("__MACOSX/") {
        return Some((None, false, next));
    }
    let mut size = u64::from(u32_at(bytes, at + 24)?);
    let mut packed = u64::from(u32_at(bytes, at + 20)?);
    let mut header = u64::from(u32_at(bytes, at + 42)?);
    for field in [&mut size, &mut packed, &mut header] {
        // Values that do not fit are in the extra field, in this order, and only those.
        if *field == u64::from(u32::MAX) {
            return wide_entry(bytes, at, extra, (flags, method), name, next);
        }
    }
    finish_entry(
        bytes,
        (flags, method, u32_at(bytes, at + 16)?),
        name,
        (size, packed, header),
        next,
    )
}

fn wide_entry(
    bytes: &[u8],
    at: usize,
    mut extra: &[u8],
    (flags, method): (u16, u16),
    name: String,
    next: usize,
) -> Option<(Option<Entry>, bool, usize)> {
    let mut wide = &[][..];
    while extra.len() >= 4 {
        let (id, length) = (u16_at(extra, 0)?, usize::from(u16_at(extra, 2)?));
        let field = extra.get(4..4 + length)?;
        if id == 1 {
            wide = field;
            break;
        }
        extra = extra.get(4 + length..)?;
    }
    let mut values = [
        u64::from(u32_at(bytes, at + 24)?),
        u64::from(u32_at(bytes, at + 20)?),
        u64::from(u32_at(bytes, at + 42)?),
    ];
    for value in &mut values {
        if *value == u64::from(u32::MAX) {
            *value = u64_at(wide, 0)?;
            wide = wide.get(8..)?;
        }
    }
    let [size, packed, header] = values;
    finish_entry(
        bytes,
        (flags, method, u32_at(bytes, at + 16)?),
        name,
        (size, packed, header),
        next,
    )
}

fn finish_entry(
    bytes: &[u8],
    (flags, method, crc): (u16, u16, u32),
    name: String,
    (size, packed, header): (u64, u64, u64),
    next: usize,
) -> Option<(Option<Entry>, bool, usize)> {
    let encrypted = flags & 1 != 0;
    // Pictures may be compressed by any method; a part that would be read may not.
    if method != 0 && method != 8 && (encrypted || method == 99) {
        return Some((None, true, next));
    }
    if method != 0 && method != 8 {
        if name.ends_with(".xml") || name.ends_with(".rels") {
            return None;
        }
        return Some((None, false, next));
    }
    let header = usize::try_from(header).ok()?;
    if bytes.get(header..header.checked_add(4)?)? != b"PK\x03\x04" {
        return None;
    }
    let length = usize::from(u16_at(bytes, header + 26)?);
    // The name is repeated in the local header.
    if String::from_utf8_lossy(bytes.get(header + 30..header + 30 + length)?).replace('\\', "/") != name {
        return None;
    }
    let start = header + 30 + length + usize::from(u16_at(bytes, header + 28)?);
    let end = start.checked_add(usize::try_from(packed).ok()?)?;
    if end > bytes.len() {
        return None;
    }
    Some((
        Some(Entry {
            name,
            deflated: method == 8,
            crc,
            size,
            start,
            end,
            rewritten: None,
        }),
        encrypted,
        next,
    ))
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(bytes.get(at..at.checked_add(8)?)?.try_into().ok()?))
}
