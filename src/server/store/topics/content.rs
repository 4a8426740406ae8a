//! The content of a topic or post before it is written. It is checked and rendered before a transaction begins, because
//! rendering a long text takes up to 50 ms and only one transaction can write at a time.

use domain::{
    error::{AppError, Field, Reason},
    ids::{FileId, UserId},
    limits::{FILES_A_POST, FIRST_WORDS},
    topic::{
        NewTopic, TopicKind,
        link::{Address, address_in},
        post_text,
    },
};

use crate::server::markdown;

/// The content of a post to be written.
#[derive(Clone, Debug)]
pub struct PostContent {
    /// The Markdown to store, without the names that references show.
    pub(super) markdown: String,
    pub(super) html: String,
    pub(super) mentions: Vec<UserId>,
    pub(super) files: Vec<FileId>,
}

impl PostContent {
    /// Checks and renders the text.
    ///
    /// # Errors
    ///
    /// `Invalid` if the text is empty or too long, or names too many files.
    pub fn new(text: &str) -> Result<Self, AppError> {
        let text = post_text(text).map_err(|reason| AppError::field(Field::Post, reason))?;
        let markdown = markdown::without_labels(&text);
        let rendered = markdown::render(&markdown);
        if rendered.files.len() > FILES_A_POST {
            return Err(AppError::field(Field::Post, Reason::TooMany { max: FILES_A_POST }));
        }
        Ok(Self {
            markdown,
            html: rendered.html,
            mentions: rendered.mentions,
            files: rendered.files,
        })
    }
}

/// The content of a topic to be written.
#[derive(Clone, Debug)]
pub struct TopicContent {
    pub(super) kind: TopicKind,
    /// May be empty.
    pub(super) title: String,
    pub(super) post: PostContent,
    /// The address of a link.
    pub(super) link: Option<Address>,
}

impl TopicContent {
    /// Checks the topic and renders its first post.
    ///
    /// # Errors
    ///
    /// `Invalid` with the fields that are empty or too long.
    pub fn new(topic: NewTopic) -> Result<Self, AppError> {
        let topic = topic.checked().map_err(AppError::Invalid)?;
        Ok(Self {
            kind: topic.kind,
            link: link_of(&topic)?,
            post: PostContent::new(&topic.text)?,
            title: topic.title,
        })
    }
}

/// Returns the address of a link: the first one in its text. Other topics have none.
fn link_of(topic: &NewTopic) -> Result<Option<Address>, AppError> {
    if topic.kind != TopicKind::Link {
        return Ok(None);
    }
    let address = address_in(&topic.text).ok_or(Reason::NotALink).and_then(Address::read);
    address.map(Some).map_err(|reason| AppError::field(Field::Post, reason))
}

/// Returns the words that stand for the title of a topic without one. They are stored once for all readers, so they have no
/// names.
pub fn first_words(text: &str) -> String {
    markdown::first_words(&markdown::plain_text(text).without_names(), FIRST_WORDS)
}
