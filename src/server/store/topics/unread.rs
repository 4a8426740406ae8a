//! Unread posts across spaces.

use std::collections::HashMap;

use domain::{
    access::Viewer,
    ids::SpaceId,
    limits::UNREAD_CEILING,
    topic::{CatchUp, UnreadSpaces},
};
use sqlx::Row;

use super::{
    notices,
    unread_sql::{self, Of},
};
use crate::server::store::{
    StoreError,
    engine::{
        rows::parsed,
        sql::{Conn, Sql},
    },
};

/// The maximum number of spaces.
const SPACES: usize = 500;

/// Returns the spaces with unread topics and the number of unread notices. The number of statements is constant.
pub async fn spaces(conn: &mut Conn, viewer: &Viewer) -> Result<UnreadSpaces, StoreError> {
    let mut found: HashMap<SpaceId, (i64, i64)> = HashMap::new();
    for of in [Of::AboveFloors, Of::Lowered] {
        let mut sql = Sql::default();
        unread_sql::spaces(&mut sql, viewer, of, None);
        for row in sql.rows(conn).await? {
            let (topics, at): (i64, i64) = (row.try_get(1)?, row.try_get(2)?);
            let (all, newest) = found.entry(parsed(&row, 0)?).or_default();
            (*all, *newest) = ((*all + topics).min(UNREAD_CEILING), at.max(*newest));
        }
    }
    let mut spaces: Vec<_> = found.into_iter().collect();
    spaces.sort_by_key(|(id, (_, newest))| (std::cmp::Reverse(*newest), *id));
    spaces.truncate(SPACES);
    Ok(UnreadSpaces {
        spaces: spaces.into_iter().map(|(id, (topics, _))| (id, topics)).collect(),
        notices: notices::unread(conn, viewer).await?,
    })
}

/// Returns everything that is unread, by space and topic.
pub async fn catch_up(_conn: &mut Conn, _viewer: &Viewer, _now: i64) -> Result<CatchUp, StoreError> {
    Err(StoreError::Damaged("not built".into()))
}
