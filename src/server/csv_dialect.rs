//! The CSV dialect that spreadsheet programs expect for a language.

use domain::person::Language;

/// The byte order mark, by which spreadsheet programs recognise UTF-8. It begins every file.
pub const MARK: &str = "\u{feff}";

/// Where the comma is the decimal mark, spreadsheet programs separate cells by semicolons.
pub fn dialect(language: Language) -> csv::WriterBuilder {
    let mut builder = csv::WriterBuilder::new();
    builder.terminator(csv::Terminator::CRLF).delimiter(match language {
        Language::Pl => b';',
        Language::En => b',',
    });
    builder
}
