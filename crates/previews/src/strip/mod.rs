//! Pictures without position, camera, comments and embedded older versions.
//!
//! Of formats that are made of parts, only the parts that browsers need for showing the picture are kept. The pixels are
//! never decoded, so nothing is lost of them. What lies behind the end of the picture is left out.

mod boxes;
mod exif;
mod gif;
mod jpeg;
mod png;
mod tiff;
mod webp;

pub use boxes::size as size_in_boxes;

use super::Error;

/// Returns the picture without what it says about its making, or `None` if it says nothing. How it is to be turned and its
/// colour profile are kept.
///
/// # Errors
///
/// `Unsupported` if the type is not one of pictures that can be stripped, `Damaged` if its parts cannot be told apart.
pub fn stripped(bytes: &[u8], content_type: &str) -> Result<Option<Vec<u8>>, Error> {
    let stripped = match content_type {
        "image/jpeg" => jpeg::stripped(bytes),
        "image/png" => png::stripped(bytes),
        "image/webp" => webp::stripped(bytes),
        "image/gif" => gif::stripped(bytes),
        "image/avif" | "image/heic" => boxes::stripped(bytes),
        "image/tiff" => tiff::stripped(bytes),
        // The format has no place for it.
        "image/bmp" => return Ok(None),
        _ => return Err(Error::Unsupported),
    };
    let stripped = stripped.ok_or(Error::Damaged)?;
    Ok((stripped != bytes).then_some(stripped))
}

/// Reads numbers from bytes that may be too short.
#[derive(Clone)]
struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Reader<'b> {
    fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let taken = self.bytes.get(self.at..self.at.checked_add(length)?)?;
        self.at += length;
        Some(taken)
    }

    fn rest(&self) -> &'b [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn is_at_end(&self) -> bool {
        self.at >= self.bytes.len()
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|bytes| bytes[0])
    }

    /// Reads a big-endian number of at most eight bytes.
    fn big(&mut self, length: usize) -> Option<u64> {
        let bytes = self.take(length)?;
        Some(bytes.iter().fold(0, |number, byte| (number << 8) | u64::from(*byte)))
    }

    /// Reads a big-endian number of at most eight bytes as a size in memory.
    fn size(&mut self, length: usize) -> Option<usize> {
        usize::try_from(self.big(length)?).ok()
    }

    /// Reads a little-endian number of four bytes.
    fn little_size(&mut self) -> Option<usize> {
        let bytes = self.take(4)?;
        usize::try_from(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])).ok()
    }
}
