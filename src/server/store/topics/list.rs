//! The list of topics of a space: pinned ones first, then unread ones, then the others, each newest first.

use domain::{
    access::{self, AccountAction, Action, Viewer, decide_account},
    ids::SpaceId,
    limits::{PAGE_ROWS, UNREAD_CEILING},
    topic::{FollowLevel, TopicRow, TopicsPage, TopicsQuery, TopicsRights},
    visibility::Visibility,
};
use sqlx::Row;

use super::{
    access::visible_to,
    marks, numbers, position,
    row::{self, COLUMNS, LAST_POST, PEOPLE, WIDTH},
};
use crate::server::{
    clock,
    permits::{Purpose, SystemPermit},
    store::{
        Store, StoreError, account,
        engine::{
            cursors::Cursors,
            rows::boolean,
            sql::{Conn, Sql, Value},
        },
        spaces::{self, audit_view},
    },
};

/// The number of posts above the floor of a person after which their marks are settled.
const SETTLED_AFTER: i64 = 1_000;

/// Returns a page of the topics. The first visit of the person stores the floor of what they have read; the view is
/// recorded in the audit log as that of the space.
pub async fn page_visited(
    store: &Store,
    viewer: &Viewer,
    space: SpaceId,
    query: &TopicsQuery,
    after: Option<&str>,
) -> Result<TopicsPage, StoreError> {
    let now = clock::now();
    let mut tx = store.reader().begin().await?;
    let facts = spaces::permitted(&mut tx, viewer, space, Action::Open).await?;
    let begun = position::floor(&mut tx, viewer.id, space).await?.is_some();
    drop(tx);
    audit_view(store, viewer, &facts, space, now).await?;
    if !begun {
        begin(store, viewer, space).await?;
    }
    let mut tx = store.reader().begin().await?;
    let page = page(&mut tx, store.cursors(), viewer, space, (query, after), now).await?;
    let floor = position::floor(&mut tx, viewer.id, space).await?;
    drop(tx);
    if page.unread < UNREAD_CEILING && floor.is_some_and(|floor| page.newest - floor > SETTLED_AFTER) {
        marks::settle(store, viewer.id, space).await?;
    }
    Ok(page)
}

/// Stores the floor of a person who visits the space for the first time.
async fn begin(store: &Store, viewer: &Viewer, space: SpaceId) -> Result<(), StoreError> {
    let mut tx = SystemPermit::begin(store, Purpose::ReadRecord).await?;
    let facts = spaces::permitted(&mut tx, viewer, space, Action::Open).await?;
    position::begin(&mut tx, viewer.id, space, &facts).await?;
    tx.commit().await
}

/// Returns a page of the topics.
pub(in crate::server::store) async fn page(
    conn: &mut Conn,
    cursors: &Cursors,
    viewer: &Viewer,
    space: SpaceId,
    (query, after): (&TopicsQuery, Option<&str>),
    now: i64,
) -> Result<TopicsPage, StoreError> {
    let facts = spaces::permitted(conn, viewer, space, Action::Open).await?;
    let floor = position::floor_or_implied(conn, viewer.id, space, &facts).await?;
    let cursors = cursors.of(viewer.id, &format!("topics {space} {}", query.to_query()));
    let list = List {
        viewer,
        space,
        query,
        floor,
    };
    // A cursor of another list gives the first page.
    let from = after.and_then(|after| cursors.open(after)).and_then(place);
    let mut rows = list.rows(conn, from).await?;
    let more = rows.len() > PAGE_ROWS;
    rows.truncate(PAGE_ROWS);
    let next = match rows.last().filter(|_| more) {
        Some((phase, last, _)) => Some(cursors.seal(*phase, [Value::Integer(*last)].iter())?),
        None => None,
    };
    let around = around(conn, viewer, space).await?;
    Ok(TopicsPage {
        rows: rows.into_iter().map(|(_, _, row)| row).collect(),
        next,
        newest: numbers::newest_post(conn, space).await?,
        unread: list.unread(conn).await?,
        empty: around.empty,
        rights: TopicsRights {
            post: access::decide(viewer, &facts, Action::Discuss).is_ok(),
            export: decide_account(viewer, &account::rules(conn).await?, AccountAction::Export).is_ok(),
        },
        follow: around.follow,
        state: facts.state,
        readers: (facts.visibility != Visibility::Public).then_some(around.people),
        now,
    })
}

