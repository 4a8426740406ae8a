//! Drafts as the browser stores them.

use domain::{
    error::AppError,
    ids::{TopicId, UserId},
    topic::TopicKind,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Place;
use crate::ui::browser::drafts as stored;

/// A draft, or a post that is being sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The key by which the server accepts the post only once. It is made when typing begins.
    pub request: Uuid,
    /// The tab in which it is written.
    pub tab: Uuid,
    /// What a new topic is to be.
    #[serde(default)]
    pub kind: TopicKind,
    pub title: String,
    pub text: String,
    /// Whether it was sent. The server may have it already, so it must not change any more.
    pub sent: bool,
    /// When it was sent, milliseconds since the Unix epoch. Posts are sent in this order.
    #[serde(default)]
    pub at: i64,
    /// Why the server refused it. It is sent again only when the person asks for it.
    #[serde(default)]
    pub refused: Option<AppError>,
    /// The topic, which keeps its id when it is moved.
    #[serde(default)]
    pub topic: Option<TopicId>,
    /// When the post that is changed was written, milliseconds since the Unix epoch.
    #[serde(default)]
    pub written: Option<i64>,
}

/// A draft with its key and the place that the key names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub key: String,
    pub place: Place,
    pub draft: Draft,
}

impl Kept {
    fn read(key: String, text: &str) -> Option<Self> {
        let (_, rest) = key.split_once('/')?;
        let place = rest.rsplit_once('/')?.0.parse().ok()?;
        let draft = serde_json::from_str(text).ok()?;
        Some(Self { key, place, draft })
    }

    /// Returns the newest form of the draft, or `None` if a tab has sent, discarded or taken back what is known here. If
    /// the storage cannot be read, what is known counts.
    pub async fn newest(mut self) -> Option<Self> {
        if let Ok(newest) = read_draft(&self.key).await {
            self.draft = newest.filter(|draft| draft.sent == self.draft.sent)?;
        }
        Some(self)
    }
}

/// Returns the key of a draft.
pub fn key_of(person: UserId, place: Place, request: Uuid) -> String {
    format!("{person}/{place}/{request}")
}

/// Returns all stored drafts of a person.
pub async fn all_drafts(person: UserId) -> Vec<Kept> {
    let found = stored::all(&format!("{person}/")).await;
    found
        .into_iter()
        .filter_map(|(key, text)| Kept::read(key, &text))
        .collect()
}

/// Returns the stored draft under a key.
///
/// # Errors
///
/// If the storage of the browser cannot be read.
pub async fn read_draft(key: &str) -> Result<Option<Draft>, AppError> {
    let text = stored::get(key).await?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

/// Stores a draft under a key.
pub async fn store_draft(key: &str, draft: &Draft) {
    if let Ok(text) = serde_json::to_string(draft) {
        stored::keep(key, &text).await;
    }
}

/// Removes a draft and tells the other tabs.
pub async fn remove_draft(key: &str) {
    stored::remove(key).await;
    stored::tell(key);
}

#[cfg(test)]
mod tests {
    use domain::{ids::SpaceId, topic::TopicAddress};

    use super::*;

    #[test]
    fn a_key_gives_the_place_of_its_draft() {
        let address = TopicAddress {
            space: SpaceId(Uuid::from_u128(2)),
            number: 3,
        };
        let key = key_of(UserId(Uuid::from_u128(1)), Place::Reply(address), Uuid::from_u128(4));
        let text = serde_json::to_string(&Draft::default()).unwrap();
        assert_eq!(
            Kept::read(key, &text).map(|kept| kept.place),
            Some(Place::Reply(address))
        );
    }

    #[test]
    fn drafts_of_earlier_versions_are_read() {
        let nil = Uuid::nil();
        let text = format!(r#"{{"request":"{nil}","tab":"{nil}","title":"","text":"Kept","sent":true}}"#);
        let draft: Draft = serde_json::from_str(&text).unwrap();
        assert_eq!((draft.text.as_str(), draft.sent, draft.refused), ("Kept", true, None));
    }

    #[test]
    fn the_reason_of_a_refusal_is_kept() {
        let draft = Draft {
            refused: Some(AppError::NotAllowed),
            ..Draft::default()
        };
        let text = serde_json::to_string(&draft).unwrap();
        assert_eq!(serde_json::from_str::<Draft>(&text).unwrap(), draft);
    }
}
