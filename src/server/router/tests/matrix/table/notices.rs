//! Following, notices, unread posts, the search in conversations, and requests for access.

use domain::{
    access::{AccountAction, Action},
    space::SpaceState,
    topic::{FollowLevel, NoticesFilter, PostQuery, access::TopicAction},
};
use serde_json::{Value, json};

use super::super::{
    account::Who,
    entry::{Cell, Entry},
    scene::Scene,
};

/// Returns the entries of `api::notices` and `api::access_requests`.
pub fn entries() -> Vec<Entry> {
    let mut entries = following();
    entries.extend(own());
    entries.extend(asking());
    entries
}

fn following() -> Vec<Entry> {
    let level = FollowLevel::Mentions;
    let space = |with, state| {
        Entry::space(
            "follow_space",
            with,
            Action::Open,
            move |scene| json!({ "space": scene.space, "level": level }),
        )
        .of(state)
    };
    vec![
        Entry::topic(
            "follow_topic",
            "choose how much of a topic to follow",
            TopicAction::Read,
            move |scene| json!({ "topic": scene.topic(false), "level": level }),
        ),
        space("choose how much of a space to follow", SpaceState::Active),
        space("the same in the trash", SpaceState::Trash),
    ]
}

/// The person's own things, which everybody has.
fn own() -> Vec<Entry> {
    let account =
        |name, with, arguments: fn(&Scene) -> Value| Entry::account(name, with, AccountAction::UseAccount, arguments);
    vec![
        account(
            "follow_all",
            "choose how much of all spaces to follow",
            |_| json!({ "level": FollowLevel::Mentions }),
        ),
        account("follow_level", "see how much of all spaces is followed", |_| json!({})),
        account(
            "list_notices",
            "list the own notices",
            |_| json!({ "filter": NoticesFilter::All, "after": null }),
        ),
        account(
            "mark_notices_read",
            "mark the own notices as read",
            |_| json!({ "up_to": 1 }),
        ),
        account("unread_spaces", "count what is unread", |_| json!({})),
        account("catch_up", "read everything that is unread", |_| json!({})),
        account(
            "mark_caught_up",
            "mark what was shown as read, whatever it names",
            |scene| json!({ "topics": [(scene.topic(false), 1)] }),
        ),
        account(
            "suggest_spaces",
            "complete the name of a space",
            |_| json!({ "typed": "", "writable": false }),
        ),
        account("search_posts", "search in conversations", |_| {
            let search = "text".to_owned();
            json!({ "query": PostQuery { search, ..PostQuery::default() }, "after": null })
        }),
    ]
}

fn asking() -> Vec<Entry> {
    let space = |scene: &Scene| json!({ "space": scene.space });
    vec![
        Entry::space(
            "readers_of_post",
            "see who will read a post",
            Action::Open,
            |scene| json!({ "space": scene.space, "text": "text" }),
        ),
        Entry::topic(
            "readers_of_post",
            "see who will read a reply",
            TopicAction::Read,
            |scene| json!({ "space": scene.space, "topic": scene.topic(false).number, "text": "text" }),
        ),
        Entry::topic(
            "suggest_mentions",
            "complete the name of a person in a reply",
            TopicAction::Read,
            |scene| json!({ "space": scene.space, "topic": scene.topic(false).number, "typed": "" }),
        ),
        Entry::space(
            "suggest_mentions",
            "complete the name of a person",
            Action::Open,
            |scene| json!({ "space": scene.space, "typed": "" }),
        ),
        Entry::space(
            "ask_for_access",
            "ask for access, which does nothing for who has it",
            Action::Find,
            |scene| json!({ "space": scene.space, "sentence": "" }),
        ),
        Entry::space("has_asked_for_access", "see whether one asked", Action::Find, space),
        Entry::space(
            "access_requests",
            "list the requests for access",
            Action::ManagePeople,
            space,
        ),
        Entry::space(
            "answer_request",
            "grant a request that nobody made",
            Action::ManagePeople,
            |scene| json!({ "space": scene.space, "person": scene.person(Who::User), "grant": true }),
        )
        .answers(Cell("not found", 404)),
        Entry::space("leave_space", "leave a space", Action::Leave, space),
        Entry::space(
            "add_people_of_space",
            "add the people of the same space",
            Action::ManagePeople,
            |scene| json!({ "space": scene.space, "from": scene.space }),
        ),
    ]
}
