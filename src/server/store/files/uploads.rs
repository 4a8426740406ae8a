//! Uploads that have not ended, and for a day those that have. Their bytes are files of `server::files::Uploads`.

use std::collections::HashSet;

use domain::{
    access::Action,
    file::upload::{NewUpload, Target},
    ids::{FileId, UploadId, UserId},
    limits::UPLOAD_KEPT_MS,
};
use sqlx::{Row, any::AnyRow};

use crate::server::{
    clock,
    permits::{Purpose, SpacePermit, SystemPermit},
    store::{
        Store, StoreError,
        engine::{
            rows::parsed,
            sql::{Conn, Sql},
        },
    },
};

/// How long an upload that has ended is kept, so that a client whose last answer was lost learns the file.
const ENDED_KEPT_MS: i64 = 24 * 60 * 60 * 1000;

/// An upload.
#[derive(Clone, Debug)]
pub struct Upload {
    pub id: UploadId,
    pub new: NewUpload,
    /// What makes creating it idempotent.
    pub request: Option<String>,
    /// When it is deleted if it does not go on, milliseconds since the Unix epoch.
    pub expires: i64,
    /// What it became; `None` until it has ended.
    pub file: Option<FileId>,
}

const COLUMNS: &str = "id, space_id, name, target, path, size, sha256, request, expires_at, file_id";

fn read(row: &AnyRow) -> Result<Upload, StoreError> {
    let target: Target = json(row.try_get(3)?)?;
    let file: Option<&str> = row.try_get(9)?;
    Ok(Upload {
        id: parsed(row, 0)?,
        new: NewUpload {
            space: parsed(row, 1)?,
            name: row.try_get(2)?,
            target,
            path: json(row.try_get(4)?)?,
            size: row.try_get(5)?,
            sha256: row.try_get(6)?,
        },
        request: row.try_get(7)?,
        expires: row.try_get(8)?,
        file: file.map(|_| parsed(row, 9)).transpose()?,
    })
}

fn json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::Damaged(format!("an upload has '{text}': {error}")))
}

fn as_json(value: &impl serde::Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Damaged(error.to_string()))
}

/// Adds an upload of the person to the space of the permit, and returns it.
pub async fn add(permit: &mut SpacePermit, new: NewUpload, request: Option<String>) -> Result<Upload, StoreError> {
    let (space, by) = (permit.space(), permit.by());
    if space != new.space {
        return Err(StoreError::NotFound);
    }
    let id = UploadId(clock::new_id());
    let expires = by.at + UPLOAD_KEPT_MS;
    let mut sql = Sql::new(
        "INSERT INTO uploads (id, person_id, space_id, name, target, path, size, created_at, expires_at, sha256, request) \
         VALUES (",
    );
    sql.text(id).push(", ").text(by.person).push(", ").text(space);
    sql.push(", ").bind(new.name.as_str());
    sql.push(", ")
        .bind(as_json(&new.target)?)
        .push(", ")
        .bind(as_json(&new.path)?);
    sql.push(", ")
        .bind(new.size)
        .push(", ")
        .bind(by.at)
        .push(", ")
        .bind(expires);
    for optional in [&new.sha256, &request] {
        match optional {
            Some(text) => sql.push(", ").bind(text.as_str()),
            None => sql.push(", NULL"),
        };
    }
    let conn = permit.act(Action::Discuss)?;
    sql.push(")").run(conn).await?;
    Ok(Upload {
        id,
        new,
        request,
        expires,
        file: None,
    })
}

/// Returns the upload if the person began it.
pub async fn find(conn: &mut Conn, person: UserId, id: UploadId) -> Result<Option<Upload>, StoreError> {
    let mut sql = Sql::new(&format!("SELECT {COLUMNS} FROM uploads WHERE id = "));
    sql.text(id).push(" AND person_id = ").text(person);
    sql.row(conn).await?.map(|row| read(&row)).transpose()
}

/// Returns the upload that the person began with this request.
pub async fn of_request(conn: &mut Conn, person: UserId, request: &str) -> Result<Option<Upload>, StoreError> {
    let mut sql = Sql::new(&format!("SELECT {COLUMNS} FROM uploads WHERE person_id = "));
    sql.text(person).push(" AND request = ").bind(request);
    sql.row(conn).await?.map(|row| read(&row)).transpose()
}

/// Notes that the upload became this file, in the transaction that adds the file.
pub async fn end(permit: &mut SpacePermit, id: UploadId, file: FileId) -> Result<(), StoreError> {
    let at = permit.at();
    let conn = permit.act(Action::Discuss)?;
    let mut sql = Sql::new("UPDATE uploads SET file_id = ");
    sql.text(file).push(", expires_at = ").bind(at + ENDED_KEPT_MS);
    sql.push(" WHERE file_id IS NULL AND id = ").text(id);
    match sql.run(conn).await? {
        0 => Err(StoreError::NotFound),
        _ => Ok(()),
    }
}

/// Keeps an upload that goes on for as long as a new one. Returns when it now expires.
pub async fn keep(store: &Store, id: UploadId, now: i64) -> Result<i64, StoreError> {
    let expires = now + UPLOAD_KEPT_MS;
    let mut tx = SystemPermit::begin(store, Purpose::Upload).await?;
    let mut sql = Sql::new("UPDATE uploads SET expires_at = ");
    sql.bind(expires).push(" WHERE id = ").text(id).run(&mut tx).await?;
    tx.commit().await?;
    Ok(expires)
}

/// Deletes an upload. What it became stays.
pub async fn delete(store: &Store, id: UploadId) -> Result<(), StoreError> {
    let mut tx = SystemPermit::begin(store, Purpose::Upload).await?;
    let mut sql = Sql::new("DELETE FROM uploads WHERE id = ");
    sql.text(id).run(&mut tx).await?;
    tx.commit().await
}

/// Returns the size of all uploads that have not ended, in bytes, received or not.
pub async fn unfinished_size(conn: &mut Conn) -> Result<i64, StoreError> {
    let sql = Sql::new("SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM uploads WHERE file_id IS NULL");
    Ok(sql.count(conn).await?)
}

/// Returns the uploads that expired before this time.
pub async fn expired(conn: &mut Conn, now: i64) -> Result<Vec<UploadId>, StoreError> {
    let mut sql = Sql::new("SELECT id FROM uploads WHERE expires_at < ");
    let rows = sql.bind(now).rows(conn).await?;
    rows.iter().map(|row| parsed(row, 0)).collect()
}

/// Returns those of the uploads that exist and have not ended.
pub async fn unfinished(conn: &mut Conn, uploads: &[UploadId]) -> Result<HashSet<UploadId>, StoreError> {
    let mut sql = Sql::new("SELECT id FROM uploads WHERE file_id IS NULL AND id");
    let rows = sql.within(uploads).rows(conn).await?;
    rows.iter().map(|row| parsed(row, 0)).collect()
}
/// Deletes an upload if it expired before this time. Returns whether it did.
pub async fn delete_expired(store: &Store, id: UploadId, now: i64) -> Result<bool, StoreError> {
    let mut tx = SystemPermit::begin(store, Purpose::Sweep).await?;
    let mut sql = Sql::new("DELETE FROM uploads WHERE id = ");
    sql.text(id).push(" AND expires_at < ").bind(now);
    let deleted = sql.run(&mut tx).await? > 0;
    tx.commit().await?;
    Ok(deleted)
}

