//! Permits: whoever writes holds one. A permit owns the writing transaction in which the rule was asked, so nothing can
//! change between check and act; [`commit`](SpacePermit::commit) makes the act and its events visible.
//!
//! The gate alone makes those of people ([`SpacePermit`], [`AccountPermit`], [`DealPermit`]). What the server writes
//! without asking a rule (sign-in, sessions, sweeps) goes through a [`SystemPermit`], which says for what.

mod account;
mod deal;
mod space;
mod system;

pub use account::AccountPermit;
pub use deal::DealPermit;
pub use space::SpacePermit;
pub use system::{Purpose, SystemPermit};
