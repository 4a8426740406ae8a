//! People of the account.

use serde::{Deserialize, Serialize};

use crate::{
    error::{Field, FieldError, Reason},
    ids::UserId,
    letters::uppercase,
    limits, text,
};

/// The role of a person in the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Administrator,
    User,
}

impl Role {
    pub const ALL: [Role; 2] = [Self::Administrator, Self::User];

    /// Returns the word in storage.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::User => "user",
        }
    }

    /// Reads the word in storage. An unknown word is read as the role with the fewest permissions.
    pub fn from_storage(word: &str) -> Self {
        if word == "administrator" {
            Self::Administrator
        } else {
            Self::User
        }
    }
}

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    Pl,
    #[default]
    En,
}

impl Language {
    pub const ALL: [Language; 2] = [Self::Pl, Self::En];

    /// Returns the BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Pl => "pl",
            Self::En => "en",
        }
    }

    /// Returns the separator of groups of three digits.
    pub fn group_mark(self) -> char {
        match self {
            Self::Pl => '\u{a0}',
            Self::En => ',',
        }
    }

    /// Returns the decimal mark.
    pub fn decimal_mark(self) -> char {
        match self {
            Self::Pl => ',',
            Self::En => '.',
        }
    }

    /// Reads a tag with or without a region.
    pub fn parse(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|language| language.tag().eq_ignore_ascii_case(primary))
    }
}

/// Light, dark, or the setting of the device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Theme; 3] = [Self::System, Self::Light, Self::Dark];

    /// Returns the word in storage and in the document.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Reads the word. An unknown word is read as the setting of the device.
    pub fn parse(word: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|theme| theme.as_str() == word)
            .unwrap_or_default()
    }
}

/// A person as other people see them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PersonRef {
    pub id: UserId,
    pub name: String,
    /// False if the person is deactivated. They are still named and have no permissions.
    pub active: bool,
}

impl PersonRef {
    /// Returns the initials: at most two letters, of the first and the last word of the name.
    pub fn initials(&self) -> String {
        let mut words = self.name.split_whitespace();
        let first = words.next().and_then(|word| word.chars().next());
        let last = words.next_back().and_then(|word| word.chars().next());
        let letters: String = first.into_iter().chain(last).collect();
        uppercase(&letters)
    }
}

/// The signed-in person and their settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    pub id: UserId,
    pub name: String,
    pub email: String,
    pub role: Role,
    pub language: Language,
    pub theme: Theme,
    /// IANA name, such as 'Europe/Warsaw'.
    pub time_zone: String,
    /// Whether single-key shortcuts are on (WCAG 2.1.4).
    pub shortcuts: bool,
    /// Whether lists have compact rows.
    pub compact_rows: bool,
}

impl Me {
    /// Returns the person as other people see them.
    pub fn as_ref(&self) -> PersonRef {
        PersonRef {
            id: self.id,
            name: self.name.clone(),
            active: true,
        }
    }
}

/// A row of the users page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserRow {
    pub id: UserId,
    pub name: String,
    pub email: String,
    pub role: Role,
    pub status: UserStatus,
    /// Number of spaces that they own, which must be handed over before deactivation.
    pub owned_spaces: u32,
    /// Number of deals that they own, which must be handed over before deactivation.
    pub owned_deals: u32,
    /// Last sign-in, milliseconds since the Unix epoch.
    pub last_seen: Option<i64>,
}

/// The state of a person's account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UserStatus {
    /// The person has an invitation link and no password yet.
    Invited,
    Active,
    Deactivated,
}

/// A person to be added: by an invitation, by the command line or at the first set-up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPerson {
    pub name: String,
    pub email: String,
    pub role: Role,
}

impl NewPerson {
    /// Returns the same person with trimmed texts, or everything that is wrong.
    pub fn checked(self) -> Result<Self, Vec<FieldError>> {
        let mut wrong = Vec::new();
        let name = keep(text::line(&self.name, limits::PERSON_NAME), Field::Name, &mut wrong);
        let email = keep(text::email(&self.email, limits::EMAIL), Field::Email, &mut wrong);
        if wrong.is_empty() {
            Ok(Self {
                name,
                email,
                role: self.role,
            })
        } else {
            Err(wrong)
        }
    }
}

/// Checks the length of a new password. Its content is not restricted.
pub fn check_password(password: &str) -> Result<(), FieldError> {
    let length = password.chars().count();
    let reason = match length {
        0 => Reason::Required,
        _ if length < limits::PASSWORD_MIN => Reason::TooShort {
            min: limits::PASSWORD_MIN,
        },
        _ if length > limits::PASSWORD_MAX => Reason::TooLong {
            max: limits::PASSWORD_MAX,
        },
        _ => return Ok(()),
    };
    Err(FieldError {
        field: Field::Password,
        reason,
    })
}

/// Returns the value, or records what is wrong with it.
pub(crate) fn keep<T: Default>(result: Result<T, Reason>, field: Field, wrong: &mut Vec<FieldError>) -> T {
    result.unwrap_or_else(|reason| {
        wrong.push(FieldError { field, reason });
        T::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_take_the_first_and_the_last_word() {
        let person = |name: &str| PersonRef {
            id: UserId(uuid::Uuid::nil()),
            name: name.into(),
            active: true,
        };
        assert_eq!(person("Łucja Maria Żak").initials(), "ŁŻ");
        assert_eq!(person("Cher").initials(), "C");
        assert_eq!(person("").initials(), "");
    }

    #[test]
    fn language_tags_may_carry_a_region() {
        assert_eq!(Language::parse("pl-PL"), Some(Language::Pl));
        assert_eq!(Language::parse("de"), None);
    }
}
