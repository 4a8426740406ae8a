//! The notes on a deal, visible only to people who see the deal.

use domain::{
    access::Viewer,
    deal::{DealNote, access::DealAction, note_text},
    error::{AppError, Field},
    ids::{DealFileId, DealId, NoteId},
};
use sqlx::Row;

use super::{PAGE_SIZE, files, visible_access_facts};
use crate::server::{
    permits::DealPermit,
    store::{
        StoreError,
        engine::{
            rows::{parsed, person},
            sql::{Conn, Sql},
        },
    },
};

/// Returns the notes before the given one, newest first.
pub async fn notes(
    conn: &mut Conn,
    viewer: &Viewer,
    id: DealId,
    before: Option<NoteId>,
) -> Result<Vec<DealNote>, StoreError> {
    visible_access_facts(conn, viewer, id).await?;
    let mut sql = Sql::new(
        "SELECT n.id, u.id, u.name, u.deactivated_at, n.at, n.text FROM deal_notes n \
         JOIN users u ON u.id = n.author_id WHERE n.deal_id = ",
    );
    sql.text(id);
    if let Some(before) = before {
        sql.push(" AND n.id < ").text(before);
    }
    sql.push(" ORDER BY n.id DESC LIMIT ").bind(PAGE_SIZE);
    let rows = sql.rows(conn).await?;
    let ids: Vec<NoteId> = rows.iter().map(|row| parsed(row, 0)).collect::<Result<_, _>>()?;
    let mut files = files::of_notes(conn, &ids).await?;
    rows.iter()
        .zip(ids)
        .map(|(row, id)| {
            Ok(DealNote {
                id,
                author: person(row, 1)?,
                at: row.try_get(4)?,
                text: row.try_get(5)?,
                files: files.remove(&id).unwrap_or_default(),
            })
        })
        .collect()
}

/// Adds a note with files that the person uploaded for it.
///
/// # Errors
///
/// `Invalid` with the ids of the files that are not of this deal, were uploaded by somebody else, have a note, or are
/// named twice.
pub async fn add_note(permit: &mut DealPermit, text: &str, files: &[DealFileId]) -> Result<NoteId, StoreError> {
    let (deal, actor, at) = (permit.deal(), permit.actor(), permit.at());
    let conn = permit.act(DealAction::WriteNote)?;
    let text = note_text(text, files.len()).map_err(|reason| AppError::field(Field::Note, reason))?;
    let id = NoteId(crate::server::clock::new_id());
    let mut sql = Sql::new("INSERT INTO deal_notes (id, deal_id, author_id, at, text) VALUES (");
    sql.text(id).push(", ").text(deal).push(", ").text(actor).push(", ");
    sql.bind(at).push(", ").bind(text).push(")");
    sql.run(conn).await?;
    files::attach(conn, (deal, actor), id, files).await?;
    let mut sql = Sql::new("UPDATE deals SET changed_at = ");
    sql.bind(at).push(" WHERE id = ").text(deal);
    sql.run(conn).await?;
    Ok(id)
}
