//! Catching up: everything that is unread, by space and topic, on one page.

mod page;
mod topic;

pub use page::CatchUpPage;
