//! List operations: changes of many spaces in one transaction, with undo.
//!
//! Every statement works on a set: 100,000 spaces take as many statements as one. First `operation_items` is filled
//! with the spaces that change and with their state before; the other statements work from there.

mod clauses;
mod effects;
mod items;
mod set_field;
mod stored;
mod undo;

use domain::{
    access::{AccountAction, Viewer},
    audit::Event,
    error::{AppError, Field, Reason},
    group::tag_name,
    ids::OperationId,
    operation::{Operation, Outcome, Preview, Selection, SkipReason},
    person::Language,
};
use sha2::{Digest, Sha256};
use sqlx::Row;

pub use effects::Step;
pub use stored::{Outcomes, outcomes, recent};
pub use undo::{skipped, undo};

use super::{
    StoreError, audit,
    engine::{
        rows::person,
        sql::{Conn, Sql},
    },
    groups,
    spaces::{
        self,
        clauses::{Scope, Zone},
        derived::Set,
        members,
    },
    tags, views,
};
use crate::server::permits::AccountPermit;
use clauses::Prepared;

/// Number of steps of one operation, for its progress.
pub const STEPS: u32 = 6;

/// The person who runs an operation, as far as that decides which spaces it covers.
pub struct Requester {
    pub viewer: Viewer,
    pub zone: Zone,
    pub language: Language,
}

/// Returns what the operation would do.
pub async fn preview(
    conn: &mut Conn,
    requester: &Requester,
    selection: &Selection,
    operation: &Operation,
) -> Result<Preview, StoreError> {
    let selection = &resolved(conn, requester, selection).await?;
    let prepared = prepare(conn, operation, None, requester.language).await?;
    tally(conn, requester, selection, &prepared).await
}

/// Applies the operation, unless its effect differs from the preview `seen`. Sending the same id again applies nothing
/// more.
pub async fn apply(
    permit: &mut AccountPermit,
    requester: &Requester,
    id: OperationId,
    (selection, operation): (&Selection, &Operation),
    seen: Option<&str>,
    step: &Step<'_>,
) -> Result<Outcome, AppError> {
    let at = permit.at();
    let conn = permit.act(AccountAction::UseAccount)?;
    let actor = requester.viewer.id;
    if let Some(outcomes) = stored::outcomes(conn, actor, id).await? {
        return Ok(outcomes.applied);
    }
    let selection = &resolved(conn, requester, selection).await?;
    let prepared = prepare(conn, operation, Some(&requester.viewer), requester.language).await?;
    let now = tally(conn, requester, selection, &prepared).await?;
    if seen.is_some_and(|seen| seen != now.seen) {
        return Err(AppError::field(Field::Rows, Reason::ChangedMeanwhile));
    }
    let outcome = now.outcome;
    step(1);
    stored::save(conn, actor, id, &prepared, &outcome, at).await?;
    note_items(conn, requester, id, selection, &prepared).await?;
    step(2);
    effects::apply(conn, id, &prepared, actor, at, step).await?;
    let event = Event::Operation {
        names: some_names(conn, Set::Operation(id)).await?,
        operation: prepared.operation,
        about: prepared.about,
        changed: outcome.changed,
    };
    audit::write(conn, at, Some(actor), id, &event).await?;
    Ok(outcome)
}

/// How many spaces the audit log names for one operation.
const NAMED: i64 = 20;

/// Returns the names of the first spaces of the set, for the audit log.
async fn some_names(conn: &mut Conn, set: Set<'_>) -> Result<Vec<String>, StoreError> {
    let mut sql = Sql::new("SELECT s.name FROM spaces s WHERE ");
    set.clause(&mut sql, "s.id");
    let rows = sql
        .push(" ORDER BY s.name_key, s.id LIMIT ")
        .bind(NAMED)
        .rows(conn)
        .await?;
    Ok(rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?)
}

/// Looks up the filters of the list that its reader cannot see.
async fn resolved(conn: &mut Conn, requester: &Requester, selection: &Selection) -> Result<Selection, StoreError> {
    Ok(match selection {
        Selection::Matching(list) => {
            let list = views::resolved(conn, &requester.viewer, list).await?.into_owned();
            Selection::Matching(Box::new(list))
        }
        Selection::Ids(ids) => Selection::Ids(ids.clone()),
    })
}

/// Estimates how many spaces are covered.
pub async fn size(conn: &mut Conn, requester: &Requester, selection: &Selection) -> Result<i64, StoreError> {
    let selection = &resolved(conn, requester, selection).await?;
    let mut sql = Sql::new("SELECT count(*) FROM spaces s WHERE ");
    candidates(&mut sql, requester, selection);
    Ok(sql.count(conn).await?)
}

/// Adds the condition that the space is covered and that the viewer may know of it.
fn candidates(sql: &mut Sql, requester: &Requester, selection: &Selection) {
    match selection {
        Selection::Ids(ids) => {
            sql.push("s.id").within(ids).push(" AND ");
            spaces::access::found(sql, &requester.viewer);
        }
        Selection::Matching(query) => {
            spaces::clauses::add(sql, &requester.viewer, &requester.zone, query, Scope::Found, None)
        }
    }
}

