//! The audit log: who did what in the account, for its administrators.

mod event;
mod log;
#[cfg(test)]
mod tests;

use crate::{limits, text};

pub use event::{Event, Exported, Topic};
pub use log::{About, Filter, Kind, Line, Page, Place, check_kept_days};

/// The address of the log as a file.
pub const EXPORT: &str = "/settings/audit-log/export";
/// How many days lines are kept where nothing else was said.
pub const KEPT_DAYS: u32 = 365;
/// Fewest days that may be chosen.
pub const KEPT_DAYS_MIN: u32 = 30;
/// Most days that may be chosen.
pub const KEPT_DAYS_MAX: u32 = 3_650;
/// Looking again at the same space within this time is the same look, in milliseconds.
pub const SAME_LOOK_MS: i64 = 10 * 60 * 1000;
/// Sign-ins for the same e-mail that are refused for the same reason within this time are one line, in milliseconds.
pub const SAME_REFUSAL_MS: i64 = 15 * 60 * 1000;
/// Most lines about refused sign-ins within that time, of all e-mails: who guesses must not fill the log.
pub const REFUSALS_MAX: u32 = 50;

/// The e-mail that somebody tried to sign in with, as it is written down. What is no e-mail address is not: it may be a
/// password in the wrong field.
pub fn tried_email(typed: &str) -> String {
    text::email(typed, limits::EMAIL).unwrap_or_default()
}
