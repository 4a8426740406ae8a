//! Imports: stored chunks that wait for the commit, the commit of all rows at once, and undo.

mod access;
mod commit;
mod context;
mod create;
mod custom;
mod items;
mod named;
mod spread;
mod undo;
mod words;
mod write;

pub use commit::{Committed, Ready, commit, get_ready};
#[cfg(test)]
pub(in crate::server::store) use context::names_in_sql;
pub use context::{context, find as find_names};
pub use named::spaces as named_spaces;
pub use undo::{preview_undo, undo};

use domain::{
    access::AccountAction,
    access::Viewer,
    audit::Event,
    error::{AppError, Field, Reason},
    ids::ImportId,
    import::{ImportResult, ImportRow, ImportState, PastImport},
};
use sqlx::{Row, any::AnyRow};

use super::{
    Store, StoreError, audit,
    engine::{
        rows::{parsed, person},
        sql::{Conn, Sql},
    },
};
use crate::server::{
    clock,
    permits::{AccountPermit, Purpose, SystemPermit},
};

/// Maximum number of rows of a chunk.
pub const CHUNK_ROWS: usize = 2_000;
/// Maximum number of rows of an import.
pub const IMPORT_ROWS: u32 = 100_000;
/// Maximum number of chunks of an import: twice the minimum for its rows.
const IMPORT_CHUNKS: u32 = 2 * IMPORT_ROWS / CHUNK_ROWS as u32;
/// How long the rows of an abandoned import are kept, in milliseconds.
const WAITING_KEPT_MS: i64 = 7 * 24 * 60 * 60 * 1000;

/// Creates the import, or finds it again. Returns the numbers of the chunks that it has.
pub async fn begin(
    permit: &mut AccountPermit,
    id: ImportId,
    file_name: &str,
    rows: u32,
    left_out: u32,
) -> Result<Vec<u32>, AppError> {
    if rows > IMPORT_ROWS {
        return Err(AppError::TooLarge);
    }
    let file_name: String = file_name.chars().filter(|c| !c.is_control()).take(255).collect();
    let actor = permit.actor();
    let conn = permit.act(AccountAction::Import)?;
    let mut sql =
        Sql::new("INSERT INTO imports (id, actor_id, file_name, state, rows, left_out, settings, at) VALUES (");
    sql.text(id).push(", ").text(actor).push(", ").bind(file_name);
    sql.push(", 'waiting', ").bind(i64::from(rows)).push(", ");
    sql.bind(i64::from(left_out)).push(", '', ").bind(clock::now());
    run(conn, sql.push(") ON CONFLICT (id) DO NOTHING")).await?;
    own(permit, id).await?;
    // A later attempt of the same import may leave out other rows.
    let conn = permit.act(AccountAction::Import)?;
    let mut sql = Sql::new("UPDATE imports SET rows = ");
    sql.bind(i64::from(rows))
        .push(", left_out = ")
        .bind(i64::from(left_out));
    run(conn, sql.push(" WHERE state = 'waiting' AND id = ").text(id)).await?;
    Ok(chunks(conn, id).await?)
}

async fn run(conn: &mut Conn, sql: &Sql) -> Result<(), StoreError> {
    sql.run(conn).await?;
    Ok(())
}

/// Returns the numbers of the chunks that wait.
async fn chunks(conn: &mut Conn, id: ImportId) -> Result<Vec<u32>, StoreError> {
    let mut sql = Sql::new("SELECT c.chunk FROM import_chunks c WHERE c.import_id = ");
    let rows = sql.text(id).push(" ORDER BY c.chunk").rows(conn).await?;
    let chunks: Vec<i64> = rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?;
    Ok(chunks
        .into_iter()
        .filter_map(|chunk| u32::try_from(chunk).ok())
        .collect())
}

/// Stores a chunk until the commit. A chunk with the same number replaces the earlier one.
pub async fn keep_chunk(
    permit: &mut AccountPermit,
    id: ImportId,
    chunk: u32,
    rows: &[ImportRow],
) -> Result<(), AppError> {
    if rows.len() > CHUNK_ROWS || chunk >= IMPORT_CHUNKS {
        return Err(AppError::TooLarge);
    }
    let found = own(permit, id).await?;
    if found.state != "waiting" {
        return Err(AppError::field(Field::Rows, Reason::Taken));
    }
    let text = serde_json::to_string(rows).map_err(|_| AppError::Malformed)?;
    let conn = permit.act(AccountAction::Import)?;
    let mut sql = Sql::new("INSERT INTO import_chunks (import_id, chunk, rows) VALUES (");
    sql.text(id).push(", ").bind(i64::from(chunk)).push(", ").bind(text);
    sql.push(") ON CONFLICT (import_id, chunk) DO UPDATE SET rows = excluded.rows");
    run(conn, &sql).await?;
    let mut sql = Sql::new("UPDATE imports SET revision = revision + 1 WHERE id = ");
    Ok(run(conn, sql.text(id)).await?)
}

/// Cancels an import that was not committed.
pub async fn cancel(permit: &mut AccountPermit, id: ImportId) -> Result<(), AppError> {
    own(permit, id).await?;
    let conn = permit.act(AccountAction::Import)?;
    forget_chunks(conn, id).await?;
    let mut sql = Sql::new("UPDATE imports SET state = 'cancelled' WHERE state = 'waiting' AND id = ");
    Ok(run(conn, sql.text(id)).await?)
}

