//! Spaces: the list, single spaces, and all writes.

pub mod access;
pub mod act;
pub mod activity;
pub mod clauses;
pub mod columns;
pub mod cursor;
pub mod derived;
pub mod export;
pub mod index;
pub mod links;
pub mod list;
pub mod members;
mod phase;
mod read;
pub(in crate::server::store) mod set;
mod touch;
pub mod trash;
pub mod write;

pub use read::*;
pub(in crate::server::store) use touch::touch;
