//! Imports: a waiting room for chunks, the commit of all rows at once, and the way back.

mod access;
mod commit;
mod context;
mod create;
mod custom;
mod named;
mod spread;
mod undo;
mod words;
mod write;

pub use commit::{Committed, Ready, commit, get_ready};
pub use context::context;
pub use named::spaces as named_spaces;
pub use undo::{preview_undo, undo};

use domain::{
    access::AccountAction,
    access::Viewer,
    audit::Event,
    error::{AppError, Field, Reason},
    ids::{ImportId, UserId},
    import::ImportRow,
    person::PersonRef,
};
use sqlx::Row;

use super::{Store, StoreError, audit, engine::sql::Sql, search};
use crate::{
    api::imports::{ImportResult, ImportState, PastImport},
    server::{clock, gate::AccountPermit},
};

/// Most rows of a chunk.
pub const CHUNK_ROWS: usize = 2_000;
/// Most rows of an import.
pub const IMPORT_ROWS: u32 = 100_000;
/// Most chunks of an import: twice as many as the fewest that its rows need.
const IMPORT_CHUNKS: u32 = 2 * IMPORT_ROWS / CHUNK_ROWS as u32;
/// How long rows wait for an import that was left, in milliseconds.
const WAITING_KEPT_MS: i64 = 7 * 24 * 60 * 60 * 1000;

/// Opens the waiting room, or finds it again: the chunks that it has.
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
    let actor = permit.viewer().id.to_string();
    sqlx::query(
        "INSERT INTO imports (id, actor_id, file_name, state, rows, left_out, settings, at) \
         VALUES ($1, $2, $3, 'waiting', $4, $5, '', $6) ON CONFLICT (id) DO NOTHING",
    )
    .bind(id.to_string())
    .bind(&actor)
    .bind(file_name)
    .bind(i64::from(rows))
    .bind(i64::from(left_out))
    .bind(clock::now())
    .execute(permit.act(AccountAction::Import)?)
    .await
    .map_err(StoreError::from)?;
    own(permit, id).await?;
    // A later attempt of the same import may leave out other rows.
    sqlx::query("UPDATE imports SET rows = $1, left_out = $2 WHERE id = $3 AND state = 'waiting'")
        .bind(i64::from(rows))
        .bind(i64::from(left_out))
        .bind(id.to_string())
        .execute(permit.act(AccountAction::Import)?)
        .await
        .map_err(StoreError::from)?;
    let chunks: Vec<i64> = sqlx::query_scalar("SELECT chunk FROM import_chunks WHERE import_id = $1 ORDER BY chunk")
        .bind(id.to_string())
        .fetch_all(permit.act(AccountAction::Import)?)
        .await
        .map_err(StoreError::from)?;
    Ok(chunks
        .into_iter()
        .filter_map(|chunk| u32::try_from(chunk).ok())
        .collect())
}

/// Keeps a chunk until the commit. The newest text of a chunk counts.
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
    sqlx::query(
        "INSERT INTO import_chunks (import_id, chunk, rows) VALUES ($1, $2, $3) \
         ON CONFLICT (import_id, chunk) DO UPDATE SET rows = excluded.rows",
    )
    .bind(id.to_string())
    .bind(i64::from(chunk))
    .bind(text)
    .execute(permit.act(AccountAction::Import)?)
    .await
    .map_err(StoreError::from)?;
    sqlx::query("UPDATE imports SET revision = revision + 1 WHERE id = $1")
        .bind(id.to_string())
        .execute(permit.act(AccountAction::Import)?)
        .await
        .map_err(StoreError::from)?;
    Ok(())
}

/// Ends an import that is not in.
pub async fn cancel(permit: &mut AccountPermit, id: ImportId) -> Result<(), AppError> {
    own(permit, id).await?;
    forget_chunks(permit, id).await?;
    sqlx::query("UPDATE imports SET state = 'cancelled' WHERE id = $1 AND state = 'waiting'")
        .bind(id.to_string())
        .execute(permit.act(AccountAction::Import)?)
        .await
        .map_err(StoreError::from)?;
    Ok(())
}

