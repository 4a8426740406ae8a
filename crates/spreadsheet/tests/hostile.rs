//! Malicious files yield their error quickly, with little memory and without a panic.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::time::{Duration, Instant};

use proptest::prelude::*;
use spreadsheet::{LooksLike, ReadError, ReadOptions, Table, Workbook};
use support::{Archive, compound_file, ods, read, xls, xlsx, xlsx_with_strings};

/// Reads the file within the promised time (three seconds in a browser) and returns the error.
fn error_of(bytes: Vec<u8>) -> Option<ReadError> {
    let started = Instant::now();
    let error = read(bytes).err();
    assert!(
        started.elapsed() < Duration::from_secs(10),
        "took {:?}",
        started.elapsed()
    );
    error
}

fn sheet(rows: &str) -> Vec<u8> {
    xlsx(&format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"))
}

#[test]
fn a_cell_in_the_last_column_is_too_many_columns() {
    let far = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row>";
    let with_dimension = xlsx(&format!(
        "<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData>{far}</sheetData></worksheet>"
    ));
    for bytes in [sheet(far), with_dimension] {
        assert_eq!(error_of(bytes), Some(ReadError::TooManyColumns { limit: 200 }));
    }
    let alone = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row>";
    let table = read(sheet(alone)).unwrap();
    assert_eq!(
        (table.rows(), table.columns(), table.cell(0, 0), table.source_row(0)),
        (1, 1, "2", 1_048_576)
    );
}

#[test]
fn a_position_beyond_all_limits_is_an_error_or_ignored() {
    for reference in ["A99999999999", "ZZZZZZZZZZZZ1", "A0", "1", "", "A-1", "Ą1"] {
        let _ = error_of(sheet(&format!("<row><c r=\"{reference}\"><v>1</v></c></row>")));
        let _ = error_of(sheet(&format!("<row r=\"{reference}\"><c><v>1</v></c></row>")));
    }
}

#[test]
fn descending_rows_are_damage() {
    let rows = "<row r=\"5\"><c r=\"A5\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>1</v></c></row>";
    assert_eq!(error_of(sheet(rows)), Some(ReadError::Damaged));
}

#[test]
fn four_thousand_million_shared_strings_are_damage() {
    for count in ["4000000000", "18446744073709551615"] {
        let strings = format!("<sst count=\"{count}\" uniqueCount=\"{count}\"><si><t>a</t></si></sst>");
        let bytes = xlsx_with_strings("<worksheet><sheetData/></worksheet>", &strings);
        assert_eq!(error_of(bytes), Some(ReadError::Damaged));
    }
    let hidden = format!("<!--{}--><sst uniqueCount=\"4000000000\"/>", "x".repeat(2 << 20));
    let bytes = xlsx_with_strings("<worksheet><sheetData/></worksheet>", &hidden);
    assert_eq!(error_of(bytes), Some(ReadError::Damaged));
}

#[test]
fn a_long_string_in_every_cell_is_too_large() {
    let strings = format!("<sst uniqueCount=\"1\"><si><t>{}</t></si></sst>", "x".repeat(1 << 20));
    let rows: String = (1..=2_000)
        .map(|row| format!("<row r=\"{row}\"><c t=\"s\"><v>0</v></c></row>"))
        .collect();
    let bytes = xlsx_with_strings(
        &format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"),
        &strings,
    );
    assert!(matches!(error_of(bytes), Some(ReadError::TooLargeUnpacked { .. })));
}

#[test]
fn a_file_that_declares_gigabytes_is_refused() {
    let bytes = Archive::xlsx("<worksheet/>", None)
        .declaring("xl/worksheets/sheet1.xml", u32::MAX - 1)
        .finish();
    assert!(matches!(error_of(bytes), Some(ReadError::TooLargeUnpacked { .. })));
}

#[test]
fn a_file_that_unpacks_to_more_than_it_declares_is_damaged() {
    let blank = " ".repeat(64 << 20);
    let content = format!("<worksheet>{blank}<sheetData/></worksheet>");
    let bytes = Archive::xlsx(&content, None)
        .declaring("xl/worksheets/sheet1.xml", 1_000)
        .finish();
    assert_eq!(error_of(bytes), Some(ReadError::Damaged));
    let bytes = Archive::ods(&content).declaring("content.xml", 1_000).finish();
    assert_eq!(error_of(bytes), Some(ReadError::Damaged));
}

#[test]
fn an_endless_text_is_damage_before_it_fills_the_memory() {
    let content = format!("<worksheet><sheetData><row><c t=\"str\"><v>{}", "x".repeat(200 << 20));
    assert_eq!(error_of(xlsx(&content)), Some(ReadError::Damaged));
}

#[test]
fn too_many_rows_are_refused_before_they_fill_the_memory() {
    let rows = "<row><c><v>1</v></c></row>".repeat(200_000);
    assert_eq!(error_of(sheet(&rows)), Some(ReadError::TooManyRows { limit: 100_000 }));
    let rows = "1;2\n".repeat(200_000);
    assert_eq!(
        error_of(rows.into_bytes()),
        Some(ReadError::TooManyRows { limit: 100_000 })
    );
}

#[test]
fn repeated_cells_of_opendocument_are_not_expanded() {
    let cell =
        |attributes: &str| format!("<table:table-cell office:value-type=\"float\" office:value=\"1\" {attributes}/>");
    let row = |attributes: &str, cells: &str| format!("<table:table-row {attributes}>{cells}</table:table-row>");
    let wide = row("", &cell("table:number-columns-repeated=\"4000000000\""));
    assert_eq!(error_of(ods(&wide)), Some(ReadError::TooManyColumns { limit: 200 }));
    let tall = row("table:number-rows-repeated=\"4000000000\"", &cell(""));
    assert_eq!(error_of(ods(&tall)), Some(ReadError::TooManyRows { limit: 100_000 }));
    let empty = row(
        "table:number-rows-repeated=\"4000000000\"",
        "<table:table-cell table:number-columns-repeated=\"4000000000\"/>",
    );
    assert_eq!(error_of(ods(&format!("{empty}{empty}"))), Some(ReadError::EmptySheet));
    let after = format!("{empty}{empty}{}", row("", &cell("")));
    assert_eq!(read(ods(&after)).unwrap().cell(0, 0), "1");
}

#[test]
fn a_workbook_of_old_excel_with_false_sizes_is_damaged() {
    let begin = |kind: u16| support::record(0x0809, &[&[0, 6][..], &kind.to_le_bytes()].concat());
    let end = support::record(0x000A, &[]);
    let dimensions = support::record(0x0200, &[0, 0, 0, 0, 255, 255, 255, 255, 0, 0, 255, 255, 0, 0]);
    let short = support::record(0x0203, &[0, 0]);
    let no_string = support::record(0x00FD, &[0, 0, 0, 0, 0, 0, 255, 255, 255, 255]);
    for cell in [short, no_string] {
        let sheet = [begin(0x10), dimensions.clone(), cell, end.clone()].concat();
        assert_eq!(error_of(xls(&[], &sheet)), Some(ReadError::Damaged));
    }
    let sheet = [begin(0x10), dimensions.clone(), end.clone()].concat();
    assert_eq!(error_of(xls(&[], &sheet)), Some(ReadError::EmptySheet));
    let number = support::record(0x0203, &[&[255, 255, 255, 255, 0, 0][..], &1f64.to_le_bytes()].concat());
    let first = support::record(0x0203, &[&[0; 6][..], &1f64.to_le_bytes()].concat());
    let sheet = [begin(0x10), first, number, end].concat();
    assert_eq!(
        error_of(xls(&[], &sheet)),
        Some(ReadError::TooManyColumns { limit: 200 })
    );
    let strings = support::record(0x00FC, &[255; 8]);
    let sheet = [begin(0x10), support::record(0x000A, &[])].concat();
    assert_eq!(error_of(xls(&strings, &sheet)), Some(ReadError::EmptySheet));
}

#[test]
fn a_cyclic_chain_of_sectors_is_damage() {
    let mut bytes = compound_file("Workbook", &[0; 8_192]);
    // In the first words of the table, each sector follows itself.
    for sector in 0..30u32 {
        let at = 512 + sector as usize * 4;
        bytes[at..at + 4].copy_from_slice(&sector.to_le_bytes());
    }
    assert_eq!(error_of(bytes), Some(ReadError::Damaged));
}

#[test]
fn a_web_page_with_huge_spans_is_refused_or_small() {
    let page = |rows: &str| format!("<html><table>{rows}").into_bytes();
    let wide = "<tr><td colspan=4000000000>a<td>b";
    assert_eq!(error_of(page(wide)), Some(ReadError::TooManyColumns { limit: 200 }));
    let tall = "<tr><td rowspan=4000000000>a<td>b".to_owned() + &"<tr><td>c".repeat(50);
    assert_eq!(read(page(&tall)).unwrap().rows(), 51);
    let rows = "<tr><td>a".repeat(110_000);
    assert_eq!(error_of(page(&rows)), Some(ReadError::TooManyRows { limit: 100_000 }));
    let spans = "<tr>".to_owned() + &"<td rowspan=9 colspan=200>".repeat(500) + "a";
    assert_eq!(
        error_of(page(&spans.repeat(200))),
        Some(ReadError::TooManyColumns { limit: 200 })
    );
    for part in [
        "<table>",
        "<td a",
        "<",
        "<td rowspan=65534>",
        "&",
        "<!--",
        "<tr a=1 b=2 ",
        "<script>",
    ] {
        let _ = error_of(page(&part.repeat(110_000)));
    }
}

#[test]
fn xml_of_excel_2003_with_huge_indexes_is_refused_or_small() {
    let book = |rows: &str| {
        let kind = "xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"";
        format!(
            "<?xml version=\"1.0\"?><Workbook {kind}><Worksheet Name=\"A\"><Table>{rows}</Table></Worksheet></Workbook>"
        )
        .into_bytes()
    };
    let cell = |attributes: &str| format!("<Row><Cell {attributes}><Data>a</Data></Cell></Row>");
    let far = cell("") + &cell("Index=\"4000000000\"");
    assert_eq!(error_of(book(&far)), Some(ReadError::TooManyColumns { limit: 200 }));
    let merged = cell("MergeDown=\"4000000000\" MergeAcross=\"4000000000\"");
    assert_eq!(read(book(&merged)).unwrap().rows(), 1);
    let rows = cell("").repeat(110_000);
    assert_eq!(error_of(book(&rows)), Some(ReadError::TooManyRows { limit: 100_000 }));
    // No entity is expanded.
    let bomb = "<!DOCTYPE a [<!ENTITY b \"cccccccccc\">]>".to_owned() + &cell("").replace("a<", "&b;&b;<");
    assert!(
        read(book(&bomb)).is_ok_and(|table| table.row(0).all(|text| text.len() < 9)) || error_of(book(&bomb)).is_some()
    );
    for part in ["<Row>", "<Row><Cell>", "<Data>", "&#1;", "<![CDATA["] {
        let _ = error_of(book(&part.repeat(110_000)));
    }
}

#[test]
fn encrypted_files_are_recognised() {
    assert_eq!(
        error_of(compound_file("EncryptedPackage", &[0; 64])),
        Some(ReadError::Encrypted)
    );
    let file_pass = support::record(0x002F, &[1, 0, 0, 0]);
    assert_eq!(error_of(xls(&file_pass, &[])), Some(ReadError::Encrypted));
    assert_eq!(
        error_of(Archive::xlsx("<worksheet/>", None).encrypted().finish()),
        Some(ReadError::Encrypted)
    );
    let manifest =
        "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let bytes = Archive::ods("").with("META-INF/manifest.xml", manifest).finish();
    assert_eq!(error_of(bytes), Some(ReadError::Encrypted));
}

#[test]
fn other_kinds_of_files_are_recognised() {
    for (bytes, looks_like) in [
        (b"%PDF-1.4\n%\xE2\xE3\xCF\xD3\n".to_vec(), LooksLike::Pdf),
        (b"\x89PNG\r\n\x1a\n".to_vec(), LooksLike::Image),
        (b"<html><body><p>a</p>".to_vec(), LooksLike::Html),
        (vec![1, 2, 3, 0, 4, 5, 0, 0, 6], LooksLike::Binary),
        (compound_file("WordDocument", b"x"), LooksLike::Document),
        (
            Archive::new()
                .with("word/document.xml", "<a/>")
                .with("[Content_Types].xml", "<a/>")
                .finish(),
            LooksLike::Document,
        ),
        (
            Archive::new().with("ppt/presentation.xml", "<a/>").finish(),
            LooksLike::Presentation,
        ),
        (
            Archive::new().with("Index/Document.iwa", "x").finish(),
            LooksLike::Numbers,
        ),
        (
            Archive::new()
                .with("xl/workbook.bin", "x")
                .with("[Content_Types].xml", "<a/>")
                .finish(),
            LooksLike::Xlsb,
        ),
        (Archive::new().with("readme.txt", "x").finish(), LooksLike::Archive),
        (
            Archive::new()
                .with("mimetype", "application/vnd.oasis.opendocument.text")
                .with("content.xml", "<a/>")
                .finish(),
            LooksLike::Document,
        ),
    ] {
        assert_eq!(error_of(bytes), Some(ReadError::NotASpreadsheet { looks_like }));
    }
    assert_eq!(error_of(Vec::new()), Some(ReadError::EmptyFile));
    assert_eq!(error_of(b"\n ; ;\n".to_vec()), Some(ReadError::EmptySheet));
    assert_eq!(
        error_of(vec![b'a'; 50 * 1024 * 1024 + 1]),
        Some(ReadError::TooLarge {
            limit: 50 * 1024 * 1024
        })
    );
}

fn cells(table: &Table) -> Vec<Vec<String>> {
    (0..table.rows())
        .map(|row| table.row(row).map(str::to_owned).collect())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn csv_is_read_as_it_was_written(
        rows in prop::collection::vec(prop::collection::vec("[a-ząćęłńóśźż;,\"\n\t|0-9]{0,12}x", 2..6), 1..20),
        semicolon in any::<bool>(),
    ) {
        let delimiter = if semicolon { b';' } else { b',' };
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).flexible(true).from_writer(Vec::new());
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let mut book = Workbook::open(writer.into_inner().unwrap()).unwrap();
        let delimiter = if semicolon { spreadsheet::Delimiter::Semicolon } else { spreadsheet::Delimiter::Comma };
        let options = ReadOptions { delimiter: Some(delimiter), ..ReadOptions::default() };
        let table = book.read(&options, &mut |_| std::ops::ControlFlow::Continue(())).unwrap();
        let width = rows.iter().map(Vec::len).max().unwrap();
        let expected: Vec<Vec<String>> = rows.iter().map(|row| {
            let mut row = row.clone();
            row.resize(width, String::new());
            row
        }).collect();
        prop_assert_eq!(cells(&table), expected);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..4_096)) {
        let _ = read(bytes);
    }

    #[test]
    fn any_page_or_xml_is_read_or_refused(
        page in "(<(table|tr|td|th|br|/table|/tr|/td|p|script|!--)( (rowspan|colspan)=[0-9]{0,9})?>?|[0-9a-z&;#. ]{0,5}){0,40}",
        xml in "(<(Row|Cell|Data|Comment|/Row|/Cell|/Data|/Comment)( (Index|MergeDown|Formula)=\"[0-9=]{0,9}\")?/?>|[a-z&;#.]{0,5}){0,40}",
    ) {
        let _ = read(format!("<table>{page}").into_bytes());
        let kind = "xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"";
        let _ = read(format!("<?xml?><Workbook {kind}><Worksheet><Table>{xml}</Table></Worksheet></Workbook>").into_bytes());
    }

    #[test]
    fn any_sheet_is_read_or_refused(xml in "(<(row|c|v|f|is|t|mergeCell|/row|/c|/v|/sheetData)( (r|t|s|ref)=\"[A-Z0-9:]{0,6}\")?/?>|[0-9a-z&;#.]{0,5}){0,40}") {
        let _ = read(sheet(&xml));
        let _ = read(ods(&xml));
    }

    #[test]
    fn any_records_are_read_or_refused(bytes in prop::collection::vec((prop::sample::select(vec![
        0x06u16, 0x0A, 0x22, 0x3C, 0x42, 0x85, 0xBD, 0xD6, 0xE0, 0xE5, 0xFC, 0xFD, 0x203, 0x204, 0x205, 0x207, 0x27E, 0x41E, 0x809,
    ]), prop::collection::vec(any::<u8>(), 0..40)), 0..30)) {
        let stream: Vec<u8> = bytes.iter().flat_map(|(kind, data)| support::record(*kind, data)).collect();
        let _ = read(xls(&stream, &stream));
        let _ = read(compound_file("Workbook", &stream));
    }
}
