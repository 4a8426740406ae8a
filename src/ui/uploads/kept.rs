//! Uploads as the browser stores them, so that the next page goes on with them.

use domain::{ids::UserId, limits::UPLOAD_KEPT_MS};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Destination, Ended, Item, Phase};
use crate::ui::browser::uploading as stored;

/// The number of uploads that are stored at once.
const AT_ONCE: usize = 500;
/// Time after which the tab of an upload counts as closed in browsers that cannot tell, in milliseconds.
const CLOSED_AFTER_MS: i64 = 10 * 60 * 1000;

/// An unfinished upload.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    pub id: Uuid,
    /// The tab that carries it.
    pub tab: Uuid,
    /// When it was stored, milliseconds since the Unix epoch.
    pub at: i64,
    name: String,
    path: Vec<String>,
    size: i64,
    modified: i64,
    destination: Destination,
    url: Option<String>,
    sha256: Option<String>,
    /// The file of a draft that is complete and not in the draft yet.
    #[serde(default)]
    file: Option<Uuid>,
}

impl Kept {
    /// Returns the form in which an upload is stored.
    pub fn of(item: &Item, tab: Uuid, at: i64) -> Self {
        let Item { id, size, modified, .. } = *item;
        let file = match item.phase {
            Phase::Done(file) => Some(file),
            _ => None,
        };
        Self {
            id,
            tab,
            at,
            name: item.name.clone(),
            path: item.path.clone(),
            size,
            modified,
            destination: item.destination,
            url: item.url.clone(),
            sha256: item.sha256.clone(),
            file,
        }
    }

    /// Returns whether the server has removed it by now.
    pub fn is_expired(&self, now: i64) -> bool {
        now - self.at > UPLOAD_KEPT_MS
    }

    /// Returns whether its tab was closed, in browsers that cannot tell.
    pub fn is_old(&self, now: i64) -> bool {
        now - self.at > CLOSED_AFTER_MS
    }

    /// Returns the file of a post that is complete and not in the text of its draft yet.
    pub fn complete(&self) -> Option<Ended> {
        Some(Ended {
            upload: self.id,
            destination: self.destination,
            name: self.name.clone(),
            file: self.file?,
        })
    }

    /// Returns the upload, which waits for its file.
    pub fn into_item(self) -> Item {
        let measures = [self.size, self.modified];
        let mut item = Item::new(self.id, self.name, self.path, measures, self.destination);
        item.url = self.url;
        // Without the hash, the bytes might be others by now.
        item.sha256 = self.sha256.filter(|hash| !hash.is_empty());
        item.phase = Phase::NoFile { asks: false };
        item
    }
}

fn key(person: UserId, id: Uuid) -> String {
    format!("{person}/{id}")
}

fn read(text: &str) -> Option<Kept> {
    serde_json::from_str(text).ok()
}

/// Stores uploads.
pub async fn store(person: UserId, uploads: Vec<Kept>) {
    for some in uploads.chunks(AT_ONCE) {
        let texts = some.iter().filter_map(|kept| {
            let text = serde_json::to_string(kept).ok()?;
            Some((key(person, kept.id), kept.id, text))
        });
        stored::keep(texts.collect()).await;
    }
}

/// Removes uploads.
pub async fn forget(person: UserId, ids: Vec<Uuid>) {
    if !ids.is_empty() {
        stored::forget(ids.into_iter().map(|id| key(person, id)).collect()).await;
    }
}

/// Returns the stored uploads of a person, oldest first.
pub async fn all(person: UserId) -> Vec<Kept> {
    let found = stored::kept(&format!("{person}/"), |text| read(text).map(|kept| kept.id)).await;
    let mut all: Vec<Kept> = found.iter().filter_map(|(_, text)| read(text)).collect();
    all.sort_by_key(|kept| kept.at);
    all
}

#[cfg(test)]
mod tests {
    use domain::ids::SpaceId;

    use super::*;

    fn item() -> Item {
        let destination = Destination::Folder {
            space: SpaceId(Uuid::from_u128(1)),
            folder: None,
        };
        let mut item = Item::new(
            Uuid::from_u128(2),
            "a.txt".into(),
            vec!["b".into()],
            [5, 6],
            destination,
        );
        item.url = Some("/uploads/1".into());
        item.sha256 = Some("ab".into());
        item
    }

    #[test]
    fn an_upload_is_read_as_it_was_stored_and_waits_for_its_file() {
        let kept = Kept::of(&item(), Uuid::from_u128(3), 1_000);
        let text = serde_json::to_string(&kept).unwrap();
        assert_eq!(read(&text).as_ref(), Some(&kept));
        let mut restored = kept.into_item();
        assert_eq!(restored.phase, Phase::NoFile { asks: false });
        restored.phase = Phase::Waiting;
        assert_eq!(restored, item());
    }

    #[test]
    fn a_complete_file_waits_for_its_draft() {
        let file = Uuid::from_u128(9);
        let mut item = item();
        item.phase = Phase::Done(file);
        let ended = Kept::of(&item, Uuid::nil(), 0).complete().unwrap();
        assert_eq!((ended.file, ended.name.as_str()), (file, "a.txt"));
    }

    #[test]
    fn uploads_end_when_the_server_forgets_them() {
        let kept = Kept::of(&item(), Uuid::nil(), 1_000);
        assert!(!kept.is_expired(1_000 + UPLOAD_KEPT_MS));
        assert!(kept.is_expired(1_001 + UPLOAD_KEPT_MS));
    }
}
