//! Who is signed in, and their own settings. Sign-in, sign-out and set-up are plain routes (`server::sign_in`).

use domain::{
    access::{AccountAction, decide_account},
    account_rules::AccountRules,
    add_on::AddOns,
    person::{Language, Me, Theme},
    visibility::VisibilityRules,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::Json;

use super::Answer;

/// What every page needs to know from the start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    pub me: Me,
    pub visibility: VisibilityRules,
    /// Who may do what in the account.
    pub rules: AccountRules,
    /// Which parts of the product the account uses.
    pub add_ons: AddOns,
    /// The person's time zone, for showing instants.
    pub offsets: UtcOffsets,
}

/// A time zone in the years around now: from which instant (milliseconds UTC) it is how many minutes east of UTC. The
/// browser knows of time zones no more than this.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UtcOffsets(pub Vec<(i64, i32)>);

impl UtcOffsets {
    /// Minutes east of UTC at an instant; before the first that is known, as then.
    pub fn at(&self, instant: i64) -> i32 {
        let later = self.0.partition_point(|(from, _)| *from <= instant);
        self.0.get(later.saturating_sub(1)).map_or(0, |(_, minutes)| *minutes)
    }
}

impl Session {
    /// Whether the person may do this in the account: what they may not is not offered.
    pub fn may(&self, action: AccountAction) -> bool {
        decide_account(&self.me.viewer(), &self.rules, action).is_ok()
    }
}

/// What a person may change about themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    pub name: String,
    pub language: Language,
    pub theme: Theme,
    pub time_zone: String,
    pub shortcuts: bool,
    pub compact_rows: bool,
}

/// The signed-in person; `SignedOut` where there is none.
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

/// Changes the person's own password and signs out everywhere else.
#[server(prefix = "/api", endpoint = "change_password", input = Json, output = Json)]
pub async fn change_password(current: String, new: String) -> Answer<()> {
    use crate::server::{people, state};
    let (state, me) = (state::app_state()?, state::signed_in()?);
    Ok(people::change_password(&state, &me, &current, &new).await?)
}

/// Ends every session of the person, this one too.
#[server(prefix = "/api", endpoint = "sign_out_everywhere", input = Json, output = Json)]
pub async fn sign_out_everywhere() -> Answer<()> {
    use crate::server::{people, state};
    let (state, me) = (state::app_state()?, state::signed_in()?);
    Ok(people::sign_out_everywhere(&state.store, &me).await?)
}
