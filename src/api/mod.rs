//! The contract between the page and the server: server functions, one file per resource.
//!
//! Each function has a few lines: it gets the caller and the permission from the gate, and then calls the store. The
//! error type is [`Failure`].

pub mod access_requests;
pub mod add_ons;
pub mod audit;
pub mod deals;
mod failure;
pub mod fields;
pub mod files;
#[cfg(feature = "ssr")]
mod from_server;
pub mod groups;
pub mod imports;
mod json;
pub mod notices;
pub mod operations;
mod page_status;
pub mod people;
pub mod session;
pub mod space_rules;
pub mod spaces;
pub mod statistics;
pub mod tasks;
pub mod topics;
pub mod views;

pub use failure::{Answer, Failure};
pub use page_status::{PageStatus, page_status};
