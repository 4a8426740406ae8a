//! Server functions of the statistics.

use domain::{
    audit::{Filter, Page, Place},
    statistics::{Statistics, StatisticsQuery},
};
use leptos::prelude::*;

use super::{Answer, json::Json};

/// Returns the activities in a period, counting only what the person may see.
#[server(prefix = "/api", endpoint = "activity_statistics", input = Json, output = Json)]
pub async fn activity_statistics(query: StatisticsQuery) -> Answer<Statistics> {
    use crate::server::{clock, gate::Gate, store::statistics};

    let gate = Gate::signed_in()?;
    let today = gate.zone().today(clock::now());
    let mut tx = gate.read().await?;
    Ok(statistics::activities(&mut tx, &gate.viewer(), &gate.zone(), &query, today).await?)
}

/// Returns a page of the person's own sign-ins, newest first: the list that the number of sign-ins opens for users
/// who are not administrators. With `before`, returns the page after that place.
#[server(prefix = "/api", endpoint = "own_sign_ins", input = Json, output = Json)]
pub async fn own_sign_ins(filter: Filter, before: Option<Place>) -> Answer<Page> {
    use crate::server::{gate::Gate, store::audit};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    let (lines, next) = audit::log::sign_ins_of_viewer(&mut tx, &gate.viewer(), &gate.zone(), &filter, before).await?;
    let kept_days = audit::kept_days(&mut tx).await?;
    Ok(Page { lines, next, kept_days })
}
