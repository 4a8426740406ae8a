//! Reading text files, compared with the csv crate.

use proptest::prelude::*;

use super::*;

/// Returns the rows that the csv crate reads.
fn by_the_crate(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut builder = TableBuilder::new();
    for (row, record) in reader.records().enumerate() {
        builder.begin_row(row as u32 + 1).unwrap();
        for (column, cell) in record.unwrap().iter().enumerate() {
            builder.cell(column as u32, cell).unwrap();
        }
    }
    builder.finish().map_or_else(|_| Vec::new(), |table| cells_of(&table))
}

fn cells_of(table: &Table) -> Vec<Vec<String>> {
    (0..table.rows())
        .map(|row| table.row(row).map(str::to_owned).collect())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]
    #[test]
    fn any_text_is_read_as_the_csv_crate_reads_it(
        parts in prop::collection::vec(
            prop::sample::select(vec!["a", "ź", "\"", "\"\"", ";", ";\"", "\";", "\n", "\r", "\r\n", "\"\n", " "]), 0..40)
    ) {
        let text = parts.concat();
        let read = read(text.as_bytes(), form(Encoding::Utf8, Delimiter::Semicolon), &mut |_| ControlFlow::Continue(()));
        prop_assert_eq!(read.map_or_else(|_| Vec::new(), |table| cells_of(&table)), by_the_crate(&text), "{:?}", text);
    }
}

fn form(encoding: Encoding, delimiter: Delimiter) -> Form {
    Form {
        encoding,
        delimiter,
        plain_quotes: false,
    }
}

fn rows_of(bytes: &[u8], encoding: Encoding, delimiter: Delimiter) -> Vec<Vec<String>> {
    cells_of(&read(bytes, form(encoding, delimiter), &mut |_| ControlFlow::Continue(())).unwrap())
}

#[test]
fn quotes_line_breaks_marks_and_ragged_rows_are_read() {
    let text = "\u{feff}a,b\r\n\"x\r\ny\",\"he said \"\"hi\"\"\"\r\n1\r\n\r\n2,3,4\r\n";
    assert_eq!(
        rows_of(text.as_bytes(), Encoding::Utf8, Delimiter::Comma),
        [
            vec!["a", "b", ""],
            vec!["x\r\ny", "he said \"hi\"", ""],
            vec!["1", "", ""],
            vec!["2", "3", "4"]
        ]
    );
}

#[test]
fn a_declared_delimiter_is_not_a_row() {
    let rows = rows_of(b"sep=;\r\na;b\r\n", Encoding::Utf8, Delimiter::Semicolon);
    assert_eq!(rows, [["a", "b"]]);
}

#[test]
fn a_wrong_encoding_yields_replacement_characters_and_no_error() {
    let rows = rows_of(b"\xB9;b\n", Encoding::Utf8, Delimiter::Semicolon);
    assert_eq!(rows, [["\u{fffd}", "b"]]);
}

#[test]
fn a_long_cell_is_not_truncated() {
    let long = "ź".repeat(100_000);
    let bytes = encoding_rs::WINDOWS_1250.encode(&format!("a;{long}\n")).0.into_owned();
    let rows = rows_of(&bytes, Encoding::Windows1250, Delimiter::Semicolon);
    assert_eq!(rows[0][1], long);
}

#[test]
fn utf16_with_an_odd_end_is_read() {
    let mut bytes: Vec<u8> = "ą;b\nć;d".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.push(0x41);
    let rows = rows_of(&bytes, Encoding::Utf16Le, Delimiter::Semicolon);
    assert_eq!(rows, [["ą", "b"], ["ć", "d\u{fffd}"]]);
}

#[test]
fn a_line_of_only_delimiters_is_refused_or_blank() {
    let result = read(
        &b",".repeat(1 << 20),
        form(Encoding::Utf8, Delimiter::Comma),
        &mut |_| ControlFlow::Continue(()),
    );
    assert_eq!(result.map(|_| ()), Err(ReadError::TooManyColumns { limit: 200 }));
}

#[test]
fn quotation_marks_may_be_ordinary_characters() {
    let form = Form {
        plain_quotes: true,
        ..form(Encoding::Utf8, Delimiter::Semicolon)
    };
    let text = "a;b\n\"x\"\"y;\"z\n1;2\"\n";
    let table = read(text.as_bytes(), form, &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(cells_of(&table), [["a", "b"], ["\"x\"\"y", "\"z"], ["1", "2\""]]);
}

#[test]
fn a_quotation_mark_that_is_never_closed_is_detected() {
    let open = |text: &str| {
        let table = read(text.as_bytes(), form(Encoding::Utf8, Delimiter::Semicolon), &mut |_| {
            ControlFlow::Continue(())
        });
        table.unwrap().notes().open_quote
    };
    // Open at the end of the file.
    assert_eq!(open("a;b;c\n1;2;3\n4;\"5;6\n7;8;9\n"), Some(3));
    assert_eq!(open("a;b\n1;\"2"), Some(2));
    // Closed by the next quotation mark, with records in between.
    assert_eq!(open("a;b;c\n1;\"2;3\n4;5;6\n7;\"8;9\n"), Some(2));
    assert_eq!(open("a;b;c\n1;\"2;3\n4;5;6\n7;8\";9\n"), Some(2));
    // Closed by the opening mark of a later cell.
    assert_eq!(open("a;b;c\n1;\"2;3\n4;\"5\";6\n"), Some(2));
    for right in [
        "a;b\n1;\"2\n3\"\n",
        "a;b;c\n1;\"ul. Długa 1; lok. 2\n00-001 Warszawa\";3\n",
        "a;b\n1;\"he said \"\"hi; you\"\"\nand left\"\n",
        "a;b\n1;\"2\" x\n3;4\n",
        "a;b\n1;2\"\n3;4\"5\n",
        "a;b\n\"1\";\"2\"",
    ] {
        assert_eq!(open(right), None, "{right:?}");
    }
}

#[test]
fn reading_can_be_cancelled() {
    let text = "a,b\n".repeat(20_000);
    let result = read(text.as_bytes(), form(Encoding::Utf8, Delimiter::Comma), &mut |_| {
        ControlFlow::Break(())
    });
    assert_eq!(result.map(|_| ()), Err(ReadError::Cancelled));
}
