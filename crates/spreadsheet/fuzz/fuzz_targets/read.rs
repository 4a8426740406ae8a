//! Fuzzes the readers with bytes as a file, as the sheet of a workbook, as OpenDocument content and as records of old
//! Excel.
#![no_main]

use std::io::{Cursor, Write};
use std::ops::ControlFlow;

use libfuzzer_sys::fuzz_target;
use spreadsheet::{Delimiter, Encoding, ReadOptions, Workbook};
use zip::write::SimpleFileOptions;

#[path = "../../tests/support/mod.rs"]
mod support;

fn read(bytes: Vec<u8>, options: ReadOptions) {
    if let Ok(mut book) = Workbook::open(bytes)
        && let Ok(table) = book.read(&options, &mut |_| ControlFlow::Continue(()))
    {
        // Every cell of the result can be accessed.
        let cells: usize = (0..table.rows()).map(|row| table.row(row).map(str::len).sum::<usize>()).sum();
        assert!(cells > 0);
    }
}

fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let _ = writer.start_file(*name, SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored));
        let _ = writer.write_all(content);
    }
    writer.finish().map(Cursor::into_inner).unwrap_or_default()
}

fuzz_target!(|data: &[u8]| {
    let Some((kind, data)) = data.split_first() else { return };
    let options = ReadOptions::default();
    match kind % 8 {
        0 => read(data.to_vec(), options),
        1 => read(support::Archive::xlsx(&String::from_utf8_lossy(data), None).finish(), options),
        // The second half is the shared strings.
        2 => {
            let (sheet, strings) = data.split_at(data.len() / 2);
            let (sheet, strings) = (String::from_utf8_lossy(sheet), String::from_utf8_lossy(strings));
            read(support::Archive::xlsx(&sheet, Some(&strings)).finish(), options);
        }
        3 => read(support::ods(&String::from_utf8_lossy(data)), options),
        4 => read(packed(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", data)]), options),
        5 => {
            let (globals, sheet) = data.split_at(data.len() / 2);
            let (globals, sheet) = (globals.get(..30_000).unwrap_or(globals), sheet.get(..30_000).unwrap_or(sheet));
            read(support::xls(globals, sheet), options);
        }
        6 => {
            let encoding = Encoding::ALL.get(data.len() % 6).copied();
            let delimiter = Delimiter::ALL.get(data.len() % 4).copied();
            read(data.to_vec(), ReadOptions { encoding, delimiter, plain_quotes: data.len().is_multiple_of(3), sheet: None });
        }
        // calamine reads the styles and the workbook part.
        _ => read(
            packed(&[
                ("[Content_Types].xml", b"<Types/>"),
                ("_rels/.rels", support::PACKAGE.as_bytes()),
                ("xl/_rels/workbook.xml.rels", support::RELATIONSHIPS.as_bytes()),
                ("xl/workbook.xml", support::WORKBOOK.as_bytes()),
                ("xl/styles.xml", data),
                ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><!-- --><row><c s=\"1\"><v>1</v></c></row></sheetData></worksheet>"),
            ]),
            options,
        ),
    }
});
