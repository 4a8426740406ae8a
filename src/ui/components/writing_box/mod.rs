//! The box in which people write posts: a text area with a toolbar, a preview, completion of people, spaces and emoji, its files,
//! and who will read the post.

mod attached;
mod change;
mod completion;
mod edits;
mod emoji;
mod field;
mod named;
mod readers;
mod toolbar;
mod trigger;

pub use attached::{AttachedFiles, BoxFiles, Coming};
pub use emoji::REACTIONS;
pub use field::{WritingBox, WritingHandle};
pub use named::{markdown as file_markdown, names_file};
