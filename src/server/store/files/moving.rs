//! The files of a topic that is moved to another space.
//!
//! Files of posts go along. One that other topics have too is copied, and the posts of the moved topic name the copy. Files
//! of the library stay: the posts still link them, without their names, which the people of the other space may not see.

use std::collections::{HashMap, HashSet};

use domain::ids::{FileId, SpaceId, TopicId};
use sqlx::Row;

use super::index;
use crate::server::{
    clock, markdown,
    store::{
        StoreError,
        engine::{
            rows::{boolean, parsed},
            sql::{Conn, Sql},
        },
    },
};

/// The part of a text in which a file is named, for the posts whose text has to be read.
const NAMES_A_FILE: &str = " LIKE '%](file:%'";

/// Returns the number of files that go along, apart from those in the trash.
pub async fn count(conn: &mut Conn, topic: TopicId) -> Result<i64, StoreError> {
    let mut sql = Sql::new(
        "SELECT count(DISTINCT f.id) FROM posts p JOIN post_files x ON x.post_seq = p.seq JOIN files f ON f.id = x.file_id \
         WHERE f.in_library = 0 AND f.deleted_at IS NULL AND p.deleted_at IS NULL AND p.topic_id = ",
    );
    Ok(sql.text(topic).count(conn).await?)
}

/// Moves the files of the topic to the space. Returns whether texts of its posts have changed.
pub async fn move_along(conn: &mut Conn, topic: TopicId, to: SpaceId) -> Result<bool, StoreError> {
    let files = of_topic(conn, topic, to).await?;
    if !files.alone.is_empty() {
        let mut sql = Sql::new("UPDATE files SET space_id = ");
        sql.text(to).push(" WHERE id").within(&files.alone).run(conn).await?;
        index::index_files(conn, &files.alone).await?;
    }
    let mut copies = HashMap::new();
    for file in files.shared {
        copies.insert(file, copy(conn, topic, to, file).await?);
    }
    if copies.is_empty() && files.staying.is_empty() {
        return Ok(false);
    }
    let changed = |text: &str| {
        let text = markdown::with_other_files(text, &copies);
        markdown::without_file_names(&text, |file| files.staying.contains(&file))
    };
    change_versions(conn, topic, &changed).await?;
    change_posts(conn, topic, &changed).await
}

/// The files of a topic, apart from those that are in the other space already.
#[derive(Default)]
struct OfTopic {
    /// No other topic has them.
    alone: Vec<FileId>,
    /// Other topics have them too.
    shared: Vec<FileId>,
    /// They are in the library of a space.
    staying: HashSet<FileId>,
}

async fn of_topic(conn: &mut Conn, topic: TopicId, to: SpaceId) -> Result<OfTopic, StoreError> {
    let mut sql = Sql::new(
        "SELECT f.id, f.in_library, CASE WHEN EXISTS (SELECT 1 FROM post_files o JOIN posts q ON q.seq = o.post_seq \
         WHERE o.file_id = f.id AND q.topic_id <> ",
    );
    sql.text(topic).push(
        ") THEN 1 ELSE 0 END FROM files f WHERE f.id IN (SELECT x.file_id FROM posts p JOIN post_files x \
         ON x.post_seq = p.seq WHERE p.topic_id = ",
    );
    sql.text(topic).push(") AND f.space_id <> ").text(to);
    let mut files = OfTopic::default();
    for row in &sql.push(" ORDER BY f.id").rows(conn).await? {
        let file = parsed(row, 0)?;
        match (boolean(row, 1)?, boolean(row, 2)?) {
            (true, _) => drop(files.staying.insert(file)),
            (false, true) => files.shared.push(file),
            (false, false) => files.alone.push(file),
        }
    }
    Ok(files)
}

/// Copies a file with its versions, whose bytes are stored once, and gives the copy to the posts of the topic.
async fn copy(conn: &mut Conn, topic: TopicId, to: SpaceId, file: FileId) -> Result<FileId, StoreError> {
    let copy = FileId(clock::new_id());
    const SAME: &str = "name, name_key, folded, sort_key, kind, size, version, created_by, created_at, added_by, added_at, \
         edit, deleted_at, deleted_by, deleted_with";
    let mut sql = Sql::new(&format!(
        "INSERT INTO files (id, space_id, in_library, folder_id, {SAME}) SELECT "
    ));
    sql.text(copy).push(", ").text(to);
    sql.push(&format!(", 0, NULL, {SAME} FROM files f WHERE f.id = "));
    sql.text(file).run(conn).await?;
    let mut sql = Sql::new("INSERT INTO file_versions (file_id, number, hash, added_by, added_at) SELECT ");
    sql.text(copy)
        .push(", v.number, v.hash, v.added_by, v.added_at FROM file_versions v WHERE v.file_id = ");
    sql.text(file).run(conn).await?;
    index::index_files(conn, &[copy]).await?;
    let mut sql = Sql::new("UPDATE post_files SET file_id = ");
    sql.text(copy).push(" WHERE file_id = ").text(file);
    sql.push(" AND post_seq IN (SELECT p.seq FROM posts p WHERE p.topic_id = ");
    sql.text(topic).push(")").run(conn).await?;
    Ok(copy)
}

type Change<'a> = dyn Fn(&str) -> String + Sync + 'a;

/// Changes the texts of the posts. An edit that started from a former text is then a conflict, so that it does not bring
/// the former file back.
async fn change_posts(conn: &mut Conn, topic: TopicId, changed: &Change<'_>) -> Result<bool, StoreError> {
    let mut sql = Sql::new("SELECT p.seq, p.markdown FROM posts p WHERE p.topic_id = ");
    sql.text(topic).push(" AND p.markdown").push(NAMES_A_FILE);
    let mut any = false;
    for row in &sql.rows(conn).await? {
        let before: &str = row.try_get(1)?;
        let text = changed(before);
        if text == before {
            continue;
        }
        any = true;
        let mut sql = Sql::new("UPDATE posts SET version = version + 1, html = ");
        sql.bind(markdown::render(&text).html).push(", renderer = ");
        sql.bind(markdown::RENDERER).push(", markdown = ").bind(text);
        sql.push(" WHERE seq = ").bind(row.try_get::<i64, _>(0)?);
        sql.run(conn).await?;
    }
    Ok(any)
}

/// Changes the former texts of the posts.
async fn change_versions(conn: &mut Conn, topic: TopicId, changed: &Change<'_>) -> Result<(), StoreError> {
    let mut sql = Sql::new(
        "SELECT e.post_seq, e.version, e.markdown FROM posts p JOIN post_versions e ON e.post_seq = p.seq \
         WHERE p.topic_id = ",
    );
    sql.text(topic).push(" AND e.markdown").push(NAMES_A_FILE);
    for row in &sql.rows(conn).await? {
        let before: &str = row.try_get(2)?;
        let text = changed(before);
        if text != before {
            let mut sql = Sql::new("UPDATE post_versions SET markdown = ");
            sql.bind(text).push(" WHERE post_seq = ");
            sql.bind(row.try_get::<i64, _>(0)?).push(" AND version = ");
            sql.bind(row.try_get::<i64, _>(1)?).run(conn).await?;
        }
    }
    Ok(())
}
