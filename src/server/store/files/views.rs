//! How the files of posts look to a reader.
//!
//! A text of a topic shows a file that the reader may read, if it belongs to the space of the topic, or if a post of that
//! space has it: a topic that was moved keeps its links to the library of its former space. Files in the trash, and files
//! of drafts and former texts, are shown to nobody.

use std::collections::{HashMap, HashSet};

use domain::{
    access::Viewer,
    file::{FileKind, PictureSize, THUMBNAILS, Thumbnails, content_path, size_in_words, thumbnail_path},
    ids::{FileId, SpaceId},
};
use sqlx::{Row, any::AnyRow};

use super::access::{placed, readable};
use crate::{
    i18n::Messages,
    server::{
        markdown::{FileView, PictureView},
        store::{
            StoreError,
            engine::{
                rows::{boolean, parsed},
                sql::{Conn, Sql},
            },
            topics::access::visible_to,
        },
    },
};

/// The size of the thumbnails in posts.
const LARGEST: u32 = THUMBNAILS[THUMBNAILS.len() - 1];
/// Maximum number of pixels of a picture that is shown before its thumbnail is made. The browser would need four bytes of
/// memory for each.
const PIXELS: u64 = 50_000_000;

/// Whether the reader sees the files that they uploaded for a post which they have not sent yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drafts {
    Shown,
    Hidden,
}

/// A file that the viewer may read.
struct Found {
    id: FileId,
    space: SpaceId,
    placed: bool,
    view: FileView,
}

/// Returns those of the files that the viewer sees, each in a text of a topic of a space. The number of queries is constant.
pub async fn of(
    conn: &mut Conn,
    viewer: &Viewer,
    messages: Messages,
    wanted: &[(SpaceId, FileId)],
    drafts: Drafts,
) -> Result<HashMap<(SpaceId, FileId), FileView>, StoreError> {
    let found = found(conn, viewer, messages, wanted, drafts).await?;
    let by_id: HashMap<FileId, &Found> = found.iter().map(|file| (file.id, file)).collect();
    let elsewhere: Vec<FileId> = wanted
        .iter()
        .filter(|(space, file)| by_id.get(file).is_some_and(|found| found.space != *space))
        .map(|(_, file)| *file)
        .collect();
    let linked = linked(conn, viewer, &elsewhere).await?;
    let mut views = HashMap::new();
    for (space, file) in wanted {
        let Some(found) = by_id.get(file) else { continue };
        // A draft goes along to the space in which it is sent.
        if found.space == *space || !found.placed || linked.contains(&(*space, *file)) {
            views.insert((*space, *file), found.view.clone());
        }
    }
    Ok(views)
}

async fn found(
    conn: &mut Conn,
    viewer: &Viewer,
    messages: Messages,
    wanted: &[(SpaceId, FileId)],
    drafts: Drafts,
) -> Result<Vec<Found>, StoreError> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let ids: HashSet<FileId> = wanted.iter().map(|(_, file)| *file).collect();
    let mut sql = Sql::new(
        "SELECT f.id, f.space_id, f.name, f.version, f.size, b.content_type, b.width, b.height, b.thumbnails, CASE WHEN ",
    );
    placed(&mut sql, viewer);
    sql.push(
        " THEN 1 ELSE 0 END FROM files f JOIN file_versions v ON v.file_id = f.id \
         AND v.number = f.version JOIN blobs b ON b.hash = v.hash JOIN spaces s ON s.id = f.space_id \
         WHERE f.deleted_at IS NULL AND f.id",
    );
    sql.within(ids).push(" AND ");
    readable(&mut sql, viewer);
    let mut found = Vec::new();
    for row in &sql.rows(conn).await? {
        let file = read(row, messages)?;
        if file.placed || drafts == Drafts::Shown {
            found.push(file);
        }
    }
    Ok(found)
}

fn read(row: &AnyRow, messages: Messages) -> Result<Found, StoreError> {
    let (id, content_type): (FileId, &str) = (parsed(row, 0)?, row.try_get(5)?);
    let kind = FileKind::of(content_type);
    let size = match (row.try_get::<Option<i64>, _>(6)?, row.try_get::<Option<i64>, _>(7)?) {
        (Some(width), Some(height)) => picture_size(width, height),
        _ => None,
    };
    let picture = Picture {
        content_type,
        size,
        thumbnails: Thumbnails::parse(row.try_get(8)?),
    };
    Ok(Found {
        id,
        space: parsed(row, 1)?,
        placed: boolean(row, 9)?,
        view: FileView {
            name: row.try_get(2)?,
            kind,
            kind_word: messages.text(&format!("file-kind-{}", kind.as_str())),
            size: size_in_words(row.try_get(4)?, messages.0),
            picture: picture.view(id, row.try_get(3)?),
        },
    })
}

