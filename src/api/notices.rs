//! Following, notices, unread posts across spaces, and the search in conversations.

use domain::{
    ids::SpaceId,
    topic::{self, NoticesFilter, NoticesPage, PostQuery, PostsPage, TopicAddress},
};
use leptos::prelude::*;

use super::{Answer, json::Json};

/// Sets the caller's level for a topic; `None` returns to the level of its space.
#[server(prefix = "/api", endpoint = "follow_topic", input = Json, output = Json)]
pub async fn follow_topic(topic: TopicAddress, level: Option<topic::FollowLevel>) -> Answer<()> {
    use domain::topic::access::TopicAction;

    use crate::server::{gate::Gate, store::topics};

    let mut permit = Gate::signed_in()?.topic(topic, TopicAction::Read).await?;
    topics::follows::set_topic(&mut permit, level).await?;
    Ok(permit.commit().await?)
}

/// Sets the caller's level for a space; `None` returns to the level for all spaces.
#[server(prefix = "/api", endpoint = "follow_space", input = Json, output = Json)]
pub async fn follow_space(space: SpaceId, level: Option<topic::FollowLevel>) -> Answer<()> {
    use domain::access::Action;

    use crate::server::{gate::Gate, store::topics};

    let mut permit = Gate::signed_in()?.space(space, Action::Open).await?;
    topics::follows::set_space(&mut permit, level).await?;
    Ok(permit.commit().await?)
}

/// Sets the caller's level for all spaces without one of their own.
#[server(prefix = "/api", endpoint = "follow_all", input = Json, output = Json)]
pub async fn follow_all(level: topic::FollowLevel) -> Answer<()> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::topics};

    let mut permit = Gate::signed_in()?.account(AccountAction::UseAccount).await?;
    topics::follows::set_all(&mut permit, level).await?;
    Ok(permit.commit().await?)
}

/// Returns the caller's level for all spaces without one of their own.
#[server(prefix = "/api", endpoint = "follow_level", input = Json, output = Json)]
pub async fn follow_level() -> Answer<topic::FollowLevel> {
    use crate::server::{gate::Gate, store::topics};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    Ok(topics::follows::for_all(&mut tx, &gate.viewer()).await?)
}

/// Returns a page of the caller's notices, newest first.
#[server(prefix = "/api", endpoint = "list_notices", input = Json, output = Json)]
pub async fn list_notices(filter: NoticesFilter, after: Option<String>) -> Answer<NoticesPage> {
    use crate::server::{clock, gate::Gate, store::topics};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    let cursors = gate.store().cursors();
    Ok(topics::notices::page(&mut tx, &gate.viewer(), cursors, filter, after.as_deref(), clock::now()).await?)
}

/// Marks the caller's notices up to an instant as read.
#[server(prefix = "/api", endpoint = "mark_notices_read", input = Json, output = Json)]
pub async fn mark_notices_read(up_to: i64) -> Answer<()> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::topics};

    let mut permit = Gate::signed_in()?.account(AccountAction::UseAccount).await?;
    topics::notices::mark_read(&mut permit, up_to).await?;
    Ok(permit.commit().await?)
}

/// Returns the spaces with unread topics and the number of unread notices.
#[server(prefix = "/api", endpoint = "unread_spaces", input = Json, output = Json)]
pub async fn unread_spaces() -> Answer<topic::UnreadSpaces> {
    use crate::server::{gate::Gate, store::topics};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    Ok(topics::unread::spaces(&mut tx, &gate.viewer()).await?)
}

/// Returns everything that is unread, by space and topic.
#[server(prefix = "/api", endpoint = "catch_up", input = Json, output = Json)]
pub async fn catch_up() -> Answer<topic::CatchUp> {
    use crate::server::{clock, gate::Gate, store::topics};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    Ok(topics::unread::catch_up(&mut tx, &gate.viewer(), clock::now()).await?)
}

/// Marks what a page of unread posts showed as read: each topic up to a post.
#[server(prefix = "/api", endpoint = "mark_caught_up", input = Json, output = Json)]
pub async fn mark_caught_up(topics: Vec<(TopicAddress, i64)>) -> Answer<()> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store};

    let mut permit = Gate::signed_in()?.account(AccountAction::UseAccount).await?;
    store::topics::marks::caught_up(&mut permit, &topics).await?;
    Ok(permit.commit().await?)
}

/// Returns a page of the posts that a search finds, newest first.
#[server(prefix = "/api", endpoint = "search_posts", input = Json, output = Json)]
pub async fn search_posts(query: PostQuery, after: Option<String>) -> Answer<PostsPage> {
    use crate::server::{clock, gate::Gate, store::topics};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    let (zone, cursors) = (gate.zone(), gate.store().cursors());
    Ok(topics::search::page(
        &mut tx,
        &gate.viewer(),
        &zone,
        cursors,
        &query,
        after.as_deref(),
        clock::now(),
    )
    .await?)
}