/// Reads the place of a cursor: a phase, and the newest post of the row.
fn place((phase, keys): (usize, Vec<Value>)) -> Option<(usize, i64)> {
    match keys[..] {
        [Value::Integer(last)] if phase < Phase::ALL.len() => Some((phase, last)),
        _ => None,
    }
}

/// What the page shows of the space.
struct Around {
    people: i64,
    follow: FollowLevel,
    empty: bool,
}

async fn around(conn: &mut Conn, viewer: &Viewer, space: SpaceId) -> Result<Around, StoreError> {
    let mut sql = Sql::new(
        "SELECT s.people, COALESCE(v.level, me.follow_level), CASE WHEN EXISTS (SELECT 1 FROM topics t WHERE \
         t.space_id = s.id AND t.deleted_at IS NULL) THEN 0 ELSE 1 END FROM spaces s JOIN users me ON me.id = ",
    );
    sql.text(viewer.id);
    sql.push(" LEFT JOIN space_follows v ON v.space_id = s.id AND v.person_id = me.id WHERE s.id = ");
    let row = sql.text(space).row(conn).await?.ok_or(StoreError::NotFound)?;
    Ok(Around {
        people: row.try_get(0)?,
        follow: FollowLevel::parse(row.try_get(1)?).unwrap_or_default(),
        empty: boolean(&row, 2)?,
    })
}

/// A part of the list. A topic is in exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::server::store) enum Phase {
    Pinned,
    /// Unread topics with posts above the floor.
    Unread,
    /// Unread topics with all posts up to the floor, which were marked as unread. All are older than those above.
    Lowered,
    Read,
}

impl Phase {
    /// All phases in their order.
    pub const ALL: [Phase; 4] = [Self::Pinned, Self::Unread, Self::Lowered, Self::Read];
}

/// The phase, the newest post and the row itself.
type Placed = (usize, i64, TopicRow);

pub(in crate::server::store) struct List<'a> {
    pub viewer: &'a Viewer,
    pub space: SpaceId,
    pub query: &'a TopicsQuery,
    pub floor: i64,
}

