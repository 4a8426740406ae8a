//! Export: the kinds of files, and what their cells hold so that an import understands them.

use serde::{Deserialize, Serialize};

/// A kind of file for spreadsheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileFormat {
    Csv,
    Xlsx,
    Ods,
}

impl FileFormat {
    pub const ALL: [FileFormat; 3] = [Self::Csv, Self::Xlsx, Self::Ods];

    /// The word in addresses, which is the ending of the file's name too.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Ods => "ods",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == word)
    }

    /// The format that the query of an address asks for.
    pub fn from_query(query: &str) -> Option<Self> {
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        pairs
            .find(|(name, _)| name == "format")
            .and_then(|(_, word)| Self::parse(&word))
    }

    /// What the file's bytes are, as HTTP calls it.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
        }
    }
}

/// A person as an import finds them again: by the e-mail, with the name for people to read where it cannot be taken for
/// anything else.
pub fn person_cell(name: &str, email: &str) -> String {
    if name.contains([',', ';', '<', '>', '\n']) {
        email.to_owned()
    } else {
        format!("{name} <{email}>")
    }
}

/// Several values in one cell. Names that hold what parts values stand on lines of their own.
pub fn several_cell<T: AsRef<str>>(values: &[T]) -> String {
    let lines = values.iter().any(|value| value.as_ref().contains([',', ';']));
    let values: Vec<&str> = values.iter().map(AsRef::as_ref).collect();
    values.join(if lines { "\n" } else { ", " })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_which_file_it_is() {
        assert_eq!(
            FileFormat::from_query("q=a&format=ods&sort=name"),
            Some(FileFormat::Ods)
        );
        for query in ["", "format=", "format=pdf", "xformat=csv"] {
            assert_eq!(FileFormat::from_query(query), None, "{query}");
        }
    }

    #[test]
    fn a_name_that_parts_values_is_left_to_the_address() {
        assert_eq!(person_cell("Jan Nowak", "jan@firma.pl"), "Jan Nowak <jan@firma.pl>");
        assert_eq!(person_cell("Nowak, Jan", "jan@firma.pl"), "jan@firma.pl");
        assert_eq!(several_cell(&["a", "b"]), "a, b");
        assert_eq!(several_cell(&["a", "b, c"]), "a\nb, c");
    }
}
