//! The audit log as a file for spreadsheets: written while it is sent, so that a year of it takes no more memory than a
//! page.

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

/// Where it is.
pub const PATH: &str = domain::audit::EXPORT;
/// Lines that are read at once.
const LINES: usize = 1_000;

type Piece = Result<Vec<u8>, io::Error>;

/// The file of the lines that match. That it was taken is a line itself.
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
        if let Err(cause) = pump(&gate, messages, filter, &send).await {
            tracing::warn!(%cause, "the file of the audit log was broken off");
            // Whoever reads it learns that it is not whole.
            let _ = send.send(Err(io::Error::other("broken off"))).await;
        }
    });
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"audit-log.csv\""),
    ];
    Ok((headers, Body::from_stream(ReceiverStream::new(receive))).into_response())
}

async fn pump(gate: &Gate, messages: Messages, filter: Filter, send: &mpsc::Sender<Piece>) -> Result<(), StoreError> {
    let head = ["audit-when-utc", "audit-who", "audit-kind", "audit-what"].map(|name| messages.text(name));
    let mut piece = csv_dialect::MARK.as_bytes().to_vec();
    piece.extend(written(messages.0, [head])?);
    let mut before = None;
    loop {
        // Whoever left needs no more of it.
        if send.send(Ok(piece)).await.is_err() {
            return Ok(());
        }
        let mut tx = gate.read().await?;
        let (lines, next) = audit::log::lines(&mut tx, &gate.zone(), &filter, before, LINES).await?;
        drop(tx);
        piece = written(messages.0, lines.iter().map(|line| cells(messages, line)))?;
        before = next;
        if next.is_none() {
            let _ = send.send(Ok(piece)).await;
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
    fn no_cell_becomes_a_formula_and_none_breaks_its_row() {
        let rows = [["=1+1", "@SUM(A1)", "-2", "a;b \"c\"\nd"].map(str::to_owned)];
        let text = String::from_utf8(written(Language::Pl, rows).unwrap()).unwrap();
        assert_eq!(text, "'=1+1;'@SUM(A1);'-2;\"a;b \"\"c\"\"\nd\"\r\n");
    }
}
