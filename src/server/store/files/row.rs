//! A file as a row of a list.

use std::collections::HashMap;

use domain::{
    access::{AccessFacts, Viewer},
    file::{
        FileKind, FileRow, PictureSize, Place, Thumbnails, TopicOfFile,
        access::{FileFacts, file_rights},
    },
    ids::FileId,
    topic::TopicAddress,
};
use sqlx::{Row, any::AnyRow};

use crate::server::store::{
    StoreError,
    engine::{
        rows::{boolean, parsed, person},
        sql::{Conn, Sql},
    },
    topics::{access::visible_to, row::TITLE},
};

/// The columns that [`read`] reads, of a file `f` with the tables of [`TABLES`].
pub const COLUMNS: &str = "f.id, f.name, f.kind, b.content_type, f.size, f.version, f.in_library, f.folder_id, \
     u.id, u.name, u.deactivated_at, f.added_at, b.width, b.height, b.thumbnails, f.created_by";
/// The number of these columns.
pub const WIDTH: usize = 16;
/// The tables of the newest version and the person who added it. They are left joins, so that rows are read in the order of
/// an index on files.
pub const TABLES: &str = " LEFT JOIN file_versions v ON v.file_id = f.id AND v.number = f.version \
     LEFT JOIN blobs b ON b.hash = v.hash LEFT JOIN users u ON u.id = f.added_by";

/// Reads a row. The place of a file of posts is `Draft` until [`find_topics`] finds its topic.
pub fn read(row: &AnyRow, viewer: &Viewer, facts: &FileFacts) -> Result<FileRow, StoreError> {
    let folder = row.try_get::<Option<&str>, _>(7)?;
    Ok(FileRow {
        id: parsed(row, 0)?,
        name: row.try_get(1)?,
        kind: FileKind::parse(row.try_get(2)?).unwrap_or_default(),
        content_type: row.try_get(3)?,
        size: row.try_get(4)?,
        version: row.try_get(5)?,
        place: match (boolean(row, 6)?, folder) {
            (false, _) => Place::Draft,
            (true, None) => Place::Folder(None),
            (true, Some(_)) => Place::Folder(Some(parsed(row, 7)?)),
        },
        added_by: person(row, 8)?,
        added: row.try_get(11)?,
        picture: picture_size(row, 12)?,
        thumbnails: Thumbnails::parse(row.try_get(14)?),
        rights: file_rights(viewer, facts),
    })
}

/// Reads a row of a file that is placed for the viewer and not deleted, in a space to which the viewer has this relation.
pub fn read_placed(row: &AnyRow, viewer: &Viewer, space: &AccessFacts) -> Result<FileRow, StoreError> {
    let facts = FileFacts {
        space: *space,
        author: row.try_get::<&str, _>(15)? == viewer.id.to_string(),
        deleted: false,
        placed: true,
        hidden: false,
    };
    read(row, viewer, &facts)
}

fn picture_size(row: &AnyRow, column: usize) -> Result<Option<PictureSize>, StoreError> {
    let side = |column: usize| {
        let side = row.try_get::<Option<i64>, _>(column)?;
        Ok::<_, sqlx::Error>(side.and_then(|side| u32::try_from(side).ok()))
    };
    Ok(match (side(column)?, side(column + 1)?) {
        (Some(width), Some(height)) => Some(PictureSize { width, height }),
        _ => None,
    })
}

/// Sets the place of the files of posts: of the topics of the space that have them and that the viewer may see, the one that
/// was written in last.
pub async fn find_topics(conn: &mut Conn, viewer: &Viewer, files: &mut [FileRow]) -> Result<(), StoreError> {
    let of_posts: Vec<FileId> = files
        .iter()
        .filter(|file| file.place == Place::Draft)
        .map(|file| file.id)
        .collect();
    if of_posts.is_empty() {
        return Ok(());
    }
    let mut sql = Sql::new(&format!(
        "SELECT pf.file_id, t.space_id, t.number, {TITLE} FROM post_files pf JOIN files f ON f.id = pf.file_id \
         JOIN posts p ON p.seq = pf.post_seq JOIN topics t ON t.id = p.topic_id WHERE p.deleted_at IS NULL \
         AND t.deleted_at IS NULL AND t.space_id = f.space_id AND pf.file_id"
    ));
    sql.within(of_posts);
    visible_to(&mut sql, viewer.id);
    sql.push(" ORDER BY t.last_post");
    let mut topics: HashMap<FileId, TopicOfFile> = HashMap::new();
    for row in &sql.rows(conn).await? {
        topics.insert(parsed(row, 0)?, topic(row, 1)?);
    }
    for file in files {
        if file.place == Place::Draft
            && let Some(topic) = topics.remove(&file.id)
        {
            file.place = Place::Topic(topic);
        }
    }
    Ok(())
}

/// Reads a topic from three columns: space, number, title.
pub fn topic(row: &AnyRow, column: usize) -> Result<TopicOfFile, StoreError> {
    Ok(TopicOfFile {
        address: TopicAddress {
            space: parsed(row, column)?,
            number: row.try_get(column + 1)?,
        },
        title: row.try_get(column + 2)?,
    })
}