impl List<'_> {
    /// Returns the rows after the place, one more than a page has.
    async fn rows(&self, conn: &mut Conn, from: Option<(usize, i64)>) -> Result<Vec<Placed>, StoreError> {
        let mut rows = Vec::new();
        let (first, last) = from.map_or((0, None), |(phase, last)| (phase, Some(last)));
        for (number, phase) in Phase::ALL.into_iter().enumerate().skip(first) {
            let from = last.filter(|_| number == first);
            let wanted = PAGE_ROWS + 1 - rows.len();
            if wanted == 0 {
                break;
            }
            for row in &self.select(phase, from, wanted).rows(conn).await? {
                rows.push((number, row.try_get(LAST_POST)?, row::read(row, boolean(row, WIDTH)?)?));
            }
        }
        Ok(rows)
    }

    /// Returns the query of the rows of a phase, after the row with this newest post.
    pub fn select(&self, phase: Phase, from: Option<i64>, limit: usize) -> Sql {
        let mut sql = Sql::new(&format!(
            "SELECT {COLUMNS}, CASE WHEN t.last_post > COALESCE(r.number, "
        ));
        sql.bind(self.floor).push(") THEN 1 ELSE 0 END FROM ");
        self.source(&mut sql, phase);
        if let Some(last) = from {
            sql.push(" AND t.last_post < ").bind(last);
        }
        sql.push(" ORDER BY t.last_post DESC LIMIT ").bind(limit as i64);
        sql
    }

    /// Adds the tables and conditions of a phase.
    fn source(&self, sql: &mut Sql, phase: Phase) {
        if phase == Phase::Lowered {
            sql.push("read_marks r CROSS JOIN topics t").push(PEOPLE);
            sql.push(" WHERE r.lowered = 1 AND r.person_id = ").text(self.viewer.id);
            sql.push(" AND t.id = r.topic_id AND t.deleted_at IS NULL AND t.space_id = ");
            sql.text(self.space);
        } else {
            if self.query.mine {
                self.mine(sql.push("("));
                sql.push(") w CROSS JOIN topics t");
            } else {
                sql.push("topics t");
            }
            sql.push(" LEFT JOIN read_marks r ON r.topic_id = t.id AND r.person_id = ");
            sql.text(self.viewer.id).push(PEOPLE);
            sql.push(" WHERE t.deleted_at IS NULL AND t.space_id = ")
                .text(self.space);
            if self.query.mine {
                sql.push(" AND t.id = w.topic_id");
            }
        }
        match phase {
            Phase::Pinned => sql.push(" AND t.pinned = 1"),
            Phase::Unread => sql
                .push(" AND t.pinned = 0 AND (r.number IS NULL OR t.last_post > r.number) AND t.last_post > ")
                .bind(self.floor),
            Phase::Lowered => sql
                .push(" AND t.pinned = 0 AND t.last_post > r.number AND t.last_post <= ")
                .bind(self.floor),
            Phase::Read => sql
                .push(" AND t.pinned = 0 AND t.last_post <= COALESCE(r.number, ")
                .bind(self.floor)
                .push(")"),
        };
        if let Some(state) = self.query.state {
            sql.push(" AND t.state = ").bind(state.as_str());
        }
        if let Some(kind) = self.query.kind {
            sql.push(" AND t.kind = ").bind(kind.as_str());
        }
        visible_to(sql, self.viewer.id);
        if self.query.mine && phase == Phase::Lowered {
            self.mine(sql.push(" AND t.id IN ("));
            sql.push(")");
        }
    }

    /// Adds the query of the topics in which the viewer wrote.
    fn mine(&self, sql: &mut Sql) {
        sql.push("SELECT DISTINCT p.topic_id FROM posts p WHERE p.deleted_at IS NULL AND p.author_id = ");
        sql.text(self.viewer.id);
    }

    /// Counts the unread topics of the space, up to the ceiling, whatever the filters.
    async fn unread(&self, conn: &mut Conn) -> Result<i64, StoreError> {
        let mut unread = 0;
        for lowered in [false, true] {
            unread += self.count(lowered).count(conn).await?;
        }
        Ok(unread.min(UNREAD_CEILING))
    }

    /// Returns the query that counts the unread topics above the floor, or those up to it that were marked as unread.
    pub fn count(&self, lowered: bool) -> Sql {
        let mut sql = Sql::new("SELECT count(*) FROM (SELECT 1 FROM ");
        if lowered {
            sql.push("read_marks r CROSS JOIN topics t WHERE r.lowered = 1 AND r.person_id = ");
            sql.text(self.viewer.id);
            sql.push(" AND t.id = r.topic_id AND t.last_post > r.number AND t.last_post <= ");
        } else {
            sql.push("topics t LEFT JOIN read_marks r ON r.topic_id = t.id AND r.person_id = ");
            sql.text(self.viewer.id);
            sql.push(" WHERE (r.number IS NULL OR t.last_post > r.number) AND t.last_post > ");
        }
        sql.bind(self.floor).push(" AND t.deleted_at IS NULL AND t.space_id = ");
        sql.text(self.space)
            .push(" LIMIT ")
            .bind(UNREAD_CEILING)
            .push(") counted");
        sql
    }
}
