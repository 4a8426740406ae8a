//! The conversation of a space as one Markdown or JSON file. It is sent while it is read, so that a long conversation
//! takes no more memory than one batch.

use std::fmt::Write;

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use domain::{
    access::AccountAction,
    audit::{Event, Exported},
    error::AppError,
    ids::SpaceId,
    topic::{ConversationFormat, ExportedPost},
};

use super::{
    gate::Gate,
    store::{StoreError, audit, topics::export},
    streamed::{self, Parts},
};
use crate::i18n::{Messages, audit::instant};

/// The path of the route.
pub const PATH: &str = "/spaces/{id}/conversation";
/// The number of posts that are read at a time.
const BATCH_SIZE: i64 = 200;

/// Returns the file, and records the download in the audit log.
pub async fn file(
    gate: &Gate,
    messages: Messages,
    space: SpaceId,
    format: ConversationFormat,
) -> Result<Response, AppError> {
    let mut permit = gate.account(AccountAction::Export).await?;
    let (viewer, actor, at) = (permit.viewer(), permit.actor(), permit.at());
    let conn = permit.act(AccountAction::Export)?;
    let (name, posts) = export::size(conn, &viewer, space).await?;
    let event = Event::Export {
        what: Exported::Conversation,
        rows: u32::try_from(posts).unwrap_or(u32::MAX),
    };
    audit::write(conn, at, Some(actor), space, &event).await?;
    permit.commit().await?;
    let gate = gate.clone();
    let writer = Writer::new(format, messages);
    let body = streamed::body("a conversation", async move |parts| {
        send_posts(&gate, writer, space, &name, &parts).await
    });
    let kind = match format {
        ConversationFormat::Markdown => "text/markdown; charset=utf-8",
        ConversationFormat::Json => "application/json",
    };
    let name = format!("attachment; filename=\"conversation.{}\"", format.extension());
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, body).into_response())
}

async fn send_posts(
    gate: &Gate,
    mut writer: Writer,
    space: SpaceId,
    name: &str,
    parts: &Parts,
) -> Result<(), StoreError> {
    let mut chunk = writer.begin(name)?;
    let mut place = (0, 0);
    loop {
        // The client closed the connection.
        if parts.send(Ok(chunk.into_bytes())).await.is_err() {
            return Ok(());
        }
        let mut tx = gate.read().await?;
        let posts = export::posts(&mut tx, &gate.viewer(), space, place, BATCH_SIZE).await?;
        drop(tx);
        let Some(last) = posts.last() else {
            let _ = parts.send(Ok(writer.end().into_bytes())).await;
            return Ok(());
        };
        place = (last.topic, last.post);
        chunk = String::new();
        for post in &posts {
            chunk.push_str(&writer.post(post)?);
        }
    }
}

/// Writes the file piece by piece.
struct Writer {
    format: ConversationFormat,
    messages: Messages,
    /// The topic of the post before.
    topic: Option<i64>,
}

fn json(value: &impl serde::Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|cause| StoreError::Damaged(format!("a post cannot be written: {cause}")))
}

impl Writer {
    fn new(format: ConversationFormat, messages: Messages) -> Self {
        Self {
            format,
            messages,
            topic: None,
        }
    }

    fn begin(&self, name: &str) -> Result<String, StoreError> {
        Ok(match self.format {
            ConversationFormat::Markdown => format!("# {name}\n"),
            ConversationFormat::Json => format!("{{\"space\":{},\"posts\":[", json(&name)?),
        })
    }

    fn post(&mut self, post: &ExportedPost) -> Result<String, StoreError> {
        let first = self.topic.is_none();
        let new_topic = self.topic.replace(post.topic) != Some(post.topic);
        if self.format == ConversationFormat::Json {
            let comma = if first { "\n" } else { ",\n" };
            return Ok(format!("{comma}{}", json(post)?));
        }
        let mut text = String::new();
        let failed = |_| StoreError::Damaged("a post cannot be written".into());
        if new_topic {
            write!(text, "\n## {}\n", post.title).map_err(failed)?;
            if post.closed {
                let closed = self.messages.text("conversation-closed");
                let outcome = post.outcome.as_deref().unwrap_or_default();
                let line = format!("{closed} {outcome}");
                write!(text, "\n*{}*\n", line.trim_end()).map_err(failed)?;
            }
        }
        write!(
            text,
            "\n### {}, {} UTC\n\n{}\n",
            post.author,
            instant(post.at),
            post.text
        )
        .map_err(failed)?;
        Ok(text)
    }

    fn end(&self) -> String {
        match self.format {
            ConversationFormat::Markdown => String::new(),
            ConversationFormat::Json => "\n]}\n".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::person::Language;

    use super::*;

    fn post(topic: i64, post: i64, outcome: Option<&str>) -> ExportedPost {
        ExportedPost {
            topic,
            title: format!("Topic \"{topic}\""),
            closed: outcome.is_some(),
            outcome: outcome.map(str::to_owned),
            post,
            author: "Żaneta".into(),
            at: 0,
            edited: None,
            text: "Line\n\n- item".into(),
        }
    }

    fn written(format: ConversationFormat) -> String {
        let mut writer = Writer::new(format, Messages(Language::En));
        let mut text = writer.begin("Łódź").unwrap();
        for post in [post(1, 1, None), post(1, 3, None), post(2, 2, Some("Signed"))] {
            text.push_str(&writer.post(&post).unwrap());
        }
        text + &writer.end()
    }

    #[test]
    fn a_topic_begins_with_its_title_and_outcome() {
        let text = written(ConversationFormat::Markdown);
        assert_eq!(text.matches("## Topic").count(), 2);
        assert!(text.starts_with("# Łódź\n\n## Topic \"1\"\n\n### Żaneta, 1970-01-01 00:00:00 UTC\n\nLine"));
        assert!(text.contains("## Topic \"2\"\n\n*Closed. Signed*\n"), "{text}");
    }

    #[test]
    fn the_file_in_json_has_every_post() {
        let whole: serde_json::Value = serde_json::from_str(&written(ConversationFormat::Json)).unwrap();
        assert_eq!(whole["space"], "Łódź");
        let posts: Vec<ExportedPost> = serde_json::from_value(whole["posts"].clone()).unwrap();
        assert_eq!(posts.len(), 3);
        assert_eq!(posts[2], post(2, 2, Some("Signed")));
    }
}
