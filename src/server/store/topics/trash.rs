//! The trash of a space: topics are deleted permanently after 30 days in it.

use domain::{
    access::{Action, Viewer},
    ids::{SpaceId, TopicId},
    limits::TRASH_KEPT_MS,
    topic::{
        DeletedTopic, TopicAddress,
        access::{TopicAction, TopicFacts, decide_topic},
    },
};
use sqlx::Row;

use super::{access::visible_to, row::TITLE};
use crate::server::{
    permits::{Purpose, SystemPermit},
    store::{
        Store, StoreError,
        engine::{
            rows::{parsed, person},
            sql::{Conn, Sql},
        },
        files, spaces,
    },
};

/// The maximum number of topics that one transaction deletes, so that other writers wait only briefly.
const DELETE_BATCH_SIZE: usize = 50;
/// The maximum number of deleted topics that are listed.
const LISTED_MAX: i64 = 500;

/// Returns the deleted topics that the viewer may restore, newest first.
pub async fn deleted(conn: &mut Conn, viewer: &Viewer, space: SpaceId) -> Result<Vec<DeletedTopic>, StoreError> {
    let facts = spaces::permitted(conn, viewer, space, Action::Open).await?;
    let may_restore = |author| {
        let topic = TopicFacts {
            space: facts,
            author,
            deleted: true,
            assignee: false,
            private: false,
        };
        decide_topic(viewer, &topic, TopicAction::Restore).is_ok()
    };
    if !may_restore(true) {
        return Ok(Vec::new());
    }
    let mut sql = Sql::new(&format!(
        "SELECT t.space_id, t.number, {TITLE}, \
         u.id, u.name, u.deactivated_at, t.deleted_at FROM topics t LEFT JOIN users u ON u.id = t.deleted_by \
         WHERE t.deleted_at IS NOT NULL AND t.space_id = ",
    ));
    sql.text(space);
    visible_to(&mut sql, viewer.id);
    if !may_restore(false) {
        sql.push(" AND t.author_id = ").text(viewer.id);
    }
    sql.push(" ORDER BY t.deleted_at DESC LIMIT ").bind(LISTED_MAX);
    let rows = sql.rows(conn).await?;
    rows.iter()
        .map(|row| {
            Ok(DeletedTopic {
                address: TopicAddress {
                    space: parsed(row, 0)?,
                    number: row.try_get(1)?,
                },
                title: row.try_get(2)?,
                deleted_by: person(row, 3)?,
                deleted: row.try_get(6)?,
            })
        })
        .collect()
}

/// Permanently deletes the topics that were moved to the trash of their space more than 30 days ago. Returns how many.
pub async fn purge(store: &Store, now: i64) -> Result<u64, StoreError> {
    let mut removed = 0;
    loop {
        let mut tx = SystemPermit::begin(store, Purpose::Sweep).await?;
        let mut sql = Sql::new("SELECT t.id FROM topics t WHERE t.deleted_at IS NOT NULL AND t.deleted_at < ");
        sql.bind(now - TRASH_KEPT_MS);
        let rows = sql.push(" LIMIT ").bind(DELETE_BATCH_SIZE as i64).rows(&mut tx).await?;
        if rows.is_empty() {
            return Ok(removed);
        }
        let ids: Vec<TopicId> = rows.iter().map(|row| parsed(row, 0)).collect::<Result<_, _>>()?;
        files::posts::delete_of_topics(&mut tx, &ids).await?;
        let mut sql = Sql::new("DELETE FROM topics WHERE id");
        sql.within(&ids).run(&mut tx).await?;
        tx.commit().await?;
        removed += ids.len() as u64;
    }
}
