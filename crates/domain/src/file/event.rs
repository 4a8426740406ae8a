//! What happens with the library of a space, as it is recorded for the followers of events.

/// An event with files or folders of a library.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum FilesEvent {
    /// A file with this name was added, or a version of it.
    Added { name: String },
    /// This number of files and folders was moved to the trash; `name` is that of the first.
    Deleted { name: String, count: u32 },
    /// A folder was added, or files and folders were renamed, moved or restored.
    Changed,
}

impl FilesEvent {
    /// Returns the word in storage.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Added { .. } => "added",
            Self::Deleted { .. } => "deleted",
            Self::Changed => "changed",
        }
    }
}
