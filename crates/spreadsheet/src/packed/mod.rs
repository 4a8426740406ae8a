//! Reading zipped formats safely: no memory is allocated for sizes that an archive merely claims, and no more is
//! unpacked than it declares.

mod directory;
mod inflate;
mod stored;

pub use directory::{Directory, Entry};
pub use inflate::Inflater;
pub use stored::{StoredArchive, Watch};
