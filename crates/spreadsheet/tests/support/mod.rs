//! Builds valid and malicious files.
#![allow(dead_code)]

use std::io::{Cursor, Write};
use std::ops::ControlFlow;

use spreadsheet::{ReadError, ReadOptions, Table, Workbook};
use zip::write::SimpleFileOptions;

pub fn read(bytes: Vec<u8>) -> Result<Table, ReadError> {
    Workbook::open(bytes)?.read(&ReadOptions::default(), &mut |_| ControlFlow::Continue(()))
}

/// A zip archive whose declared sizes can be falsified.
#[derive(Default)]
pub struct Archive {
    files: Vec<(String, String)>,
    lies: Vec<(String, u32)>,
    encrypted: bool,
}

const CONTENT_TYPES: &str = "<Types/>";
pub const PACKAGE: &str = "<Relationships><Relationship Id=\"rId1\" Type=\"http://x/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
pub const RELATIONSHIPS: &str = "<Relationships><Relationship Id=\"rId1\" Type=\"http://x/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
pub const WORKBOOK: &str = "<workbook><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";

impl Archive {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn xlsx(sheet: &str, strings: Option<&str>) -> Self {
        let archive = Self::new()
            .with("[Content_Types].xml", CONTENT_TYPES)
            .with("_rels/.rels", PACKAGE)
            .with("xl/_rels/workbook.xml.rels", RELATIONSHIPS)
            .with("xl/workbook.xml", WORKBOOK)
            .with("xl/worksheets/sheet1.xml", sheet);
        match strings {
            Some(strings) => archive.with("xl/sharedStrings.xml", strings),
            None => archive,
        }
    }

    pub fn ods(content: &str) -> Self {
        Self::new()
            .with("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            .with("content.xml", content)
    }

    pub fn with(mut self, name: &str, content: &str) -> Self {
        self.files.push((name.to_owned(), content.to_owned()));
        self
    }

    pub fn declaring(mut self, name: &str, size: u32) -> Self {
        self.lies.push((name.to_owned(), size));
        self
    }

    pub fn encrypted(mut self) -> Self {
        self.encrypted = true;
        self
    }

    pub fn finish(self) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        for (name, content) in &self.files {
            writer.start_file(name.as_str(), options).unwrap();
            writer.write_all(content.as_bytes()).unwrap();
        }
        let mut bytes = writer.finish().unwrap().into_inner();
        for (name, size) in &self.lies {
            let at = central_entry(&bytes, name);
            bytes[at + 24..at + 28].copy_from_slice(&size.to_le_bytes());
        }
        if self.encrypted {
            for (name, _) in &self.files {
                let at = central_entry(&bytes, name);
                bytes[at + 8] |= 1;
            }
        }
        bytes
    }
}

/// Returns the position of a file's entry in the directory at the end.
fn central_entry(bytes: &[u8], name: &str) -> usize {
    let at = (0..bytes.len())
        .rev()
        .find(|at| bytes[*at..].starts_with(name.as_bytes()))
        .unwrap();
    assert_eq!(&bytes[at - 46..at - 42], b"PK\x01\x02");
    at - 46
}

pub fn xlsx(sheet: &str) -> Vec<u8> {
    Archive::xlsx(sheet, None).finish()
}

pub fn xlsx_with_strings(sheet: &str, strings: &str) -> Vec<u8> {
    Archive::xlsx(sheet, Some(strings)).finish()
}

pub fn ods(rows: &str) -> Vec<u8> {
    Archive::ods(&format!(
        "<office:document><table:table table:name=\"A\">{rows}</table:table></office:document>"
    ))
    .finish()
}

pub fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
}

/// Returns a workbook with one sheet, with these records in its global part and in its sheet.
pub fn xls(globals: &[u8], sheet: &[u8]) -> Vec<u8> {
    let begin = record(0x0809, &[0, 6, 5, 0]);
    let end = record(0x000A, &[]);
    let bound_sheet_length = 4 + 9;
    let start = begin.len() + bound_sheet_length + globals.len() + end.len();
    let bound_sheet = record(
        0x0085,
        &[&(start as u32).to_le_bytes()[..], &[0, 0, 1, 0, b'A']].concat(),
    );
    assert_eq!(bound_sheet.len(), bound_sheet_length);
    compound_file("Workbook", &[&begin[..], &bound_sheet, globals, &end, sheet].concat())
}

/// Returns a compound file with one stream, long enough for ordinary sectors.
pub fn compound_file(name: &str, stream: &[u8]) -> Vec<u8> {
    let mut stream = stream.to_vec();
    stream.resize(stream.len().max(4_096).next_multiple_of(512), 0);
    let sectors = (stream.len() / 512) as u32;
    let mut header = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    header.resize(512, 0xFF);
    header[24..26].copy_from_slice(&[0x3E, 0]);
    header[26..28].copy_from_slice(&[3, 0]);
    header[30..34].copy_from_slice(&[9, 0, 6, 0]);
    header[44..48].copy_from_slice(&1u32.to_le_bytes());
    header[48..52].copy_from_slice(&1u32.to_le_bytes());
    header[56..60].copy_from_slice(&4_096u32.to_le_bytes());
    header[76..80].copy_from_slice(&0u32.to_le_bytes());
    // Sector 0 is the table, sector 1 the directory; the stream follows.
    let mut table = vec![0xFFFF_FFFDu32, 0xFFFF_FFFE];
    for sector in 0..sectors {
        table.push(if sector + 1 == sectors { 0xFFFF_FFFE } else { sector + 3 });
    }
    assert!(table.len() <= 128, "the table must fit into one sector");
    table.resize(128, 0xFFFF_FFFF);
    let mut out = header;
    out.extend(table.iter().flat_map(|word| word.to_le_bytes()));
    out.extend(directory_entry("Root Entry", 5, 0xFFFF_FFFE, 0));
    out.extend(directory_entry(name, 2, 2, stream.len() as u32));
    out.extend([0; 256]);
    out.extend(stream);
    out
}

fn directory_entry(name: &str, kind: u8, start: u32, size: u32) -> Vec<u8> {
    let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = entry.len() as u16 + 2;
    entry.resize(128, 0);
    entry[64..66].copy_from_slice(&length.to_le_bytes());
    entry[66] = kind;
    entry[116..120].copy_from_slice(&start.to_le_bytes());
    entry[120..124].copy_from_slice(&size.to_le_bytes());
    entry
}
