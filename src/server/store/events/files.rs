//! The lines of a space's activity about its library. Changes that a person makes one after the other share a line, so that
//! a hundred dropped files are one.

use domain::{
    activity::SpaceEvent,
    file::FilesEvent,
    ids::{SpaceId, UserId},
};
use sqlx::Row;

use crate::server::store::{
    StoreError,
    engine::sql::{Conn, Sql},
};

/// The time in which changes share a line, in milliseconds.
const SHARED_MS: i64 = 10 * 60 * 1000;

/// Returns the detail of the line to add for an event. Returns `None` if no line shows it, or if it was counted in the newest
/// line of the space.
pub(super) async fn line(
    conn: &mut Conn,
    space: SpaceId,
    actor: Option<UserId>,
    at: i64,
    event: &FilesEvent,
) -> Result<Option<String>, StoreError> {
    let what = match event {
        FilesEvent::Added { name } => SpaceEvent::FilesAdded {
            name: name.clone(),
            count: 1,
        },
        FilesEvent::Deleted { name, count } => SpaceEvent::FilesDeleted {
            name: name.clone(),
            count: *count,
        },
        FilesEvent::Changed => return Ok(None),
    };
    if let Some(actor) = actor
        && let Some((line, shared)) = shared(conn, space, actor, at, &what).await?
    {
        let mut sql = Sql::new("UPDATE activities SET detail = ");
        sql.bind(detail(&shared)?).push(" WHERE id = ").bind(line);
        sql.run(conn).await?;
        return Ok(None);
    }
    Ok(Some(detail(&what)?))
}

/// Returns the newest line of the space and what it says with this event, if it is of the same kind and person.
async fn shared(
    conn: &mut Conn,
    space: SpaceId,
    actor: UserId,
    at: i64,
    what: &SpaceEvent,
) -> Result<Option<(String, SpaceEvent)>, StoreError> {
    let mut sql = Sql::new("SELECT a.id, a.actor_id, a.at, a.detail FROM activities a WHERE a.space_id = ");
    let row = sql.text(space).push(" ORDER BY a.id DESC LIMIT 1").row(conn).await?;
    let Some(row) = row else { return Ok(None) };
    if row.try_get::<&str, _>(1)? != actor.to_string() || at - row.try_get::<i64, _>(2)? > SHARED_MS {
        return Ok(None);
    }
    let shared = match (serde_json::from_str(row.try_get(3)?).ok(), what) {
        (Some(SpaceEvent::FilesAdded { name, count }), SpaceEvent::FilesAdded { count: more, .. }) => {
            SpaceEvent::FilesAdded {
                name,
                count: count.saturating_add(*more),
            }
        }
        (Some(SpaceEvent::FilesDeleted { name, count }), SpaceEvent::FilesDeleted { count: more, .. }) => {
            SpaceEvent::FilesDeleted {
                name,
                count: count.saturating_add(*more),
            }
        }
        _ => return Ok(None),
    };
    Ok(Some((row.try_get(0)?, shared)))
}

fn detail(what: &SpaceEvent) -> Result<String, StoreError> {
    serde_json::to_string(what).map_err(|cause| StoreError::Damaged(cause.to_string()))
}
