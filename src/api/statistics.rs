//! Statistics.

use domain::statistics::{Statistics, StatisticsQuery};
use leptos::prelude::*;
use server_fn::codec::Json;

use super::Answer;

/// What happened in a period, as far as the person may see it.
#[server(prefix = "/api", endpoint = "activity_statistics", input = Json, output = Json)]
pub async fn activity_statistics(query: StatisticsQuery) -> Answer<Statistics> {
    use crate::server::{clock, gate::Gate, store::statistics};

    let gate = Gate::signed_in()?;
    let today = gate.zone().today(clock::now());
    let mut tx = gate.read().await?;
    Ok(statistics::activities(&mut tx, &gate.viewer(), &gate.zone(), &query, today).await?)
}