/// Checks the arguments of the operation, and looks up its name for 'Recent operations'. A tag that the operation adds
/// is created when it is applied.
async fn prepare(
    conn: &mut Conn,
    operation: &Operation,
    applies: Option<&Viewer>,
    language: Language,
) -> Result<Prepared, StoreError> {
    let mut operation = operation.clone();
    let (mut tag, mut field, mut about) = (None, None, String::new());
    match &mut operation {
        Operation::AddToGroup(id) | Operation::RemoveFromGroup(id) => {
            groups::check(conn, &[*id]).await?;
            let mut sql = Sql::new("SELECT g.id, g.name, g.hue FROM groups g WHERE g.id = ");
            let row = sql.text(*id).row(conn).await?.ok_or(StoreError::NotFound)?;
            about = spaces::group(&row, 0)?.name;
        }
        Operation::AddTag(name) | Operation::RemoveTag(name) => {
            *name = tag_name(name).map_err(|reason| AppError::field(Field::Tags, reason))?;
            about = name.clone();
        }
        Operation::ChangeVisibility(to) => {
            spaces::write::check_visibility(conn, None, *to).await?;
            about = to.as_str().to_owned();
        }
        Operation::ChangeOwner(to) => about = active_owner(conn, *to).await?,
        Operation::GiveAccess(people) => {
            people.sort_unstable();
            people.dedup();
            members::check_active(conn, people).await?;
            about = names(conn, people).await?;
        }
        Operation::TakeAccess(people) => about = names(conn, people).await?,
        Operation::SetField { field: id, value } => {
            let set = set_field::checked(conn, *id, value, language).await?;
            (field, about) = (Some(set.0), set.1);
        }
        Operation::Archive | Operation::Restore | Operation::Delete => {}
    }
    if let Operation::AddTag(name) | Operation::RemoveTag(name) = &operation {
        tag = match (applies, &operation) {
            (Some(viewer), Operation::AddTag(_)) => {
                let made = tags::find_or_make(conn, viewer, std::slice::from_ref(name)).await?;
                made.into_values().next()
            }
            _ => tags::find(conn, name).await?,
        };
    }
    Ok(Prepared {
        operation,
        tag,
        field,
        about,
    })
}

async fn active_owner(conn: &mut Conn, id: domain::ids::UserId) -> Result<String, StoreError> {
    let mut sql = Sql::new("SELECT u.id, u.name, u.deactivated_at FROM users u WHERE u.id = ");
    let owner = sql.text(id).row(conn).await?.map(|row| person(&row, 0)).transpose()?;
    let reason = match owner {
        Some(owner) if owner.active => return Ok(owner.name),
        Some(_) => Reason::Deactivated,
        None => Reason::Unknown { value: id.to_string() },
    };
    Err(AppError::field(Field::Owner, reason).into())
}

async fn names(conn: &mut Conn, people: &[domain::ids::UserId]) -> Result<String, StoreError> {
    let people = members::named(conn, people).await?;
    Ok(people
        .into_iter()
        .map(|person| person.name)
        .collect::<Vec<_>>()
        .join(", "))
}

/// A prime small enough for its square to fit into 64 bits.
const PRIME: i64 = 2_147_483_647;

/// Counts the spaces by verdict, and computes a digest of the spaces and their verdicts.
async fn tally(
    conn: &mut Conn,
    requester: &Requester,
    selection: &Selection,
    prepared: &Prepared,
) -> Result<Preview, StoreError> {
    let mut sql = Sql::new("SELECT ");
    prepared.verdict(&mut sql, &requester.viewer);
    // A sum does not depend on the order of the rows. It is of squares and cubes, because other spaces may have the
    // same plain sum.
    let square = format!("((s.number % {PRIME}) * (s.number % {PRIME})) % {PRIME}");
    sql.push(&format!(
        " AS verdict, count(*), CAST(sum({square}) AS BIGINT), \
         CAST(sum(({square}) * (s.number % {PRIME}) % {PRIME}) AS BIGINT) FROM spaces s WHERE "
    ));
    candidates(&mut sql, requester, selection);
    sql.push(" GROUP BY 1 ORDER BY 1");
    let mut counts = Vec::new();
    let mut digest = Sha256::new();
    for row in sql.rows(conn).await? {
        let values: [i64; 4] = [row.try_get(0)?, row.try_get(1)?, row.try_get(2)?, row.try_get(3)?];
        values.iter().for_each(|value| digest.update(value.to_be_bytes()));
        let [verdict, count, ..] = values;
        counts.push((verdict, count));
    }
    let mut outcome = clauses::outcome(&counts);
    if let Selection::Ids(ids) = selection {
        let wanted = ids.iter().collect::<std::collections::HashSet<_>>().len() as u32;
        let gone = wanted.saturating_sub(outcome.total);
        if gone > 0 {
            outcome.skipped.push((SkipReason::Gone, gone));
        }
        outcome.total = wanted;
    }
    Ok(Preview {
        outcome,
        seen: hex::encode(digest.finalize()),
    })
}

/// Records the spaces that change and their state before.
async fn note_items(
    conn: &mut Conn,
    requester: &Requester,
    id: OperationId,
    selection: &Selection,
    prepared: &Prepared,
) -> Result<(), StoreError> {
    let mut sql = Sql::new("INSERT INTO operation_items (operation_id, space_id, before, version_after) SELECT ");
    sql.text(id).push(", s.id, ");
    prepared.before(&mut sql);
    sql.push(", s.version + 1 FROM spaces s WHERE ");
    candidates(&mut sql, requester, selection);
    sql.push(" AND ");
    prepared.verdict(&mut sql, &requester.viewer);
    sql.push(" = 0").run(conn).await?;
    Ok(())
}
