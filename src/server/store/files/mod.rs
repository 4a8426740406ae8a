//! Files and folders: the library of each space, and the files of its posts.

pub mod access;
pub mod act;
pub mod add;
pub mod detail;
pub mod folders;
pub mod list;
mod names;
mod record;
pub mod restore;
mod row;
pub mod rules;
mod search;
pub mod trash;
