//! The bytes of files: their storage, and the uploads by which they arrive.

pub mod backup_lock;
pub mod blobs;
pub mod check;
pub mod copies;
mod folder;
mod reading;
pub mod room;
pub mod sweep;
pub mod tus;
pub mod uploads;

pub use blobs::{BlobError, BlobKey, Blobs, Stored};
pub use uploads::Uploads;
