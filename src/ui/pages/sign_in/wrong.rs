//! What the server found wrong, as it stands in the address after the redirect back.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::i18n::Messages;

/// Why the form came back. An unknown code is said in general words, so that a link cannot put words on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// E-mail and password do not belong together.
    Pair,
    /// Too many tries.
    Wait,
    /// The link was used, replaced, or never given.
    Used,
    Name,
    Email,
    Password,
    /// Somebody has this e-mail already.
    Taken,
    Other,
}

impl Wrong {
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

    /// The sentence in the person's language.
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

    /// Whether it belongs to the form as a whole rather than to one field.
    pub fn of_the_form(self) -> bool {
        matches!(self, Self::Pair | Self::Wait | Self::Used | Self::Other)
    }
}

/// What the address says: what was wrong and what had been typed. Read once: these pages load anew on every answer.
#[derive(Clone, Debug, Default)]
pub struct Came {
    pub wrong: Option<Wrong>,
    pub name: String,
    pub email: String,
    pub token: String,
    /// Where to go after signing in; the server takes only addresses within the site.
    pub next: String,
}

impl Came {
    /// From the address of this page.
    pub fn here() -> Self {
        let query = use_query_map().get_untracked();
        let text = |key: &str| query.get(key).unwrap_or_default();
        Self {
            wrong: query.get("error").map(|code| Wrong::parse(&code)),
            name: text("name"),
            email: text("email"),
            token: text("token"),
            next: query.get("next").or_else(|| query.get("back")).unwrap_or_default(),
        }
    }

    /// The sentence for a field, if one of these is what was wrong.
    pub fn beside(&self, messages: Messages, of: &[Wrong]) -> Option<String> {
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
    fn an_unknown_code_is_said_in_general_words() {
        assert_eq!(Wrong::parse("<b>"), Wrong::Other);
    }

    #[test]
    fn polish_counts_the_characters_of_a_password() {
        let sentence = Wrong::Password.sentence(Messages(Language::Pl));
        assert!(sentence.contains("10 znaków"), "{sentence}");
    }
}
