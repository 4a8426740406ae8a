//! Small files that LibreOffice wrote are read correctly.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::ops::ControlFlow;
use std::path::Path;

use spreadsheet::{Delimiter, Encoding, Format, ReadError, ReadOptions, Table, Workbook};

fn bytes(name: &str) -> Vec<u8> {
    let path = Path::new(&std::env::var("CARGO_MANIFEST_DIR").unwrap())
        .join("../../end2end/fixtures")
        .join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn open(name: &str) -> Workbook {
    Workbook::open(bytes(name)).unwrap()
}

fn read(book: &mut Workbook, sheet: Option<usize>) -> Result<Table, ReadError> {
    book.read(
        &ReadOptions {
            sheet,
            ..ReadOptions::default()
        },
        &mut |_| ControlFlow::Continue(()),
    )
}

fn rows(table: &Table) -> Vec<Vec<&str>> {
    (0..table.rows()).map(|row| table.row(row).collect()).collect()
}

#[test]
fn every_format_yields_the_same_spaces() {
    let expected = read(&mut open("spaces.ods"), None).unwrap();
    assert_eq!((expected.rows(), expected.columns()), (11, 6));
    assert_eq!(
        expected.row(0).collect::<Vec<_>>(),
        ["Nazwa", "Opis", "Grupy", "Tagi", "Widoczność", "Opiekun"]
    );
    assert_eq!(
        expected.cell(3, 1),
        "Projekt po wygranej szansie\nEtap pierwszy: źródła danych"
    );
    assert_eq!(expected.cell(5, 0), "Oferta dla „Żółwia”");
    for (name, format) in [
        ("spaces.xlsx", Format::Xlsx),
        ("spaces.xls", Format::Xls),
        ("spaces-windows-1250.csv", Format::Text),
        ("spaces-utf-16.csv", Format::Text),
    ] {
        let mut book = open(name);
        assert_eq!(book.format(), format);
        assert_eq!(rows(&read(&mut book, None).unwrap()), rows(&expected), "{name}");
    }
}

#[test]
fn encodings_and_delimiters_are_detected_and_can_be_chosen() {
    for (name, encoding, delimiter) in [
        ("spaces-windows-1250.csv", Encoding::Windows1250, Delimiter::Semicolon),
        ("spaces-iso-8859-2.csv", Encoding::Iso8859_2, Delimiter::Tab),
        ("spaces-utf-16.csv", Encoding::Utf16Le, Delimiter::Tab),
    ] {
        assert_eq!(
            open(name).text_options(&ReadOptions::default()),
            Some((encoding, delimiter)),
            "{name}"
        );
    }
    let mut book = open("spaces-windows-1250.csv");
    let wrong = ReadOptions {
        encoding: Some(Encoding::Iso8859_2),
        delimiter: Some(Delimiter::Comma),
        ..ReadOptions::default()
    };
    let table = book.read(&wrong, &mut |_| ControlFlow::Continue(())).unwrap();
    assert_ne!(table.cell(0, 0), "Nazwa");
    assert_eq!(read(&mut book, None).unwrap().cell(0, 0), "Nazwa");
}

#[test]
fn tricky_cells_are_read_as_they_are_meant() {
    for name in ["tricky.ods", "tricky.xlsx", "tricky.xls"] {
        let mut book = open(name);
        let names: Vec<_> = book.sheets().iter().map(|sheet| sheet.name.clone()).collect();
        assert_eq!(names, ["Dane & więcej", "Pusty", "Drugi"], "{name}");
        let table = read(&mut book, None).unwrap();
        // In Excel's formats, LibreOffice writes the boolean value of a formula as a number.
        let no = if name == "tricky.ods" { "FALSE" } else { "0" };
        let expected = [
            [
                "Nazwa", "Data", "Kwota", "Suma", "Tak/nie", "Grupa", "Tagi", "Tagi", "", "Numer",
            ],
            [
                "Pierwsza",
                "2024-03-01",
                "1234.5",
                "2469",
                "TRUE",
                "Łączona",
                "a",
                "b",
                "bez nagłówka",
                "0048",
            ],
            [
                "Druga\nz łamaniem",
                "2024-03-01 14:30",
                "0.1",
                "tekst",
                "FALSE",
                "Łączona",
                "",
                "d",
                "",
                "48",
            ],
            [
                "Trzecia \"w cudzysłowie\"; i średnik",
                "2024-02-30",
                "-3",
                no,
                "TRUE",
                "",
                "e",
                "",
                "",
                "600700800",
            ],
            [
                "Czwarta",
                "1999-12-31",
                "100000000000000000000",
                "",
                "",
                "Inna",
                "",
                "",
                "",
                "12",
            ],
            ["Tytuł łączony w poziomie", "", "", "", "", "", "", "", "", ""],
        ];
        assert_eq!(rows(&table), expected, "{name}");
        let sources: Vec<_> = (0..table.rows()).map(|row| table.source_row(row)).collect();
        assert_eq!(sources, [3, 4, 5, 7, 8, 9], "{name}");
        assert_eq!(
            read(&mut book, Some(1)).map(|_| ()),
            Err(ReadError::EmptySheet),
            "{name}"
        );
        assert_eq!(
            rows(&read(&mut book, Some(2)).unwrap()),
            [["a", "b"], ["1", "2"]],
            "{name}"
        );
        assert_eq!(
            read(&mut book, Some(3)).map(|_| ()),
            Err(ReadError::NoSuchSheet),
            "{name}"
        );
    }
}

#[test]
fn empty_sheets_and_long_cells() {
    for name in ["empty.xlsx", "empty.ods"] {
        assert_eq!(
            read(&mut open(name), None).map(|_| ()),
            Err(ReadError::EmptySheet),
            "{name}"
        );
    }
    let table = read(&mut open("long.ods"), None).unwrap();
    assert_eq!(table.cell(1, 1).chars().count(), 40_000);
}

#[test]
fn a_truncated_file_is_an_error_or_shorter_and_never_a_panic() {
    for name in [
        "tricky.ods",
        "tricky.xlsx",
        "tricky.xls",
        "spaces-windows-1250.csv",
        "spaces-utf-16.csv",
        "reported/html.xls",
        "reported/xml-2003.xls",
        "reported/utf-16-parts.xlsx",
        "reported/hidden-sheet.ods",
    ] {
        let whole = bytes(name);
        for length in (0..whole.len()).step_by(97) {
            if let Ok(mut book) = Workbook::open(whole[..length].to_vec()) {
                let _ = read(&mut book, None);
            }
        }
    }
}

#[test]
fn a_changed_byte_is_an_error_or_changes_nothing_and_never_a_panic() {
    for name in ["tricky.ods", "tricky.xlsx", "tricky.xls"] {
        let whole = bytes(name);
        let table = read(&mut open(name), None).unwrap();
        for at in (0..whole.len()).step_by(13) {
            let mut changed = whole.clone();
            changed[at] ^= 0x55;
            let Ok(mut book) = Workbook::open(changed) else {
                continue;
            };
            // Files of old Excel have no checksums.
            let Ok(read) = read(&mut book, Some(0)) else { continue };
            if name != "tricky.xls" && book.sheets().len() == 3 {
                assert_eq!(rows(&read), rows(&table), "{name} at {at}");
            }
        }
    }
}

/// Returns a workbook whose sheets have a comment, so that calamine reads them instead of the scanner.
fn with_comments(name: &str) -> Vec<u8> {
    use std::io::{Read, Write};
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes(name))).unwrap();
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let path = file.name().unwrap().into_owned();
        let mut content = String::new();
        file.read_to_string(&mut content).unwrap();
        if path.contains("/sheet") {
            content = content.replace("<sheetData>", "<sheetData><!-- <row r=\"1\"/> -->");
        }
        writer
            .start_file(path, zip::write::SimpleFileOptions::default())
            .unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn calamine_and_the_scanner_read_the_same() {
    for name in ["spaces.xlsx", "tricky.xlsx"] {
        let scanned = read(&mut open(name), None).unwrap();
        let parsed = read(&mut Workbook::open(with_comments(name)).unwrap(), None).unwrap();
        assert_eq!(rows(&scanned), rows(&parsed), "{name}");
        for row in 0..scanned.rows() {
            assert_eq!(scanned.source_row(row), parsed.source_row(row));
        }
    }
}
