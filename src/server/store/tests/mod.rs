//! The store against a real database, a fresh one each.

mod access;
pub mod contents;
mod fields;
mod imports;
mod operations;
mod pages;
pub mod world;
mod writes;
