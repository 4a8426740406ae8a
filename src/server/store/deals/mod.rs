//! Deals: reads are limited to what the viewer may see, writes take permits.

pub mod access;
pub mod files;
pub mod keys;
mod list;
mod notes;
mod people;
mod project;
mod record;
pub mod stages;
mod writes;

use domain::{
    access::{AccountAction, Viewer, decide_account},
    add_on::AddOn,
    deal::{
        Amount, DealDetail, DealLine, DealRef, DealRights, DealSpace, DealState, StageRef,
        access::{DealAccessFacts, DealAction, decide, sees},
    },
    error::AppError,
    ids::{ActivityId, DealId, SpaceId},
    visibility::Visibility,
};
use sqlx::{Row, any::AnyRow};

pub use files::{NewDealFile, add_file};
#[cfg(test)]
pub use list::planned;
pub use list::{count, filters, page, rows_after};
pub use notes::{add_note, notes};
pub use people::hand_over_all;
pub use project::create_space;
pub use writes::{add, close, delete, reopen, save};

use super::{
    StoreError, account,
    engine::{
        rows::{boolean, parsed, person},
        sql::{Conn, Sql},
    },
    spaces::activity::lines,
};

/// Page size of the notes.
const PAGE_SIZE: i64 = 50;

/// Returns the viewer's relation to the deal, or `None` if there is no such deal. The domain decides what it permits.
pub async fn access_facts(conn: &mut Conn, viewer: &Viewer, id: DealId) -> Result<Option<DealAccessFacts>, StoreError> {
    let mut sql = Sql::new("SELECT d.state, CASE WHEN d.owner_id = ");
    sql.text(viewer.id).push(" THEN 1 ELSE 0 END, CASE WHEN ");
    access::person(&mut sql, viewer);
    sql.push(" THEN 1 ELSE 0 END FROM deals d WHERE d.id = ").text(id);
    sql.row(conn)
        .await?
        .map(|row| {
            Ok(DealAccessFacts {
                state: state(&row, 0)?,
                owner: boolean(&row, 1)?,
                person: boolean(&row, 2)?,
            })
        })
        .transpose()
}

/// Checks whether the viewer may do this with the deal.
pub async fn permitted(conn: &mut Conn, viewer: &Viewer, id: DealId, action: DealAction) -> Result<(), StoreError> {
    let facts = access_facts(conn, viewer, id).await?.ok_or(StoreError::NotFound)?;
    Ok(decide(viewer, &facts, action).map_err(AppError::from)?)
}

/// Returns the viewer's relation to the deal.
///
/// # Errors
///
/// `NotFound` if the deal is not visible to the viewer.
async fn visible_access_facts(conn: &mut Conn, viewer: &Viewer, id: DealId) -> Result<DealAccessFacts, StoreError> {
    let facts = access_facts(conn, viewer, id).await?.ok_or(StoreError::NotFound)?;
    if sees(viewer, &facts) {
        Ok(facts)
    } else {
        Err(StoreError::NotFound)
    }
}

/// Returns all details of a deal.
pub async fn open(conn: &mut Conn, viewer: &Viewer, id: DealId, now: i64) -> Result<DealDetail, StoreError> {
    let facts = visible_access_facts(conn, viewer, id).await?;
    let may = |action| decide(viewer, &facts, action).is_ok();
    let mut sql = Sql::new(
        "SELECT d.name, d.description, d.value, d.currency, t.id, t.name, d.closed_at, u.id, u.name, u.deactivated_at, \
         c.id, c.name, c.deactivated_at, d.created_at, d.version FROM deals d JOIN deal_stages t ON t.id = d.stage_id \
         JOIN users u ON u.id = d.owner_id JOIN users c ON c.id = d.created_by WHERE d.id = ",
    );
    let row = sql.text(id).row(conn).await?.ok_or(StoreError::NotFound)?;
    let has_spaces = account::add_ons(conn).await?.has(AddOn::Spaces);
    let may_add_spaces = decide_account(viewer, &account::rules(conn).await?, AccountAction::AddSpace).is_ok();
    Ok(DealDetail {
        id,
        name: row.try_get(0)?,
        description: row.try_get(1)?,
        value: amount(&row, 2)?,
        currency: row.try_get(3)?,
        stage: stage(&row, 4)?,
        state: facts.state,
        closed: row.try_get(6)?,
        owner: person(&row, 7)?,
        people: people::of(conn, id).await?,
        spaces: match has_spaces {
            true => spaces(conn, viewer, id).await?,
            false => Vec::new(),
        },
        created: row.try_get(13)?,
        created_by: person(&row, 10)?,
        version: row.try_get(14)?,
        rights: DealRights {
            manage: may(DealAction::ManagePeople),
            create_space: has_spaces && may_add_spaces && may(DealAction::CreateSpace),
        },
        now,
    })
}

/// Returns the deal that a space was created from, if the viewer may see that deal.
pub async fn of_space(conn: &mut Conn, viewer: &Viewer, space: SpaceId) -> Result<Option<DealRef>, StoreError> {
    let mut sql =
        Sql::new("SELECT d.id, d.name FROM deal_spaces l JOIN deals d ON d.id = l.deal_id WHERE l.space_id = ");
    sql.text(space).push(" AND ");
    access::visible(&mut sql, viewer);
    let row = sql.row(conn).await?;
    row.map(|row| {
        Ok(DealRef {
            id: parsed(&row, 0)?,
            name: row.try_get(1)?,
        })
    })
    .transpose()
}

/// Returns the spaces of a deal that the viewer may open. An outline does not reveal that a space belongs to a deal, so
/// others are left out.
async fn spaces(conn: &mut Conn, viewer: &Viewer, id: DealId) -> Result<Vec<DealSpace>, StoreError> {
    let mut sql = Sql::new(
        "SELECT s.id, s.name, s.visibility FROM deal_spaces l JOIN spaces s ON s.id = l.space_id \
         WHERE s.state <> 'trash' AND l.deal_id = ",
    );
    sql.text(id).push(" AND ");
    crate::server::store::spaces::access::open(&mut sql, viewer);
    sql.push(" ORDER BY l.created_at, s.id");
    let rows = sql.rows(conn).await?;
    rows.iter()
        .map(|row| {
            Ok(DealSpace {
                id: parsed(row, 0)?,
                name: row.try_get(1)?,
                visibility: Visibility::from_storage(row.try_get(2)?),
            })
        })
        .collect()
}

/// Returns the activity of the deal before the given line, newest first.
pub async fn activity(
    conn: &mut Conn,
    viewer: &Viewer,
    id: DealId,
    before: Option<ActivityId>,
) -> Result<Vec<DealLine>, StoreError> {
    visible_access_facts(conn, viewer, id).await?;
    let line = |id, actor, at, what| DealLine { id, actor, at, what };
    lines(conn, "deal_activities a", "a.deal_id", id, before, line).await
}

/// Reads a state. A state that this version does not know is read as lost, the one that permits least.
fn state(row: &AnyRow, column: usize) -> Result<DealState, StoreError> {
    Ok(DealState::parse(row.try_get(column)?).unwrap_or(DealState::Lost))
}

/// Reads a stage from two columns: id and name.
fn stage(row: &AnyRow, column: usize) -> Result<StageRef, StoreError> {
    Ok(StageRef {
        id: parsed(row, column)?,
        name: row.try_get(column + 1)?,
    })
}

fn amount(row: &AnyRow, column: usize) -> Result<Option<Amount>, StoreError> {
    let value: Option<i64> = row.try_get(column)?;
    Ok(value.and_then(Amount::from_millionths))
}
