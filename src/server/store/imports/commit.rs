//! Bringing rows in: all of them or none, in the transaction that checked them.

use domain::{
    access::AccountAction,
    activity::What,
    audit::Event,
    error::{AppError, Field, FieldError, Reason},
    ids::ImportId,
    import::{Checker, ImportRow, RowAction},
};
use sqlx::Row;

use super::{super::StoreError, context, create, forget_chunks, own, spread::spread, words::Words, write};
use crate::{
    api::imports::ImportResult,
    server::{clock, gate::AccountPermit},
};

/// What came of a commit.
pub enum Committed {
    /// Every row is in; the search index follows ([`super::index_new`]).
    Done(ImportResult),
    /// Nothing is in: rows that are wrong now, by their number in the file.
    Wrong(Vec<(u32, Vec<FieldError>)>),
}

/// Checks the waiting rows against what is true now and brings them in.
///
/// A commit that was already made answers what it did: the browser may have missed the answer.
pub async fn commit(
    permit: &mut AccountPermit,
    id: ImportId,
    chunks: u32,
    progress: &(dyn Fn(u32, u32) + Send + Sync),
) -> Result<Committed, AppError> {
    let stored = own(permit, id).await?;
    match stored.state.as_str() {
        "done" => return Ok(Committed::Done(stored.result)),
        "cancelled" => return Err(AppError::NotFound),
        _ => {}
    }
    let rows = waiting_rows(permit, id, chunks).await?;
    let (viewer, language) = (permit.viewer(), permit.language());
    let checker = Checker::new(context(permit.act(AccountAction::Import)?, &viewer, language).await?);
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
        .partition(|row| matches!(row.action, RowAction::Create { .. }));
    let mut touched = Vec::new();
    create::create(permit, id, &created, &words, &|done| progress(done, total)).await?;
    result.added = u32::try_from(created.len()).unwrap_or(u32::MAX);
    for row in &others {
        match row.action {
            RowAction::Update { space, .. } => {
                write::update(permit, id, space, row, &words).await?;
                touched.push(space);
                result.updated += 1;
            }
            RowAction::Skip { space } => {
                if let Some(space) = space {
                    write::note_skipped(permit, id, space).await?;
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

async fn waiting_rows(permit: &mut AccountPermit, id: ImportId, chunks: u32) -> Result<Vec<ImportRow>, AppError> {
    let found = sqlx::query("SELECT chunk, rows FROM import_chunks WHERE import_id = $1 AND chunk < $2 ORDER BY chunk")
        .bind(id.to_string())
        .bind(i64::from(chunks))
        .fetch_all(permit.act(AccountAction::Import)?)
        .await
        .map_err(StoreError::from)?;
    if found.len() != chunks as usize {
        return Err(AppError::field(Field::Rows, Reason::Required));
    }
    let texts: Vec<&str> = found.iter().map(|chunk| chunk.get("rows")).collect();
    let mut rows = Vec::new();
    for part in spread(&texts, |text| serde_json::from_str::<Vec<ImportRow>>(text)) {
        rows.extend(part.map_err(|cause| StoreError::Damaged(format!("import chunk: {cause}")))?);
    }
    if rows.len() > super::IMPORT_ROWS as usize {
        return Err(AppError::TooLarge);
    }
    Ok(rows)
}

/// Rows that are wrong now; also two that update the same space.
fn wrong_rows(checker: &Checker, rows: &[ImportRow]) -> Vec<(u32, Vec<FieldError>)> {
    let mut updated = std::collections::HashSet::new();
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
            (!wrong.is_empty()).then_some((row.row, wrong))
        })
        .collect()
}

async fn finish(permit: &mut AccountPermit, id: ImportId, result: &ImportResult) -> Result<(), AppError> {
    forget_chunks(permit, id).await?;
    sqlx::query(
        "UPDATE imports SET state = 'done', added = $1, updated = $2, skipped = $3, finished_at = $4 WHERE id = $5",
    )
    .bind(i64::from(result.added))
    .bind(i64::from(result.updated))
    .bind(i64::from(result.skipped))
    .bind(clock::now())
    .bind(id.to_string())
    .execute(permit.act(AccountAction::Import)?)
    .await
    .map_err(StoreError::from)?;
    let event = Event::Import {
        file: super::file_name(permit, id).await?,
        added: result.added,
        updated: result.updated,
        skipped: result.skipped,
    };
    super::note(permit, id, &event).await
}

/// The line that every imported space's activity begins with.
pub(super) fn imported_line() -> Result<String, AppError> {
    serde_json::to_string(&What::Imported).map_err(|_| AppError::Unavailable)
}
