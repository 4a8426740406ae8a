//! What a topic's row repeats of its posts.

use domain::ids::TopicId;

use crate::server::store::{
    StoreError,
    engine::sql::{Conn, Sql},
};

/// Recomputes the newest post and the number of replies. If all posts are deleted, the newest one is the first.
pub async fn refresh(conn: &mut Conn, topic: TopicId) -> Result<(), StoreError> {
    let mut sql = Sql::new(
        "UPDATE topics SET last_post = COALESCE((SELECT max(p.number) FROM posts p WHERE p.topic_id = topics.id \
         AND p.deleted_at IS NULL), first_post), replies = (SELECT count(*) FROM posts p WHERE p.topic_id = topics.id \
         AND p.deleted_at IS NULL AND p.number <> topics.first_post) WHERE id = ",
    );
    sql.text(topic).run(conn).await?;
    let mut sql = Sql::new(
        "UPDATE topics SET last_at = (SELECT p.at FROM posts p WHERE p.topic_id = topics.id AND p.number = topics.last_post), \
         last_author_id = (SELECT p.author_id FROM posts p WHERE p.topic_id = topics.id AND p.number = topics.last_post) \
         WHERE id = ",
    );
    sql.text(topic).run(conn).await?;
    Ok(())
}

/// Sets the first words of the topic if this is its first post.
pub async fn set_first_words(conn: &mut Conn, topic: TopicId, post: i64, words: &str) -> Result<(), StoreError> {
    let mut sql = Sql::new("UPDATE topics SET first_words = ");
    sql.bind(words).push(" WHERE first_post = ").bind(post);
    sql.push(" AND id = ").text(topic).run(conn).await?;
    Ok(())
}
