//! Text files: which encoding, which delimiter, and their rows.

pub mod delimiter;
pub mod encoding;
mod read;

pub use read::{read, sample};
