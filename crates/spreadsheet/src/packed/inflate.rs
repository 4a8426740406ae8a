//! Unpacking one file of an archive, with its declared size and checksum enforced.

use std::io::{self, Read};
use std::rc::Rc;

use flate2::{Decompress, FlushDecompress, Status};

use super::Entry;
use crate::error::ReadError;

/// Maximum number of bytes of XML without a tag. No spreadsheet has more, and the parser would have to keep all of it
/// in memory.
const MAX_RUN: usize = 16 << 20;

/// A reader of the unpacked content of an entry.
pub struct Inflater {
    bytes: Rc<Vec<u8>>,
    position: usize,
    end: usize,
    size: u64,
    produced: u64,
    /// Number of bytes since the last `<`.
    run: usize,
    state: Option<Decompress>,
    ended: bool,
    checksum: crc32fast::Hasher,
    crc: u32,
}

impl Inflater {
    /// Returns a reader at the beginning of the entry.
    pub fn new(bytes: Rc<Vec<u8>>, entry: &Entry) -> Self {
        let state = entry.deflated.then(|| Decompress::new(false));
        Self {
            bytes: entry.rewritten.clone().unwrap_or(bytes),
            position: entry.start,
            end: entry.end,
            size: entry.size,
            produced: 0,
            run: 0,
            state,
            ended: false,
            checksum: crc32fast::Hasher::new(),
            crc: entry.crc,
        }
    }

    /// Returns the number of bytes read so far.
    pub fn produced(&self) -> u64 {
        self.produced
    }

    /// Reads to the end, where the checksum is compared.
    pub fn verify(mut self) -> Result<(), ReadError> {
        let mut chunk = vec![0; 1 << 16];
        loop {
            match self.read(&mut chunk) {
                Ok(0) => return Ok(()),
                Ok(_) => {}
                Err(_) => return Err(ReadError::Damaged),
            }
        }
    }

    fn fill(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let input = self.bytes.get(self.position..self.end).unwrap_or(&[]);
        let Some(state) = self.state.as_mut() else {
            let count = input.len().min(out.len());
            if let (Some(to), Some(from)) = (out.get_mut(..count), input.get(..count)) {
                to.copy_from_slice(from);
            }
            self.position += count;
            self.ended = self.position >= self.end;
            return Ok(count);
        };
        let mut filled = 0;
        while filled < out.len() && !self.ended {
            let input = self.bytes.get(self.position..self.end).unwrap_or(&[]);
            let (read_before, written_before) = (state.total_in(), state.total_out());
            let rest = out.get_mut(filled..).unwrap_or(&mut []);
            let status = state
                .decompress(input, rest, FlushDecompress::None)
                .map_err(|_| damaged())?;
            let read = (state.total_in() - read_before) as usize;
            let written = (state.total_out() - written_before) as usize;
            self.position += read;
            filled += written;
            match status {
                Status::StreamEnd => self.ended = true,
                _ if read == 0 && written == 0 => return Err(damaged()),
                _ => {}
            }
        }
        Ok(filled)
    }
}

impl Read for Inflater {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.ended || out.is_empty() {
            return Ok(0);
        }
        let count = self.fill(out)?;
        self.produced += count as u64;
        let fits = if self.ended {
            self.produced == self.size
        } else {
            self.produced <= self.size
        };
        if !fits {
            return Err(damaged());
        }
        let given = out.get(..count).unwrap_or(&[]);
        self.checksum.update(given);
        if self.ended && self.checksum.clone().finalize() != self.crc {
            return Err(damaged());
        }
        self.run = match memchr::memrchr(b'<', given) {
            Some(tag) => count - tag,
            None => self.run + count,
        };
        if self.run > MAX_RUN {
            return Err(damaged());
        }
        Ok(count)
    }
}

fn damaged() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a damaged archive")
}
