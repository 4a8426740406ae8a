//! What each kind of message says, in the reader's language.

pub use domain::mail::{CheckMail, DigestMail, DigestTopic, Kind, LinkMail, MentionMail, RequestMail};
use lettre::{
    Message,
    error::Error,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
};
use uuid::Uuid;

use super::layout::{self, FooterLink, Part};
use crate::{
    i18n::{Messages, days::day_words},
    server::config::Config,
};

/// What all messages to one person have in common.
#[derive(Clone, Debug)]
pub struct Frame {
    messages: Messages,
    /// The public address of the site, without a slash at its end.
    site: String,
    /// The path of the page that switches this kind of message off.
    unsubscribe: Option<String>,
}

/// A message without its addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    pub subject: String,
    pub text: String,
    pub html: String,
    /// The address of the page that switches this kind of message off.
    unsubscribe: Option<String>,
}

impl Frame {
    /// Returns the frame of a message that cannot be switched off.
    pub fn new(config: &Config, messages: Messages) -> Self {
        Self {
            messages,
            site: config.link("/").trim_end_matches('/').to_owned(),
            unsubscribe: None,
        }
    }

    /// Returns the same frame with the path of the page that switches this kind of message off.
    pub fn with_unsubscribe(mut self, path: String) -> Self {
        self.unsubscribe = Some(path);
        self
    }

    fn link(&self, path: &str) -> String {
        format!("{}{path}", self.site)
    }

    fn action(&self, name: &str, path: &str) -> Part {
        Part::Action {
            label: self.messages.text(name),
            link: self.link(path),
        }
    }

    fn content(&self, subject: String, parts: &[Part]) -> Content {
        let unsubscribe = self.unsubscribe.as_deref().map(|path| self.link(path));
        let mut footer = vec![FooterLink {
            label: self.messages.text("mail-sent-by"),
            link: self.link("/"),
        }];
        footer.extend(unsubscribe.clone().map(|link| FooterLink {
            label: self.messages.text("mail-stop"),
            link,
        }));
        Content {
            text: layout::text(parts, &footer),
            html: layout::html(self.messages.0, &subject, parts, &footer),
            subject,
            unsubscribe,
        }
    }
}

/// Returns the message of `spaces mail test`.
pub fn test(frame: &Frame) -> Content {
    let words = frame.messages.text("mail-test-text");
    frame.content(frame.messages.text("mail-test-subject"), &[Part::Words(words)])
}

/// Returns the message with the link by which a new person joins.
pub fn invitation(frame: &Frame, mail: &LinkMail) -> Content {
    let words = frame.messages.with(
        "mail-invitation-text",
        [("name", mail.name.as_str()), ("email", mail.email.as_str())],
    );
    let parts = [
        Part::Words(words),
        frame.action("mail-invitation-action", &mail.link),
        Part::Words(frame.messages.text("mail-link-once")),
    ];
    frame.content(frame.messages.text("mail-invitation-subject"), &parts)
}

/// Returns the message with the link for a new password.
pub fn new_password(frame: &Frame, mail: &LinkMail) -> Content {
    let words = frame.messages.with(
        "mail-new-password-text",
        [("name", mail.name.as_str()), ("email", mail.email.as_str())],
    );
    let parts = [
        Part::Words(words),
        frame.action("mail-new-password-action", &mail.link),
        Part::Words(frame.messages.text("mail-link-once")),
    ];
    frame.content(frame.messages.text("mail-new-password-subject"), &parts)
}

/// Returns the message about a mention.
pub fn mention(frame: &Frame, mail: &MentionMail) -> Content {
    let named = [("author", mail.author.as_str()), ("topic", mail.topic_title.as_str())];
    let words = frame.messages.with(
        "mail-mention-text",
        [
            ("author", mail.author.as_str()),
            ("topic", mail.topic_title.as_str()),
            ("space", mail.space_name.as_str()),
        ],
    );
    let parts = [
        Part::Words(words),
        Part::Quote(mail.excerpt.clone()),
        frame.action("mail-mention-action", &mail.link),
    ];
    frame.content(frame.messages.with("mail-mention-subject", named), &parts)
}

