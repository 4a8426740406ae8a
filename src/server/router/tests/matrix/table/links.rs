//! Links of a space. The topic of the member has no address before.

use domain::{
    access::Action,
    space::SpaceState,
    topic::{
        access::TopicAction,
        link::{Bookmark, LinkForm, LinksQuery},
    },
};
use serde_json::{Value, json};

use super::super::{entry::Entry, scene::Scene};

/// Returns the entries of `api::links`.
pub fn entries() -> Vec<Entry> {
    let mut entries = reading();
    entries.extend(writing());
    entries
}

fn bookmarks(scene: &Scene) -> Value {
    let bookmark = Bookmark {
        address: "https://example.com/a".into(),
        title: "A page".into(),
        tags: vec!["tag".into()],
    };
    json!({ "space": scene.space, "bookmarks": [bookmark] })
}

fn reading() -> Vec<Entry> {
    let list = |with, state| {
        Entry::space(
            "list_links",
            with,
            Action::Open,
            |scene| json!({ "space": scene.space, "query": LinksQuery::default(), "after": null }),
        )
        .of(state)
    };
    vec![
        list("list the links of a space", SpaceState::Active),
        list("the same in the archive", SpaceState::Archived),
        list("the same in the trash", SpaceState::Trash),
        Entry::space(
            "find_link",
            "ask for the topic of an address",
            Action::Open,
            |scene| json!({ "space": scene.space, "address": "https://example.com/a" }),
        ),
        Entry::space(
            "find_link",
            "the same with a text that is no address",
            Action::Open,
            |scene| json!({ "space": scene.space, "address": "no address" }),
        ),
        Entry::space(
            "suggest_link_tags",
            "find tags of links by their beginnings",
            Action::Open,
            |scene| json!({ "space": scene.space, "typed": "t" }),
        ),
        Entry::space(
            "check_bookmarks",
            "see what an import of bookmarks would add",
            Action::Discuss,
            bookmarks,
        ),
    ]
}

fn writing() -> Vec<Entry> {
    let save = |with| {
        Entry::topic("save_link", with, TopicAction::Change, |scene| {
            let form = LinkForm {
                address: "https://example.com/b".into(),
                tags: vec!["tag".into()],
            };
            json!({ "topic": scene.topic(false), "form": form, "version": 1 })
        })
    };
    vec![
        save("change the address of a topic"),
        save("the same in the archive").of(SpaceState::Archived),
        Entry::space("add_bookmarks", "import bookmarks", Action::Discuss, bookmarks),
        Entry::space("add_bookmarks", "the same in the archive", Action::Discuss, bookmarks).of(SpaceState::Archived),
    ]
}
