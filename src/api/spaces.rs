//! Spaces: the list and its counts, a single space, actions on a space.

use domain::{
    activity::Activity,
    ids::{SpaceId, UserId},
    list_query::{ListQuery, Place},
    space::{Count, SpaceForm, SpacePage, SpaceView},
    visibility::Visibility,
};
use leptos::prelude::*;

use super::{Answer, json::Json};

/// Returns a page of the spaces that match the query.
#[server(prefix = "/api", endpoint = "list_spaces", input = Json, output = Json)]
pub async fn list_spaces(query: ListQuery, place: Place) -> Answer<SpacePage> {
    use crate::server::{
        clock,
        gate::Gate,
        store::{search, spaces},
    };

    let gate = Gate::signed_in()?;
    let viewer = gate.viewer();
    let mut tx = gate.read().await?;
    let (zone, cursors) = (gate.zone(), gate.store().cursors());
    let mut page = spaces::list::page(&mut tx, &viewer, &zone, cursors, &query, &place, clock::now()).await?;
    page.search_lags = gate.jobs().search_index.may_lag() && search::lags(&mut tx, &viewer, &query.search).await?;
    Ok(page)
}

/// Returns how many spaces match the query.
#[server(prefix = "/api", endpoint = "count_spaces", input = Json, output = Json)]
pub async fn count_spaces(query: ListQuery) -> Answer<Count> {
    use crate::server::{gate::Gate, store::spaces};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    Ok(spaces::list::count(&mut tx, &gate.viewer(), &gate.zone(), &query).await?)
}

/// Returns the part of a space that the person may see. Opening another person's private or hidden space as an
/// administrator is recorded in the audit log.
#[server(prefix = "/api", endpoint = "open_space", input = Json, output = Json)]
pub async fn open_space(id: SpaceId) -> Answer<SpaceView> {
    use crate::server::{gate::Gate, store::spaces};

    let gate = Gate::signed_in()?;
    Ok(spaces::open_audited(gate.store(), &gate.viewer(), id).await?)
}

/// Returns up to 50 activity lines of the space, newest first; with `before`, those older than that line.
#[server(prefix = "/api", endpoint = "space_activity", input = Json, output = Json)]
pub async fn space_activity(id: SpaceId, before: Option<domain::ids::ActivityId>) -> Answer<Vec<Activity>> {
    use crate::server::{gate::Gate, store::spaces};

    let gate = Gate::signed_in()?;
    Ok(spaces::activity_audited(gate.store(), &gate.viewer(), id, before).await?)
}

/// Adds a space and returns its id. Sending the same `request` twice adds one space.
#[server(prefix = "/api", endpoint = "add_space", input = Json, output = Json)]
pub async fn add_space(form: SpaceForm, request: uuid::Uuid) -> Answer<SpaceId> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::spaces};

    let mut permit = Gate::signed_in()?.account(AccountAction::AddSpace).await?;
    let id = spaces::write::add(&mut permit, form, request).await?;
    permit.commit().await?;
    Ok(id)
}

/// Saves an edited space: name, description, groups, tags, custom fields; visibility and people only if the person may
/// change them.
#[server(prefix = "/api", endpoint = "save_space", input = Json, output = Json)]
pub async fn save_space(id: SpaceId, form: SpaceForm) -> Answer<()> {
    use domain::access::Action;

    use crate::server::{gate::Gate, store::spaces};

    let mut permit = Gate::signed_in()?.space(id, Action::Edit).await?;
    spaces::write::save(&mut permit, form).await?;
    Ok(permit.commit().await?)
}

/// Makes another person the owner; the former owner becomes a member.
#[server(prefix = "/api", endpoint = "hand_over_space", input = Json, output = Json)]
pub async fn hand_over_space(id: SpaceId, to: UserId) -> Answer<()> {
    use domain::access::Action;

    use crate::server::{gate::Gate, store::spaces};

    let mut permit = Gate::signed_in()?.space(id, Action::HandOver).await?;
    spaces::act::hand_over(&mut permit, to).await?;
    Ok(permit.commit().await?)
}

/// Changes the visibility of the space.
#[server(prefix = "/api", endpoint = "change_space_visibility", input = Json, output = Json)]
pub async fn change_space_visibility(id: SpaceId, to: Visibility) -> Answer<()> {
    use domain::access::Action;

    use crate::server::{gate::Gate, store::spaces};

    let mut permit = Gate::signed_in()?.space(id, Action::ChangeVisibility).await?;
    spaces::act::change_visibility(&mut permit, to).await?;
    Ok(permit.commit().await?)
}

/// Adds members.
#[server(prefix = "/api", endpoint = "give_access", input = Json, output = Json)]
pub async fn give_access(id: SpaceId, people: Vec<UserId>) -> Answer<()> {
    use domain::access::Action;

    use crate::server::{gate::Gate, store::spaces};

    let mut permit = Gate::signed_in()?.space(id, Action::ManagePeople).await?;
    spaces::act::give_access(&mut permit, &people).await?;
    Ok(permit.commit().await?)
}

/// Removes members.
#[server(prefix = "/api", endpoint = "take_access", input = Json, output = Json)]
pub async fn take_access(id: SpaceId, people: Vec<UserId>) -> Answer<()> {
    use domain::access::Action;

    use crate::server::{gate::Gate, store::spaces};

    let mut permit = Gate::signed_in()?.space(id, Action::ManagePeople).await?;
    spaces::act::take_access(&mut permit, &people).await?;
    Ok(permit.commit().await?)
}

/// Archives the space.
#[server(prefix = "/api", endpoint = "archive_space", input = Json, output = Json)]
pub async fn archive_space(id: SpaceId) -> Answer<()> {
    use domain::access::Action;

    use crate::server::{gate::Gate, store::spaces};

    let mut permit = Gate::signed_in()?.space(id, Action::Archive).await?;
    spaces::act::archive(&mut permit).await?;
    Ok(permit.commit().await?)
}

/// Restores the space from the archive or the trash.
#[server(prefix = "/api", endpoint = "restore_space", input = Json, output = Json)]
pub async fn restore_space(id: SpaceId) -> Answer<()> {
    use domain::access::Action;

    use crate::server::{gate::Gate, store::spaces};

    let mut permit = Gate::signed_in()?.space(id, Action::Restore).await?;
    spaces::act::restore(&mut permit).await?;
    Ok(permit.commit().await?)
}

/// Moves the space to the trash.
#[server(prefix = "/api", endpoint = "delete_space", input = Json, output = Json)]
pub async fn delete_space(id: SpaceId) -> Answer<()> {
    use domain::access::Action;

    use crate::server::{gate::Gate, store::spaces};

    let mut permit = Gate::signed_in()?.space(id, Action::Delete).await?;
    spaces::act::delete(&mut permit).await?;
    Ok(permit.commit().await?)
}
