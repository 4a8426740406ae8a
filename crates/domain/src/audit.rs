//! The audit log: who did what in the account, for its administrators.

mod event;
mod log;
#[cfg(test)]
mod tests;

pub use event::{Event, Exported, Topic};
pub use log::{About, Filter, Line, Page, Place, check_kept_days};

/// How many days lines are kept where nothing else was said.
pub const KEPT_DAYS: u32 = 365;
/// Fewest days that may be chosen.
pub const KEPT_DAYS_MIN: u32 = 30;
/// Most days that may be chosen.
pub const KEPT_DAYS_MAX: u32 = 3_650;
/// Looking again at the same space within this time is the same look, in milliseconds.
pub const SAME_LOOK_MS: i64 = 10 * 60 * 1000;