/// Returns the message about a request for access.
pub fn request(frame: &Frame, mail: &RequestMail) -> Content {
    let named = [("author", mail.author.as_str()), ("space", mail.space_name.as_str())];
    let mut parts = vec![Part::Words(frame.messages.with("mail-request-text", named))];
    if !mail.excerpt.is_empty() {
        parts.push(Part::Quote(mail.excerpt.clone()));
    }
    parts.push(frame.action("mail-request-action", &mail.link));
    frame.content(frame.messages.with("mail-request-subject", named), &parts)
}

/// Returns the message about a page that is to be checked again.
pub fn check(frame: &Frame, mail: &CheckMail) -> Content {
    let day = day_words(frame.messages, mail.day);
    let words = frame.messages.with(
        "mail-check-text",
        [
            ("page", mail.page_title.as_str()),
            ("space", mail.space_name.as_str()),
            ("day", day.as_str()),
            ("author", mail.author.as_str()),
        ],
    );
    let parts = [Part::Words(words), frame.action("mail-check-action", &mail.link)];
    let subject = [("page", mail.page_title.as_str())];
    frame.content(frame.messages.with("mail-check-subject", subject), &parts)
}

/// Returns the digest, or `None` if it has no topics. The outcome of a topic is before the rest.
pub fn digest(frame: &Frame, mail: &DigestMail) -> Option<Content> {
    if mail.topics.is_empty() {
        return None;
    }
    let count = u32::try_from(mail.topics.len()).unwrap_or(u32::MAX);
    let mut parts = vec![Part::Words(frame.messages.text("mail-digest-text"))];
    for topic in &mail.topics {
        parts.extend(digest_topic(frame, topic));
    }
    let subject = frame.messages.with("mail-digest-subject", [("count", count)]);
    Some(frame.content(subject, &parts))
}

fn digest_topic(frame: &Frame, topic: &DigestTopic) -> Vec<Part> {
    let mut parts = vec![Part::Heading {
        title: topic.topic_title.clone(),
        link: frame.link(&topic.link),
    }];
    if !topic.outcome.is_empty() {
        let outcome = [("outcome", topic.outcome.as_str())];
        parts.push(Part::Words(frame.messages.with("mail-digest-outcome", outcome)));
    }
    let unread = frame.messages.with("mail-digest-unread", [("count", topic.unread)]);
    parts.push(Part::Words(format!(
        "{} · {unread} · {}",
        topic.space_name, topic.author
    )));
    if !topic.excerpt.is_empty() {
        parts.push(Part::Quote(topic.excerpt.clone()));
    }
    parts
}

impl Content {
    /// Returns the message from `from` to `to`. Its Message-ID is made of `id` and `host`.
    ///
    /// # Errors
    ///
    /// The message cannot be written, for example because of an impossible address.
    pub fn message(self, from: &Mailbox, to: Mailbox, id: &Uuid, host: &str) -> Result<Message, Error> {
        let subject: Vec<&str> = self.subject.split_whitespace().collect();
        let mut message = Message::builder()
            .from(from.clone())
            .to(to)
            .subject(subject.join(" "))
            .message_id(Some(format!("<{id}@{host}>")))
            // Programs that answer by themselves, such as 'out of office', must not answer this (RFC 3834).
            .raw_header(raw("Auto-Submitted", "auto-generated".to_owned()));
        if let Some(link) = self.unsubscribe {
            // One click in the mail program sends a POST to the link (RFC 8058).
            message = message
                .raw_header(raw("List-Unsubscribe", format!("<{link}>")))
                .raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
        }
        message.multipart(MultiPart::alternative_plain_html(self.text, self.html))
    }
}

fn raw(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}
