//! Recounting everything that is derived from other rows, and comparing it with what is stored.

mod files;

use sqlx::Row;

use super::{
    StoreError,
    engine::{
        dialect::{INDEXED_POSTS, INDEXED_SPACES, NOT_INDEXED, POST_NOT_INDEXED},
        sql::{Conn, Sql},
    },
    topics::{
        content,
        forget::{OF_SPACES, OF_TOPICS, REQUESTS, stray},
    },
};

/// Stored rows that differ from what they are derived from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What differs, in plain English.
    pub what: String,
    pub count: usize,
    /// The id of the first of them.
    pub example: String,
}

/// A topic's number in the address of its page.
const TOPIC: &str = "t.space_id || '/' || t.number";

/// Compares everything and returns what differs.
pub async fn differences(conn: &mut Conn) -> Result<Vec<Difference>, StoreError> {
    let mut found = Vec::new();
    for (what, query) in rules() {
        let rows = Sql::new(&query).rows(conn).await?;
        if let Some(first) = rows.first() {
            found.push(Difference {
                what,
                count: rows.len(),
                example: first.try_get(0)?,
            });
        }
    }
    found.extend(first_words(conn).await?);
    for (what, ids) in files::computed(conn).await? {
        let count = ids.len();
        found.extend(
            ids.into_iter()
                .next()
                .map(|example| Difference { what, count, example }),
        );
    }
    Ok(found)
}

/// Returns each rule: what differs, and the query of the ids for which it does.
fn rules() -> Vec<(String, String)> {
    let mut rules = of_topics();
    rules.extend(of_indexes());
    rules.extend(files::rules());
    for table in OF_SPACES.into_iter().chain(OF_TOPICS).chain([REQUESTS]) {
        rules.push((
            format!("{table}: rows of people without access"),
            format!("SELECT {table}.person_id FROM {table} WHERE {}", stray(table)),
        ));
    }
    rules
}

fn of_topics() -> Vec<(String, String)> {
    let live = "p.topic_id = t.id AND p.deleted_at IS NULL";
    let rule = |what: &str, query: String| (what.to_owned(), query);
    vec![
        rule(
            "topics: the newest post",
            format!(
                "SELECT {TOPIC} FROM topics t WHERE t.last_post <> COALESCE((SELECT max(p.number) FROM posts p WHERE {live}), \
                 t.first_post) OR NOT EXISTS (SELECT 1 FROM posts p WHERE p.topic_id = t.id AND p.number = t.last_post \
                 AND p.at = t.last_at AND p.author_id = t.last_author_id)"
            ),
        ),
        rule(
            "topics: the number of replies",
            format!(
                "SELECT {TOPIC} FROM topics t WHERE t.replies <> (SELECT count(*) FROM posts p WHERE {live} \
                 AND p.number <> t.first_post)"
            ),
        ),
        rule(
            "topics: the first post",
            format!(
                "SELECT {TOPIC} FROM topics t WHERE t.first_post <> \
                 COALESCE((SELECT min(p.number) FROM posts p WHERE p.topic_id = t.id), 0)"
            ),
        ),
        rule(
            "links: the space, or an address held by a topic that is no link",
            format!(
                "SELECT {TOPIC} FROM links l JOIN topics t ON t.id = l.topic_id WHERE l.space_id <> t.space_id \
                 OR (l.holds = 1 AND (t.kind <> 'link' OR t.deleted_at IS NOT NULL OR t.private = 1))"
            ),
        ),
        rule(
            "spaces: the numbers that were given",
            "SELECT s.id FROM spaces s LEFT JOIN space_numbers n ON n.space_id = s.id WHERE COALESCE(n.topics, 0) < \
             COALESCE((SELECT max(t.number) FROM topics t WHERE t.space_id = s.id), 0) OR COALESCE(n.posts, 0) < \
             COALESCE((SELECT max(p.number) FROM topics t JOIN posts p ON p.topic_id = t.id WHERE t.space_id = s.id), 0)"
                .to_owned(),
        ),
        rule(
            "spaces: the number of people",
            "SELECT s.id FROM spaces s WHERE s.people <> 1 + \
             (SELECT count(*) FROM space_members m WHERE m.space_id = s.id)"
                .to_owned(),
        ),
        rule(
            "notices: of posts that are deleted or the person's own",
            "SELECT n.person_id FROM notices n WHERE NOT EXISTS (SELECT 1 FROM topics t JOIN posts p ON p.topic_id = t.id \
             WHERE t.id = n.topic_id AND t.deleted_at IS NULL AND p.number = n.post AND p.deleted_at IS NULL \
             AND p.author_id <> n.person_id)"
                .to_owned(),
        ),
        rule(
            "read marks: above all posts of the space",
            "SELECT r.person_id FROM read_marks r JOIN topics t ON t.id = r.topic_id \
             JOIN space_numbers n ON n.space_id = t.space_id WHERE r.number > n.posts"
                .to_owned(),
        ),
    ]
}

fn of_indexes() -> Vec<(String, String)> {
    let rule = |what: &str, query: String| (what.to_owned(), query);
    vec![
        rule(
            "search: spaces that are not indexed",
            format!("SELECT id FROM spaces WHERE {NOT_INDEXED}"),
        ),
        rule(
            "search: spaces that no longer exist",
            format!(
                "SELECT CAST(d.id AS TEXT) FROM {INDEXED_SPACES} d WHERE NOT EXISTS \
                 (SELECT 1 FROM spaces s WHERE s.number = d.id)"
            ),
        ),
        rule(
            "search: posts that are not indexed",
            format!(
                "SELECT {TOPIC} FROM posts p JOIN topics t ON t.id = p.topic_id WHERE p.deleted_at IS NULL \
                 AND t.deleted_at IS NULL AND {POST_NOT_INDEXED}"
            ),
        ),
        rule(
            "search: posts that are deleted",
            format!(
                "SELECT CAST(d.id AS TEXT) FROM {INDEXED_POSTS} d WHERE NOT EXISTS (SELECT 1 FROM posts p JOIN topics t \
                 ON t.id = p.topic_id WHERE p.seq = d.id AND p.deleted_at IS NULL AND t.deleted_at IS NULL)"
            ),
        ),
    ]
}

/// Compares the first words of topics, which SQL cannot compute.
async fn first_words(conn: &mut Conn) -> Result<Option<Difference>, StoreError> {
    let sql = Sql::new(&format!(
        "SELECT {TOPIC}, t.first_words, CASE WHEN p.deleted_at IS NULL THEN p.markdown ELSE '' END FROM topics t JOIN posts p ON p.topic_id = t.id AND p.number = t.first_post"
    ));
    let (mut count, mut example) = (0, String::new());
    for row in sql.rows(conn).await? {
        let (stored, text): (&str, &str) = (row.try_get(1)?, row.try_get(2)?);
        if content::first_words(text) != stored {
            count += 1;
            example = row.try_get(0)?;
        }
    }
    Ok((count > 0).then(|| Difference {
        what: "topics: the first words".to_owned(),
        count,
        example,
    }))
}
