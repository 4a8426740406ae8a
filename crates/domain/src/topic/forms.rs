//! Checking what people write inside a space.

use serde::{Deserialize, Serialize};

use super::{TopicKind, link::address_in};
use crate::{
    error::{Field, FieldError, Reason},
    limits,
    person::keep,
    text,
};

/// A topic to be added.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewTopic {
    pub kind: TopicKind,
    /// May be empty.
    pub title: String,
    /// The first post, Markdown.
    pub text: String,
}

impl NewTopic {
    /// Returns the same topic with trimmed texts, or everything that is wrong.
    pub fn checked(self) -> Result<Self, Vec<FieldError>> {
        let mut wrong = Vec::new();
        let title = keep(topic_title(&self.title), Field::Title, &mut wrong);
        let text = post_text(&self.text).and_then(|text| match self.kind {
            TopicKind::Link if address_in(&text).is_none() => Err(Reason::NotALink),
            _ => Ok(text),
        });
        let text = keep(text, Field::Post, &mut wrong);
        if wrong.is_empty() {
            Ok(Self {
                kind: self.kind,
                title,
                text,
            })
        } else {
            Err(wrong)
        }
    }
}

/// Checks a title, which may be empty.
pub fn topic_title(raw: &str) -> Result<String, Reason> {
    optional_line(raw, limits::TOPIC_TITLE)
}

/// Checks an outcome, which may be empty.
pub fn outcome(raw: &str) -> Result<String, Reason> {
    optional_line(raw, limits::OUTCOME)
}

/// Checks the sentence of a request for access, which may be empty.
pub fn request_sentence(raw: &str) -> Result<String, Reason> {
    optional_line(raw, limits::REQUEST_SENTENCE)
}

fn optional_line(raw: &str, max: usize) -> Result<String, Reason> {
    match text::line(raw, max) {
        Err(Reason::Required) => Ok(String::new()),
        checked => checked,
    }
}

/// Checks the text of a post, Markdown. Blanks at the begin of the first line stay, because they mean code there.
pub fn post_text(raw: &str) -> Result<String, Reason> {
    if text::is_blank(raw) {
        return Err(Reason::Required);
    }
    let text = raw.replace("\r\n", "\n").replace('\r', "\n");
    let text: String = text
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect();
    let text = text.trim_start_matches('\n').trim_end();
    if text.chars().count() > limits::POST {
        return Err(Reason::TooLong { max: limits::POST });
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_needs_a_text_and_no_title() {
        let topic = NewTopic {
            text: " \n ".into(),
            ..NewTopic::default()
        };
        let wrong = topic.checked().unwrap_err();
        assert_eq!(wrong.len(), 1);
        assert_eq!((wrong[0].field, &wrong[0].reason), (Field::Post, &Reason::Required));
        let topic = NewTopic {
            text: "a".into(),
            ..NewTopic::default()
        };
        assert_eq!(topic.checked().unwrap().title, "");
    }

    #[test]
    fn a_link_needs_an_address_in_its_text() {
        let link = |text: &str| {
            let topic = NewTopic {
                kind: TopicKind::Link,
                text: text.into(),
                ..NewTopic::default()
            };
            topic.checked()
        };
        let wrong = link("no address").unwrap_err();
        assert_eq!((wrong[0].field, &wrong[0].reason), (Field::Post, &Reason::NotALink));
        assert!(link("https://example.com is good").is_ok());
    }

    #[test]
    fn the_text_of_a_post_keeps_its_indentation_and_lines() {
        assert_eq!(post_text("\r\n    code\r\nnext  \n").unwrap(), "    code\nnext");
        assert_eq!(
            post_text(&"ą".repeat(limits::POST + 1)),
            Err(Reason::TooLong { max: limits::POST })
        );
    }
}
