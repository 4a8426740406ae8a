//! Permits: every write takes one. A permit owns the write transaction in which the rule was checked, so nothing can
//! change between check and write; [`commit`](SpacePermit::commit) makes the write and its events visible.
//!
//! Only the gate creates the permits of people ([`SpacePermit`], [`TopicPermit`], [`FilesPermit`], [`AccountPermit`],
//! [`DealPermit`]).
//! Writes of the server itself (sign-in, sessions, sweeps) take a [`SystemPermit`], which names their purpose.

mod account;
mod deal;
mod file;
mod space;
mod system;
mod topic;

pub use account::AccountPermit;
pub use deal::DealPermit;
pub use file::{FilesPermit, ItemsOfPermit};
pub use space::SpacePermit;
pub use system::{Purpose, SystemPermit};
pub use topic::{TopicOfPermit, TopicPermit};

use domain::ids::UserId;

/// Who acts, and when.
#[derive(Clone, Copy, Debug)]
pub struct By {
    pub person: UserId,
    /// Milliseconds since the Unix epoch.
    pub at: i64,
}
