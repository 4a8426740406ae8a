//! The decisions of administrators for the account: permissions, and the visibility levels in use.

use serde::{Deserialize, Serialize};

use crate::{
    error::{Field, FieldError, Reason},
    visibility::{Visibility, VisibilityRules},
};

/// The people who have a permission.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    #[default]
    Everybody,
    Administrators,
}

impl Who {
    pub const ALL: [Who; 2] = [Self::Everybody, Self::Administrators];

    /// Returns the word in storage and in message names.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Everybody => "everybody",
            Self::Administrators => "administrators",
        }
    }

    /// Reads the word in storage. An unknown word is read as administrators, the fewest people.
    pub fn from_storage(word: &str) -> Self {
        if word == "everybody" {
            Self::Everybody
        } else {
            Self::Administrators
        }
    }
}

/// The permissions that administrators may reserve for themselves. [`crate::access::decide_account`] applies them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountRules {
    pub add_spaces: Who,
    /// Add, rename and colour groups.
    pub edit_groups: Who,
    pub import_and_export: Who,
}

/// The settings of spaces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpaceRules {
    /// Incremented with every change, so that a form that was opened before a change cannot overwrite it.
    pub version: i64,
    pub visibility: VisibilityRules,
    pub rights: AccountRules,
}

impl SpaceRules {
    /// Returns the same rules with each level once and in order, or everything that is wrong.
    pub fn checked(mut self) -> Result<Self, Vec<FieldError>> {
        let VisibilityRules { allowed, default } = &mut self.visibility;
        *allowed = Visibility::ALL
            .into_iter()
            .filter(|level| allowed.contains(level))
            .collect();
        let wrong = |field, reason| Err(vec![FieldError { field, reason }]);
        if allowed.is_empty() {
            wrong(Field::AllowedLevels, Reason::Required)
        } else if !allowed.contains(default) {
            wrong(Field::DefaultLevel, Reason::NotOffered)
        } else {
            Ok(self)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(allowed: &[Visibility], default: Visibility) -> SpaceRules {
        SpaceRules {
            version: 1,
            visibility: VisibilityRules {
                allowed: allowed.to_vec(),
                default,
            },
            rights: AccountRules::default(),
        }
    }

    #[test]
    fn the_last_level_cannot_be_removed() {
        let wrong = rules(&[], Visibility::Public).checked().unwrap_err();
        assert_eq!(wrong[0].field, Field::AllowedLevels);
    }

    #[test]
    fn the_default_is_one_of_the_allowed() {
        use Visibility::{Hidden, Private, Public};
        for default in Visibility::ALL {
            let checked = rules(&[Hidden, Private, Hidden], default).checked();
            match default {
                Public => assert_eq!(checked.unwrap_err()[0].field, Field::DefaultLevel),
                default => assert_eq!(checked.unwrap(), rules(&[Private, Hidden], default)),
            }
        }
    }

    #[test]
    fn an_unknown_word_gives_a_permission_to_the_fewest() {
        for who in Who::ALL {
            assert_eq!(Who::from_storage(who.as_str()), who);
        }
        assert_eq!(Who::from_storage("members"), Who::Administrators);
    }
}
