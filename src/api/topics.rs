//! Topics of a space and their posts.

use domain::{
    ids::SpaceId,
    topic::{
        DeletedTopic, MoveEffect, NewTopic, PostVersion, SuggestedSpace, Thread, ThreadPlace, TopicAddress, TopicKind,
        TopicsPage, TopicsQuery,
    },
};
use leptos::prelude::*;
use uuid::Uuid;

use super::{Answer, json::Json};

/// Returns a page of the topics of a space: pinned ones first, then unread ones, then the others, each newest first.
/// The first visit of a person begins their unread posts.
#[server(prefix = "/api", endpoint = "list_topics", input = Json, output = Json)]
pub async fn list_topics(space: SpaceId, query: TopicsQuery, after: Option<String>) -> Answer<TopicsPage> {
    use crate::server::{gate::Gate, store::topics};

    let gate = Gate::signed_in()?;
    Ok(topics::list::page_visited(gate.store(), &gate.viewer(), space, &query, after.as_deref()).await?)
}

/// Returns a part of a topic's thread. An address from before a move gives the topic with its present address.
#[server(prefix = "/api", endpoint = "open_topic", input = Json, output = Json)]
pub async fn open_topic(topic: TopicAddress, place: ThreadPlace) -> Answer<Thread> {
    use crate::server::{clock, gate::Gate, store::topics};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    Ok(topics::thread::open(&mut tx, &gate.viewer(), topic, place, clock::now()).await?)
}

/// Adds a topic and returns its number. Sending the same `request` twice adds one topic.
#[server(prefix = "/api", endpoint = "add_topic", input = Json, output = Json)]
pub async fn add_topic(space: SpaceId, topic: NewTopic, request: Uuid) -> Answer<i64> {
    use domain::access::Action;

    use crate::server::{gate::Gate, store::topics};

    let gate = Gate::signed_in()?;
    let topic = topics::content::TopicContent::new(topic)?;
    let mut permit = gate.space(space, Action::Discuss).await?;
    let number = topics::write::add_topic(&mut permit, &topic, request).await?;
    permit.commit().await?;
    Ok(number)
}

/// Adds a reply and returns its number. Sending the same `request` twice adds one post.
#[server(prefix = "/api", endpoint = "add_post", input = Json, output = Json)]
pub async fn add_post(topic: TopicAddress, text: String, request: Uuid) -> Answer<i64> {
    use domain::topic::access::TopicAction;

    use crate::server::{gate::Gate, store::topics};

    let gate = Gate::signed_in()?;
    let content = topics::content::PostContent::new(&text)?;
    let mut permit = gate.topic(topic, TopicAction::Reply).await?;
    let number = topics::write::add_post(&mut permit, &content, request).await?;
    permit.commit().await?;
    Ok(number)
}

/// Changes the text of an own post. `version` is the one from which the edit started.
#[server(prefix = "/api", endpoint = "edit_post", input = Json, output = Json)]
pub async fn edit_post(topic: TopicAddress, post: i64, text: String, version: i64) -> Answer<()> {
    use domain::topic::access::TopicAction;

    use crate::server::{gate::Gate, store::topics};

    let gate = Gate::signed_in()?;
    let content = topics::content::PostContent::new(&text)?;
    let mut permit = gate.topic(topic, TopicAction::EditOwnPost).await?;
    topics::write::edit_post(&mut permit, post, &content, version).await?;
    Ok(permit.commit().await?)
}

/// Deletes a post: an own one, or that of another person if the caller may.
#[server(prefix = "/api", endpoint = "delete_post", input = Json, output = Json)]
pub async fn delete_post(topic: TopicAddress, post: i64) -> Answer<()> {
    use crate::server::{gate::Gate, store::topics};

    let gate = Gate::signed_in()?;
    let mut permit = gate.deleting_post(topic, post).await?;
    topics::write::delete_post(&mut permit, post, true).await?;
    Ok(permit.commit().await?)
}

/// Restores a deleted post, by the same people who may delete it.
#[server(prefix = "/api", endpoint = "restore_post", input = Json, output = Json)]
pub async fn restore_post(topic: TopicAddress, post: i64) -> Answer<()> {
    use crate::server::{gate::Gate, store::topics};

    let gate = Gate::signed_in()?;
    let mut permit = gate.deleting_post(topic, post).await?;
    topics::write::delete_post(&mut permit, post, false).await?;
    Ok(permit.commit().await?)
}

/// Returns the Markdown of a post for editing or quoting it, with the names that the reader may see.
#[server(prefix = "/api", endpoint = "post_source", input = Json, output = Json)]
pub async fn post_source(topic: TopicAddress, post: i64) -> Answer<String> {
    use crate::server::{gate::Gate, store::topics};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    Ok(topics::thread::source(&mut tx, &gate.viewer(), topic, post).await?)
}

