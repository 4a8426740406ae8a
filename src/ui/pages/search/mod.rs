//! The search: its page, and the section under the list of spaces.

mod filters;
mod found;
mod groups;
mod hit;
mod in_list;
mod page;

pub use hit::{hit_glyph, hit_word, marked};
pub use in_list::FoundInConversations;
pub use page::SearchPage;
