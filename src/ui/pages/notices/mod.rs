//! Notices: the page with all of them, and the menu of the newest ones in the top bar.

mod line;
mod menu;
mod page;
mod words;

pub use menu::NewestNotices;
pub use page::NoticesPage;
