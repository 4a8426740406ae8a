//! The bytes of files: their storage, and the uploads by which they arrive.

pub mod blobs;
mod folder;
mod reading;
pub mod room;
pub mod tus;
pub mod uploads;

pub use blobs::{BlobError, BlobKey, Blobs, Stored};
pub use uploads::Uploads;
