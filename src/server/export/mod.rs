//! The list of spaces as a spreadsheet file, which an import can read back.
//!
//! Rows are read in batches in one transaction, so that the file shows the state at one moment, and are written
//! immediately to a temporary file: 100,000 spaces take no more memory than one batch, and a slow client keeps no
//! transaction open.

mod cells;
mod csv;
mod formats;
mod ods;
mod sheet;
mod xlsx;

use std::{fs::File, io};

use axum::{
    body::{Body, Bytes},
    http::header,
    response::{IntoResponse, Response},
};
use domain::{
    access::AccountAction,
    audit::{Event, Exported},
    error::AppError,
    export::{FileFormat, Wanted},
    limits,
    list_query::ListQuery,
};
use futures::{Stream, stream};
use tokio::{io::AsyncReadExt, sync::mpsc};

use self::{
    cells::Columns,
    sheet::{Cell, Failed, Look},
};
use super::{
    gate::Gate,
    store::{StoreError, audit, spaces::export::Reading, views},
};
use crate::i18n::Messages;

/// The path of the route.
pub const PATH: &str = domain::export::ADDRESS;
/// How many bytes are sent at a time.
const CHUNK_SIZE: usize = 64 * 1024;

type Rows = Vec<Vec<Cell>>;

/// Returns the file of the list, and records the download in the audit log.
pub async fn file(gate: &Gate, messages: Messages, mut query: ListQuery, wanted: Wanted) -> Result<Response, AppError> {
    if wanted.ticked.len() > limits::TICKED {
        return Err(AppError::TooLarge);
    }
    let format = wanted.format;
    query.only.clone_from(&wanted.ticked);
    let (file, rows) = written(gate, messages, &query, &wanted).await?;
    let mut permit = gate.account(AccountAction::Export).await?;
    let (actor, at) = (permit.actor(), permit.at());
    let event = Event::Export {
        what: Exported::Spaces,
        rows,
    };
    audit::write(permit.act(AccountAction::Export)?, at, Some(actor), "spaces", &event).await?;
    permit.commit().await?;
    let (name, ending) = (messages.text("export-file-name"), format.as_str());
    let headers = [
        (header::CONTENT_TYPE, format.media_type().to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}.{ending}\""),
        ),
    ];
    Ok((headers, Body::from_stream(chunks(file))).into_response())
}

/// Returns the complete file and its number of rows.
async fn written(gate: &Gate, messages: Messages, query: &ListQuery, wanted: &Wanted) -> Result<(File, u32), AppError> {
    let mut tx = gate.read_as(AccountAction::Export).await?;
    let (viewer, zone) = (gate.viewer(), gate.zone());
    let query = &*views::resolved(&mut tx, &viewer, query).await?;
    let mut reading = Reading::begin(&mut tx, &viewer, &zone, query).await?;
    let chosen = wanted.shown_columns.then_some(&query.columns);
    let columns = Columns::new(messages, reading.fields(), chosen);
    let look = Look {
        title: messages.text("export-sheet"),
        language: messages.0,
    };
    let (send, receive) = mpsc::channel::<Rows>(2);
    let (format, header) = (wanted.format, columns.header());
    let writing = tokio::task::spawn_blocking(move || write(format, &look, header, receive));
    let mut count = 0_u32;
    loop {
        let rows = reading.next(&mut tx).await?;
        count = count.saturating_add(u32::try_from(rows.len()).unwrap_or(u32::MAX));
        let rows: Rows = rows.iter().map(|row| columns.row(&zone, row)).collect();
        // The error of a writer that stopped is returned when its thread is joined.
        if rows.is_empty() || send.send(rows).await.is_err() {
            break;
        }
    }
    drop((send, tx));
    let failed = |cause: &dyn std::fmt::Display| StoreError::Damaged(format!("a file cannot be written: {cause}"));
    let file = writing.await.map_err(|cause| failed(&cause))?;
    Ok((file.map_err(|cause| failed(&cause))?, count))
}

/// Writes rows as they arrive, in a blocking thread.
fn write(format: FileFormat, look: &Look, header: Vec<Cell>, mut rows: mpsc::Receiver<Rows>) -> Result<File, Failed> {
    let mut sheet = formats::begin(format, look, &header)?;
    while let Some(rows) = rows.blocking_recv() {
        for row in &rows {
            sheet.row(row)?;
        }
    }
    sheet.end()
}

/// Returns a stream of the file's bytes from its beginning.
fn chunks(file: File) -> impl Stream<Item = io::Result<Bytes>> + Send + 'static {
    stream::try_unfold(tokio::fs::File::from_std(file), |mut file| async move {
        let mut chunk = vec![0; CHUNK_SIZE];
        let length = file.read(&mut chunk).await?;
        chunk.truncate(length);
        Ok((length > 0).then(|| (Bytes::from(chunk), file)))
    })
}

#[cfg(test)]
mod tests;
