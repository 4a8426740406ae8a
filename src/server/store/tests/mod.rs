//! The store against a real database, a fresh one each.

mod access;
mod audit;
pub mod contents;
mod imports;
mod operations;
mod pages;
mod rules;
pub mod world;
mod writes;
