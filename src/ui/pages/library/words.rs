//! The library's own words.

use domain::{
    error::{AppError, Field, FieldError, Reason},
    file::{LibraryQuery, SortFiles, name},
    ids::FolderId,
};

use crate::{
    i18n::{Messages, days::day_words},
    ui::errors,
};

/// Returns the header of the column by which files are sorted.
pub fn column(messages: Messages, by: SortFiles) -> String {
    messages.text(match by {
        SortFiles::Name => "library-column-name",
        SortFiles::Size => "library-column-size",
        SortFiles::Kind => "library-column-kind",
        SortFiles::Added => "library-column-added",
    })
}

/// Returns why a name of a file or folder is refused.
pub fn name_reason(messages: Messages, reason: &Reason) -> String {
    match reason {
        Reason::Taken => messages.text("library-name-taken"),
        Reason::TooLong { .. } => messages.text("library-name-too-long"),
        other => errors::reason(messages, other),
    }
}

/// Returns the checked name, or why it is refused.
pub fn checked_name(messages: Messages, typed: &str) -> Result<String, String> {
    name::checked(typed).map_err(|reason| name_reason(messages, &reason))
}

/// Returns why adding or renaming failed: beside the field, what is wrong with the name.
pub fn name_error(messages: Messages, error: &AppError) -> String {
    let of_name = |errors: &[FieldError]| {
        let found = errors.iter().find(|error| error.field == Field::Name)?;
        Some(name_reason(messages, &found.reason))
    };
    match error {
        AppError::Invalid(errors) => of_name(errors),
        AppError::Conflict(current) => current
            .name
            .clone()
            .or_else(|| current.read::<String>())
            .map(|name| messages.with("library-rename-conflict", [("name", name)])),
        _ => None,
    }
    .unwrap_or_else(|| errors::sentence(messages, error))
}

/// Returns the words of the days between which files were added.
pub fn days(messages: Messages, query: &LibraryQuery) -> [Option<String>; 2] {
    let words =
        |name, day: Option<domain::day::Day>| day.map(|day| messages.with(name, [("day", day_words(messages, day))]));
    [
        words("library-pill-from", query.from),
        words("library-pill-to", query.to),
    ]
}

/// Returns the name of a folder; that of the library for `None`.
pub fn folder_name(messages: Messages, folder: Option<(FolderId, &str)>) -> String {
    folder.map_or_else(|| messages.text("library"), |(_, name)| name.to_owned())
}

#[cfg(test)]
mod tests {
    use domain::{error::Current, person::Language};

    use super::*;

    #[test]
    fn a_refused_name_says_why_beside_the_field() {
        let messages = Messages(Language::En);
        let taken = AppError::field(Field::Name, Reason::Taken);
        assert!(name_error(messages, &taken).contains("in use in this folder"));
        assert!(checked_name(messages, &"ż".repeat(128)).unwrap_err().contains("255"));
        assert_eq!(checked_name(messages, " a ").as_deref(), Ok("a"));
        let conflict = AppError::Conflict(Box::new(Current::named("Oferta")));
        assert!(name_error(messages, &conflict).contains("‘Oferta’"));
    }
}
