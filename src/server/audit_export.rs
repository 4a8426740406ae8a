//! The audit log as a CSV file. It is sent while it is read, so that a year takes no more memory than one batch.

use std::io;

use axum::{
    body::Body,
    http::header,
    response::{IntoResponse, Response},
};
use domain::{
    access::AccountAction,
    audit::{Event, Exported, Filter, Line},
    error::AppError,
    person::Language,
    text::harmless_cell,
};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use super::{
    csv_dialect,
    gate::Gate,
    store::{StoreError, audit},
};
use crate::i18n::{Messages, audit as sentences};

/// The path of the route.
pub const PATH: &str = domain::audit::EXPORT;
/// How many lines are read at a time.
const LINES: usize = 1_000;

type Chunk = Result<Vec<u8>, io::Error>;

/// Returns the file of the matching lines, and records the download in the audit log.
pub async fn file(gate: &Gate, messages: Messages, filter: Filter) -> Result<Response, AppError> {
    let mut permit = gate.account(AccountAction::ReadAuditLog).await?;
    let (actor, at) = (permit.actor(), permit.at());
    let conn = permit.act(AccountAction::ReadAuditLog)?;
    let event = Event::Export {
        what: Exported::AuditLog,
        rows: audit::log::count(conn, &gate.zone(), &filter).await?,
    };
    audit::write(conn, at, Some(actor), "audit_log", &event).await?;
    permit.commit().await?;
    let (send, receive) = mpsc::channel(2);
    let gate = gate.clone();
    tokio::spawn(async move {
        if let Err(cause) = send_lines(&gate, messages, filter, &send).await {
            tracing::warn!(%cause, "the download of the audit log was aborted");
            // The error tells the client that the file is incomplete.
            let _ = send.send(Err(io::Error::other("aborted"))).await;
        }
    });
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"audit-log.csv\""),
    ];
    Ok((headers, Body::from_stream(ReceiverStream::new(receive))).into_response())
}

async fn send_lines(
    gate: &Gate,
    messages: Messages,
    filter: Filter,
    send: &mpsc::Sender<Chunk>,
) -> Result<(), StoreError> {
    let head = ["audit-when-utc", "audit-who", "audit-kind", "audit-what"].map(|name| messages.text(name));
    let mut chunk = csv_dialect::MARK.as_bytes().to_vec();
    chunk.extend(written(messages.0, [head])?);
    let mut before = None;
    loop {
        // The client closed the connection.
        if send.send(Ok(chunk)).await.is_err() {
            return Ok(());
        }
        let mut tx = gate.read().await?;
        let (lines, next) = audit::log::lines(&mut tx, &gate.zone(), &filter, before, LINES).await?;
        drop(tx);
        chunk = written(messages.0, lines.iter().map(|line| cells(messages, line)))?;
        before = next;
        if next.is_none() {
            let _ = send.send(Ok(chunk)).await;
            return Ok(());
        }
    }
}

fn cells(messages: Messages, line: &Line) -> [String; 4] {
    [
        sentences::instant(line.at),
        sentences::who(messages, line),
        sentences::topic(messages, line.event.topic()),
        sentences::happened(messages, line),
    ]
}

fn written(language: Language, rows: impl IntoIterator<Item = [String; 4]>) -> Result<Vec<u8>, StoreError> {
    let failed = |cause: &dyn std::fmt::Display| StoreError::Damaged(format!("a row cannot be written: {cause}"));
    let mut writer = csv_dialect::dialect(language).from_writer(Vec::new());
    for row in rows {
        let row = row.iter().map(|cell| harmless_cell(cell).into_owned());
        writer.write_record(row).map_err(|cause| failed(&cause))?;
    }
    writer.into_inner().map_err(|cause| failed(&cause))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_never_formulas_and_never_break_their_row() {
        let rows = [["=1+1", "@SUM(A1)", "-2", "a;b \"c\"\nd"].map(str::to_owned)];
        let text = String::from_utf8(written(Language::Pl, rows).unwrap()).unwrap();
        assert_eq!(text, "'=1+1;'@SUM(A1);'-2;\"a;b \"\"c\"\"\nd\"\r\n");
    }
}
