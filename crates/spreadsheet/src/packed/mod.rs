//! Zipped formats, made safe to read: nothing is allocated from what an archive claims, and no
//! more is unpacked than it declared.

mod directory;
mod inflate;
mod stored;

pub use directory::{Directory, Entry};
pub use inflate::Inflater;
pub use stored::{StoredArchive, Watch};