/// Cancels imports that were abandoned before their commit, and deletes their rows. Returns how many.
///
/// Each import is a transaction of its own, so that other writers wait only briefly.
pub async fn sweep(store: &Store, now: i64) -> Result<u64, StoreError> {
    let mut left = 0;
    loop {
        let mut tx = SystemPermit::begin(store, Purpose::Sweep).await?;
        let mut sql = Sql::new("SELECT i.id FROM imports i WHERE i.state = 'waiting' AND i.at < ");
        let found = sql.bind(now - WAITING_KEPT_MS).push(" LIMIT 1").row(&mut tx).await?;
        let Some(found) = found else { return Ok(left) };
        let id: String = found.try_get(0)?;
        let mut sql = Sql::new("DELETE FROM import_chunks WHERE import_id = ");
        sql.bind(id.as_str()).run(&mut tx).await?;
        let mut sql = Sql::new("UPDATE imports SET state = 'cancelled' WHERE id = ");
        sql.bind(id).run(&mut tx).await?;
        tx.commit().await?;
        left += 1;
    }
}

async fn forget_chunks(conn: &mut Conn, id: ImportId) -> Result<(), StoreError> {
    let mut sql = Sql::new("DELETE FROM import_chunks WHERE import_id = ");
    run(conn, sql.text(id)).await
}

/// A stored import without its rows.
struct Stored {
    state: String,
    /// Incremented with each stored chunk.
    revision: i64,
    result: ImportResult,
}

/// The columns for [`result_of`].
const RESULT: &str = "i.added, i.updated, i.skipped, i.left_out";

fn result_of(row: &AnyRow, column: usize) -> Result<ImportResult, StoreError> {
    let count = |place| {
        let count: i64 = row.try_get(column + place)?;
        Ok::<_, StoreError>(u32::try_from(count).unwrap_or_default())
    };
    Ok(ImportResult {
        added: count(0)?,
        updated: count(1)?,
        skipped: count(2)?,
        left_out: count(3)?,
    })
}

/// Returns the person's own import.
///
/// # Errors
///
/// `NotFound` for another person's import.
async fn own(permit: &mut AccountPermit, id: ImportId) -> Result<Stored, StoreError> {
    let actor = permit.actor();
    let mut sql = Sql::new(&format!(
        "SELECT i.state, i.revision, {RESULT} FROM imports i WHERE i.id = "
    ));
    sql.text(id).push(" AND i.actor_id = ").text(actor);
    let row = sql.row(permit.act(AccountAction::Import)?).await?;
    let row = row.ok_or(StoreError::NotFound)?;
    Ok(Stored {
        state: row.try_get(0)?,
        revision: row.try_get(1)?,
        result: result_of(&row, 2)?,
    })
}

/// Returns the name of the imported file.
async fn file_name(conn: &mut Conn, id: ImportId) -> Result<String, StoreError> {
    let mut sql = Sql::new("SELECT i.file_name FROM imports i WHERE i.id = ");
    let row = sql.text(id).row(conn).await?.ok_or(StoreError::NotFound)?;
    Ok(row.try_get(0)?)
}

/// Records an event of an import in the audit log.
async fn note(permit: &mut AccountPermit, id: ImportId, event: &Event) -> Result<(), StoreError> {
    let (actor, at) = (permit.actor(), clock::now());
    audit::write(permit.act(AccountAction::Import)?, at, Some(actor), id, event).await
}

/// Returns the progress of the person's own import, as far as the database has it.
pub async fn state(store: &Store, viewer: &Viewer, id: ImportId) -> Result<ImportState, StoreError> {
    let mut sql = Sql::new(&format!(
        "SELECT i.state, (SELECT count(*) FROM import_chunks c WHERE c.import_id = i.id), {RESULT} \
         FROM imports i WHERE i.id = "
    ));
    sql.text(id).push(" AND i.actor_id = ").text(viewer.id);
    let mut conn = store.reader().acquire().await?;
    let row = sql.row(&mut conn).await?.ok_or(StoreError::NotFound)?;
    let state: String = row.try_get(0)?;
    let chunks: i64 = row.try_get(1)?;
    Ok(match state.as_str() {
        "done" => ImportState::Done(result_of(&row, 2)?),
        "cancelled" => ImportState::Cancelled,
        _ => ImportState::Waiting {
            received: u32::try_from(chunks).unwrap_or_default(),
        },
    })
}

/// The maximum number of past imports in the list.
const PAST_MAX: i64 = 200;

/// Returns past imports, newest first: the person's own, or everyone's for administrators.
pub async fn past(store: &Store, viewer: &Viewer) -> Result<Vec<PastImport>, StoreError> {
    let mut sql = Sql::new(&format!(
        "SELECT i.id, u.id, u.name, u.deactivated_at, i.file_name, i.at, i.undone_at, {RESULT} \
         FROM imports i JOIN users u ON u.id = i.actor_id WHERE i.state = 'done'"
    ));
    if !viewer.is_admin() {
        sql.push(" AND i.actor_id = ").text(viewer.id);
    }
    sql.push(" ORDER BY i.at DESC, i.id DESC LIMIT ").bind(PAST_MAX);
    let mut conn = store.reader().acquire().await?;
    let mut past = Vec::new();
    for row in sql.rows(&mut conn).await? {
        let undone = row.try_get::<Option<i64>, _>(6)?.is_some();
        past.push(PastImport {
            id: parsed(&row, 0)?,
            by: person(&row, 1)?,
            file_name: row.try_get(4)?,
            at: row.try_get(5)?,
            result: result_of(&row, 7)?,
            undone,
            may_undo: !undone,
        });
    }
    Ok(past)
}
