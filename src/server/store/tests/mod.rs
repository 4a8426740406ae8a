//! The store against a real database, a fresh one each.

mod access;
mod operations;
mod pages;
mod world;
mod writes;
