//! What a connection receives first: the events since its cursor, or the note that they cannot be listed.

use domain::access::Viewer;

use super::filter::{Batch, RESYNC, Serialised};
use crate::server::store::{StoreError, engine::sql::Conn, events};

/// Number of stored events that are read at once.
pub const BATCH: i64 = 500;
/// The maximum number of stored events that are replayed.
const REPLAYED: i64 = 10_000;

/// Returns the events that the viewer receives of those with numbers above `after` and up to `until`, oldest first. If
/// they are too many, or partly deleted, returns [`Resync`](domain::live::LiveEvent::Resync).
pub async fn between(conn: &mut Conn, viewer: &Viewer, after: i64, until: i64) -> Result<Vec<Serialised>, StoreError> {
    let resync = vec![Serialised(RESYNC.to_owned())];
    if after == until {
        return Ok(Vec::new());
    }
    if after > until || until - after > REPLAYED || events::oldest(conn).await? > after + 1 {
        return Ok(resync);
    }
    let (mut found, mut place) = (Vec::new(), after);
    while place < until {
        let mut stored = events::after(conn, place, BATCH).await?;
        stored.retain(|event| event.number <= until);
        let Some(last) = stored.last() else { break };
        place = last.number;
        let batch = Batch::load(conn, &stored).await?;
        found.extend(batch.events_for(viewer).into_iter().cloned());
    }
    Ok(found)
}
