//! Building tables, and their limits.

use std::ops::ControlFlow;

use super::*;
use crate::{ReadOptions, Workbook};

fn build(rows: &[(u32, &[(u32, &str)])]) -> Result<Table, ReadError> {
    let mut builder = TableBuilder::new();
    for (source, cells) in rows {
        builder.begin_row(*source)?;
        for (column, text) in *cells {
            builder.cell(*column, text)?;
        }
    }
    builder.finish()
}

#[test]
fn blank_rows_and_columns_at_the_edges_are_not_kept() {
    let table = build(&[
        (1, &[(0, " "), (3, "")]),
        (3, &[(2, "b"), (4, "d")]),
        (5, &[]),
        (6, &[(1, "a"), (9, "\t")]),
    ])
    .unwrap();
    assert_eq!((table.rows(), table.columns()), (2, 4));
    assert_eq!(table.row(0).collect::<Vec<_>>(), ["", "b", "", "d"]);
    assert_eq!(table.row(1).collect::<Vec<_>>(), ["a", "", "", ""]);
    assert_eq!((table.source_row(0), table.source_row(1)), (3, 6));
    assert_eq!((table.cell(7, 0), table.source_row(7)), ("", 0));
    assert_eq!(
        [3, 6, 4, 0, 9].map(|row| table.find_source_row(row)),
        [Some(0), Some(1), None, None, None]
    );
}

#[test]
fn columns_too_far_apart_are_refused_within_a_row_and_across_rows() {
    let too_many = Err(ReadError::TooManyColumns { limit: 200 });
    assert_eq!(build(&[(1, &[(0, "a"), (16_383, "z")])]).map(|_| ()), too_many);
    assert_eq!(
        build(&[(1, &[(0, "a")]), (1_048_576, &[(16_383, "z")])]).map(|_| ()),
        too_many
    );
    assert!(build(&[(1, &[(16_183, "a"), (16_382, "z")])]).is_ok());
}

#[test]
fn rows_past_the_limit_are_refused() {
    let mut builder = TableBuilder::new();
    let mut result = Ok(());
    for row in 1..=MAX_ROWS as u32 + 3 {
        result = builder.begin_row(row).and_then(|()| builder.cell(0, "x"));
        if result.is_err() {
            assert_eq!(row, MAX_ROWS as u32 + 3);
        }
    }
    assert_eq!(result, Err(ReadError::TooManyRows { limit: 100_000 }));
}

#[test]
fn numbers_are_distinguished_from_texts_that_look_like_numbers() {
    let mut builder = TableBuilder::new();
    builder.begin_row(1).unwrap();
    builder.number(1, "3.125").unwrap();
    builder.cell(2, "3.125").unwrap();
    builder.number(4, "7").unwrap();
    builder.number(5, "").unwrap();
    let table = builder.finish().unwrap();
    assert_eq!(table.row(0).collect::<Vec<_>>(), ["3.125", "3.125", "", "7"]);
    let numbers = [0, 1, 2, 3, 4].map(|column| table.is_number(0, column));
    assert_eq!(numbers, [true, false, false, true, false]);
}

#[test]
fn chunks_do_not_affect_the_cells() {
    let mut builder = TableBuilder::new();
    let long = "ż".repeat(40_000);
    for row in 1..=200 {
        builder.begin_row(row).unwrap();
        builder.cell(0, &row.to_string()).unwrap();
        builder.cell(2, &long).unwrap();
    }
    let table = builder.finish().unwrap();
    assert!(table.chunks.len() > 5);
    for row in 0..200 {
        assert_eq!(table.cell(row, 0), (row + 1).to_string());
        assert_eq!((table.cell(row, 1), table.cell(row, 2).len()), ("", 80_000));
    }
}

#[test]
fn of_any_sheet_the_first_rows_and_columns_can_be_read() {
    let many: String = (0..MAX_ROWS + 10).map(|row| format!("{row};a\n")).collect();
    assert!(matches!(whole(&many), Err(ReadError::TooManyRows { .. })));
    let table = first(&many, 3).unwrap();
    assert_eq!((table.rows(), table.columns(), table.notes().cut), (3, 2, true));
    assert_eq!(table.cell(2, 0), "2");

    let wide = format!("a{}b\nc\n", ";".repeat(MAX_COLUMNS));
    assert!(matches!(whole(&wide), Err(ReadError::TooManyColumns { .. })));
    let table = first(&wide, 3).unwrap();
    assert_eq!((table.rows(), table.columns(), table.notes().cut), (2, 1, true));

    let far = format!("{}b\nc\n", ";".repeat(MAX_COLUMNS));
    let table = first(&far, 3).unwrap();
    assert_eq!((table.rows(), table.cell(0, 0), table.notes().cut), (1, "b", true));

    let short = first("a;1\nb;2\n", 3).unwrap();
    assert_eq!((short.rows(), short.notes().cut), (2, false));
    // The limit holds for one call.
    assert_eq!(whole("a\nb\nc\nd\n").unwrap().rows(), 4);
}

fn whole(text: &str) -> Result<Table, ReadError> {
    let mut book = Workbook::open(text.as_bytes().to_vec())?;
    book.read(&ReadOptions::default(), &mut |_| ControlFlow::Continue(()))
}

fn first(text: &str, rows: usize) -> Result<Table, ReadError> {
    Workbook::open(text.as_bytes().to_vec())?.read_first(rows)
}
