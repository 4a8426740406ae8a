//! How the server's text files are written: as the spreadsheets of the language's own part of the world read them.

use domain::person::Language;

/// The mark by which spreadsheets know UTF-8; it begins every file.
pub const MARK: &str = "\u{feff}";

/// Where the comma marks decimals, spreadsheets part cells by semicolons.
pub fn dialect(language: Language) -> csv::WriterBuilder {
    let mut builder = csv::WriterBuilder::new();
    builder.terminator(csv::Terminator::CRLF).delimiter(match language {
        Language::Pl => b';',
        Language::En => b',',
    });
    builder
}
