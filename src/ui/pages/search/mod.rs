//! The search in conversations: its page, and the section under the list of spaces.

mod filters;
mod found;
mod in_list;
mod page;

pub use in_list::FoundInConversations;
pub use page::SearchPage;
