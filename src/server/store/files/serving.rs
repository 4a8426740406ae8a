//! Reading what is served of a file, in one query with the viewer's relation to it.

use std::fmt;

use domain::{
    access::{AccessFacts, Viewer},
    deal::access::{DealFileFacts, decide_file as decide_deal_file},
    error::AppError,
    file::{
        FileKind, Hash, Thumbnails,
        access::{FileAction, decide_file},
    },
    ids::{DealFileId, FileId, SpaceId, UserId},
};
use sqlx::{Row, any::AnyRow};

use super::access::{FACTS_WIDTH, facts_columns, known, read_facts};
use crate::server::{
    clock,
    store::{
        Store, StoreError, deals,
        engine::{
            rows::{boolean, parsed},
            sql::{Conn, Sql},
        },
        people::users,
        spaces::audit_view,
    },
};

/// A file that is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A version of a file of a space; `None` is the newest.
    File(FileId, Option<i64>),
    /// A file of a note on a deal.
    DealFile(DealFileId),
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(file, _) => file.fmt(f),
            Self::DealFile(file) => file.fmt(f),
        }
    }
}

/// The bytes of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    pub name: String,
    /// As they were uploaded.
    pub original: Hash,
    /// What is served: the original, or the same picture without position and camera.
    pub hash: Hash,
    /// The size of what is served, in bytes.
    pub size: i64,
    pub content_type: String,
    /// Whether a browser may show it as a picture: nothing is left in it to be removed, and it is not too large.
    pub examined: bool,
    pub thumbnails: Thumbnails,
}

impl Content {
    /// Returns whether it is a picture.
    pub fn is_picture(&self) -> bool {
        FileKind::of(&self.content_type) == FileKind::Picture
    }
}

/// The columns of a file's bytes `b` that [`read`] reads, and the table of what is served in their place.
const COLUMNS: &str = "f.name, b.hash, b.size, b.content_type, CASE WHEN b.width IS NULL THEN 0 ELSE 1 END, \
     b.thumbnails, r.hash, r.size";
const SERVED: &str = " LEFT JOIN blobs r ON r.hash = b.served \
     AND NOT EXISTS (SELECT 1 FROM file_rules k WHERE k.only = 1 AND k.keep_originals = 1)";

fn read(row: &AnyRow, at: usize) -> Result<Content, StoreError> {
    let (original, original_size) = (parsed(row, at + 1)?, row.try_get(at + 2)?);
    let served: Option<i64> = row.try_get(at + 7)?;
    let (hash, size) = match served {
        Some(size) => (parsed(row, at + 6)?, size),
        None => (original, original_size),
    };
    Ok(Content {
        name: row.try_get(at)?,
        original,
        hash,
        size,
        content_type: row.try_get(at + 3)?,
        examined: boolean(row, at + 4)?,
        thumbnails: Thumbnails::parse(row.try_get(at + 5)?),
    })
}

/// The space of a file, with the viewer's relation to it.
type Place = (SpaceId, AccessFacts);

/// Returns the bytes of a file that the viewer may read. If an administrator reads a file in a closed space of others, this
/// is first recorded in the audit log.
///
/// # Errors
///
/// The refusal of the rule; `NotFound` if there is no such file or version.
pub async fn content_audited(store: &Store, viewer: &Viewer, subject: Subject) -> Result<Content, StoreError> {
    let (content, place) = content(&mut *store.reader().begin().await?, viewer, subject).await?;
    if let Some((space, facts)) = place {
        audit_view(store, viewer, &facts, space, clock::now()).await?;
    }
    Ok(content)
}

async fn content(conn: &mut Conn, viewer: &Viewer, subject: Subject) -> Result<(Content, Option<Place>), StoreError> {
    match subject {
        Subject::File(file, version) => {
            let (content, place) = of_file(conn, viewer, file, version).await?;
            Ok((content, Some(place)))
        }
        Subject::DealFile(file) => Ok((of_deal_file(conn, viewer, file).await?, None)),
    }
}

async fn of_file(
    conn: &mut Conn,
    viewer: &Viewer,
    file: FileId,
    version: Option<i64>,
) -> Result<(Content, Place), StoreError> {
    let mut sql = Sql::new("SELECT ");
    facts_columns(&mut sql, viewer);
    sql.push(&format!(
        ", f.space_id, {COLUMNS} FROM files f JOIN spaces s ON s.id = f.space_id JOIN file_versions v ON v.file_id = f.id \
         JOIN blobs b ON b.hash = v.hash{SERVED} WHERE f.id = "
    ));
    sql.text(file).push(" AND v.number = ");
    match version {
        Some(version) => sql.bind(version),
        None => sql.push("f.version"),
    };
    let row = sql.row(conn).await?.ok_or(StoreError::NotFound)?;
    let facts = read_facts(&row, 0)?;
    decide_file(viewer, &facts, FileAction::Read).map_err(AppError::from)?;
    let place = (parsed(&row, FACTS_WIDTH)?, facts.space);
    Ok((read(&row, FACTS_WIDTH + 1)?, place))
}

async fn of_deal_file(conn: &mut Conn, viewer: &Viewer, file: DealFileId) -> Result<Content, StoreError> {
    let mut sql =
        Sql::new("SELECT f.deal_id, CASE WHEN f.note_id IS NULL THEN 0 ELSE 1 END, CASE WHEN f.created_by = ");
    sql.text(viewer.id).push(&format!(
        " THEN 1 ELSE 0 END, {COLUMNS} FROM deal_files f JOIN blobs b ON b.hash = f.hash{SERVED} WHERE f.id = "
    ));
    let row = sql.text(file).row(conn).await?.ok_or(StoreError::NotFound)?;
    let deal = deals::access_facts(conn, viewer, parsed(&row, 0)?).await?;
    let facts = DealFileFacts {
        deal: deal.ok_or(StoreError::NotFound)?,
        in_note: boolean(&row, 1)?,
        uploader: boolean(&row, 2)?,
    };
    decide_deal_file(viewer, &facts).map_err(AppError::from)?;
    read(&row, 3)
}

/// Returns whether the person still has an account and may still read the file.
pub async fn is_readable(conn: &mut Conn, person: UserId, subject: Subject) -> Result<bool, StoreError> {
    let Some(me) = users::me(conn, person).await? else {
        return Ok(false);
    };
    let read = match subject {
        Subject::File(file, _) => known(conn, &me.viewer(), file, FileAction::Read).await.map(drop),
        Subject::DealFile(_) => content(conn, &me.viewer(), subject).await.map(drop),
    };
    match read {
        Ok(()) => Ok(true),
        Err(StoreError::NotFound | StoreError::Refused(_)) => Ok(false),
        Err(error) => Err(error),
    }
}
