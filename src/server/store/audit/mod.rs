//! The audit log: writing its lines, and reading them for administrators.

mod lines;
pub mod log;

pub use lines::*;
