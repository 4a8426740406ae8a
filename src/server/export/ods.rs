//! OpenDocument spreadsheets. The available crates keep the whole sheet in memory; a table of texts and numbers needs
//! little of the format, so this module writes it row by row.

use std::{
    fs::File,
    io::{BufWriter, Write},
};

use quick_xml::escape::escape;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::sheet::{Cell, Failed, Look, Sheet, exact, rewound};

const MEDIA_TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";
const MANIFEST: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"#;
/// Everything before the sheet. The cell style 'text' makes programs keep typed contents as text.
const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" office:version="1.3"><office:automatic-styles><number:text-style style:name="as-text"><number:text-content/></number:text-style><style:style style:name="text" style:family="table-cell" style:data-style-name="as-text"/><number:date-style style:name="as-day"><number:year number:style="long"/><number:text>-</number:text><number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/></number:date-style><style:style style:name="day" style:family="table-cell" style:data-style-name="as-day"/><number:date-style style:name="as-moment"><number:year number:style="long"/><number:text>-</number:text><number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/><number:text> </number:text><number:hours number:style="long"/><number:text>:</number:text><number:minutes number:style="long"/></number:date-style><style:style style:name="moment" style:family="table-cell" style:data-style-name="as-moment"/></office:automatic-styles><office:body><office:spreadsheet>"#;
const TAIL: &str = "</table:table></office:spreadsheet></office:body></office:document-content>";

/// An OpenDocument file that is being written.
pub struct Ods {
    zip: ZipWriter<BufWriter<File>>,
    row: String,
    language: domain::person::Language,
}

impl Ods {
    /// Creates a file with one empty sheet.
    pub fn begin(look: &Look) -> Result<Self, Failed> {
        let mut zip = ZipWriter::new(BufWriter::new(tempfile::tempfile()?));
        let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        // The format requires the media type as the first entry, uncompressed.
        zip.start_file("mimetype", packed.compression_method(CompressionMethod::Stored))?;
        zip.write_all(MEDIA_TYPE.as_bytes())?;
        zip.start_file("META-INF/manifest.xml", packed)?;
        zip.write_all(MANIFEST.as_bytes())?;
        // A long list may exceed the size limit of the older zip format.
        zip.start_file("content.xml", packed.large_file(true))?;
        let title = escape(look.title.as_str());
        write!(zip, "{HEAD}<table:table table:name=\"{title}\">")?;
        Ok(Self {
            zip,
            row: String::new(),
            language: look.language,
        })
    }

    fn date(&mut self, text: &str) {
        let (style, value) = match text.split_once(' ') {
            Some((day, time)) => ("moment", format!("{day}T{time}:00")),
            None => ("day", text.to_owned()),
        };
        self.row.push_str(&format!(
            "<table:table-cell table:style-name=\"{style}\" office:value-type=\"date\" office:date-value=\"{value}\">\
             <text:p>{text}</text:p></table:table-cell>"
        ));
    }

    fn text(&mut self, text: &str) {
        if text.is_empty() {
            return self.row.push_str("<table:table-cell/>");
        }
        self.row
            .push_str("<table:table-cell table:style-name=\"text\" office:value-type=\"string\">");
        for line in text.split('\n') {
            self.row.push_str("<text:p>");
            self.line(line);
            self.row.push_str("</text:p>");
        }
        self.row.push_str("</table:table-cell>");
    }

    /// Writes a line of text. The format collapses white space, so spaces that must stay become elements.
    fn line(&mut self, line: &str) {
        let mut words = line.split(' ').peekable();
        let mut first = true;
        while let Some(word) = words.next() {
            let mut parts = word.split('\t');
            self.row.push_str(&escape(parts.next().unwrap_or_default()));
            for part in parts {
                self.row.push_str("<text:tab/>");
                self.row.push_str(&escape(part));
            }
            match words.peek() {
                Some(next) if first || word.is_empty() || next.is_empty() => self.row.push_str("<text:s/>"),
                Some(_) => self.row.push(' '),
                None => {}
            }
            first = false;
        }
    }
}

impl Sheet for Ods {
    fn row(&mut self, cells: &[Cell]) -> Result<(), Failed> {
        self.row.clear();
        self.row.push_str("<table:table-row>");
        for cell in cells {
            match cell {
                Cell::Text(text) | Cell::Plain(text) => self.text(text),
                Cell::Date(text) => self.date(text),
                Cell::Number(number) => match exact(*number) {
                    Some(_) => {
                        let shown = number.typed(self.language);
                        self.row.push_str(&format!(
                            "<table:table-cell office:value-type=\"float\" office:value=\"{number}\">\
                             <text:p>{shown}</text:p></table:table-cell>"
                        ));
                    }
                    None => self.text(&number.typed(self.language)),
                },
            }
        }
        self.row.push_str("</table:table-row>");
        Ok(self.zip.write_all(self.row.as_bytes())?)
    }

    fn end(mut self: Box<Self>) -> Result<File, Failed> {
        self.zip.write_all(TAIL.as_bytes())?;
        let file = self.zip.finish()?;
        Ok(rewound(file.into_inner().map_err(|error| error.to_string())?)?)
    }
}
