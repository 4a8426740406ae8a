//! Links of a space: their addresses and tags, the list of them, and bookmarks that become links.

use domain::{
    ids::SpaceId,
    topic::{
        TopicAddress,
        link::{Bookmark, BookmarkState, BookmarksAdded, KnownLink, LinkForm, LinksPage, LinksQuery},
    },
};
use leptos::prelude::*;

use super::{Answer, json::Json};

/// Returns the topic of the space that has this address, if there is one that the caller may read.
#[server(prefix = "/api", endpoint = "find_link", input = Json, output = Json)]
pub async fn find_link(space: SpaceId, address: String) -> Answer<Option<KnownLink>> {
    use domain::{access::Action, topic::link::Address};

    use crate::server::{
        gate::Gate,
        store::{spaces, topics::facets::link},
    };

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    spaces::permitted(&mut tx, &gate.viewer(), space, Action::Open).await?;
    // What is no address yet while it is typed has no topic.
    let Ok(address) = Address::read(&address) else {
        return Ok(None);
    };
    Ok(link::rows::known(&mut tx, &gate.viewer(), (space, None), &address.canonical).await?)
}

/// Changes the address and the tags of a topic. `version` is the one from which the change started.
#[server(prefix = "/api", endpoint = "save_link", input = Json, output = Json)]
pub async fn save_link(topic: TopicAddress, form: LinkForm, version: i64) -> Answer<()> {
    use domain::topic::access::TopicAction;

    use crate::server::{gate::Gate, store::topics::facets::link};

    let gate = Gate::signed_in()?;
    let content = link::LinkContent::new(&form)?;
    let mut permit = gate.topic(topic, TopicAction::Change).await?;
    link::save(&mut permit, &content, version).await?;
    Ok(permit.commit().await?)
}

/// Returns a page of the links of a space, newest first.
#[server(prefix = "/api", endpoint = "list_links", input = Json, output = Json)]
pub async fn list_links(space: SpaceId, query: LinksQuery, after: Option<String>) -> Answer<LinksPage> {
    use crate::server::{gate::Gate, store::topics::facets::link};

    let gate = Gate::signed_in()?;
    let page = (&query, after.as_deref());
    Ok(link::list::page_visited(gate.store(), &gate.viewer(), space, page).await?)
}

/// Returns up to 20 tags of links of the space that begin with the typed text.
#[server(prefix = "/api", endpoint = "suggest_link_tags", input = Json, output = Json)]
pub async fn suggest_link_tags(space: SpaceId, typed: String) -> Answer<Vec<String>> {
    use crate::server::{gate::Gate, store::topics::facets::link};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    Ok(link::list::suggest(&mut tx, &gate.viewer(), space, &typed).await?)
}

/// Returns what an import would do with each of the bookmarks.
#[server(prefix = "/api", endpoint = "check_bookmarks", input = Json, output = Json)]
pub async fn check_bookmarks(space: SpaceId, bookmarks: Vec<Bookmark>) -> Answer<Vec<BookmarkState>> {
    use crate::server::{gate::Gate, store::topics::bookmarks as import};

    let gate = Gate::signed_in()?;
    let prepared = import::prepare(&bookmarks)?;
    let mut tx = gate.read().await?;
    Ok(import::check(&mut tx, &gate.viewer(), space, &prepared).await?)
}

/// Adds the bookmarks whose addresses are new in the space. Sending the same ones again adds nothing.
#[server(prefix = "/api", endpoint = "add_bookmarks", input = Json, output = Json)]
pub async fn add_bookmarks(space: SpaceId, bookmarks: Vec<Bookmark>) -> Answer<BookmarksAdded> {
    use domain::access::Action;

    use crate::server::{gate::Gate, store::topics::bookmarks as import};

    let gate = Gate::signed_in()?;
    let prepared = import::prepare(&bookmarks)?;
    let mut permit = gate.space(space, Action::Discuss).await?;
    let added = import::add(&mut permit, prepared).await?;
    permit.commit().await?;
    Ok(added)
}
