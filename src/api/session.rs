//! The signed-in person and their own settings. Sign-in, sign-out and set-up are plain routes (`server::sign_in`).

use domain::{
    access::{AccountAction, decide_account},
    account_rules::AccountRules,
    add_on::AddOns,
    person::{Language, Me, Theme},
    visibility::VisibilityRules,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Answer, json::Json};

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

/// Returns the session of the signed-in person. Errors with `SignedOut` where nobody is signed in.
#[server(prefix = "/api", endpoint = "my_session", input = Json, output = Json)]
pub async fn my_session() -> Answer<Session> {
    use crate::server::{session, state};
    Ok(session::of(&state::app_state()?.store, state::signed_in()?).await?)
}

/// Saves the person's own settings.
#[server(prefix = "/api", endpoint = "save_profile", input = Json, output = Json)]
pub async fn save_profile(profile: Profile) -> Answer<()> {
    use crate::server::{people, state};
    let (state, me) = (state::app_state()?, state::signed_in()?);
    let me = people::changed(me, profile)?;
    Ok(people::save_settings(&state.store, &me).await?)
}

/// Changes the person's own password and ends their other sessions.
#[server(prefix = "/api", endpoint = "change_password", input = Json, output = Json)]
pub async fn change_password(current: String, new: String) -> Answer<()> {
    use crate::server::{people, state};
    let (state, me) = (state::app_state()?, state::signed_in()?);
    Ok(people::change_password(&state, &me, &current, &new).await?)
}

/// Ends all sessions of the person, including the current one.
#[server(prefix = "/api", endpoint = "sign_out_everywhere", input = Json, output = Json)]
pub async fn sign_out_everywhere() -> Answer<()> {
    use crate::server::{people, state};
    let (state, me) = (state::app_state()?, state::signed_in()?);
    Ok(people::sign_out_everywhere(&state.store, &me).await?)
}
