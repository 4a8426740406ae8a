//! Files and folders: the library of each space, and the files of its posts.

pub mod access;
pub mod add;
pub mod folders;
mod names;
mod record;
pub mod rules;
