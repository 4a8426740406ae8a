//! Compound files: a file system within a file, which Microsoft's older formats (and encrypted newer ones) use.
//!
//! The crate `cfb` is not used. It keeps every sector table that a file lists, even one that is listed a million times
//! (gigabytes of memory for a file of 50 MB). It also refuses files of other programs that Excel opens: files whose
//! names are not in order, two of whose chains share a sector, or whose limit for small streams differs.

use crate::error::ReadError;

/// The first bytes of every compound file.
pub const SIGNATURE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
const END_OF_CHAIN: u32 = 0xFFFF_FFFE;
const GREATEST_SECTOR: u32 = 0xFFFF_FFFA;

struct DirectoryEntry {
    name: String,
    start: u32,
    size: usize,
}

/// An open compound file.
pub struct CompoundFile<'a> {
    bytes: &'a [u8],
    sector_shift: u32,
    /// For each sector, the sector that follows it in its chain.
    next: Vec<u32>,
    entries: Vec<DirectoryEntry>,
    small_next: Vec<u32>,
    small: Vec<u8>,
    small_limit: usize,
}

impl<'a> CompoundFile<'a> {
    /// Reads the sector tables and the directory.
    pub fn open(bytes: &'a [u8]) -> Result<Self, ReadError> {
        Self::try_open(bytes).ok_or(ReadError::Damaged)
    }

    fn try_open(bytes: &'a [u8]) -> Option<Self> {
        let sector_shift = u32::from(u16_at(bytes, 30)?);
        if !matches!(sector_shift, 9 | 12) || u16_at(bytes, 32)? != 6 {
            return None;
        }
        let mut file = Self {
            bytes,
            sector_shift,
            next: Vec::new(),
            entries: Vec::new(),
            small_next: Vec::new(),
            small: Vec::new(),
            small_limit: u32_at(bytes, 56)? as usize,
        };
        file.next = file.read_table()?;
        let directory = file.chain(u32_at(bytes, 48)?, usize::MAX)?;
        file.entries = directory
            .as_chunks::<128>()
            .0
            .iter()
            .filter_map(directory_entry)
            .collect();
        let root = directory
            .get(..128)
            .and_then(|entry| Some((u32_at(entry, 116)?, u32_at(entry, 120)? as usize)))?;
        let small_table = u32_at(bytes, 60)?;
        if small_table < GREATEST_SECTOR {
            let table = file.chain(small_table, usize::MAX)?;
            file.small_next = words(&table).collect();
            file.small = file.chain(root.0, root.1)?;
        }
        Some(file)
    }

    /// Returns whether the file has a stream or folder with that name.
    pub fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// Returns the bytes of a stream.
    pub fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self
            .entries
            .iter()
            .find(|entry| entry.name.eq_ignore_ascii_case(name))?;
        if entry.size >= self.small_limit {
            return self.chain(entry.start, entry.size);
        }
        let mut out = Vec::new();
        let mut sector = entry.start;
        while out.len() < entry.size && sector != END_OF_CHAIN {
            let start = (sector as usize).checked_mul(64)?;
            let chunk = self
                .small
                .get(start..self.small.len().min(start + 64))
                .filter(|chunk| !chunk.is_empty())?;
            out.extend_from_slice(chunk);
            if out.len() > self.small.len() {
                return None;
            }
            sector = *self.small_next.get(sector as usize)?;
        }
        out.truncate(entry.size);
        Some(out)
    }

    fn sector(&self, sector: u32) -> Option<&'a [u8]> {
        let start = (sector as usize).checked_add(1)?.checked_mul(1 << self.sector_shift)?;
        let end = self.bytes.len().min(start.checked_add(1 << self.sector_shift)?);
        // Some programs truncate the last sector.
        self.bytes.get(start..end).filter(|chunk| !chunk.is_empty())
    }

    /// Reads the table of successors of all sectors. The sectors of this table are listed in the header and in a chain
    /// of lists.
    fn read_table(&self) -> Option<Vec<u32>> {
        let sectors = self.bytes.len() >> self.sector_shift;
        let mut listed: Vec<u32> = words(self.bytes.get(76..512)?).collect();
        let mut list = u32_at(self.bytes, 68)?;
        let mut lists = 0;
        while list < GREATEST_SECTOR {
            lists += 1;
            let mut words: Vec<u32> = words(self.sector(list)?).collect();
            list = words.pop()?;
            listed.extend(words);
            if lists > sectors {
                return None;
            }
        }
        let mut table = Vec::new();
        for sector in listed.into_iter().filter(|sector| *sector < GREATEST_SECTOR) {
            // A table with more than one word for each sector of the file, rounded up, comes from a file that lists one
            // sector many times.
            if table.len() > sectors + (1 << self.sector_shift) {
                return None;
            }
            table.extend(words(self.sector(sector)?));
        }
        Some(table)
    }

    /// Returns the bytes of a chain of sectors, at most `size`.
    fn chain(&self, start: u32, size: usize) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        let mut sector = start;
        while out.len() < size && sector != END_OF_CHAIN {
            out.extend_from_slice(self.sector(sector)?);
            // A chain that is longer than the file is a cycle.
            if out.len() > self.bytes.len() {
                return None;
            }
            sector = *self.next.get(sector as usize)?;
        }
        out.truncate(size);
        Some(out)
    }
}

fn directory_entry(entry: &[u8; 128]) -> Option<DirectoryEntry> {
    let units = usize::from(u16_at(entry, 64)?).min(64) / 2;
    let (pairs, _) = entry.get(..units * 2)?.as_chunks::<2>();
    let name = char::decode_utf16(
        pairs
            .iter()
            .map(|pair| u16::from_le_bytes(*pair))
            .take_while(|unit| *unit != 0),
    );
    let name: String = name.map(|char| char.unwrap_or('\u{fffd}')).collect();
    if name.is_empty() {
        return None;
    }
    Some(DirectoryEntry {
        name,
        start: u32_at(entry, 116)?,
        size: u32_at(entry, 120)? as usize,
    })
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.as_chunks::<4>().0.iter().map(|word| u32::from_le_bytes(*word))
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

pub(super) fn f64_at(bytes: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(bytes.get(at..at.checked_add(8)?)?.try_into().ok()?))
}
