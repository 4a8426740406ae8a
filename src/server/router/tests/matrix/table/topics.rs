//! Topics and posts. The member wrote topic 1 with post 1 and deleted topic 2; the owner wrote post 2.

use domain::{
    access::Action,
    space::SpaceState,
    topic::{NewTopic, ThreadPlace, TopicsQuery, access::TopicAction},
};
use serde_json::{Value, json};

use super::super::{entry::Entry, scene::Scene};
use crate::server::clock;

/// Returns the entries of `api::topics`.
pub fn entries() -> Vec<Entry> {
    let mut entries = reading();
    entries.extend(writing());
    entries.extend(marking());
    entries.extend(acting());
    entries
}

fn topic(scene: &Scene) -> Value {
    json!({ "topic": scene.topic(false) })
}

fn post(scene: &Scene) -> Value {
    json!({ "topic": scene.topic(false), "post": 1 })
}

fn reading() -> Vec<Entry> {
    let list = |with, state| {
        Entry::space(
            "list_topics",
            with,
            Action::Open,
            |scene| json!({ "space": scene.space, "query": TopicsQuery::default(), "after": null }),
        )
        .of(state)
    };
    let open = |with, deleted| {
        Entry::topic(
            "open_topic",
            with,
            TopicAction::Read,
            move |scene| json!({ "topic": scene.topic(deleted), "place": ThreadPlace::FirstUnread }),
        )
    };
    vec![
        list("list the topics of a space", SpaceState::Active),
        list("the same in the archive", SpaceState::Archived),
        list("the same in the trash", SpaceState::Trash),
        open("open a topic", false),
        open("open one of an archived space", false).of(SpaceState::Archived),
        open("open one of a space in the trash", false).of(SpaceState::Trash),
        open("open a deleted topic", true).deleted(),
        Entry::topic("post_source", "read the Markdown of a post", TopicAction::Read, post),
        Entry::topic(
            "post_versions",
            "read the earlier texts of a post",
            TopicAction::Read,
            post,
        ),
        Entry::space(
            "deleted_topics",
            "list the topics in the trash of a space",
            Action::Open,
            |scene| json!({ "space": scene.space }),
        ),
        Entry::space(
            "preview_post",
            "preview a post",
            Action::Discuss,
            |scene| json!({ "space": scene.space, "text": "a text" }),
        ),
    ]
}

fn writing() -> Vec<Entry> {
    let add = |with, state| {
        Entry::space("add_topic", with, Action::Discuss, |scene| {
            let topic = NewTopic {
                text: "a text".into(),
                ..NewTopic::default()
            };
            json!({ "space": scene.space, "topic": topic, "request": clock::new_id() })
        })
        .of(state)
    };
    let reply = |with, deleted| {
        Entry::topic(
            "add_post",
            with,
            TopicAction::Reply,
            move |scene| json!({ "topic": scene.topic(deleted), "text": "a reply", "request": clock::new_id() }),
        )
    };
    vec![
        add("add a topic", SpaceState::Active),
        add("the same in the archive", SpaceState::Archived),
        add("the same in the trash", SpaceState::Trash),
        reply("add a reply", false),
        reply("the same in the archive", false).of(SpaceState::Archived),
        reply("reply to a deleted topic", true).deleted(),
        Entry::topic(
            "edit_post",
            "edit a post of the member",
            TopicAction::EditOwnPost,
            |scene| json!({ "topic": scene.topic(false), "post": 1, "text": "anew", "version": 1 }),
        ),
        Entry::topic(
            "delete_post",
            "delete a post of the member",
            TopicAction::DeleteOwnPost,
            post,
        ),
        Entry::topic(
            "delete_post",
            "the same in the archive",
            TopicAction::DeleteOwnPost,
            post,
        )
        .of(SpaceState::Archived),
        Entry::topic(
            "restore_post",
            "restore a post of the member",
            TopicAction::DeleteOwnPost,
            post,
        ),
        Entry::topic(
            "react",
            "react to a post",
            TopicAction::Reply,
            |scene| json!({ "topic": scene.topic(false), "post": 1, "emoji": "👍", "on": true }),
        ),
    ]
}

fn marking() -> Vec<Entry> {
    vec![
        Entry::topic("mark_read", "mark a topic as read", TopicAction::Read, post),
        Entry::topic("mark_unread", "mark a topic as unread", TopicAction::Read, post),
        Entry::topic("mark_unread", "the same in the archive", TopicAction::Read, post).of(SpaceState::Archived),
        Entry::space(
            "mark_space_read",
            "mark all topics of a space as read",
            Action::Open,
            |scene| json!({ "space": scene.space, "post": 2 }),
        ),
    ]
}

fn acting() -> Vec<Entry> {
    use TopicAction::{Change, Remove, Restore};
    let to = |scene: &Scene| json!({ "topic": scene.topic(false), "to": scene.another_space() });
    vec![
        Entry::topic(
            "rename_topic",
            "rename a topic",
            Change,
            |scene| json!({ "topic": scene.topic(false), "title": "Another", "version": 1 }),
        ),
        Entry::topic(
            "pin_topic",
            "pin a topic",
            Change,
            |scene| json!({ "topic": scene.topic(false), "pinned": true }),
        ),
        Entry::topic(
            "change_kind",
            "change the kind of a topic",
            Change,
            |scene| json!({ "topic": scene.topic(false), "kind": "idea" }),
        ),
        Entry::topic(
            "close_topic",
            "close a topic",
            Change,
            |scene| json!({ "topic": scene.topic(false), "outcome": "Done" }),
        ),
        Entry::topic("reopen_topic", "reopen a topic", Change, topic),
        Entry::topic("reopen_topic", "the same in the archive", Change, topic).of(SpaceState::Archived),
        Entry::topic("delete_topic", "delete a topic", Remove, topic),
        Entry::topic(
            "restore_topic",
            "restore a deleted topic",
            Restore,
            |scene| json!({ "topic": scene.topic(true) }),
        )
        .deleted(),
        Entry::topic(
            "preview_move",
            "see what moving a topic to another space changes",
            Remove,
            to,
        ),
        Entry::topic("move_topic", "move a topic to another space", Remove, to),
    ]
}
