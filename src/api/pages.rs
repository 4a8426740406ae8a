//! Pages: the documents of topics, their versions, and the day on which they are to be checked again.

use domain::{
    day::Day,
    topic::{
        TopicAddress,
        page::{DifferenceLine, PageVersion},
    },
};
use leptos::prelude::*;

use super::{Answer, json::Json};

/// Changes the document. `version` is the one from which the edit started; `put` are the numbers of the replies that were put
/// into it.
#[server(prefix = "/api", endpoint = "edit_page", input = Json, output = Json)]
pub async fn edit_page(topic: TopicAddress, text: String, version: i64, put: Vec<i64>) -> Answer<()> {
    use domain::topic::access::TopicAction;

    use crate::server::{
        gate::Gate,
        store::topics::{content::PostContent, facets::page},
    };

    let gate = Gate::signed_in()?;
    let content = PostContent::new(&text)?;
    let mut permit = gate.topic(topic, TopicAction::EditPage).await?;
    page::edit(&mut permit, &content, version, &put).await?;
    Ok(permit.commit().await?)
}

/// Returns the versions of the document, newest first. The first one is the present text.
#[server(prefix = "/api", endpoint = "page_versions", input = Json, output = Json)]
pub async fn page_versions(topic: TopicAddress) -> Answer<Vec<PageVersion>> {
    use crate::server::{gate::Gate, store::topics::facets::page};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    Ok(page::versions::all(&mut tx, &gate.viewer(), topic).await?)
}

/// Returns the difference between two versions of the document.
#[server(prefix = "/api", endpoint = "page_difference", input = Json, output = Json)]
pub async fn page_difference(topic: TopicAddress, older: i64, newer: i64) -> Answer<Vec<DifferenceLine>> {
    use crate::server::{gate::Gate, store::topics::facets::page};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    Ok(page::versions::difference(&mut tx, &gate.viewer(), topic, (older, newer)).await?)
}

/// Gives the document the text of an earlier version. `version` is the present one.
#[server(prefix = "/api", endpoint = "restore_page", input = Json, output = Json)]
pub async fn restore_page(topic: TopicAddress, restored: i64, version: i64) -> Answer<()> {
    use domain::topic::access::TopicAction;

    use crate::server::{
        gate::Gate,
        store::topics::{content::PostContent, facets::page},
    };

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    let text = page::versions::stored_text(&mut tx, &gate.viewer(), topic, restored).await?;
    drop(tx);
    let content = PostContent::new(&text)?;
    let mut permit = gate.topic(topic, TopicAction::EditPage).await?;
    page::edit(&mut permit, &content, version, &[]).await?;
    Ok(permit.commit().await?)
}

/// Sets the day on which the page is to be checked again, or that there is none.
#[server(prefix = "/api", endpoint = "set_page_check", input = Json, output = Json)]
pub async fn set_page_check(topic: TopicAddress, day: Option<Day>) -> Answer<()> {
    use domain::topic::access::TopicAction;

    use crate::server::{gate::Gate, store::topics::facets::page};

    let mut permit = Gate::signed_in()?.topic(topic, TopicAction::EditPage).await?;
    page::checks::set_day(&mut permit, day).await?;
    Ok(permit.commit().await?)
}

/// Records that the caller has checked the page, and sets the day of the next check, or that there is none.
#[server(prefix = "/api", endpoint = "check_page", input = Json, output = Json)]
pub async fn check_page(topic: TopicAddress, next: Option<Day>) -> Answer<()> {
    use domain::topic::access::TopicAction;

    use crate::server::{gate::Gate, store::topics::facets::page};

    let mut permit = Gate::signed_in()?.topic(topic, TopicAction::EditPage).await?;
    page::checks::check(&mut permit, next).await?;
    Ok(permit.commit().await?)
}

/// Marks the caller's notice about the check of the page as seen.
#[server(prefix = "/api", endpoint = "see_page_check", input = Json, output = Json)]
pub async fn see_page_check(topic: TopicAddress) -> Answer<()> {
    use domain::topic::access::TopicAction;

    use crate::server::{gate::Gate, store::topics::facets::page};

    let mut permit = Gate::signed_in()?.topic(topic, TopicAction::Read).await?;
    page::checks::see(&mut permit).await?;
    Ok(permit.commit().await?)
}
