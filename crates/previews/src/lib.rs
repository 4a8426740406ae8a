//! Small pictures of pictures and of documents, and pictures without position and camera: from bytes to bytes.
//!
//! The input is not trusted. The functions check sizes before they allocate memory for them, but the parsers of formats are
//! the work of others, so callers run them in a process of its own, with limits of memory and time.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod page;
mod picture;
mod small;
mod strip;

pub use strip::stripped;

/// The longer side of each thumbnail, in pixels.
pub const THUMBNAILS: [u32; 3] = [64, 320, 1280];
/// Maximum number of pixels of a picture.
pub const PIXELS: u64 = 100_000_000;
/// Maximum memory for the pixels of a picture, in bytes.
pub const MEMORY: u64 = 512 * 1024 * 1024;

/// Why there is no preview.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Files of this type have none.
    #[error("no preview is made of this type")]
    Unsupported,
    /// The picture or page is larger than the limits.
    #[error("larger than the limits of previews")]
    TooLarge,
    /// The file is not what its type says.
    #[error("damaged")]
    Damaged,
}

/// A picture's width and height in pixels, upright.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    pub width: u32,
    pub height: u32,
}

/// The thumbnails of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thumbnails {
    /// The size of the picture, or of the first page at the size of the largest thumbnail.
    pub size: Size,
    /// The longer side and the bytes (WebP) of each of [`THUMBNAILS`]. A small picture is not enlarged.
    pub pictures: Vec<(u32, Vec<u8>)>,
}

/// Returns the thumbnails of a picture or of the first page of a PDF.
///
/// # Errors
///
/// The type has none, or the file is damaged or too large.
pub fn thumbnails(bytes: Vec<u8>, content_type: &str) -> Result<Thumbnails, Error> {
    match content_type {
        "application/pdf" => page::thumbnails(bytes),
        _ => picture::thumbnails(&bytes, content_type),
    }
}

/// Returns the size of a picture, read from its header.
///
/// # Errors
///
/// The type is not that of a picture, or the file is damaged.
pub fn picture_size(bytes: &[u8], content_type: &str) -> Result<Size, Error> {
    match content_type {
        "image/avif" | "image/heic" => strip::size_in_boxes(bytes),
        _ => picture::size(bytes, content_type),
    }
}
