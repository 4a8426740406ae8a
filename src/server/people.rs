//! Changes that people make to their own account, and that administrators make to people.

use axum::http::request::Parts;
use domain::{
    access::AccountAction,
    audit::Event,
    error::{AppError, Field, FieldError, Reason},
    ids::UserId,
    mail::{self, MailSettings},
    person::{Me, NewPerson, Role, check_password},
    session::Profile,
};
use leptos::prelude::use_context;
use tower_sessions::Session;

use super::{
    clock,
    gate::Gate,
    permits::{AccountPermit, Purpose, SystemPermit},
    state::{self, AppState},
    store::{
        self, Store, StoreError, account, audit, deals,
        engine::sql::Conn,
        people::{hand_over, links, users},
        sessions,
    },
};

/// Returns the person with the new settings.
///
/// # Errors
///
/// The fields that are not valid.
pub fn changed(mut me: Me, profile: Profile) -> Result<Me, AppError> {
    let mut wrong = Vec::new();
    match domain::text::line(&profile.name, domain::limits::PERSON_NAME) {
        Ok(name) => me.name = name,
        Err(reason) => wrong.push(FieldError {
            field: Field::Name,
            reason,
        }),
    }
    if !clock::is_time_zone(&profile.time_zone) {
        wrong.push(FieldError {
            field: Field::TimeZone,
            reason: Reason::Unknown {
                value: profile.time_zone.chars().take(100).collect(),
            },
        });
    }
    if !wrong.is_empty() {
        return Err(AppError::Invalid(wrong));
    }
    (me.language, me.theme, me.time_zone) = (profile.language, profile.theme, profile.time_zone);
    (me.shortcuts, me.compact_rows) = (profile.shortcuts, profile.compact_rows);
    Ok(me)
}

/// Saves a person's own settings.
pub async fn save_settings(store: &Store, me: &Me) -> Result<(), StoreError> {
    let mut tx = SystemPermit::begin(store, Purpose::OwnSettings).await?;
    users::save_settings(&mut tx, me).await?;
    store::mail::reschedule(&mut tx, me, clock::now()).await?;
    tx.commit().await
}

/// Returns a person's own choices about e-mail, or `None` if the server sends none.
pub async fn mail_settings(state: &AppState, me: &Me) -> Result<Option<MailSettings>, StoreError> {
    if state.config.mail.is_none() {
        return Ok(None);
    }
    let mut conn = state.store.reader().acquire().await?;
    Ok(Some(store::mail::of(&mut conn, me.id).await?))
}

/// Saves a person's own choices about e-mail.
pub async fn save_mail_settings(store: &Store, me: &Me, settings: &MailSettings) -> Result<(), StoreError> {
    let mut tx = SystemPermit::begin(store, Purpose::OwnSettings).await?;
    store::mail::save(&mut tx, me, settings, clock::now()).await?;
    tx.commit().await
}

/// Changes a person's own password and ends their other sessions.
pub async fn change_password(state: &AppState, me: &Me, current: &str, new: &str) -> Result<(), AppError> {
    let verified = users::password_hash(&state.store, me.id).await?;
    if !state.sign_in_limits.verify(me.id, &verified, current).await? {
        return Err(AppError::field(Field::CurrentPassword, Reason::WrongPassword));
    }
    check_password(new).map_err(|error| AppError::Invalid(vec![error]))?;
    let here = use_context::<Parts>().and_then(|parts| parts.extensions.get::<Session>().cloned());
    let hash = state.sign_in_limits.hash(&me.id.to_string(), new).await?;
    let mut tx = SystemPermit::begin(&state.store, Purpose::OwnSettings).await?;
    users::replace_password(&mut tx, me.id, &verified, &hash).await?;
    sessions::end_all(&mut tx, me.id, here.as_ref().and_then(Session::id)).await?;
    audit::write(&mut tx, clock::now(), Some(me.id), me.id, &Event::PasswordChanged {}).await?;
    tx.commit().await?;
    if let Some(here) = here {
        super::session::renew(&here, &hash).await?;
    }
    Ok(())
}

/// Ends every session of a person.
pub async fn sign_out_everywhere(store: &Store, me: &Me) -> Result<(), StoreError> {
    let mut tx = SystemPermit::begin(store, Purpose::OwnSettings).await?;
    sessions::end_all(&mut tx, me.id, None).await?;
    audit::write(
        &mut tx,
        clock::now(),
        Some(me.id),
        me.id,
        &Event::SignedOutEverywhere {},
    )
    .await?;
    tx.commit().await
}

