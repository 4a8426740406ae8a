//! What the process for previews can do.

/// Maximum size of a file of which a preview is made, in bytes.
pub const INPUT: i64 = 128 * 1024 * 1024;

/// A task of the process for previews. It reads the file from its standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    /// Thumbnails of a picture or document of this content type.
    Thumbnails(String),
    /// A picture of this content type without position and camera, and its size.
    Strip(String),
    /// The first rows of a spreadsheet. `cut` says whether the file is longer than the input.
    Sheet { cut: bool },
    /// The beginning of a text with colours, in the language of an extension. `cut` as above.
    Text { extension: String, cut: bool },
}

impl Task {
    /// Returns the arguments of the program.
    pub fn arguments(&self) -> [&str; 2] {
        match self {
            Self::Thumbnails(content_type) => ["thumbnails", content_type],
            Self::Strip(content_type) => ["strip", content_type],
            Self::Sheet { cut: false } => ["sheet", ""],
            Self::Sheet { cut: true } => ["sheet-beginning", ""],
            Self::Text { extension, cut: false } => ["text", extension],
            Self::Text { extension, cut: true } => ["text-beginning", extension],
        }
    }

    /// Reads the arguments.
    pub fn of_arguments(task: &str, detail: &str) -> Option<Self> {
        let detail = detail.to_owned();
        Some(match task {
            "thumbnails" => Self::Thumbnails(detail),
            "strip" => Self::Strip(detail),
            "sheet" => Self::Sheet { cut: false },
            "sheet-beginning" => Self::Sheet { cut: true },
            "text" => Self::Text {
                extension: detail,
                cut: false,
            },
            "text-beginning" => Self::Text {
                extension: detail,
                cut: true,
            },
            _ => return None,
        })
    }
}