/// Returns the earlier texts of a post, newest first.
#[server(prefix = "/api", endpoint = "post_versions", input = Json, output = Json)]
pub async fn post_versions(topic: TopicAddress, post: i64) -> Answer<Vec<PostVersion>> {
    use crate::server::{gate::Gate, store::topics};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    Ok(topics::thread::versions(&mut tx, &gate.viewer(), topic, post).await?)
}

/// Adds or withdraws the caller's reaction to a post.
#[server(prefix = "/api", endpoint = "react", input = Json, output = Json)]
pub async fn react(topic: TopicAddress, post: i64, emoji: String, on: bool) -> Answer<()> {
    use domain::topic::access::TopicAction;

    use crate::server::{gate::Gate, store::topics};

    let mut permit = Gate::signed_in()?.topic(topic, TopicAction::Reply).await?;
    topics::write::react(&mut permit, post, &emoji, on).await?;
    Ok(permit.commit().await?)
}

/// Marks the topic as read up to a post. A mark never goes back.
#[server(prefix = "/api", endpoint = "mark_read", input = Json, output = Json)]
pub async fn mark_read(topic: TopicAddress, post: i64) -> Answer<()> {
    use domain::topic::access::TopicAction;

    use crate::server::{gate::Gate, store::topics};

    let mut permit = Gate::signed_in()?.topic(topic, TopicAction::Read).await?;
    topics::marks::read(&mut permit, post).await?;
    Ok(permit.commit().await?)
}

/// Marks the topic as unread from a post on.
#[server(prefix = "/api", endpoint = "mark_unread", input = Json, output = Json)]
pub async fn mark_unread(topic: TopicAddress, post: i64) -> Answer<()> {
    use domain::topic::access::TopicAction;

    use crate::server::{gate::Gate, store::topics};

    let mut permit = Gate::signed_in()?.topic(topic, TopicAction::Read).await?;
    topics::marks::unread(&mut permit, post).await?;
    Ok(permit.commit().await?)
}

/// Marks all topics of a space as read up to a post.
#[server(prefix = "/api", endpoint = "mark_space_read", input = Json, output = Json)]
pub async fn mark_space_read(space: SpaceId, post: i64) -> Answer<()> {
    use domain::access::Action;

    use crate::server::{gate::Gate, store::topics};

    let mut permit = Gate::signed_in()?.space(space, Action::Open).await?;
    topics::marks::space_read(&mut permit, post).await?;
    Ok(permit.commit().await?)
}

/// Changes the title, which may be empty. `version` is the one from which the change started.
#[server(prefix = "/api", endpoint = "rename_topic", input = Json, output = Json)]
pub async fn rename_topic(topic: TopicAddress, title: String, version: i64) -> Answer<()> {
    use domain::topic::access::TopicAction;

    use crate::server::{gate::Gate, store::topics};

    let mut permit = Gate::signed_in()?.topic(topic, TopicAction::Change).await?;
    topics::act::rename(&mut permit, &title, version).await?;
    Ok(permit.commit().await?)
}

/// Makes the topic one of another kind.
#[server(prefix = "/api", endpoint = "change_kind", input = Json, output = Json)]
pub async fn change_kind(topic: TopicAddress, kind: TopicKind) -> Answer<()> {
    use domain::topic::access::TopicAction;

    use crate::server::{gate::Gate, store::topics};

    let mut permit = Gate::signed_in()?.topic(topic, TopicAction::Change).await?;
    topics::act::change_kind(&mut permit, kind).await?;
    Ok(permit.commit().await?)
}

/// Pins or unpins the topic.
#[server(prefix = "/api", endpoint = "pin_topic", input = Json, output = Json)]
pub async fn pin_topic(topic: TopicAddress, pinned: bool) -> Answer<()> {
    use domain::topic::access::TopicAction;

    use crate::server::{gate::Gate, store::topics};

    let mut permit = Gate::signed_in()?.topic(topic, TopicAction::Change).await?;
    topics::act::pin(&mut permit, pinned).await?;
    Ok(permit.commit().await?)
}

/// Closes the topic with an outcome, which may be empty.
#[server(prefix = "/api", endpoint = "close_topic", input = Json, output = Json)]
pub async fn close_topic(topic: TopicAddress, outcome: String) -> Answer<()> {
    use domain::topic::access::TopicAction;

    use crate::server::{gate::Gate, store::topics};

    let mut permit = Gate::signed_in()?.topic(topic, TopicAction::Change).await?;
    topics::act::close(&mut permit, &outcome).await?;
    Ok(permit.commit().await?)
}

