//! The file of rows that were not imported: their own columns and the errors.
//!
//! The cells are unchanged, even those that look like formulas: they are the person's own data, and the file is meant
//! to be imported again.

use domain::error::{Field, Reason};
use domain::import::{RowVerdict, WrongCell};
use serde_json::Value;

use super::Session;
use crate::protocol::{Answer, FixItWords, WorkerError};

impl Session {
    pub(super) fn fix_it(&self, words: &FixItWords) -> Result<Answer, WorkerError> {
        // Semicolons, as spreadsheet programs in Poland expect; the byte order mark tells Excel that it is UTF-8.
        let mut writer = csv::WriterBuilder::new()
            .delimiter(b';')
            .terminator(csv::Terminator::CRLF)
            .from_writer(Vec::new());
        let header = self.names.iter().map(String::as_str).chain([words.header.as_str()]);
        writer.write_record(header).map_err(|_| WorkerError::Malformed)?;
        let mut rows = 0;
        for index in (0..self.rows()).filter(|index| self.stays_out(*index)) {
            let wrong = match self.verdict(index)? {
                RowVerdict::Right(_) if self.is_left_out(index) => words.left_out.clone(),
                RowVerdict::Right(_) => words.was_wrong.clone(),
                RowVerdict::Wrong(wrong) => wrong
                    .iter()
                    .map(|cell| self.sentence(cell, words))
                    .collect::<Vec<_>>()
                    .join("; "),
            };
            let cells = (0..self.names.len())
                .map(|column| self.cell(index, column))
                .chain([wrong.as_str()]);
            writer.write_record(cells).map_err(|_| WorkerError::Malformed)?;
            rows += 1;
        }
        let bytes = writer.into_inner().map_err(|_| WorkerError::Malformed)?;
        let csv = String::from_utf8(bytes).map_err(|_| WorkerError::Malformed)?;
        Ok(Answer::FixIt {
            csv: format!("\u{feff}{csv}"),
            rows,
        })
    }

    fn sentence(&self, cell: &WrongCell, words: &FixItWords) -> String {
        let column = cell
            .column
            .and_then(|column| self.names.get(column))
            .map(String::as_str);
        let field = key_of(&cell.field);
        let name = column
            .or_else(|| words.fields.get(&field).map(String::as_str))
            .unwrap_or(&field);
        format!("{name}: {}", reason(&cell.reason, words))
    }
}

fn reason(reason: &Reason, words: &FixItWords) -> String {
    let value = serde_json::to_value(reason).unwrap_or_default();
    let key = value.get("reason").and_then(Value::as_str).unwrap_or_default();
    let detail = value.get("detail").and_then(Value::as_object);
    // The name of a notation is part of the reason's name, because it is translated.
    let notation = detail.and_then(|detail| detail.get("order").or_else(|| detail.get("mark")));
    let key = match notation.and_then(Value::as_str) {
        Some(notation) => format!("{key}_{notation}"),
        None => key.to_owned(),
    };
    let mut sentence = words.reasons.get(&key).map_or_else(|| key.clone(), Clone::clone);
    if let Some(detail) = detail {
        for (name, value) in detail {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            sentence = sentence.replace(&format!("{{{name}}}"), &text);
        }
    }
    sentence
}

fn key_of(field: &Field) -> String {
    if let Field::Custom(id) = field {
        return id.to_string();
    }
    let value = serde_json::to_value(field).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}
