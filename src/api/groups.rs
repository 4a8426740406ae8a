//! Groups and tags.

use domain::{
    group::{GroupRef, Hue},
    ids::GroupId,
    list_query::ListQuery,
    space::Count,
};
use leptos::prelude::*;

use super::{Answer, json::Json};

/// Returns all groups of the account in their order.
#[server(prefix = "/api", endpoint = "list_groups", input = Json, output = Json)]
pub async fn list_groups() -> Answer<Vec<GroupRef>> {
    use crate::server::{gate::Gate, store::groups};

    let groups = groups::cached(Gate::signed_in()?.store()).await?;
    Ok(groups.to_vec())
}

/// Returns for each group how many spaces of the list are in it, ignoring the query's own group filter. The last entry,
/// `None`, counts the spaces without a group.
#[server(prefix = "/api", endpoint = "count_groups", input = Json, output = Json)]
pub async fn count_groups(query: ListQuery) -> Answer<Vec<(Option<GroupId>, Count)>> {
    use crate::server::{gate::Gate, store::groups};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    Ok(groups::counts(&mut tx, &gate.viewer(), &gate.zone(), &query).await?)
}

/// Adds a group at the end and returns its id.
#[server(prefix = "/api", endpoint = "add_group", input = Json, output = Json)]
pub async fn add_group(name: String, hue: Hue) -> Answer<GroupId> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::groups};

    let mut permit = Gate::signed_in()?.account(AccountAction::EditGroups).await?;
    let id = groups::add(&mut permit, &name, hue).await?;
    permit.commit().await?;
    Ok(id)
}

/// Changes the name and colour of a group.
#[server(prefix = "/api", endpoint = "change_group", input = Json, output = Json)]
pub async fn change_group(id: GroupId, name: String, hue: Hue) -> Answer<()> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::groups};

    let mut permit = Gate::signed_in()?.account(AccountAction::EditGroups).await?;
    groups::change(&mut permit, id, &name, hue).await?;
    Ok(permit.commit().await?)
}

/// Changes the order of the groups.
#[server(prefix = "/api", endpoint = "order_groups", input = Json, output = Json)]
pub async fn order_groups(order: Vec<GroupId>) -> Answer<()> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::groups};

    let mut permit = Gate::signed_in()?.account(AccountAction::ManageGroups).await?;
    groups::order(&mut permit, &order).await?;
    Ok(permit.commit().await?)
}

/// Deletes a group. Its spaces are kept.
#[server(prefix = "/api", endpoint = "delete_group", input = Json, output = Json)]
pub async fn delete_group(id: GroupId) -> Answer<()> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::groups};

    let mut permit = Gate::signed_in()?.account(AccountAction::ManageGroups).await?;
    groups::delete(&mut permit, id).await?;
    Ok(permit.commit().await?)
}

/// Returns the tags that begin with the text and are on spaces that the person may open.
#[server(prefix = "/api", endpoint = "suggest_tags", input = Json, output = Json)]
pub async fn suggest_tags(text: String) -> Answer<Vec<String>> {
    use crate::server::{gate::Gate, store::tags};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    Ok(tags::suggest(&mut tx, &gate.viewer(), &text).await?)
}
