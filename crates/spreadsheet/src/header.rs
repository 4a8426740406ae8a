//! Finding the header row.

use crate::limits::HEADER_SEARCH_ROWS;
use crate::table::{Table, is_blank};

/// Returns the first row that looks like a header: nearly as wide as the table, with more words than numbers.
pub fn guess(table: &Table) -> usize {
    let rows = table.rows().min(HEADER_SEARCH_ROWS);
    let filled = |row: usize| table.row(row).filter(|text| !is_blank(text)).count();
    let widest = (0..rows).map(filled).max().unwrap_or(0);
    (0..rows)
        .find(|&row| {
            let words = table
                .row(row)
                .filter(|text| !is_blank(text) && text.len() <= 120 && text.chars().any(char::is_alphabetic));
            // A title above the table fills one cell, a header fills most of them.
            filled(row) * 5 >= widest * 3 && words.count() * 2 > filled(row)
        })
        .unwrap_or(0)
}

/// Returns the names of the columns. A missing name is replaced by the column's letters, a repeated one gets a number.
pub fn names(table: &Table, row: Option<usize>) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(table.columns());
    let mut seen = std::collections::HashSet::new();
    for column in 0..table.columns() {
        let own = row.map_or("", |row| table.cell(row, column)).trim();
        let base = if own.is_empty() {
            letters(table.first_column() + column as u32)
        } else {
            own.to_owned()
        };
        let mut name = base.clone();
        let mut number = 2;
        while !seen.insert(name.clone()) {
            name = format!("{base} ({number})");
            number += 1;
        }
        names.push(name);
    }
    names
}

/// Returns the letters of a column: A, B … Z, AA.
pub fn letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = (rest - 1) % 26;
        letters.push(char::from(b'A' + digit as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::TableBuilder;

    fn table(rows: &[&[&str]]) -> Table {
        let mut builder = TableBuilder::new();
        for (index, row) in rows.iter().enumerate() {
            builder.begin_row(index as u32 + 1).unwrap();
            for (column, text) in row.iter().enumerate() {
                builder.cell(column as u32, text).unwrap();
            }
        }
        builder.finish().unwrap()
    }

    #[test]
    fn the_header_is_below_a_title_and_not_a_row_of_numbers() {
        assert_eq!(guess(&table(&[&["Nazwa", "Opis"], &["a", "b"]])), 0);
        assert_eq!(
            guess(&table(&[
                &["Przestrzenie 2024"],
                &["Nazwa", "Opis", "Tagi"],
                &["a", "b", "c"]
            ])),
            1
        );
        assert_eq!(
            guess(&table(&[
                &["1", "2", "3"],
                &["Nazwa", "Opis", "Tagi"],
                &["a", "b", "c"]
            ])),
            1
        );
        assert_eq!(guess(&table(&[&["1"], &["2"]])), 0);
    }

    #[test]
    fn missing_and_duplicate_headers_get_names() {
        let table = table(&[&["Nazwa", "", "Tagi", "Tagi", "Tagi (2)"], &["a", "b", "c", "d", "e"]]);
        assert_eq!(
            names(&table, Some(0)),
            ["Nazwa", "B", "Tagi", "Tagi (2)", "Tagi (2) (2)"]
        );
        assert_eq!(names(&table, None), ["A", "B", "C", "D", "E"]);
        assert_eq!(
            (letters(25), letters(26), letters(16_383)),
            ("Z".into(), "AA".into(), "XFD".into())
        );
    }
}
