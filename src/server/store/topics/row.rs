//! A topic as a row of a list.

use domain::topic::{TopicAddress, TopicKind, TopicRow, TopicState};
use sqlx::{Row, any::AnyRow};

use crate::server::store::{
    StoreError,
    engine::rows::{boolean, parsed, person},
};

/// The title of a topic `t`, or the first words of its first post if it has none.
pub const TITLE: &str = "CASE WHEN t.title = '' THEN t.first_words ELSE t.title END";
/// The columns that [`read`] reads, of a topic `t` with the tables of [`PEOPLE`].
pub const COLUMNS: &str = "t.space_id, t.number, t.kind, t.title, t.first_words, t.state, t.outcome, t.pinned, \
     a.id, a.name, a.deactivated_at, t.created_at, t.replies, l.id, l.name, l.deactivated_at, t.last_at, t.last_post";
/// The number of these columns.
pub const WIDTH: usize = 18;
/// The column of the newest post, which orders lists.
pub const LAST_POST: usize = 17;
/// The tables of the people in a row. They are left joins, so that rows are read in the order of an index on topics.
pub const PEOPLE: &str = " LEFT JOIN users a ON a.id = t.author_id LEFT JOIN users l ON l.id = t.last_author_id";

/// Reads a row.
pub fn read(row: &AnyRow, unread: bool) -> Result<TopicRow, StoreError> {
    let title: String = row.try_get(3)?;
    let titled = !title.is_empty();
    Ok(TopicRow {
        address: TopicAddress {
            space: parsed(row, 0)?,
            number: row.try_get(1)?,
        },
        kind: TopicKind::from_storage(row.try_get(2)?),
        title: if titled { title } else { row.try_get(4)? },
        titled,
        state: TopicState::parse(row.try_get(5)?).unwrap_or_default(),
        outcome: row.try_get(6)?,
        pinned: boolean(row, 7)?,
        author: person(row, 8)?,
        created: row.try_get(11)?,
        replies: row.try_get(12)?,
        last_author: person(row, 13)?,
        last_at: row.try_get(16)?,
        unread,
    })
}
