//! A file with what its page shows.

use std::collections::HashMap;

use domain::{
    access::Viewer,
    error::AppError,
    file::{FileDetail, FileRow, FileUse, FileVersion, Place, access::FileAction},
    ids::FileId,
    limits::TICKED,
};

use sqlx::Row;

use super::{
    access, folders,
    row::{self, COLUMNS, TABLES, WIDTH},
    rules,
};
use crate::server::{
    clock,
    store::{
        Store, StoreError,
        engine::{
            rows::{parsed, person},
            sql::{Conn, Sql},
        },
        spaces::{access as access_sql, audit_view},
        topics::{access::visible_to, row::TITLE},
    },
};

/// The maximum number of posts that a file's page lists.
const USES: i64 = 100;

/// Returns a file with its versions and the posts that have it. If an administrator views a file in a closed space of
/// others, this is first recorded in the audit log.
pub async fn open_audited(store: &Store, viewer: &Viewer, file: FileId) -> Result<FileDetail, StoreError> {
    let now = clock::now();
    let mut tx = store.reader().begin().await?;
    let known = access::known(&mut tx, viewer, file, FileAction::Read).await?;
    drop(tx);
    audit_view(store, viewer, &known.facts.space, known.space, now).await?;
    open(&mut *store.reader().begin().await?, viewer, file, now).await
}

/// Returns a file with its versions and the posts that have it.
pub(in crate::server::store) async fn open(
    conn: &mut Conn,
    viewer: &Viewer,
    file: FileId,
    now: i64,
) -> Result<FileDetail, StoreError> {
    let known = access::known(conn, viewer, file, FileAction::Read).await?;
    let mut sql = Sql::new(&format!(
        "SELECT {COLUMNS}, s.name, f.deleted_at, f.edit FROM files f JOIN spaces s ON s.id = f.space_id{TABLES} WHERE f.id = "
    ));
    let found = sql.text(file).row(conn).await?.ok_or(StoreError::NotFound)?;
    let mut row = [row::read(&found, viewer, &known.facts)?];
    row::find_topics(conn, viewer, &mut row).await?;
    let [row] = row;
    let path = match row.place {
        // The folder of a deleted file may be deleted too.
        Place::Folder(Some(folder)) => {
            match folders::path(conn, (viewer, &known.facts.space), known.space, folder).await {
                Err(StoreError::NotFound) => Vec::new(),
                path => path?,
            }
        }
        _ => Vec::new(),
    };
    Ok(FileDetail {
        space: known.space,
        space_name: found.try_get(WIDTH)?,
        space_state: known.facts.space.state,
        path,
        versions: versions(conn, file).await?,
        uses: uses(conn, viewer, file).await?,
        deleted: found.try_get(WIDTH + 1)?,
        edit: found.try_get(WIDTH + 2)?,
        largest: rules::read(conn).await?.largest,
        now,
        row,
    })
}

async fn versions(conn: &mut Conn, file: FileId) -> Result<Vec<FileVersion>, StoreError> {
    let mut sql = Sql::new(
        "SELECT v.number, b.content_type, b.size, v.hash, u.id, u.name, u.deactivated_at, v.added_at \
         FROM file_versions v JOIN blobs b ON b.hash = v.hash JOIN users u ON u.id = v.added_by WHERE v.file_id = ",
    );
    let rows = sql.text(file).push(" ORDER BY v.number DESC").rows(conn).await?;
    rows.iter()
        .map(|row| {
            Ok(FileVersion {
                number: row.try_get(0)?,
                content_type: row.try_get(1)?,
                size: row.try_get(2)?,
                hash: row.try_get(3)?,
                added_by: person(row, 4)?,
                added: row.try_get(7)?,
            })
        })
        .collect()
}

/// Returns the posts that have the file and that the viewer may read, newest first.
async fn uses(conn: &mut Conn, viewer: &Viewer, file: FileId) -> Result<Vec<FileUse>, StoreError> {
    let mut sql = Sql::new(&format!(
        "SELECT t.space_id, t.number, {TITLE}, p.number, u.id, u.name, u.deactivated_at, p.at FROM post_files pf \
         JOIN posts p ON p.seq = pf.post_seq JOIN topics t ON t.id = p.topic_id JOIN spaces s ON s.id = t.space_id \
         JOIN users u ON u.id = p.author_id WHERE p.deleted_at IS NULL AND t.deleted_at IS NULL AND pf.file_id = "
    ));
    sql.text(file).push(" AND ");
    access_sql::open(&mut sql, viewer);
    visible_to(&mut sql, viewer.id);
    sql.push(" ORDER BY p.at DESC, p.seq DESC LIMIT ").bind(USES);
    let rows = sql.rows(conn).await?;
    rows.iter()
        .map(|row| {
            Ok(FileUse {
                topic: row::topic(row, 0)?,
                post: row.try_get(3)?,
                author: person(row, 4)?,
                at: row.try_get(7)?,
            })
        })
        .collect()
}

/// Returns those of the files that the viewer may read and that are not deleted, in this order.
pub async fn read(conn: &mut Conn, viewer: &Viewer, files: &[FileId]) -> Result<Vec<FileRow>, StoreError> {
    if files.len() > TICKED {
        return Err(AppError::TooLarge.into());
    }
    let facts: HashMap<FileId, access::FileOfPermit> = access::files(conn, viewer, files)
        .await?
        .into_iter()
        .map(|file| (file.id, file))
        .collect();
    let mut sql = Sql::new(&format!(
        "SELECT {COLUMNS} FROM files f JOIN spaces s ON s.id = f.space_id{TABLES} WHERE f.deleted_at IS NULL AND f.id"
    ));
    sql.within(files).push(" AND ");
    access::readable(&mut sql, viewer);
    let mut rows = Vec::new();
    for found in &sql.rows(conn).await? {
        let id = parsed(found, 0)?;
        if let Some(file) = facts.get(&id) {
            rows.push(row::read(found, viewer, &file.facts)?);
        }
    }
    row::find_topics(conn, viewer, &mut rows).await?;
    let places: HashMap<FileId, usize> = files.iter().enumerate().map(|(place, file)| (*file, place)).collect();
    rows.sort_by_key(|row| places.get(&row.id).copied());
    Ok(rows)
}
