//! The commit of an import: all rows are written or none, in the transaction that checks them.

use std::collections::HashSet;

use domain::{
    access::{AccountAction, Viewer},
    audit::Event,
    error::{AppError, Field, FieldError, Reason},
    ids::ImportId,
    import::{Checker, ImportResult, ImportRow, RowAction},
};
use sqlx::Row;

use super::{
    super::{
        StoreError,
        engine::{
            sort_key,
            sql::{Conn, Sql},
        },
    },
    context, create, forget_chunks, items, own,
    spread::spread,
    words::Words,
    write,
};
use crate::server::{clock, permits::AccountPermit};

/// The result of a commit.
#[derive(Clone, Debug)]
pub enum Committed {
    /// All rows are imported. The search index is updated later, by [`crate::server::store::search::index_new`].
    Done(ImportResult),
    /// Nothing was imported, because rows are wrong now. Contains their numbers in the file and their errors.
    Wrong(Vec<(u32, Vec<FieldError>)>),
}

/// The rows that wait for the commit, read before the write lock is taken.
pub struct Ready {
    /// The revision of the import when its chunks were read. Each chunk that is stored later increments it.
    revision: i64,
    rows: Vec<ImportRow>,
    /// The sort keys of the rows' names.
    name_keys: Vec<String>,
}

/// Reads the waiting rows of the viewer's own import. Returns `None` if some chunks are missing, which the commit then
/// reports.
pub async fn get_ready(conn: &mut Conn, viewer: &Viewer, id: ImportId, chunks: u32) -> Result<Option<Ready>, AppError> {
    let mut sql = Sql::new("SELECT revision FROM imports WHERE state = 'waiting' AND id = ");
    sql.text(id).push(" AND actor_id = ").text(viewer.id);
    let Some(found) = sql.row(conn).await.map_err(StoreError::from)? else {
        return Ok(None);
    };
    let Some(rows) = waiting_rows(conn, id, chunks).await? else {
        return Ok(None);
    };
    Ok(Some(Ready {
        revision: found.try_get(0).map_err(StoreError::from)?,
        name_keys: spread(&rows, |row| sort_key(&row.name)),
        rows,
    }))
}

/// Checks the waiting rows against the present state of the account and imports them. Rows that are `ready` are not
/// read again while other writers wait.
///
/// If the import was already committed, returns its result again, because the browser may have missed the answer.
pub async fn commit(
    permit: &mut AccountPermit,
    id: ImportId,
    chunks: u32,
    ready: Option<Ready>,
    progress: &(dyn Fn(u32, u32) + Send + Sync),
) -> Result<Committed, AppError> {
    let stored = own(permit, id).await?;
    match stored.state.as_str() {
        "done" => return Ok(Committed::Done(stored.result)),
        "cancelled" => return Err(AppError::NotFound),
        _ => {}
    }
    let viewer = permit.viewer();
    let ready = match ready.filter(|ready| ready.revision == stored.revision) {
        None => get_ready(permit.act(AccountAction::Import)?, &viewer, id, chunks).await?,
        ready => ready,
    };
    let Ready { rows, name_keys, .. } = ready.ok_or(AppError::field(Field::Rows, Reason::Required))?;
    let language = permit.language();
    let now = context::context_of(permit.act(AccountAction::Import)?, &viewer, language, &rows).await?;
    let level = now.visibility.default;
    let checker = Checker::new(now);
    let wrong = wrong_rows(&checker, &rows);
    if !wrong.is_empty() {
        return Ok(Committed::Wrong(wrong));
    }
    let total = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let words = Words::of(permit, &rows).await?;
    let mut result = ImportResult {
        left_out: stored.result.left_out,
        ..ImportResult::default()
    };
    let (created, others): (Vec<_>, Vec<_>) = rows
        .into_iter()
        .zip(name_keys)
        .partition(|(row, _)| matches!(row.action, RowAction::Create { .. }));
    let mut touched = Vec::new();
    create::create(permit, id, &created, level, &words, &|done| progress(done, total)).await?;
    result.added = u32::try_from(created.len()).unwrap_or(u32::MAX);
    for (row, _) in &others {
        match row.action {
            RowAction::Update { space, .. } => {
                write::update(permit, id, space, row, &words).await?;
                touched.push(space);
                result.updated += 1;
            }
            RowAction::Skip { space } => {
                if let Some(space) = space {
                    items::note_skipped(permit, id, space).await?;
                }
                result.skipped += 1;
            }
            RowAction::Create { .. } | RowAction::Unchanged { .. } => {}
        }
    }
    write::refresh(permit, &touched).await?;
    finish(permit, id, &result).await?;
    Ok(Committed::Done(result))
}

async fn waiting_rows(conn: &mut Conn, id: ImportId, chunks: u32) -> Result<Option<Vec<ImportRow>>, AppError> {
    let texts = waiting_texts(conn, id, chunks).await?;
    if texts.len() != chunks as usize {
        return Ok(None);
    }
    let mut rows = Vec::new();
    for part in spread(&texts, |text| serde_json::from_str::<Vec<ImportRow>>(text)) {
        rows.extend(part.map_err(|cause| StoreError::Damaged(format!("import chunk: {cause}")))?);
    }
    if rows.len() > super::IMPORT_ROWS as usize {
        return Err(AppError::TooLarge);
    }
    Ok(Some(rows))
}

/// Returns the JSON of the first `chunks` chunks, in their order.
async fn waiting_texts(conn: &mut Conn, id: ImportId, chunks: u32) -> Result<Vec<String>, StoreError> {
    let mut sql = Sql::new("SELECT c.rows FROM import_chunks c WHERE c.import_id = ");
    sql.text(id).push(" AND c.chunk < ").bind(i64::from(chunks));
    let found = sql.push(" ORDER BY c.chunk").rows(conn).await?;
    Ok(found.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?)
}

/// Returns the rows that are wrong now. Two rows that update the same space, and a row that was sent twice, are wrong
/// too.
fn wrong_rows(checker: &Checker, rows: &[ImportRow]) -> Vec<(u32, Vec<FieldError>)> {
    let (mut updated, mut seen) = (HashSet::new(), HashSet::new());
    rows.iter()
        .zip(spread(rows, |row| checker.verify(row)))
        .filter_map(|(row, mut wrong)| {
            if let RowAction::Update { space, .. } = row.action
                && !updated.insert(space)
            {
                wrong.push(FieldError {
                    field: Field::Name,
                    reason: Reason::Ambiguous {
                        value: row.name.clone(),
                    },
                });
            }
            if !seen.insert(row.row) {
                wrong.push(FieldError {
                    field: Field::Rows,
                    reason: Reason::Taken,
                });
            }
            (!wrong.is_empty()).then_some((row.row, wrong))
        })
        .collect()
}

async fn finish(permit: &mut AccountPermit, id: ImportId, result: &ImportResult) -> Result<(), AppError> {
    let conn = permit.act(AccountAction::Import)?;
    forget_chunks(conn, id).await?;
    let mut sql = Sql::new("UPDATE imports SET state = 'done', added = ");
    sql.bind(i64::from(result.added))
        .push(", updated = ")
        .bind(i64::from(result.updated));
    sql.push(", skipped = ").bind(i64::from(result.skipped));
    sql.push(", finished_at = ").bind(clock::now());
    super::run(conn, sql.push(" WHERE id = ").text(id)).await?;
    let event = Event::Import {
        file: super::file_name(conn, id).await?,
        added: result.added,
        updated: result.updated,
        skipped: result.skipped,
    };
    Ok(super::note(permit, id, &event).await?)
}
