//! The audit log as a CSV file. It is sent while it is read, so that a year takes no more memory than one batch.

use axum::{
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

use super::{
    csv_dialect,
    gate::Gate,
    store::{StoreError, audit},
    streamed::{self, Parts},
};
use crate::i18n::{Messages, audit as sentences};

/// The path of the route.
pub const PATH: &str = domain::audit::EXPORT;
/// How many lines are read at a time.
const LINES: usize = 1_000;

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
    let gate = gate.clone();
    let body = streamed::body("the audit log", async move |parts| {
        send_lines(&gate, messages, filter, &parts).await
    });
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"audit-log.csv\""),
    ];
    Ok((headers, body).into_response())
}

async fn send_lines(gate: &Gate, messages: Messages, filter: Filter, parts: &Parts) -> Result<(), StoreError> {
    let head = ["audit-when-utc", "audit-who", "audit-kind", "audit-what"].map(|name| messages.text(name));
    let mut chunk = csv_dialect::MARK.as_bytes().to_vec();
    chunk.extend(written(messages.0, [head])?);
    let mut before = None;
    loop {
        // The client closed the connection.
        if parts.send(Ok(chunk)).await.is_err() {
            return Ok(());
        }
        let mut tx = gate.read().await?;
        let (lines, next) = audit::log::lines(&mut tx, &gate.zone(), &filter, before, LINES).await?;
        drop(tx);
        chunk = written(messages.0, lines.iter().map(|line| cells(messages, line)))?;
        before = next;
        if next.is_none() {
            let _ = parts.send(Ok(chunk)).await;
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
