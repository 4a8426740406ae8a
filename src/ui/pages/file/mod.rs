//! The page of a file: preview, facts, versions, and the posts that show it.

mod actions;
mod facts;
mod live;
mod page;
mod preview;
mod text_preview;
mod uses;
mod versions;

pub use page::FilePage;
