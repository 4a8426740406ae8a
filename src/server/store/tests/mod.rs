//! Tests of the store, each on a new database.

mod access;
mod audit;
pub mod check;
pub mod contents;
pub mod deals;
mod events;
mod fields;
pub mod files;
mod hidden;
mod import_names;
pub mod imports;
mod large_imports;
pub mod notices;
pub mod operations;
pub mod pages;
mod plans;
mod post_search;
pub mod requests;
mod rules;
mod search;
mod statistics;
pub mod topics;
mod upgrade;
pub mod views;
pub mod world;
mod writes;
