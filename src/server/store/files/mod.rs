//! Files and folders: the library of each space, and the files of its posts.

pub mod access;
pub mod act;
pub mod add;
pub mod blobs;
pub mod detail;
pub mod folders;
pub mod list;
pub mod moving;
pub(in crate::server::store) mod names;
pub mod posts;
pub mod previews;
mod record;
pub mod restore;
mod row;
pub mod rules;
mod search;
pub mod serving;
pub mod trash;
pub mod uploads;
pub mod views;
pub mod zip;
