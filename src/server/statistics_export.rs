//! Statistics as a CSV file: the whole period, the previous one, then each step.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use domain::{
    access::AccountAction,
    audit::{Event, Exported},
    error::AppError,
    statistics::{Span, Statistics, StatisticsQuery},
};

use super::{
    clock, csv_dialect,
    gate::Gate,
    store::{StoreError, audit, statistics},
};
use crate::i18n::Messages;

/// The path of the route.
pub const PATH: &str = domain::statistics::EXPORT;

type Row = [String; 5];

/// Returns the file of what the page shows, and records the download in the audit log.
pub async fn file(gate: &Gate, messages: Messages, query: StatisticsQuery) -> Result<Response, AppError> {
    let today = gate.zone().today(clock::now());
    let mut tx = gate.read().await?;
    let statistics = statistics::activities(&mut tx, &gate.viewer(), &gate.zone(), &query, today).await?;
    drop(tx);
    let rows = rows(messages, &statistics);
    let text = written(messages, &rows)
        .map_err(|cause| StoreError::Damaged(format!("statistics cannot be written: {cause}")))?;
    let mut permit = gate.account(AccountAction::UseAccount).await?;
    let (actor, at) = (permit.actor(), permit.at());
    let event = Event::Export {
        what: Exported::Statistics,
        rows: u32::try_from(rows.len()).unwrap_or(u32::MAX),
    };
    audit::write(
        permit.act(AccountAction::UseAccount)?,
        at,
        Some(actor),
        "statistics",
        &event,
    )
    .await?;
    permit.commit().await?;
    let name = messages.text("statistics-file-name");
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}.csv\""),
        ),
    ];
    Ok((headers, text).into_response())
}

fn rows(messages: Messages, statistics: &Statistics) -> Vec<Row> {
    let [whole, previous, step] =
        ["statistics-now", "statistics-before", "statistics-step"].map(|name| messages.text(name));
    let buckets = statistics.span.buckets(statistics.step);
    let mut rows = Vec::new();
    for counted in &statistics.rows {
        let name = messages.text(&format!("statistics-{}", counted.measure.as_str()));
        let row = |part: &str, span: Span, count: u32| {
            [
                name.clone(),
                part.to_owned(),
                span.from.to_string(),
                span.to.to_string(),
                count.to_string(),
            ]
        };
        rows.push(row(&whole, statistics.span, counted.total()));
        rows.push(row(&previous, statistics.previous, counted.previous()));
        let steps = buckets.iter().zip(&counted.now);
        rows.extend(steps.map(|(bucket, count)| row(&step, *bucket, *count)));
    }
    rows
}

fn written(messages: Messages, rows: &[Row]) -> Result<Vec<u8>, csv::Error> {
    let header = [
        "statistics-activity",
        "statistics-part",
        "statistics-from",
        "statistics-to",
        "statistics-count",
    ];
    let mut writer = csv_dialect::dialect(messages.0).from_writer(csv_dialect::MARK.as_bytes().to_vec());
    writer.write_record(header.map(|name| messages.text(name)))?;
    for row in rows {
        writer.write_record(row)?;
    }
    writer.into_inner().map_err(|cause| cause.into_error().into())
}

#[cfg(test)]
mod tests {
    use domain::{
        list_query::Day,
        person::Language,
        statistics::{Counted, Measure, Step},
    };

    use super::*;

    fn file(language: Language) -> String {
        let (span, previous) = StatisticsQuery::from_query("period=week").spans(Day::parse("2026-11-24").unwrap());
        let statistics = Statistics {
            sign_ins_kept: None,
            span,
            previous,
            step: Step::Day,
            rows: vec![Counted {
                measure: Measure::DealsWon,
                now: vec![1, 0, 2, 0, 0, 0, 0],
                before: vec![0; 7],
            }],
            person: None,
        };
        let messages = Messages(language);
        String::from_utf8(written(messages, &rows(messages, &statistics)).unwrap()).unwrap()
    }

    #[test]
    fn every_step_has_a_row() {
        let text = file(Language::En);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 10);
        assert_eq!(lines[0], "\u{feff}Activity,Part,From,To,Count");
        assert_eq!(lines[1], "Deals won,This period,2026-11-23,2026-11-29,3");
        assert_eq!(lines[5], "Deals won,Step,2026-11-25,2026-11-25,2");
    }

    #[test]
    fn cells_are_separated_as_the_language_expects() {
        assert_eq!(file(Language::Pl).lines().nth(1).unwrap().matches(';').count(), 4);
    }
}
