//! Exported files: their formats, and the contents of cells in the form that an import reads.

use serde::{Deserialize, Serialize};

use crate::{
    ids::SpaceId,
    list_query::{ListQuery, Place},
};

/// A format of spreadsheet files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileFormat {
    Csv,
    Xlsx,
    Ods,
}

impl FileFormat {
    pub const ALL: [FileFormat; 3] = [Self::Csv, Self::Xlsx, Self::Ods];

    /// Returns the word in addresses, which is also the extension of the file.
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

    /// Returns the media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
        }
    }
}

/// The options of an exported file, besides its list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    pub format: FileFormat,
    /// Whether the file has only the chosen columns of the list and not all columns.
    pub shown_columns: bool,
    /// The ticked rows, if only those are exported.
    pub ticked: Vec<SpaceId>,
}

/// The path of the exported list of spaces.
pub const ADDRESS: &str = "/spaces/export";
const FORMAT: &str = "format";
/// The parameter for exporting only the chosen columns.
const SHOWN: &str = "shown";
/// The parameter with the ids of the ticked rows, separated by commas.
const IDS: &str = "ids";

impl Wanted {
    /// Reads a query or a form. Returns `None` if it has no valid format or an invalid id.
    pub fn from_query(query: &str) -> Option<Self> {
        let (mut format, mut shown_columns, mut ticked) = (None, false, Vec::new());
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                FORMAT => format = format.or(FileFormat::parse(&value)),
                SHOWN => shown_columns = true,
                IDS => {
                    let ids = value.split(',').filter(|id| !id.is_empty());
                    ticked = ids.map(|id| id.parse().ok()).collect::<Option<_>>()?;
                }
                _ => {}
            }
        }
        Some(Self {
            format: format?,
            shown_columns,
            ticked,
        })
    }

    /// Returns the query of the address of the file with this list.
    pub fn to_query(&self, list: &ListQuery) -> String {
        let mut query = form_urlencoded::Serializer::new(list.to_query(&Place::First));
        query.extend_pairs(self.to_pairs()).finish()
    }

    /// Returns the same as pairs for a query or a form.
    pub fn to_pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = vec![(FORMAT, self.format.as_str().to_owned())];
        if self.shown_columns {
            pairs.push((SHOWN, "1".to_owned()));
        }
        if !self.ticked.is_empty() {
            let ids: Vec<String> = self.ticked.iter().map(ToString::to_string).collect();
            pairs.push((IDS, ids.join(",")));
        }
        pairs
    }
}

/// Returns the cell of a person: the e-mail, by which an import recognises them, and the name if it cannot be misread.
pub fn person_cell(name: &str, email: &str) -> String {
    if name.contains([',', ';', '<', '>', '\n']) {
        email.to_owned()
    } else {
        format!("{name} <{email}>")
    }
}

/// Returns the cell of several values. Names that contain a separator are on lines of their own.
pub fn several_cell<T: AsRef<str>>(values: &[T]) -> String {
    let lines = values.iter().any(|value| value.as_ref().contains([',', ';']));
    let values: Vec<&str> = values.iter().map(AsRef::as_ref).collect();
    values.join(if lines { "\n" } else { ", " })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_the_options_of_the_file() {
        let (one, other) = (SpaceId(uuid::Uuid::from_u128(1)), SpaceId(uuid::Uuid::from_u128(2)));
        for ticked in [vec![], vec![one, other]] {
            for shown_columns in [false, true] {
                let format = FileFormat::Ods;
                let ticked = ticked.clone();
                let wanted = Wanted {
                    format,
                    shown_columns,
                    ticked,
                };
                let (list, _) = ListQuery::from_query("q=a&tag=b&columns=tags");
                let query = wanted.to_query(&list);
                assert_eq!(Wanted::from_query(&query), Some(wanted));
                assert_eq!(ListQuery::from_query(&query).0, list);
            }
        }
        for query in ["", "format=", "format=pdf", "xformat=csv", "format=csv&ids=1,2"] {
            assert_eq!(Wanted::from_query(query), None, "{query}");
        }
    }

    #[test]
    fn a_name_that_contains_a_separator_is_left_out() {
        assert_eq!(person_cell("Jan Nowak", "jan@firma.pl"), "Jan Nowak <jan@firma.pl>");
        assert_eq!(person_cell("Nowak, Jan", "jan@firma.pl"), "jan@firma.pl");
        assert_eq!(several_cell(&["a", "b"]), "a, b");
        assert_eq!(several_cell(&["a", "b, c"]), "a\nb, c");
    }
}
