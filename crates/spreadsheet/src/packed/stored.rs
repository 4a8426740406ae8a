//! An archive for calamine: the same files, as if they were stored without compression.
//!
//! calamine unpacks archives itself, without a limit. It therefore reads this virtual archive instead, whose bytes are
//! unpacked by our [`Inflater`], which has limits. On the way the progress is counted, and the end of the stream is
//! kept, because the merged cells are there and calamine would read the sheet a second time to find them.

use std::cell::RefCell;
use std::io::{self, Read, Seek, SeekFrom};
use std::rc::Rc;

use super::{Entry, Inflater};

/// Facts about the bytes that were read.
#[derive(Default)]
pub struct Watch {
    /// Unpacked bytes read, of all files.
    pub passed: u64,
    /// The limit of `passed`. The reader of the cells raises it as it makes progress. It limits how many nested
    /// elements a parser can collect.
    pub allowed: u64,
    /// The file that was read last, from which the unread rest can be taken.
    current: Option<Current>,
}

struct Current {
    entry: usize,
    of: Entry,
    inflater: Inflater,
    /// The last bytes that were returned, twice as many as a reader buffers.
    recent: Vec<u8>,
}

const RECENT: usize = 1 << 16;
const PADDING: usize = 1 << 17;

/// The end of a file that a reader stopped reading.
pub struct Tail {
    recent: io::Cursor<Vec<u8>>,
    inflater: Inflater,
}

impl Watch {
    /// Returns the file that was read last.
    pub fn current_entry(&self) -> Option<&Entry> {
        self.current.as_ref().map(|current| &current.of)
    }

    /// Returns what the last reader left unread, with a little before it.
    pub fn tail(&mut self) -> Option<Tail> {
        let current = self.current.take()?;
        Some(Tail {
            recent: io::Cursor::new(current.recent),
            inflater: current.inflater,
        })
    }
}

impl Read for Tail {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match self.recent.read(out)? {
            0 => self.inflater.read(out),
            count => Ok(count),
        }
    }
}

enum Segment {
    Header(Vec<u8>),
    Data(usize),
}

/// The virtual archive.
pub struct StoredArchive {
    bytes: Rc<Vec<u8>>,
    entries: Vec<Entry>,
    /// Each segment with its position.
    segments: Vec<(u64, Segment)>,
    length: u64,
    position: u64,
    watch: Rc<RefCell<Watch>>,
}

impl StoredArchive {
    /// Returns an archive of these entries (together under 4 GB), of which `allowed` bytes may be read.
    pub fn new(bytes: Rc<Vec<u8>>, entries: Vec<Entry>, allowed: u64) -> (Self, Rc<RefCell<Watch>>) {
        let watch = Rc::new(RefCell::new(Watch {
            allowed,
            ..Watch::default()
        }));
        let mut archive = Self {
            bytes,
            entries: Vec::new(),
            segments: Vec::new(),
            length: 0,
            position: 0,
            watch: watch.clone(),
        };
        let mut central = Vec::new();
        for (index, entry) in entries.iter().enumerate() {
            let at = archive.length as u32;
            let common = common_header(entry);
            let mut local = b"PK\x03\x04".to_vec();
            local.extend_from_slice(&common);
            local.extend_from_slice(entry.name.as_bytes());
            archive.push(local.len() as u64, Segment::Header(local));
            archive.push(entry.size, Segment::Data(index));
            central.extend_from_slice(b"PK\x01\x02\x14\x00");
            central.extend_from_slice(&common);
            // Comment, disk and attributes are empty.
            central.extend_from_slice(&[0; 10]);
            central.extend_from_slice(&at.to_le_bytes());
            central.extend_from_slice(entry.name.as_bytes());
        }
        // The directory is searched from the end backwards, in windows that would reach into the files.
        archive.push(PADDING as u64, Segment::Header(vec![0; PADDING]));
        let (start, length, count) = (archive.length as u32, central.len() as u32, entries.len() as u16);
        central.extend_from_slice(b"PK\x05\x06\0\0\0\0");
        central.extend_from_slice(&count.to_le_bytes());
        central.extend_from_slice(&count.to_le_bytes());
        central.extend_from_slice(&length.to_le_bytes());
        central.extend_from_slice(&start.to_le_bytes());
        central.extend_from_slice(&[0; 2]);
        archive.push(central.len() as u64, Segment::Header(central));
        archive.entries = entries;
        (archive, watch)
    }

    fn push(&mut self, length: u64, segment: Segment) {
        if length > 0 {
            self.segments.push((self.length, segment));
            self.length += length;
        }
    }

    fn read_entry(&self, index: usize, offset: u64, out: &mut [u8]) -> io::Result<usize> {
        let Some(entry) = self.entries.get(index) else {
            return Ok(0);
        };
        let mut watch = self.watch.borrow_mut();
        let current = match watch.current.take() {
            Some(current) if current.entry == index && current.inflater.produced() == offset => current,
            // Readers go from the beginning to the end. Seeking backwards would cost unlimited time.
            _ if offset != 0 => return Err(io::Error::from(io::ErrorKind::Unsupported)),
            _ => Current {
                entry: index,
                of: entry.clone(),
                inflater: Inflater::new(self.bytes.clone(), entry),
                recent: Vec::new(),
            },
        };
        let current = watch.current.insert(current);
        let wanted = out.len().min((entry.size - offset) as usize);
        let count = current.inflater.read(out.get_mut(..wanted).unwrap_or(&mut []))?;
        let given = out.get(..count).unwrap_or(&[]);
        if current.recent.len() + count > RECENT {
            let drop = (current.recent.len() + count - RECENT).min(current.recent.len());
            current.recent.drain(..drop);
        }
        current
            .recent
            .extend_from_slice(given.get(count.saturating_sub(RECENT)..).unwrap_or(given));
        watch.passed += count as u64;
        if watch.passed > watch.allowed {
            return Err(io::Error::from(io::ErrorKind::InvalidData));
        }
        if count == 0 && wanted > 0 {
            return Err(io::Error::from(io::ErrorKind::UnexpectedEof));
        }
        Ok(count)
    }
}

/// Returns the fields that a local header and a directory entry share, from the version to the length of the extra
/// field.
fn common_header(entry: &Entry) -> Vec<u8> {
    let mut header = Vec::with_capacity(26);
    header.extend_from_slice(&[0x14, 0, 0, 0x08, 0, 0, 0, 0, 0x21, 0]);
    header.extend_from_slice(&entry.crc.to_le_bytes());
    header.extend_from_slice(&(entry.size as u32).to_le_bytes());
    header.extend_from_slice(&(entry.size as u32).to_le_bytes());
    header.extend_from_slice(&(entry.name.len() as u16).to_le_bytes());
    header.extend_from_slice(&[0; 2]);
    header
}

impl Read for StoredArchive {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.position >= self.length || out.is_empty() {
            return Ok(0);
        }
        let index = self
            .segments
            .partition_point(|(start, _)| *start <= self.position)
            .saturating_sub(1);
        let Some((start, segment)) = self.segments.get(index) else {
            return Ok(0);
        };
        let offset = self.position - start;
        let count = match segment {
            Segment::Header(header) => header.get(offset as usize..).unwrap_or(&[]).read(out)?,
            Segment::Data(entry) => self.read_entry(*entry, offset, out)?,
        };
        self.position += count as u64;
        Ok(count)
    }
}

impl Seek for StoredArchive {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let position = match to {
            SeekFrom::Start(position) => Some(position),
            SeekFrom::End(offset) => self.length.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
        };
        self.position = position.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.position)
    }
}
