//! Lists, counts and suggestions: none of them reveals anything hidden.

use domain::{
    access::Action,
    ids::GroupId,
    list_query::{Day, ListQuery, Sort, SortBy},
    space::{Count, SpacePage, SpaceState},
};
use serde_json::json;

use super::super::{
    account::Who,
    entry::{Cell, Column, Entry},
    scene::{Answer, Scene, first_page},
};

type Query = fn(&Scene) -> ListQuery;

const NOTHING: Cell = Cell("nothing", 200);

/// Returns the entries of `list_spaces`, `count_spaces`, `count_groups` and `suggest_tags`.
pub fn entries() -> Vec<Entry> {
    let mut entries = by_outline_data();
    entries.extend(by_hidden_data());
    entries.extend(counts());
    entries.push(
        Entry::space(
            "suggest_tags",
            "suggest the space's tag",
            Action::Open,
            |scene| json!({ "text": format!("tag{}", scene.word()) }),
        )
        .silently("suggested", "nothing")
        .read(|_, answer| match answer.json::<Vec<String>>().len() {
            0 => "nothing",
            _ => "suggested",
        }),
    );
    entries
}

/// Returns how much of the space the list shows.
pub fn listed(scene: &Scene, answer: &Answer) -> &'static str {
    let page: SpacePage = answer.json();
    match page.rows.as_slice() {
        [] => "nothing",
        [row] if row.id != scene.space => "another",
        [row] if row.details.is_some() => "full",
        [row] if row.rights.edit || row.rights.manage => "rights on an outline",
        [_] => "outline",
        _ => "several",
    }
}

fn list(with: &str, query: Query) -> Entry {
    Entry::space("list_spaces", with, Action::Open, move |scene| first_page(query(scene))).read(listed)
}

fn name(scene: &Scene) -> ListQuery {
    scene.list(&format!("name{}", scene.word()))
}

fn by_outline_data() -> Vec<Entry> {
    let found = |with, query| list(with, query).says("full", Cell("outline", 200), NOTHING);
    vec![
        found("find a space by its name", name),
        found("find an archived one by its name", name).of(SpaceState::Archived),
        found("find one in the trash by its name", name).of(SpaceState::Trash),
        found("filter by its group", |scene| ListQuery {
            groups: vec![scene.group()],
            ..scene.list("")
        }),
        found("filter by its owner and visibility", |scene| match scene.column {
            Column::Space(Some(level)) => ListQuery {
                owner: Some(scene.person(Who::Owner)),
                visibility: vec![level],
                ..scene.list("")
            },
            _ => ListQuery {
                owner: Some(scene.account.colleague.id),
                ..scene.list("")
            },
        }),
        found("find by name, sorted by the last activity", |scene| ListQuery {
            sort: Sort {
                by: SortBy::LastActivity,
                descending: true,
            },
            ..name(scene)
        }),
    ]
}

/// A person outside a private space does not find it by anything that its outline does not show.
fn by_hidden_data() -> Vec<Entry> {
    let found = |with, query: Query| list(with, query).silently("full", "nothing");
    vec![
        found("find by its description", |scene| {
            scene.list(&format!("about{}", scene.word()))
        }),
        found("find by its tag's words", |scene| {
            scene.list(&format!("tag{}", scene.word()))
        }),
        found("find by its group's words", |scene| {
            scene.list(&format!("group{}", scene.word()))
        }),
        found("filter by its tag", |scene| ListQuery {
            tags: vec![format!("tag{}", scene.word())],
            ..scene.list("")
        }),
        found("find by name, filtered by who created it", |scene| ListQuery {
            created_by: Some(scene.person(Who::Owner)),
            ..name(scene)
        }),
        found("find by name, filtered by when", |scene| ListQuery {
            created_from: Day::parse("2020-01-01"),
            ..name(scene)
        }),
    ]
}

fn counts() -> Vec<Entry> {
    let count = |with, action, query: Query| {
        let arguments = move |scene: &Scene| json!({ "query": query(scene) });
        Entry::space("count_spaces", with, action, arguments)
            .silently("counted", "not counted")
            .read(|_, answer| match answer.json() {
                Count { shown: 1, over: false } => "counted",
                Count { shown: 0, over: false } => "not counted",
                _ => "counted wrongly",
            })
    };
    let group = |with, query: Query| {
        let arguments = move |scene: &Scene| json!({ "query": query(scene) });
        Entry::space("count_groups", with, Action::Find, arguments)
            .silently("counted", "not counted")
            .read(group_counted)
    };
    vec![
        count("count by its name", Action::Find, name),
        count("count by its name in the trash", Action::Find, name).of(SpaceState::Trash),
        count("count by its tag", Action::Open, |scene| ListQuery {
            tags: vec![format!("tag{}", scene.word())],
            ..scene.list("")
        }),
        group("count in its group, found by its name", name),
        group("count in its group, of the whole list", |scene| scene.list("")),
    ]
}

fn group_counted(scene: &Scene, answer: &Answer) -> &'static str {
    let counts: Vec<(Option<GroupId>, Count)> = answer.json();
    let own = counts.iter().find(|(group, _)| *group == Some(scene.group()));
    match own.map(|(_, count)| count.shown) {
        Some(1) => "counted",
        Some(0) => "not counted",
        _ => "counted wrongly",
    }
}
