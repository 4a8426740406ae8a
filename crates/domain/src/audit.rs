//! The audit log: who did what in the account, for its administrators.

mod event;
mod log;
#[cfg(test)]
mod tests;

use crate::{limits, text};

pub use event::{Event, Exported, Topic};
pub use log::{About, Filter, Kind, Line, Page, Place, check_kept_days};

/// The path of the log as a file.
pub const EXPORT: &str = "/settings/audit-log/export";
/// The default number of days for which lines are kept.
pub const KEPT_DAYS: u32 = 365;
/// The minimum number of days that may be chosen.
pub const KEPT_DAYS_MIN: u32 = 30;
/// The maximum number of days that may be chosen.
pub const KEPT_DAYS_MAX: u32 = 3_650;
/// Views of the same space within this time count as one, in milliseconds.
pub const SAME_VIEW_MS: i64 = 10 * 60 * 1000;
/// Refused sign-ins with the same e-mail and reason within this time are one line, in milliseconds.
pub const SAME_REFUSAL_MS: i64 = 15 * 60 * 1000;
/// The maximum number of lines about refused sign-ins within that time, for all e-mails together, so that guessing
/// cannot fill the log.
pub const REFUSALS_MAX: u32 = 50;

/// Returns the e-mail of a sign-in in the form that the log stores. Text that is not an e-mail address is not stored,
/// because it may be a password in the wrong field.
pub fn tried_email(typed: &str) -> String {
    text::email(typed, limits::EMAIL).unwrap_or_default()
}