/// Cancels imports that were left before they came in, and forgets their rows. Returns how many.
///
/// Each import is a transaction of its own: others write between two.
pub async fn sweep(store: &Store, now: i64) -> Result<u64, StoreError> {
    let mut left = 0;
    loop {
        let mut tx = store.begin().await?;
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

async fn forget_chunks(permit: &mut AccountPermit, id: ImportId) -> Result<(), AppError> {
    sqlx::query("DELETE FROM import_chunks WHERE import_id = $1")
        .bind(id.to_string())
        .execute(permit.act(AccountAction::Import)?)
        .await
        .map_err(StoreError::from)?;
    Ok(())
}

/// An import as stored, without its rows.
struct Stored {
    state: String,
    /// Counts the chunks that were kept.
    revision: i64,
    result: ImportResult,
}

/// One's own import; anyone else's does not exist.
async fn own(permit: &mut AccountPermit, id: ImportId) -> Result<Stored, AppError> {
    let row = sqlx::query(
        "SELECT state, revision, added, updated, skipped, left_out FROM imports WHERE id = $1 AND actor_id = $2",
    )
    .bind(id.to_string())
    .bind(permit.viewer().id.to_string())
    .fetch_optional(permit.act(AccountAction::Import)?)
    .await
    .map_err(StoreError::from)?
    .ok_or(AppError::NotFound)?;
    Ok(Stored {
        state: row.get("state"),
        revision: row.get("revision"),
        result: result_of(&row),
    })
}

/// The name of the file that came in.
async fn file_name(permit: &mut AccountPermit, id: ImportId) -> Result<String, AppError> {
    let name = sqlx::query_scalar("SELECT file_name FROM imports WHERE id = $1")
        .bind(id.to_string())
        .fetch_one(permit.act(AccountAction::Import)?)
        .await;
    Ok(name.map_err(StoreError::from)?)
}

/// Writes into the audit log what became of an import.
async fn note(permit: &mut AccountPermit, id: ImportId, event: &Event) -> Result<(), AppError> {
    let (actor, at) = (permit.actor(), clock::now());
    Ok(audit::write(permit.act(AccountAction::Import)?, at, Some(actor), id, event).await?)
}

fn result_of(row: &sqlx::any::AnyRow) -> ImportResult {
    let count = |name| u32::try_from(row.get::<i64, _>(name)).unwrap_or_default();
    ImportResult {
        added: count("added"),
        updated: count("updated"),
        skipped: count("skipped"),
        left_out: count("left_out"),
    }
}

/// How far one's own import is, as far as the database knows.
pub async fn state(store: &Store, viewer: &Viewer, id: ImportId) -> Result<ImportState, AppError> {
    let row = sqlx::query(
        "SELECT state, added, updated, skipped, left_out, \
                (SELECT count(*) FROM import_chunks c WHERE c.import_id = imports.id) AS chunks \
         FROM imports WHERE id = $1 AND actor_id = $2",
    )
    .bind(id.to_string())
    .bind(viewer.id.to_string())
    .fetch_optional(store.reader())
    .await
    .map_err(StoreError::from)?
    .ok_or(AppError::NotFound)?;
    Ok(match row.get::<String, _>("state").as_str() {
        "done" => ImportState::Done(result_of(&row)),
        "cancelled" => ImportState::Cancelled,
        _ => ImportState::Waiting {
            received: u32::try_from(row.get::<i64, _>("chunks")).unwrap_or_default(),
        },
    })
}

/// Past imports, newest first, 200 at most: one's own, for administrators everyone's.
pub async fn past(store: &Store, viewer: &Viewer) -> Result<Vec<PastImport>, AppError> {
    let rows = sqlx::query(
        "SELECT i.id, i.file_name, i.at, i.added, i.updated, i.skipped, i.left_out, i.undone_at, i.actor_id, \
                u.name, u.deactivated_at \
         FROM imports i JOIN users u ON u.id = i.actor_id \
         WHERE i.state = 'done' AND (i.actor_id = $1 OR $2 = 1) ORDER BY i.at DESC, i.id DESC LIMIT 200",
    )
    .bind(viewer.id.to_string())
    .bind(i64::from(viewer.is_admin()))
    .fetch_all(store.reader())
    .await
    .map_err(StoreError::from)?;
    rows.iter()
        .map(|row| {
            let undone = row.get::<Option<i64>, _>("undone_at").is_some();
            Ok(PastImport {
                id: parse(row.get("id"))?,
                by: PersonRef {
                    id: parse::<UserId>(row.get("actor_id"))?,
                    name: row.get("name"),
                    active: row.get::<Option<i64>, _>("deactivated_at").is_none(),
                },
                file_name: row.get("file_name"),
                at: row.get("at"),
                result: result_of(row),
                undone,
                may_undo: !undone,
            })
        })
        .collect()
}

/// Spaces of one step of the index's catching up: other writers wait no longer than for this.
const INDEXED_AT_ONCE: i64 = 2_000;

/// Brings the search index up to the spaces; after a large import, and at start if the server died in between.
pub async fn index_new(store: &Store) -> Result<(), StoreError> {
    // Nothing is left to do nearly always, and to see that takes neither the writer nor the memory that it may grow to.
    let mut behind = Sql::new("SELECT 1 FROM spaces WHERE ");
    behind.push(search::NOT_INDEXED).push(" LIMIT 1");
    if behind.row(&mut *store.reader().acquire().await?).await?.is_none() {
        return Ok(());
    }
    let mut after = 0_i64;
    loop {
        let mut tx = store.begin().await?;
        let mut sql = Sql::new("SELECT number, name, description FROM spaces WHERE number > ");
        sql.bind(after).push(" AND ").push(search::NOT_INDEXED);
        sql.push(" ORDER BY number LIMIT ").bind(INDEXED_AT_ONCE);
        let rows = sql.rows(&mut tx).await?;
        if rows.is_empty() {
            return Ok(());
        }
        after = rows.last().map_or(after, |row| row.get("number"));
        let entries: Vec<_> = rows
            .iter()
            .map(|row| search::Entry {
                number: row.get("number"),
                name: row.get("name"),
                description: row.get("description"),
            })
            .collect();
        search::add(&mut tx, &entries).await?;
        tx.commit().await?;
    }
}

/// An id as stored.
fn parse<T: std::str::FromStr>(text: String) -> Result<T, AppError> {
    text.parse()
        .map_err(|_| StoreError::Damaged(format!("not an id: {text}")).into())
}
