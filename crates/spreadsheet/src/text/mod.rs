//! Text files: encoding, delimiter and rows.

pub mod delimiter;
pub mod encoding;
mod quotes;
mod read;
mod western;

pub use read::{Form, read, sample};
