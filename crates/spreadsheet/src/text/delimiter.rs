//! Finds what stands between the cells of a text file.

use csv::ReaderBuilder;

use crate::options::Delimiter;

/// What Excel writes into a first line of its own, `sep=;`: the delimiter and the line's length.
pub fn declared(text: &str) -> Option<(Delimiter, usize)> {
    let line = text.split_inclusive('\n').next()?;
    let declared = line.trim_end().strip_prefix("sep=")?;
    let delimiter = Delimiter::ALL
        .into_iter()
        .find(|delimiter| declared.as_bytes() == [delimiter.byte()])?;
    Some((delimiter, line.len()))
}

/// The delimiter that parts most rows of the sample into the same number of cells, more than one.
pub fn detect(sample: &str) -> Delimiter {
    if let Some((delimiter, _)) = declared(sample) {
        return delimiter;
    }
    let mut best = (0, Delimiter::Semicolon);
    // In order of preference: a later one has to be better, not as good.
    for delimiter in [Delimiter::Semicolon, Delimiter::Tab, Delimiter::Comma, Delimiter::Pipe] {
        let score = score(sample, delimiter);
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    if best.0 == 0 { Delimiter::Comma } else { best.1 }
}

/// Rows that have the most usual number of cells, in thousandths of all rows, and a little for
/// each cell, so that `a,5;b,5` is two cells rather than three where the rows do not decide.
fn score(sample: &str, delimiter: Delimiter) -> usize {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter.byte())
        .has_headers(false)
        .flexible(true)
        .from_reader(sample.as_bytes());
    let mut counts = std::collections::BTreeMap::<usize, usize>::new();
    let mut rows = 0;
    for record in reader.byte_records().take(200) {
        let Ok(record) = record else { break };
        rows += 1;
        *counts.entry(record.len().min(1_000)).or_default() += 1;
    }
    let parted = counts.iter().filter(|(cells, _)| **cells > 1);
    match parted.max_by_key(|(cells, rows)| (**rows, **cells)) {
        Some((cells, same)) => same * 1_000 / rows.max(1) * 10 + (*cells).min(9),
        None => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_what_parts_the_rows_evenly() {
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
        ] {
            assert_eq!(detect(text), delimiter, "{text:?}");
        }
    }
}
