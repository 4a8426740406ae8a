//! The bytes of files: their storage, and the uploads by which they arrive.

pub mod blobs;
mod folder;
mod reading;

pub use blobs::{BlobError, BlobKey, Blobs, Stored};
