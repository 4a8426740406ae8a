//! The box in which people write posts: a text area with a toolbar, a preview, completion of people, spaces and emoji, and
//! who will read the post.

mod change;
mod completion;
mod edits;
mod emoji;
mod field;
mod readers;
mod toolbar;
mod trigger;

pub use emoji::REACTIONS;
pub use field::{WritingBox, WritingHandle};
