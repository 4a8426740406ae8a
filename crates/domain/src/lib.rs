//! The domain: data types and rules.
//!
//! Plain Rust shared by the server, the page and the import worker: no I/O, no clock (time is an argument), no
//! framework. Every rule is defined here once and used everywhere.

pub mod access;
pub mod account_rules;
pub mod activity;
pub mod add_on;
mod address;
pub mod audit;
pub mod column;
pub mod custom_field;
pub mod day;
pub mod deal;
pub mod error;
pub mod export;
pub mod field_error;
pub mod file;
pub mod fold;
pub mod group;
pub mod ids;
pub mod import;
pub mod letters;
pub mod limits;
pub mod list_query;
pub mod live;
pub mod mail;
pub mod notation;
pub mod operation;
pub mod pasted;
pub mod person;
pub mod rights;
pub mod saved_view;
pub mod separators;
pub mod session;
pub mod sort;
pub mod space;
pub mod space_state;
pub mod statistics;
pub mod text;
pub mod topic;
pub mod visibility;
