//! People: suggestions for everyone, the users page for administrators.

use domain::{
    ids::UserId,
    person::{NewPerson, PersonRef, Role, UserRow},
};
use leptos::prelude::*;

use super::{Answer, json::Json};

/// Returns at most 20 active people whose name or e-mail contains the words of the text.
#[server(prefix = "/api", endpoint = "suggest_people", input = Json, output = Json)]
pub async fn suggest_people(text: String) -> Answer<Vec<PersonRef>> {
    use crate::server::{state, store::people::users};
    let (store, _) = (state::app_state()?.store, state::signed_in()?);
    Ok(users::suggest(&store, &text, 20).await?)
}

/// Returns the people with these ids.
#[server(prefix = "/api", endpoint = "find_people", input = Json, output = Json)]
pub async fn find_people(ids: Vec<UserId>) -> Answer<Vec<PersonRef>> {
    use crate::server::{state, store::people::users};
    let (store, _) = (state::app_state()?.store, state::signed_in()?);
    if ids.len() > domain::limits::MEMBERS_A_SPACE {
        return Err(domain::error::AppError::TooLarge.into());
    }
    Ok(users::find(&store, &ids).await?)
}

/// Returns all users of the account, sorted by name.
#[server(prefix = "/api", endpoint = "list_users", input = Json, output = Json)]
pub async fn list_users() -> Answer<Vec<UserRow>> {
    use crate::server::{people::Manager, store::people::users};
    let manager = Manager::here().await?;
    Ok(users::list(&manager.state.store).await?)
}

/// Adds a person and returns a link to join the account that works once.
#[server(prefix = "/api", endpoint = "invite_user", input = Json, output = Json)]
pub async fn invite_user(person: NewPerson) -> Answer<String> {
    use crate::server::people::Manager;
    Ok(Manager::here().await?.invite(person).await?)
}

/// Returns a new link with which the person joins the account or sets a new password.
#[server(prefix = "/api", endpoint = "new_link", input = Json, output = Json)]
pub async fn new_link(id: UserId) -> Answer<String> {
    use crate::server::people::Manager;
    Ok(Manager::here().await?.new_link(id).await?)
}

/// Changes a person's role.
#[server(prefix = "/api", endpoint = "change_role", input = Json, output = Json)]
pub async fn change_role(id: UserId, role: Role) -> Answer<()> {
    use crate::server::people::Manager;
    Ok(Manager::here().await?.change_role(id, role).await?)
}

/// Deactivates a person, ends their sessions and hands over what they own to `heir`.
#[server(prefix = "/api", endpoint = "deactivate_user", input = Json, output = Json)]
pub async fn deactivate_user(id: UserId, heir: Option<UserId>) -> Answer<()> {
    use crate::server::people::Manager;
    Ok(Manager::here().await?.deactivate(id, heir).await?)
}

/// Reactivates a deactivated person.
#[server(prefix = "/api", endpoint = "activate_user", input = Json, output = Json)]
pub async fn activate_user(id: UserId) -> Answer<()> {
    use crate::server::people::Manager;
    Ok(Manager::here().await?.activate(id).await?)
}
