//! The session: the signed-in person, and the facts about the account that every page needs.

use serde::{Deserialize, Serialize};

use crate::{
    access::{AccountAction, decide_account},
    account_rules::AccountRules,
    add_on::AddOns,
    person::{Language, Me, Theme},
    visibility::VisibilityRules,
};

/// What every page needs to know about the person and the account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    pub me: Me,
    pub visibility: VisibilityRules,
    /// The rights that administrators gave to users.
    pub rules: AccountRules,
    /// The add-ons that are switched on.
    pub add_ons: AddOns,
    /// The UTC offsets of the person's time zone.
    pub offsets: UtcOffsets,
    /// Whether the server sends e-mail.
    pub mail: bool,
}

/// UTC offsets of a time zone in the years around now: pairs of an instant (milliseconds since the Unix epoch) and the
/// offset (minutes east of UTC) from then on. The browser has no other time zone data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UtcOffsets(pub Vec<(i64, i32)>);

impl UtcOffsets {
    /// Returns the minutes east of UTC at an instant; before the first known instant, the first offset.
    pub fn at(&self, instant: i64) -> i32 {
        let later = self.0.partition_point(|(from, _)| *from <= instant);
        self.0.get(later.saturating_sub(1)).map_or(0, |(_, minutes)| *minutes)
    }
}

impl Session {
    /// Returns whether the person may do this in the account. The interface offers only what they may do.
    pub fn may(&self, action: AccountAction) -> bool {
        decide_account(&self.me.viewer(), &self.rules, action).is_ok()
    }
}

/// The settings that a person may change about themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    pub name: String,
    pub language: Language,
    pub theme: Theme,
    pub time_zone: String,
    pub shortcuts: bool,
    pub compact_rows: bool,
}
