//! Saved views of the list of spaces.

use domain::{
    ids::ViewId,
    saved_view::{SavedView, ViewForm},
};
use leptos::prelude::*;

use super::{Answer, json::Json};

/// Returns the person's own views and the shared ones.
#[server(prefix = "/api", endpoint = "list_views", input = Json, output = Json)]
pub async fn list_views() -> Answer<Vec<SavedView>> {
    use crate::server::{gate::Gate, store::views};

    let gate = Gate::signed_in()?;
    Ok(views::cached(gate.store(), &gate.viewer()).await?)
}

/// Saves a list's query as a view and returns its id.
#[server(prefix = "/api", endpoint = "add_view", input = Json, output = Json)]
pub async fn add_view(form: ViewForm) -> Answer<ViewId> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::views};

    let mut permit = Gate::signed_in()?.account(AccountAction::UseAccount).await?;
    let id = views::add(&mut permit, form).await?;
    permit.commit().await?;
    Ok(id)
}

/// Changes the name, query or sharing of a view.
#[server(prefix = "/api", endpoint = "change_view", input = Json, output = Json)]
pub async fn change_view(id: ViewId, form: ViewForm) -> Answer<()> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::views};

    let mut permit = Gate::signed_in()?.account(AccountAction::UseAccount).await?;
    views::change(&mut permit, id, form).await?;
    Ok(permit.commit().await?)
}

/// Deletes a view. The spaces that it lists are kept.
#[server(prefix = "/api", endpoint = "delete_view", input = Json, output = Json)]
pub async fn delete_view(id: ViewId) -> Answer<()> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::views};

    let mut permit = Gate::signed_in()?.account(AccountAction::UseAccount).await?;
    views::delete(&mut permit, id).await?;
    Ok(permit.commit().await?)
}
