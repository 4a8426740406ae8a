//! The audit log: its lines as they are written, and as administrators read them.

mod lines;
pub mod log;

pub use lines::*;
