//! Files and folders: the library, its lists, acts, trash and access.

mod access;
mod acting;
mod adding;
mod listing;
mod moving;
pub mod people;
mod plans;
mod posts;
mod recorded;
mod trash;
