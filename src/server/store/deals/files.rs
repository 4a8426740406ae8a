//! The files of a deal's notes.

use std::collections::{HashMap, HashSet};

use domain::{
    access::Viewer,
    deal::{DealFile, access::DealAction},
    error::{AppError, Field, FieldError, Reason},
    file::{FileKind, Hash, Thumbnails, name, upload::Target},
    ids::{DealFileId, DealId, NoteId, SpaceId, UserId},
    limits::{FILES_A_PROJECT, TRASH_KEPT_MS},
};
use sqlx::{Row, any::AnyRow};

use super::visible_access_facts;
use crate::server::{
    clock,
    permits::{By, DealPermit, Purpose, SystemPermit},
    store::{
        Store, StoreError,
        engine::{
            rows::parsed,
            sql::{Conn, Sql},
        },
        files::add::{NewFile, add_stored},
    },
};

/// A file whose bytes are stored.
#[derive(Clone, Debug)]
pub struct NewDealFile {
    /// As the client named it.
    pub name: String,
    /// The row of the blob exists.
    pub hash: Hash,
    /// In bytes.
    pub size: i64,
    /// Found from the bytes.
    pub content_type: String,
}

/// The columns that [`read`] reads, of a file `f` with the blob `b`.
const COLUMNS: &str = "f.id, f.name, f.kind, f.size, b.thumbnails";

fn read(row: &AnyRow) -> Result<DealFile, StoreError> {
    Ok(DealFile {
        id: parsed(row, 0)?,
        name: row.try_get(1)?,
        kind: FileKind::parse(row.try_get(2)?).unwrap_or(FileKind::Other),
        size: row.try_get(3)?,
        thumbnails: Thumbnails::parse(row.try_get(4)?),
    })
}

/// Adds a file for a note that the person will add, and returns its id.
pub async fn add_file(permit: &mut DealPermit, new: &NewDealFile) -> Result<DealFileId, StoreError> {
    let (deal, by) = (permit.deal(), permit.by());
    let id = DealFileId(clock::new_id());
    let mut sql =
        Sql::new("INSERT INTO deal_files (id, deal_id, name, kind, size, hash, created_by, created_at) VALUES (");
    sql.text(id).push(", ").text(deal);
    sql.push(", ").bind(name::uploaded(&new.name));
    sql.push(", ").bind(FileKind::of(&new.content_type).as_str());
    sql.push(", ").bind(new.size).push(", ").text(new.hash);
    sql.push(", ").text(by.person).push(", ").bind(by.at).push(")");
    sql.run(permit.act(DealAction::WriteNote)?).await?;
    Ok(id)
}

/// Returns the files of each of the notes, in the order in which they were uploaded.
pub(super) async fn of_notes(conn: &mut Conn, notes: &[NoteId]) -> Result<HashMap<NoteId, Vec<DealFile>>, StoreError> {
    let mut sql = Sql::new(&format!(
        "SELECT {COLUMNS}, f.note_id FROM deal_files f JOIN blobs b ON b.hash = f.hash WHERE f.note_id"
    ));
    let rows = sql.within(notes).push(" ORDER BY f.id").rows(conn).await?;
    let mut files: HashMap<NoteId, Vec<DealFile>> = HashMap::new();
    for row in &rows {
        files.entry(parsed(row, 5)?).or_default().push(read(row)?);
    }
    Ok(files)
}

/// Returns the files of all notes on the deal, in the order in which they were uploaded.
pub async fn list(conn: &mut Conn, viewer: &Viewer, deal: DealId) -> Result<Vec<DealFile>, StoreError> {
    visible_access_facts(conn, viewer, deal).await?;
    let mut sql = Sql::new(&format!(
        "SELECT {COLUMNS} FROM deal_files f JOIN blobs b ON b.hash = f.hash WHERE f.note_id IS NOT NULL AND f.deal_id = "
    ));
    sql.text(deal)
        .push(" ORDER BY f.id LIMIT ")
        .bind(FILES_A_PROJECT as i64);
    sql.rows(conn).await?.iter().map(read).collect()
}

/// Gives a new note the files that the person uploaded for it.
pub(super) async fn attach(
    conn: &mut Conn,
    (deal, person): (DealId, UserId),
    note: NoteId,
    files: &[DealFileId],
) -> Result<(), StoreError> {
    let mut sql = Sql::new("UPDATE deal_files SET note_id = ");
    sql.text(note).push(" WHERE note_id IS NULL AND deal_id = ").text(deal);
    sql.push(" AND created_by = ")
        .text(person)
        .push(" AND id")
        .within(files);
    let rows = sql.push(" RETURNING id").rows(conn).await?;
    let mut attached: HashSet<DealFileId> = rows.iter().map(|row| parsed(row, 0)).collect::<Result<_, _>>()?;
    let refused = files.iter().filter(|file| !attached.remove(file));
    let wrong: Vec<FieldError> = refused
        .map(|file| FieldError {
            field: Field::Files,
            reason: Reason::Unknown {
                value: file.to_string(),
            },
        })
        .collect();
    match wrong.is_empty() {
        true => Ok(()),
        false => Err(AppError::Invalid(wrong).into()),
    }
}

/// Adds files of the deal's notes to the library of a new space, each once.
///
/// # Errors
///
/// `NotFound` if one is not a file of the deal's notes.
pub(super) async fn copy(
    conn: &mut Conn,
    by: By,
    deal: DealId,
    space: SpaceId,
    files: &[DealFileId],
) -> Result<(), StoreError> {
    let mut wanted: HashSet<DealFileId> = files.iter().copied().collect();
    if wanted.len() > FILES_A_PROJECT {
        let max = FILES_A_PROJECT;
        return Err(AppError::field(Field::Files, Reason::TooMany { max }).into());
    }
    let mut sql = Sql::new(
        "SELECT f.id, f.name, f.hash, f.size, b.content_type FROM deal_files f JOIN blobs b ON b.hash = f.hash \
         WHERE f.note_id IS NOT NULL AND f.deal_id = ",
    );
    sql.text(deal).push(" AND f.id").within(files);
    let rows = sql.push(" ORDER BY f.id").rows(conn).await?;
    for row in &rows {
        wanted.remove(&parsed(row, 0)?);
    }
    if !wanted.is_empty() {
        return Err(StoreError::NotFound);
    }
    for row in &rows {
        let new = NewFile {
            target: Target::Folder { folder: None },
            path: Vec::new(),
            name: row.try_get(1)?,
            hash: row.try_get(2)?,
            size: row.try_get(3)?,
            content_type: row.try_get(4)?,
        };
        add_stored(conn, space, by, &new).await?;
    }
    Ok(())
}

/// Deletes the files for notes that were not added within 30 days. Returns how many.
pub async fn delete_unsent(store: &Store, now: i64) -> Result<u64, StoreError> {
    let mut tx = SystemPermit::begin(store, Purpose::Sweep).await?;
    let mut sql = Sql::new("DELETE FROM deal_files WHERE note_id IS NULL AND created_at < ");
    let gone = sql.bind(now - TRASH_KEPT_MS).run(&mut tx).await?;
    tx.commit().await?;
    Ok(gone)
}
