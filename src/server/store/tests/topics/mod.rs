//! Topics and posts: lists, threads, writing, unread posts, moves and rights.

mod acting;
mod listing;
mod moving;
pub mod people;
mod plans;
mod rights;
mod tasks;
mod threads;
mod unread;
mod writing;
