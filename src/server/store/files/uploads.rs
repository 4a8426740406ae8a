//! Uploads that have not ended, and for a day those that have. Their bytes are files of `server::files::Uploads`.

use std::{
    collections::HashSet,
    fmt::{self, Display, Formatter},
};

use domain::{
    access::Action,
    deal::access::DealAction,
    file::upload::{NewUpload, Recipient},
    ids::{DealFileId, FileId, UploadId, UserId},
    limits::UPLOAD_KEPT_MS,
};
use sqlx::{Row, any::AnyRow};

use crate::server::{
    clock,
    permits::{By, DealPermit, Purpose, SpacePermit, SystemPermit},
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
    pub file: Option<Became>,
}

/// What an upload became.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Became {
    File(FileId),
    DealFile(DealFileId),
}

impl Display for Became {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(file) => file.fmt(formatter),
            Self::DealFile(file) => file.fmt(formatter),
        }
    }
}

const COLUMNS: &str =
    "id, space_id, name, target, path, size, sha256, request, expires_at, file_id, deal_id, deal_file_id";

/// The condition that an upload has not ended.
const UNFINISHED: &str = "file_id IS NULL AND deal_file_id IS NULL";

fn read(row: &AnyRow) -> Result<Upload, StoreError> {
    Ok(Upload {
        id: parsed(row, 0)?,
        new: NewUpload {
            to: recipient(row)?,
            name: row.try_get(2)?,
            path: json(row.try_get(4)?)?,
            size: row.try_get(5)?,
            sha256: row.try_get(6)?,
        },
        request: row.try_get(7)?,
        expires: row.try_get(8)?,
        file: became(row)?,
    })
}

fn recipient(row: &AnyRow) -> Result<Recipient, StoreError> {
    Ok(match row.try_get::<Option<&str>, _>(3)? {
        Some(target) => Recipient::Space {
            space: parsed(row, 1)?,
            target: json(target)?,
        },
        None => Recipient::Deal { deal: parsed(row, 10)? },
    })
}

fn became(row: &AnyRow) -> Result<Option<Became>, StoreError> {
    let of_space: Option<&str> = row.try_get(9)?;
    let of_deal: Option<&str> = row.try_get(11)?;
    Ok(match (of_space, of_deal) {
        (Some(_), _) => Some(Became::File(parsed(row, 9)?)),
        (None, Some(_)) => Some(Became::DealFile(parsed(row, 11)?)),
        (None, None) => None,
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
    match new.to {
        Recipient::Space { space: wanted, .. } if wanted == space => {}
        _ => return Err(StoreError::NotFound),
    }
    insert(permit.act(Action::Discuss)?, by, new, request).await
}

/// Adds an upload of the person for a note on the deal of the permit, and returns it.
pub async fn add_for_deal(
    permit: &mut DealPermit,
    new: NewUpload,
    request: Option<String>,
) -> Result<Upload, StoreError> {
    let (deal, by) = (permit.deal(), permit.by());
    if new.to != (Recipient::Deal { deal }) {
        return Err(StoreError::NotFound);
    }
    insert(permit.act(DealAction::WriteNote)?, by, new, request).await
}

async fn insert(conn: &mut Conn, by: By, new: NewUpload, request: Option<String>) -> Result<Upload, StoreError> {
    let id = UploadId(clock::new_id());
    let expires = by.at + UPLOAD_KEPT_MS;
    let mut sql = Sql::new(
        "INSERT INTO uploads (id, person_id, name, path, size, created_at, expires_at, space_id, target, deal_id, sha256, \
         request) VALUES (",
    );
    sql.text(id).push(", ").text(by.person);
    sql.push(", ").bind(new.name.as_str());
    sql.push(", ").bind(as_json(&new.path)?);
    sql.push(", ").bind(new.size);
    sql.push(", ").bind(by.at);
    sql.push(", ").bind(expires).push(", ");
    match &new.to {
        Recipient::Space { space, target } => sql.text(*space).push(", ").bind(as_json(target)?).push(", NULL"),
        Recipient::Deal { deal } => sql.push("NULL, NULL, ").text(*deal),
    };
    for optional in [&new.sha256, &request] {
        match optional {
            Some(text) => sql.push(", ").bind(text.as_str()),
            None => sql.push(", NULL"),
        };
    }
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
    set_ended(permit.act(Action::Discuss)?, at, id, Became::File(file)).await
}

/// Notes that the upload became this file of a deal, in the transaction that adds the file.
pub async fn end_for_deal(permit: &mut DealPermit, id: UploadId, file: DealFileId) -> Result<(), StoreError> {
    let at = permit.at();
    set_ended(permit.act(DealAction::WriteNote)?, at, id, Became::DealFile(file)).await
}

async fn set_ended(conn: &mut Conn, at: i64, id: UploadId, became: Became) -> Result<(), StoreError> {
    let mut sql = Sql::new(match became {
        Became::File(_) => "UPDATE uploads SET file_id = ",
        Became::DealFile(_) => "UPDATE uploads SET deal_file_id = ",
    });
    sql.text(became).push(", expires_at = ").bind(at + ENDED_KEPT_MS);
    sql.push(&format!(" WHERE {UNFINISHED} AND id = ")).text(id);
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

/// Deletes an upload if it expired before this time. Returns whether it did.
pub async fn delete_expired(store: &Store, id: UploadId, now: i64) -> Result<bool, StoreError> {
    let mut tx = SystemPermit::begin(store, Purpose::Sweep).await?;
    let mut sql = Sql::new("DELETE FROM uploads WHERE id = ");
    sql.text(id).push(" AND expires_at < ").bind(now);
    let deleted = sql.run(&mut tx).await? > 0;
    tx.commit().await?;
    Ok(deleted)
}

/// Returns the size of all uploads that have not ended, in bytes, received or not.
pub async fn unfinished_size(conn: &mut Conn) -> Result<i64, StoreError> {
    let sql = Sql::new(&format!(
        "SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM uploads WHERE {UNFINISHED}"
    ));
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
    let mut sql = Sql::new(&format!("SELECT id FROM uploads WHERE {UNFINISHED} AND id"));
    let rows = sql.within(uploads).rows(conn).await?;
    rows.iter().map(|row| parsed(row, 0)).collect()
}
