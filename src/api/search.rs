//! The search over everything.

use domain::search::{Found, SearchGroup};
use leptos::prelude::*;

use super::{Answer, json::Json};

/// Returns the first hits of every group, or with `group` a page of that group, `after` a cursor.
#[server(prefix = "/api", endpoint = "search_everything", input = Json, output = Json)]
pub async fn search_everything(text: String, group: Option<SearchGroup>, after: Option<String>) -> Answer<Found> {
    use crate::server::{gate::Gate, store::search::everything};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    let search = everything::Search {
        viewer: &gate.viewer(),
        zone: &gate.zone(),
        cursors: gate.store().cursors(),
        text: &text,
    };
    Ok(match group {
        None => everything::first(&mut tx, search).await?,
        Some(group) => everything::page(&mut tx, search, group, after.as_deref()).await?,
    })
}
