//! The error and the typed values that the server puts into the address when it redirects back to a form.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::i18n::Messages;

/// Why the server refused the form. An unknown code becomes `Other` with a general message, so that a crafted link
/// cannot put its own text on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryError {
    /// Wrong e-mail or password.
    Pair,
    /// Too many attempts.
    Wait,
    /// The link was used already, was replaced by a newer one, or never existed.
    Used,
    Name,
    Email,
    Password,
    /// Another person has this e-mail.
    Taken,
    Other,
}

impl EntryError {
    fn parse(code: &str) -> Self {
        match code {
            "wrong" => Self::Pair,
            "wait" => Self::Wait,
            "used" => Self::Used,
            "name" => Self::Name,
            "email" => Self::Email,
            "password" => Self::Password,
            "taken" => Self::Taken,
            _ => Self::Other,
        }
    }

    /// Returns the error as a sentence.
    pub fn sentence(self, messages: Messages) -> String {
        let max_name = domain::limits::PERSON_NAME;
        let min_password = domain::limits::PASSWORD_MIN;
        match self {
            Self::Pair => messages.text("entry-wrong-pair"),
            Self::Wait => messages.text("entry-wrong-wait"),
            Self::Used => messages.text("entry-wrong-used"),
            Self::Name => messages.with("entry-wrong-name", [("max", max_name)]),
            Self::Email => messages.text("entry-wrong-email"),
            Self::Password => messages.with("entry-wrong-password", [("min", min_password)]),
            Self::Taken => messages.text("entry-wrong-taken"),
            Self::Other => messages.text("entry-wrong-other"),
        }
    }

    /// Returns whether the error is about the form as a whole rather than one field.
    pub fn is_about_form(self) -> bool {
        matches!(self, Self::Pair | Self::Wait | Self::Used | Self::Other)
    }
}

/// The query of the address: the error and the typed values. Read once, because each answer of the server loads these
/// pages again.
#[derive(Clone, Debug, Default)]
pub struct EntryQuery {
    pub wrong: Option<EntryError>,
    pub name: String,
    pub email: String,
    pub token: String,
    /// The address to open after signing in; the server accepts only addresses within the site.
    pub next: String,
}

impl EntryQuery {
    /// Reads the query of the current address.
    pub fn from_address() -> Self {
        let query = use_query_map().get_untracked();
        let text = |key: &str| query.get(key).unwrap_or_default();
        Self {
            wrong: query.get("error").map(|code| EntryError::parse(&code)),
            name: text("name"),
            email: text("email"),
            token: text("token"),
            next: query.get("next").or_else(|| query.get("back")).unwrap_or_default(),
        }
    }

    /// Returns the error's sentence if it is one of `of`, the errors of a field.
    pub fn field_error(&self, messages: Messages, of: &[EntryError]) -> Option<String> {
        self.wrong
            .filter(|wrong| of.contains(wrong))
            .map(|wrong| wrong.sentence(messages))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::person::Language;

    #[test]
    fn an_unknown_error_code_becomes_other() {
        assert_eq!(EntryError::parse("<b>"), EntryError::Other);
    }

    #[test]
    fn the_polish_plural_fits_the_minimum_length_of_a_password() {
        let sentence = EntryError::Password.sentence(Messages(Language::Pl));
        assert!(sentence.contains("10 znaków"), "{sentence}");
    }
}
