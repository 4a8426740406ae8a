//! The database engine, independent of any resource: connections, queries, sort keys and positions.

pub(super) mod clean_names;
pub(super) mod connections;
pub mod cursors;
pub mod dialect;
mod opening;
pub mod positions;
pub(super) mod rekeying;
pub mod rows;
pub mod seal;
pub mod sort_key;
pub mod sql;

pub use connections::{Engine, FILE, Store, Tx, check_file, defer_checkpoints, sqlite_version};
pub use sort_key::{VERSION as SORT_KEY_VERSION, sort_key};
