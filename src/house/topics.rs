//! Every query of topics and posts leaves out private topics of others, or is named here with the reason why it need not.

use std::collections::{BTreeMap, BTreeSet};

use super::without_tests;

/// What stands in a function whose queries leave out private topics of others.
const CONDITIONS: [&str; 4] = ["visible_to(", "VISIBLE_TO_U", "sees(", "t.private = 0"];

/// The rule was asked about the topic before: the function has its permit or its id from `topics::access`.
const CHECKED: &[(&str, &[&str])] = &[
    ("files/list.rs", &["shown"]),
    (
        "files/moving.rs",
        &["count", "of_topic", "copy", "change_posts", "change_versions"],
    ),
    ("topics/access.rs", &["at"]),
    ("topics/act.rs", &["now", "delete"]),
    ("topics/derived.rs", &["refresh"]),
    (
        "topics/facets/page/mod.rs",
        &["read", "put_posts", "document_of", "mark_put"],
    ),
    ("topics/marks.rs", &["raise", "unread"]),
    (
        "topics/moves.rs",
        &[
            "move_to",
            "forget_people",
            "renumber",
            "refresh_first_words",
            "record_audit",
        ],
    ),
    ("topics/posts.rs", &["posts", "stored"]),
    ("topics/privacy.rs", &["set_private", "assignee_changed"]),
    ("topics/thread.rs", &["detail", "first_after", "numbers", "versions"]),
    ("topics/unread.rs", &["topic_posts"]),
    ("topics/write.rs", &["title"]),
];

/// Nobody sees what is read: it is for indexes, sweeps and checks, or decides who receives events and notices.
const SEEN_BY_NOBODY: &[(&str, &[&str])] = &[
    ("check.rs", &["of_topics", "of_indexes", "first_words"]),
    ("files/posts.rs", &["delete_of_topics", "unplaced"]),
    ("files/previews.rs", &["private_posts"]),
    ("files/record.rs", &["posts_changed"]),
    ("live.rs", &["topics"]),
    ("topics/facets/page/checks.rs", &["tell"]),
    ("topics/forget.rs", &["forget_people"]),
    ("topics/index.rs", &["insert", "OF_TOPICS", "missing"]),
    ("topics/notify.rs", &["topic", "post", "withdraw"]),
    ("topics/position.rs", &["implied_floor"]),
    ("topics/rendering.rs", &["renew"]),
    ("topics/trash.rs", &["purge"]),
    ("topics/visible.rs", &["is_private"]),
];

/// The rows are those that the person wrote, or their own marks.
const OWN: &[(&str, &[&str])] = &[("topics/marks.rs", &["IN_SPACE"]), ("topics/write.rs", &["sent"])];

/// Another function adds the condition to the same statement.
const CONDITION_ELSEWHERE: &[(&str, &[&str])] = &[
    ("engine/dialect.rs", &["FOUND_POSTS"]),
    ("files/list.rs", &["select"]),
    ("topics/list.rs", &["mine"]),
    ("topics/notices.rs", &["posts", "of_posts"]),
    ("topics/search.rs", &["listed", "found"]),
    ("topics/unread_sql.rs", &["read_up_to"]),
];

/// Returns whether the line has a table of topics or posts in a query: with an alias, or after FROM or JOIN.
fn reads(line: &str) -> bool {
    let ends = |text: &str| !text.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    ["topics", "posts"].iter().any(|table| {
        line.match_indices(table).any(|(at, _)| {
            let (before, after) = (&line[..at], &line[at + table.len()..]);
            let begins = !before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
            let mut alias = after.chars();
            let aliased = alias.next() == Some(' ')
                && alias.next().is_some_and(|c| c.is_ascii_lowercase())
                && ends(alias.as_str());
            let named = (before.ends_with("FROM ") || before.ends_with("JOIN ")) && ends(after);
            begins && (aliased || named)
        })
    })
}

/// Returns the name of the function or constant that begins with this line, which is at most a method.
fn named(line: &str) -> Option<&str> {
    let code = line.trim_start();
    let depth = line.len() - code.len();
    let code = match code.strip_prefix("pub(") {
        Some(rest) => rest.split_once(") ")?.1,
        None => code.strip_prefix("pub ").unwrap_or(code),
    };
    let code = code.strip_prefix("async ").unwrap_or(code);
    let name = match (code.strip_prefix("fn "), code.strip_prefix("const ")) {
        (Some(name), _) if depth <= 4 => name,
        (_, Some(name)) if depth == 0 => name,
        _ => return None,
    };
    name.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next()
}

/// Returns the functions and constants of the store with queries of topics or posts that lack the condition, as
/// 'file function'.
fn without_condition() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for source in without_tests(&["src/server/store"]) {
        let file = source.path.trim_start_matches("src/server/store/");
        let mut items: BTreeMap<&str, (bool, bool)> = BTreeMap::new();
        let mut item = "";
        let code = source.code.lines().filter(|line| !line.trim_start().starts_with("//"));
        for line in code {
            item = named(line).unwrap_or(item);
            let (reads_any, has_condition) = items.entry(item).or_default();
            *reads_any |= reads(line);
            *has_condition |= CONDITIONS.iter().any(|condition| line.contains(condition));
        }
        let lacking = items.into_iter().filter(|(_, (reads, has))| *reads && !has);
        found.extend(lacking.map(|(item, _)| format!("{file} {item}")));
    }
    found
}

#[test]
fn every_query_of_topics_leaves_out_private_ones_of_others() {
    let reasons = [CHECKED, SEEN_BY_NOBODY, OWN, CONDITION_ELSEWHERE];
    let excepted: BTreeSet<String> = reasons
        .into_iter()
        .flatten()
        .flat_map(|(file, items)| items.iter().map(move |item| format!("{file} {item}")))
        .collect();
    let found = without_condition();
    let lacking: Vec<_> = found.difference(&excepted).collect();
    assert!(
        lacking.is_empty(),
        "These read topics or posts without topics::access::visible_to: {lacking:#?}. Private topics of others do not exist \
         for their readers. If a query needs no condition, name it in src/house/topics.rs with the reason."
    );
    let left: Vec<_> = excepted.difference(&found).collect();
    assert!(left.is_empty(), "These exceptions are needed no longer: {left:#?}");
}

#[test]
fn a_query_is_recognised() {
    for line in [
        r#"Sql::new("SELECT 1 FROM topics t WHERE t.id = ")"#,
        r#"sql.push("posts p CROSS JOIN topics t")"#,
        r#""DELETE FROM topics WHERE id""#,
    ] {
        assert!(reads(line), "{line}");
    }
    for line in [
        r#"Sql::new("UPDATE topics SET pinned = 1")"#,
        r#"Sql::new("INSERT INTO posts (topic_id) VALUES (")"#,
        "for topics in all {",
        "let (topics, posts) = counts;",
        r#"sql.push("space_topics x")"#,
    ] {
        assert!(!reads(line), "{line}");
    }
    assert_eq!(named("    pub(in crate::server::store) async fn page("), Some("page"));
    assert_eq!(named("const IN_SPACE: &str = "), Some("IN_SPACE"));
    assert_eq!(named("        fn inner() {"), None);
}
