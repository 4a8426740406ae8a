//! The signed-in person and their own settings. Sign-in, sign-out and set-up are plain routes (`server::sign_in`).

use domain::mail::MailSettings;
pub use domain::session::{Profile, Session, UtcOffsets};
use leptos::prelude::*;

use super::{Answer, json::Json};

/// Returns the session of the signed-in person. Fails with `SignedOut` if nobody is signed in.
#[server(prefix = "/api", endpoint = "my_session", input = Json, output = Json)]
pub async fn my_session() -> Answer<Session> {
    use crate::server::{session, state};
    Ok(session::of(&state::app_state()?, state::signed_in()?).await?)
}

/// Saves the person's own settings.
#[server(prefix = "/api", endpoint = "save_profile", input = Json, output = Json)]
pub async fn save_profile(profile: Profile) -> Answer<()> {
    use crate::server::{people, state};
    let (state, me) = (state::app_state()?, state::signed_in()?);
    let me = people::changed(me, profile)?;
    Ok(people::save_settings(&state.store, &me).await?)
}

/// Returns the person's own choices about e-mail, or `None` if the server sends none.
#[server(prefix = "/api", endpoint = "read_mail_settings", input = Json, output = Json)]
pub async fn read_mail_settings() -> Answer<Option<MailSettings>> {
    use crate::server::{people, state};
    let (state, me) = (state::app_state()?, state::signed_in()?);
    Ok(people::mail_settings(&state, &me).await?)
}

/// Saves the person's own choices about e-mail.
#[server(prefix = "/api", endpoint = "save_mail_settings", input = Json, output = Json)]
pub async fn save_mail_settings(settings: MailSettings) -> Answer<()> {
    use crate::server::{people, state};
    let (state, me) = (state::app_state()?, state::signed_in()?);
    Ok(people::save_mail_settings(&state.store, &me, &settings).await?)
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
