//! Rendering of posts: Markdown to HTML and text, without a database.
//!
//! A post is written in Markdown. A mention is a link to `person:UUID`, a reference to a space a link to `space:UUID`; their
//! labels are names, which not every reader may see. So `without_labels` gives the Markdown to store, `render` the HTML to store,
//! in which references are markers with ids, and `resolve` the HTML for one reader. `with_labels` puts names back for a person
//! who edits or quotes a post. Files are links and images with the address `file:UUID`; their labels are part of the text, and
//! their HTML is made for each reader too.

mod address;
mod anchors;
mod difference;
mod escape;
mod files;
mod highlight;
mod labels;
mod lines;
mod markers;
mod parse;
mod reference;
mod sanitise;
#[cfg(test)]
mod tests;
mod text;
mod write;

use domain::ids::{FileId, SpaceId, UserId};

pub use anchors::{contents, without_anchors};
pub use difference::difference;
pub use files::{FileView, PictureView, with_other_files, with_words_for_files, without_file_names};
pub use highlight::code;
pub use labels::{with_labels, without_labels};
pub use markers::{Neutral, Reader, References, references, resolve};
pub use reference::Reference;
pub use text::{PlainText, first_words, plain_text};

/// The version of the rendering. HTML and first words that were stored with another version are made again.
pub const RENDERER: i64 = 4;

/// A rendered post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// The HTML to store, with markers for references.
    pub html: String,
    /// The people mentioned, each once, in order of their first mention.
    pub mentions: Vec<UserId>,
    /// The spaces referred to, each once, in order of their first occurrence.
    pub spaces: Vec<SpaceId>,
    /// The files shown, each once, in order of their first occurrence.
    pub files: Vec<FileId>,
}

/// Renders the Markdown of a post. The HTML does not depend on the labels of references.
pub fn render(markdown: &str) -> Rendered {
    let text = labels::stripped(markdown);
    let files = files::Named::read(&text);
    let written = parse::with_tree(&text, |root| write::html(root, &files));
    let html = sanitise::clean(&written);
    let found = references(&html);
    Rendered {
        html,
        mentions: found.people,
        spaces: found.spaces,
        files: found.files,
    }
}
