//! Files and folders: the library of each space, and the files of its posts.

pub mod access;