/// Opens a closed topic again.
#[server(prefix = "/api", endpoint = "reopen_topic", input = Json, output = Json)]
pub async fn reopen_topic(topic: TopicAddress) -> Answer<()> {
    use domain::topic::access::TopicAction;

    use crate::server::{gate::Gate, store::topics};

    let mut permit = Gate::signed_in()?.topic(topic, TopicAction::Change).await?;
    topics::act::reopen(&mut permit).await?;
    Ok(permit.commit().await?)
}

/// Moves the topic to the trash of its space.
#[server(prefix = "/api", endpoint = "delete_topic", input = Json, output = Json)]
pub async fn delete_topic(topic: TopicAddress) -> Answer<()> {
    use domain::topic::access::TopicAction;

    use crate::server::{gate::Gate, store::topics};

    let mut permit = Gate::signed_in()?.topic(topic, TopicAction::Remove).await?;
    topics::act::delete(&mut permit).await?;
    Ok(permit.commit().await?)
}

/// Takes the topic out of the trash of its space.
#[server(prefix = "/api", endpoint = "restore_topic", input = Json, output = Json)]
pub async fn restore_topic(topic: TopicAddress) -> Answer<()> {
    use domain::topic::access::TopicAction;

    use crate::server::{gate::Gate, store::topics};

    let mut permit = Gate::signed_in()?.topic(topic, TopicAction::Restore).await?;
    topics::act::restore(&mut permit).await?;
    Ok(permit.commit().await?)
}

/// Returns the deleted topics of a space that the caller may restore, newest first.
#[server(prefix = "/api", endpoint = "deleted_topics", input = Json, output = Json)]
pub async fn deleted_topics(space: SpaceId) -> Answer<Vec<DeletedTopic>> {
    use crate::server::{gate::Gate, store::topics};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    Ok(topics::trash::deleted(&mut tx, &gate.viewer(), space).await?)
}

/// Returns what moving the topic to another space would take from and give to people.
#[server(prefix = "/api", endpoint = "preview_move", input = Json, output = Json)]
pub async fn preview_move(topic: TopicAddress, to: SpaceId) -> Answer<MoveEffect> {
    use crate::server::{gate::Gate, store::topics};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    Ok(topics::moves::preview(&mut tx, &gate.viewer(), topic, to).await?)
}

/// Moves the topic to another space in which the caller may write, and returns its new address.
#[server(prefix = "/api", endpoint = "move_topic", input = Json, output = Json)]
pub async fn move_topic(topic: TopicAddress, to: SpaceId) -> Answer<TopicAddress> {
    use domain::topic::access::TopicAction;

    use crate::server::{gate::Gate, store::topics};

    let mut permit = Gate::signed_in()?.topic(topic, TopicAction::Remove).await?;
    let done = topics::moves::move_to(&mut permit, to).await?;
    permit.commit().await?;
    Ok(done)
}

/// Returns the HTML that a text would have as a post in the space.
#[server(prefix = "/api", endpoint = "preview_post", input = Json, output = Json)]
pub async fn preview_post(space: SpaceId, text: String) -> Answer<String> {
    use crate::server::{gate::Gate, store::topics};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    Ok(topics::thread::preview(&mut tx, &gate.viewer(), space, &text).await?)
}

/// Returns who will read a post in the space with this text.
#[server(prefix = "/api", endpoint = "readers_of_post", input = Json, output = Json)]
pub async fn readers_of_post(space: SpaceId, text: String) -> Answer<domain::topic::ReadersOfPost> {
    use crate::server::{gate::Gate, store::topics};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    Ok(topics::suggest::readers(&mut tx, &gate.viewer(), space, &text).await?)
}

/// Returns up to 8 people who can open the space and have a name with a word that begins like the typed one.
#[server(prefix = "/api", endpoint = "suggest_mentions", input = Json, output = Json)]
pub async fn suggest_mentions(space: SpaceId, typed: String) -> Answer<Vec<domain::person::PersonRef>> {
    use crate::server::{gate::Gate, store::topics};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    Ok(topics::suggest::people(&mut tx, &gate.viewer(), space, &typed).await?)
}

/// Returns up to 8 spaces that the caller may find, by the beginnings of words of their names. With `writable`, only spaces
/// in which the caller may write.
#[server(prefix = "/api", endpoint = "suggest_spaces", input = Json, output = Json)]
pub async fn suggest_spaces(typed: String, writable: bool) -> Answer<Vec<SuggestedSpace>> {
    use crate::server::{gate::Gate, store::topics};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    Ok(topics::suggest::spaces(&mut tx, &gate.viewer(), &typed, writable).await?)
}