fn picture_size(width: i64, height: i64) -> Option<PictureSize> {
    let side = |side| u32::try_from(side).ok().filter(|side| *side > 0);
    Some(PictureSize {
        width: side(width)?,
        height: side(height)?,
    })
}

/// What decides how a picture is shown.
struct Picture<'a> {
    content_type: &'a str,
    size: Option<PictureSize>,
    thumbnails: Thumbnails,
}

impl Picture<'_> {
    /// Returns the picture, or `None` if it is shown as a card: it is none, or its size is unknown, so that it would move
    /// the text around it when it arrives.
    fn view(&self, file: FileId, version: i64) -> Option<PictureView> {
        let size = self
            .size
            .filter(|_| FileKind::of(self.content_type) == FileKind::Picture)?;
        let pixels = u64::from(size.width) * u64::from(size.height);
        let address = match (self.thumbnails, self.content_type) {
            // Thumbnails do not move.
            (Thumbnails::Ready | Thumbnails::Pending, "image/gif") if pixels <= PIXELS => content_path(file, version),
            (Thumbnails::Ready, _) => thumbnail_path(file, version, LARGEST),
            (Thumbnails::Pending, "image/png" | "image/jpeg" | "image/webp") if pixels <= PIXELS => {
                content_path(file, version)
            }
            _ => return None,
        };
        let shown = size.within(LARGEST);
        Some(PictureView {
            address,
            width: shown.width,
            height: shown.height,
        })
    }
}

/// Returns the files that posts of other spaces have in topics that the viewer may see, with the space of each such post.
async fn linked(conn: &mut Conn, viewer: &Viewer, files: &[FileId]) -> Result<HashSet<(SpaceId, FileId)>, StoreError> {
    if files.is_empty() {
        return Ok(HashSet::new());
    }
    let mut sql = Sql::new(
        "SELECT DISTINCT t.space_id, x.file_id FROM post_files x JOIN posts p ON p.seq = x.post_seq \
         JOIN topics t ON t.id = p.topic_id WHERE p.deleted_at IS NULL AND t.deleted_at IS NULL AND x.file_id",
    );
    visible_to(sql.within(files), viewer.id);
    let rows = sql.rows(conn).await?;
    rows.iter().map(|row| Ok((parsed(row, 0)?, parsed(row, 1)?))).collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn shown(content_type: &str, thumbnails: Thumbnails, size: Option<(u32, u32)>) -> Option<String> {
        let picture = Picture {
            content_type,
            size: size.map(|(width, height)| PictureSize { width, height }),
            thumbnails,
        };
        let view = picture.view(FileId(Uuid::nil()), 3)?;
        let address = view
            .address
            .strip_prefix("/files/00000000-0000-0000-0000-000000000000/")?;
        Some(format!("{address} {}x{}", view.width, view.height))
    }

    #[test]
    fn a_picture_is_shown_by_its_thumbnail_or_its_bytes() {
        use Thumbnails::{Failed, None as NoThumbnails, Pending, Ready};
        let size = Some((2560, 1440));
        let thumbnail = Some("thumbnail/1280?version=3 1280x720".to_owned());
        let bytes = Some("content?version=3 1280x720".to_owned());
        for (content_type, thumbnails, size, expected) in [
            ("image/png", Ready, size, &thumbnail),
            ("image/tiff", Ready, size, &thumbnail),
            ("image/png", Pending, size, &bytes),
            ("image/gif", Ready, size, &bytes),
            ("image/gif", Pending, size, &bytes),
            // A browser would need gigabytes for it.
            ("image/png", Pending, Some((19_000, 19_000)), &None),
            ("image/gif", Pending, Some((19_000, 19_000)), &None),
            ("image/png", Failed, size, &None),
            ("image/gif", Failed, size, &None),
            ("image/png", Ready, None, &None),
            ("image/tiff", Pending, size, &None),
            ("image/svg+xml", NoThumbnails, size, &None),
            ("application/pdf", Ready, size, &None),
        ] {
            assert_eq!(
                shown(content_type, thumbnails, size),
                *expected,
                "{content_type} {thumbnails:?}"
            );
        }
    }

    #[test]
    fn a_size_without_a_side_is_none() {
        for (width, height) in [(0, 1), (1, 0), (-1, 1), (i64::MAX, 1)] {
            assert_eq!(picture_size(width, height), None);
        }
    }
}
