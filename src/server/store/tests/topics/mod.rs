//! Topics and posts: lists, threads, writing, unread posts, moves and rights.

mod acting;
mod listing;
mod moving;
mod pages;
pub mod people;
mod plans;
mod privacy;
mod rights;
mod threads;
mod unread;
mod writing;
