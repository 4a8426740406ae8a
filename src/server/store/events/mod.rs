//! Events: every write records what happened in its own transaction. The lists that show it (activity of spaces and
//! deals, audit log) are written here and nowhere else.
//!
//! Event numbers grow with each commit. A follower waits on [`Store::newest_event`], which changes only after a commit,
//! and reads new events with [`after`].
//!
//! [`Store::newest_event`]: super::Store::newest_event

mod files;
mod followers;
mod read;
mod record;
mod writing;

pub use followers::{followed, set_followed};
pub use read::{Event, after, delete_old, last_before, newest, oldest};
pub use record::{Happened, record, record_each};
pub use writing::Writing;
