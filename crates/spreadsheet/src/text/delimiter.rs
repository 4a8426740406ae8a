//! Detecting the delimiter of a text file.

use csv::{ByteRecord, ReaderBuilder};
use domain::import::match_headers;

use crate::limits::HEADER_SEARCH_ROWS;
use crate::options::Delimiter;

/// Number of rows of the sample that are examined.
const MAX_ROWS: usize = 200;

/// Parses the line `sep=;` that Excel puts before the first row. Returns the delimiter and the length of the line.
pub fn declared(text: &str) -> Option<(Delimiter, usize)> {
    let line = text.split_inclusive('\n').next()?;
    let declared = line.trim_end().strip_prefix("sep=")?;
    let delimiter = Delimiter::ALL
        .into_iter()
        .find(|delimiter| declared.as_bytes() == [delimiter.byte()])?;
    Some((delimiter, line.len()))
}

/// Returns the delimiter that makes the rows of the sample most alike, leaves the fewest other delimiters in the cells,
/// and yields known header names. Returns a comma if none does.
pub fn detect(sample: &str, plain_quotes: bool) -> Delimiter {
    if let Some((delimiter, _)) = declared(sample) {
        return delimiter;
    }
    let mut best = (0.0, Delimiter::Comma);
    // In order of preference: a later delimiter must be better, not just as good.
    for delimiter in [Delimiter::Semicolon, Delimiter::Tab, Delimiter::Comma, Delimiter::Pipe] {
        let rows = rows(sample, delimiter, plain_quotes);
        let score = alike(&rows) * clean(&rows, delimiter) * (1 + known_names(&rows)) as f64;
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    best.1
}

fn rows(sample: &str, delimiter: Delimiter, plain_quotes: bool) -> Vec<ByteRecord> {
    let reader = ReaderBuilder::new()
        .delimiter(delimiter.byte())
        .quoting(!plain_quotes)
        .has_headers(false)
        .flexible(true)
        .from_reader(sample.as_bytes());
    reader
        .into_byte_records()
        .map_while(Result::ok)
        .take(MAX_ROWS)
        .collect()
}

/// Returns how alike the rows are, from 0 to 1; more cells count more. A row without its trailing empty cells counts
/// half.
fn alike(rows: &[ByteRecord]) -> f64 {
    let mut counts = std::collections::BTreeMap::<usize, usize>::new();
    for row in rows {
        *counts.entry(row.len()).or_default() += 1;
    }
    // The largest width that is not an exception.
    let width = counts.iter().rev().find(|(_, same)| *same * 10 >= rows.len());
    let width = width.map_or(0, |(width, _)| *width);
    let worth = |(cells, same): (&usize, &usize)| {
        let worth = (*cells as f64 - 1.0) / *cells as f64 * *same as f64;
        if *cells == width { worth } else { worth / 2.0 }
    };
    counts.range(2..width.max(2) + 1).map(worth).sum::<f64>() / rows.len().max(1) as f64
}

/// Returns the share of cells, from 0 to 1, that contain no other delimiter in a place where it could separate cells.
/// Delimiters before a space, as in a sentence, and between digits, as in a number, do not count.
fn clean(rows: &[ByteRecord], delimiter: Delimiter) -> f64 {
    let others = Delimiter::ALL.into_iter().filter(|other| *other != delimiter);
    let others: Vec<u8> = others.map(Delimiter::byte).collect();
    let is_clean = |cell: &&[u8]| {
        let digit = |at: Option<usize>| at.and_then(|at| cell.get(at)).is_some_and(u8::is_ascii_digit);
        let parts = |at: usize, byte: u8| {
            let number = byte == b',' && digit(at.checked_sub(1)) && digit(Some(at + 1));
            others.contains(&byte) && !number && cell.get(at + 1) != Some(&b' ')
        };
        !cell.iter().enumerate().any(|(at, byte)| parts(at, *byte))
    };
    let cells = rows.iter().map(ByteRecord::len).sum::<usize>();
    let clean = rows.iter().flat_map(ByteRecord::iter).filter(is_clean).count();
    clean as f64 / cells.max(1) as f64
}

/// Returns how many known header names are in one of the first rows.
fn known_names(rows: &[ByteRecord]) -> usize {
    let known = |row: &ByteRecord| {
        let names: Vec<_> = row.iter().map(String::from_utf8_lossy).collect();
        match_headers(&names).into_iter().flatten().count()
    };
    rows.iter().take(HEADER_SEARCH_ROWS).map(known).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_that_makes_rows_alike_and_yields_header_names_is_chosen() {
        for (text, delimiter) in [
            ("a;b;c\n1;2,5;3\n4;5,5;6\n", Delimiter::Semicolon),
            ("a,b,c\n1,2;5,3\n", Delimiter::Comma),
            ("a\tb\n1, 2\t3; 4\n", Delimiter::Tab),
            ("a|b|c\nx, y|z|w\n", Delimiter::Pipe),
            ("name,note\nx,\"a;b;c\nd;e\"\ny,\"f;g\"\n", Delimiter::Comma),
            ("sep=|\na;b\n1;2\n", Delimiter::Pipe),
            ("name\nx\ny\n", Delimiter::Comma),
            ("", Delimiter::Comma),
            ("Nazwa;Opis\nA;jeden, dwa, trzy\nB;cztery, pięć\n", Delimiter::Semicolon),
            ("Nazwa;Tagi\nA;a,b\nB;c,d\n", Delimiter::Semicolon),
            ("Name,Tags\nA,a;b\nB,c;d\n", Delimiter::Comma),
            ("x;1,5;\ny;2,5\nz;3,5\n", Delimiter::Semicolon),
            ("1,5;2,5\n3,5;4,5\n", Delimiter::Semicolon),
        ] {
            assert_eq!(detect(text, false), delimiter, "{text:?}");
        }
    }

    #[test]
    fn quotation_marks_may_be_ordinary_characters() {
        let text = "a,b\n\"x;y,1\nz;w,2\n";
        assert_eq!(detect(text, true), Delimiter::Comma);
    }
}
