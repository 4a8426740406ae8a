//! The files of posts.
//!
//! A post has the files that its present text names, if its author may read them in the space of its topic; others are
//! ignored, and its readers see words in their place. A draft's file goes along to the space in which it is sent.

use domain::{
    access::Viewer,
    ids::{FileId, SpaceId, TopicId},
    limits::TRASH_KEPT_MS,
};

use super::{access::readable, index};
use crate::server::{
    permits::{Purpose, SystemPermit},
    store::{
        Store, StoreError,
        engine::{
            rows::parsed,
            sql::{Conn, Sql},
        },
        spaces::access as access_sql,
    },
};

/// The maximum number of files that one transaction deletes, so that other writers wait only briefly.
const BATCH_SIZE: i64 = 500;

/// Gives a post of the space the files that its author named.
pub async fn attach(
    conn: &mut Conn,
    author: &Viewer,
    space: SpaceId,
    post: i64,
    named: &[FileId],
) -> Result<(), StoreError> {
    if named.is_empty() {
        return Ok(());
    }
    take_drafts_along(conn, author, space, named).await?;
    let mut sql = Sql::new("INSERT INTO post_files (post_seq, file_id) SELECT ");
    sql.bind(post)
        .push(", f.id FROM files f JOIN spaces s ON s.id = f.space_id WHERE f.deleted_at IS NULL AND f.space_id = ")
        .text(space);
    sql.push(" AND f.id").within(named).push(" AND ");
    readable(&mut sql, author);
    sql.push(" ON CONFLICT DO NOTHING").run(conn).await?;
    Ok(())
}

/// Gives a post whose text was changed the files that it names now. It keeps those that it had and still names, even if its
/// author cannot read them at this moment.
pub async fn edited(
    conn: &mut Conn,
    author: &Viewer,
    space: SpaceId,
    (post, at): (i64, i64),
    named: &[FileId],
) -> Result<(), StoreError> {
    let mut sql = Sql::new("DELETE FROM post_files WHERE post_seq = ");
    sql.bind(post).push(" AND file_id NOT").within(named);
    let rows = sql.push(" RETURNING file_id").rows(conn).await?;
    let gone: Vec<FileId> = rows.iter().map(|row| parsed(row, 0)).collect::<Result<_, _>>()?;
    if !gone.is_empty() {
        let mut sql = Sql::new("UPDATE files SET unplaced_at = ");
        sql.bind(at).push(" WHERE in_library = 0 AND id").within(gone);
        sql.push(" AND NOT EXISTS (SELECT 1 FROM post_files x WHERE x.file_id = files.id)");
        sql.run(conn).await?;
    }
    attach(conn, author, space, post, named).await
}

/// Moves the author's own files that no post has to the space: a topic may have been moved, or another space chosen, after
/// they were uploaded. The author may still open the space to which they were uploaded.
async fn take_drafts_along(
    conn: &mut Conn,
    author: &Viewer,
    space: SpaceId,
    named: &[FileId],
) -> Result<(), StoreError> {
    let mut sql = Sql::new("UPDATE files SET space_id = ");
    sql.text(space)
        .push(" WHERE in_library = 0 AND deleted_at IS NULL AND space_id <> ");
    sql.text(space).push(" AND created_by = ").text(author.id);
    sql.push(" AND id").within(named);
    sql.push(" AND NOT EXISTS (SELECT 1 FROM post_files x WHERE x.file_id = files.id)");
    sql.push(" AND space_id IN (SELECT s.id FROM spaces s WHERE s.id = files.space_id AND ");
    access_sql::open(&mut sql, author);
    let rows = sql.push(") RETURNING id").rows(conn).await?;
    let moved: Vec<FileId> = rows.iter().map(|row| parsed(row, 0)).collect::<Result<_, _>>()?;
    index::index_files(conn, &moved).await
}

/// Deletes the files that only posts of these topics have, before the topics are deleted permanently.
pub async fn delete_of_topics(conn: &mut Conn, topics: &[TopicId]) -> Result<(), StoreError> {
    let of_posts = "SELECT x.file_id FROM posts p JOIN post_files x ON x.post_seq = p.seq WHERE p.topic_id";
    let mut sql = Sql::new("SELECT f.id FROM files f WHERE f.in_library = 0 AND f.id IN (");
    sql.push(of_posts).within(topics);
    sql.push(
        ") AND NOT EXISTS (SELECT 1 FROM post_files x JOIN posts p ON p.seq = x.post_seq WHERE x.file_id = f.id \
         AND p.topic_id NOT",
    );
    delete(conn, sql.within(topics).push(")")).await?;
    Ok(())
}

/// Permanently deletes the files of drafts that were never sent, of former texts of posts, and of deleted posts, 30 days
/// after that. Returns how many.
pub async fn delete_unplaced(store: &Store, now: i64) -> Result<u64, StoreError> {
    let before = now - TRASH_KEPT_MS;
    let mut deleted = 0;
    loop {
        let mut sql = Sql::new("SELECT f.id FROM files f WHERE ");
        unplaced(&mut sql, before);
        sql.push(" LIMIT ").bind(BATCH_SIZE);
        // Looking for them needs no write lock.
        let rows = sql.rows(&mut *store.reader().acquire().await?).await?;
        let ids: Vec<FileId> = rows.iter().map(|row| parsed(row, 0)).collect::<Result<_, _>>()?;
        if ids.is_empty() {
            return Ok(deleted);
        }
        let mut tx = SystemPermit::begin(store, Purpose::Sweep).await?;
        let mut sql = Sql::new("SELECT f.id FROM files f WHERE f.id");
        sql.within(ids).push(" AND ");
        unplaced(&mut sql, before);
        let count = delete(&mut tx, &sql).await?;
        tx.commit().await?;
        deleted += count;
        if count == 0 {
            return Ok(deleted);
        }
    }
}

/// Permanently deletes the files whose ids the query returns. Returns how many.
async fn delete(conn: &mut Conn, query: &Sql) -> Result<u64, StoreError> {
    let rows = query.rows(conn).await?;
    let files: Vec<FileId> = rows.iter().map(|row| parsed(row, 0)).collect::<Result<_, _>>()?;
    index::remove_files(conn, &files).await?;
    let mut sql = Sql::new("DELETE FROM files WHERE id");
    Ok(sql.within(files).run(conn).await?)
}

/// Adds the condition that no post has had the file `f` since an instant, not even a post in the trash.
fn unplaced(sql: &mut Sql, since: i64) {
    sql.push("f.in_library = 0 AND f.created_at < ").bind(since);
    sql.push(" AND (f.unplaced_at IS NULL OR f.unplaced_at < ").bind(since);
    sql.push(
        ") AND NOT EXISTS (SELECT 1 FROM post_files x JOIN posts p ON p.seq = x.post_seq \
         JOIN topics t ON t.id = p.topic_id WHERE x.file_id = f.id AND (p.deleted_at IS NULL OR p.deleted_at >= ",
    );
    sql.bind(since).push(") AND (t.deleted_at IS NULL OR t.deleted_at >= ");
    sql.bind(since).push("))");
}
