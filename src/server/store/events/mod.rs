//! What happened: every act records its events in its own transaction, and the lists that show them (activity of spaces
//! and deals, audit log) are written from there and nowhere else.
//!
//! The number of an event grows with each commit. Whoever follows waits on [`Store::newest_event`], which changes after
//! a commit and never before, and reads what is new by [`after`].
//!
//! [`Store::newest_event`]: super::Store::newest_event

mod read;
mod record;
mod writing;

pub use read::{Event, after, forget_old, newest};
pub use record::{Happened, record, record_each};
pub use writing::Writing;
