//! All SQL, with a folder or file for each resource. No SQL is written elsewhere.

pub mod access_requests;
pub mod account;
pub mod audit;
mod cache;
pub mod check;
pub mod deals;
pub mod engine;
mod error;
pub mod events;
pub mod fields;
pub mod files;
pub mod groups;
pub mod imports;
pub mod live;
pub mod mail;
pub mod operations;
pub mod people;
pub mod search;
pub mod sessions;
pub mod spaces;
pub mod statistics;
pub mod tags;
#[cfg(test)]
pub(super) mod tests;
pub mod topics;
pub mod views;

pub use engine::{Engine, FILE, SORT_KEY_VERSION, Store, Tx, check_file, defer_checkpoints, sort_key, sqlite_version};
pub use error::StoreError;
pub use spaces::clauses::Zone;