/// A person who may manage users, checked by the access rule.
pub struct Manager {
    pub state: AppState,
    gate: Gate,
}

impl Manager {
    /// Returns the person of this request if they may manage users. For use in a server function.
    pub async fn here() -> Result<Self, AppError> {
        let gate = Gate::signed_in()?;
        gate.read_as(AccountAction::ManageUsers).await?;
        Ok(Self {
            state: state::app_state()?,
            gate,
        })
    }

    /// Returns the permit for one change. The rule is checked again in its transaction.
    async fn permit(&self) -> Result<AccountPermit, AppError> {
        self.gate.account(AccountAction::ManageUsers).await
    }

    async fn record(&self, conn: &mut Conn, person: UserId, event: &Event) -> Result<(), StoreError> {
        audit::write(conn, clock::now(), Some(self.gate.me().id), person, event).await
    }

    fn join_link(&self, token: &str) -> String {
        self.state.config.link(&format!("/join?token={token}"))
    }

    /// Queues a message with a link of its own, if e-mail is on.
    async fn mail_link(&self, conn: &mut Conn, person: UserId, kind: mail::Kind) -> Result<(), StoreError> {
        if self.state.config.mail.is_none() {
            return Ok(());
        }
        store::mail::queue(conn, clock::now(), person, kind, "link").await
    }

    /// Adds a person and returns the link by which they join.
    pub async fn invite(&self, person: NewPerson) -> Result<String, StoreError> {
        let person = person.checked().map_err(AppError::Invalid)?;
        let language = account::language(&self.state.store).await?.unwrap_or_default();
        let mut permit = self.permit().await?;
        let conn = permit.act(AccountAction::ManageUsers)?;
        let id = users::add(conn, &person, language, None).await?;
        let token = links::make(conn, links::Kind::Join, Some(id)).await?;
        self.mail_link(conn, id, mail::Kind::Invitation).await?;
        self.record(conn, id, &Event::UserInvited { role: person.role }).await?;
        permit.commit().await?;
        Ok(self.join_link(&token))
    }

    /// Returns a new link to join or to set a new password. The earlier link stops working.
    pub async fn new_link(&self, id: UserId) -> Result<String, StoreError> {
        let mut permit = self.permit().await?;
        let conn = permit.act(AccountAction::ManageUsers)?;
        if !users::reference(conn, id).await?.active {
            return Err(AppError::field(Field::People, Reason::Deactivated).into());
        }
        let token = links::make(conn, links::Kind::Join, Some(id)).await?;
        let kind = match users::has_any_password(conn, id).await? {
            true => mail::Kind::NewPassword,
            false => mail::Kind::Invitation,
        };
        self.mail_link(conn, id, kind).await?;
        self.record(conn, id, &Event::ResetLink {}).await?;
        permit.commit().await?;
        Ok(self.join_link(&token))
    }

    /// Changes the role of a person.
    pub async fn change_role(&self, id: UserId, role: Role) -> Result<(), StoreError> {
        let mut permit = self.permit().await?;
        let conn = permit.act(AccountAction::ManageUsers)?;
        users::set_role(conn, id, role).await?;
        self.record(conn, id, &Event::RoleChanged { role }).await?;
        permit.commit().await
    }

    /// Deactivates a person, ends their sessions and hands over what they own.
    pub async fn deactivate(&self, id: UserId, heir: Option<UserId>) -> Result<(), StoreError> {
        let mut permit = self.permit().await?;
        let actor = permit.actor();
        let conn = permit.act(AccountAction::ManageUsers)?;
        users::reference(conn, id).await?;
        let handed = hand_over::hand_over_all(conn, actor, id, heir).await?;
        deals::hand_over_all(conn, actor, id, heir).await?;
        users::deactivate(conn, id).await?;
        let handed_over = u32::try_from(handed).unwrap_or(u32::MAX);
        self.record(conn, id, &Event::UserDeactivated { handed_over }).await?;
        permit.commit().await
    }

    /// Reactivates a person.
    pub async fn activate(&self, id: UserId) -> Result<(), StoreError> {
        let mut permit = self.permit().await?;
        let conn = permit.act(AccountAction::ManageUsers)?;
        users::activate(conn, id).await?;
        self.record(conn, id, &Event::UserActivated {}).await?;
        permit.commit().await
    }
}
