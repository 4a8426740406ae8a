//! What is derived of files and folders.

use domain::file::FileKind;
use sqlx::Row;

use crate::server::store::{
    StoreError,
    engine::sql::{Conn, Sql},
    files::names::Named,
};

/// How many names are in memory at a time.
const BATCH_SIZE: i64 = 5_000;

/// Returns each rule that SQL can check: what differs, and the query of the ids for which it does.
pub(super) fn rules() -> Vec<(String, String)> {
    let rule = |what: &str, query: &str| (what.to_owned(), query.to_owned());
    vec![
        rule(
            "files: the newest version",
            "SELECT f.id FROM files f WHERE f.version <> COALESCE((SELECT max(v.number) FROM file_versions v \
             WHERE v.file_id = f.id), 0) OR NOT EXISTS (SELECT 1 FROM file_versions v JOIN blobs b ON b.hash = v.hash \
             WHERE v.file_id = f.id AND v.number = f.version AND v.added_by = f.added_by AND v.added_at = f.added_at \
             AND b.size = f.size)",
        ),
        rule(
            "files of deals: the size",
            "SELECT f.id FROM deal_files f LEFT JOIN blobs b ON b.hash = f.hash WHERE b.hash IS NULL OR b.size <> f.size",
        ),
        rule(
            "files of deals: the note",
            "SELECT f.id FROM deal_files f JOIN deal_notes n ON n.id = f.note_id WHERE n.deal_id <> f.deal_id \
             OR n.author_id <> f.created_by",
        ),
        rule(
            "files: the folder",
            "SELECT f.id FROM files f LEFT JOIN folders d ON d.id = f.folder_id WHERE f.folder_id IS NOT NULL \
             AND (f.in_library = 0 OR d.space_id <> f.space_id OR (f.deleted_at IS NULL AND d.deleted_at IS NOT NULL))",
        ),
        rule(
            "folders: the depth",
            "SELECT d.id FROM folders d LEFT JOIN folders p ON p.id = d.parent_id WHERE d.depth <> COALESCE(p.depth, 0) + 1",
        ),
        rule(
            "folders: the folder above",
            "SELECT d.id FROM folders d JOIN folders p ON p.id = d.parent_id WHERE p.space_id <> d.space_id \
             OR (d.deleted_at IS NULL AND p.deleted_at IS NOT NULL)",
        ),
    ]
}

/// Returns what SQL cannot compute: what differs, and the ids for which it does.
pub(super) async fn computed(conn: &mut Conn) -> Result<Vec<(String, Vec<String>)>, StoreError> {
    let mut found = Vec::new();
    for table in ["files", "folders"] {
        found.push((format!("{table}: the keys of the name"), names(conn, table).await?));
    }
    found.push(("files: the kind".to_owned(), kinds(conn).await?));
    Ok(found)
}

async fn names(conn: &mut Conn, table: &str) -> Result<Vec<String>, StoreError> {
    let (mut different, mut last) = (Vec::new(), String::new());
    loop {
        let mut sql = Sql::new(&format!(
            "SELECT i.id, i.name, i.name_key, i.folded, i.sort_key FROM {table} i WHERE i.id > "
        ));
        sql.bind(last.as_str()).push(" ORDER BY i.id LIMIT ").bind(BATCH_SIZE);
        let rows = sql.rows(conn).await?;
        let Some(end) = rows.last() else {
            return Ok(different);
        };
        last = end.try_get(0)?;
        for row in &rows {
            let stored: [&str; 3] = [row.try_get(2)?, row.try_get(3)?, row.try_get(4)?];
            if Named::new(row.try_get(1)?).keys() != stored {
                different.push(row.try_get(0)?);
            }
        }
    }
}

async fn kinds(conn: &mut Conn) -> Result<Vec<String>, StoreError> {
    let sql = Sql::new(
        "SELECT DISTINCT f.kind, b.content_type FROM files f JOIN file_versions v ON v.file_id = f.id \
         AND v.number = f.version JOIN blobs b ON b.hash = v.hash",
    );
    let mut different = Vec::new();
    for row in &sql.rows(conn).await? {
        let (kind, content_type): (&str, &str) = (row.try_get(0)?, row.try_get(1)?);
        if FileKind::of(content_type).as_str() == kind {
            continue;
        }
        let mut sql = Sql::new(
            "SELECT f.id FROM files f JOIN file_versions v ON v.file_id = f.id AND v.number = f.version \
             JOIN blobs b ON b.hash = v.hash WHERE f.kind = ",
        );
        sql.bind(kind).push(" AND b.content_type = ").bind(content_type);
        for row in &sql.rows(conn).await? {
            different.push(row.try_get(0)?);
        }
    }
    Ok(different)
}
