//! The audit log: writing its lines, and reading them for administrators.

mod lines;
pub mod log;
mod refusals;

pub use lines::*;
pub use refusals::record_refusal;
