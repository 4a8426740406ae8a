//! List operations: many spaces changed in one transaction, and taken back.
//!
//! Every statement is about a set: 100,000 spaces are as many statements as one. What an operation is to change stands in
//! `operation_items` first, with what was before; the rest follows from there.

mod clauses;
mod effects;
mod items;
mod jobs;
mod kept;
mod set_field;
mod undo;

use domain::{
    access::{AccountAction, Viewer},
    audit::Event,
    error::{AppError, Field, Reason},
    group::tag_name,
    ids::OperationId,
    limits,
    operation::{Operation, Outcome, Progress, Selection, SkipReason},
    person::Language,
};
use sqlx::Row;

pub use jobs::Jobs;
pub use kept::{progress, recent};
pub use undo::undo;

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
    tags,
};
use crate::server::gate::Gate;
use clauses::Prepared;
use jobs::Meter;

/// Beyond this many spaces an operation runs on after its answer, and is asked after.
const AT_ONCE: i64 = 2_000;

/// What the operation would do.
pub async fn preview(gate: &Gate, selection: &Selection, operation: &Operation) -> Result<Outcome, AppError> {
    check_size(selection)?;
    let mut tx = gate.read().await?;
    let prepared = prepare(&mut tx, operation, None, gate.me().language).await?;
    let zone = gate.zone();
    Ok(tally(&mut tx, &gate.viewer(), &zone, selection, &prepared).await?)
}

/// Does it; at once, or for many spaces as a job to ask after. The same id is one operation.
pub async fn apply(
    gate: &Gate,
    id: OperationId,
    selection: Selection,
    operation: Operation,
) -> Result<Progress<Outcome>, AppError> {
    check_size(&selection)?;
    match kept::known(gate, id).await? {
        // One that failed changed nothing: it may be tried again.
        None | Some(Progress::Failed(_)) => {}
        Some(progress) => return Ok(progress),
    }
    let total = size(gate, &selection).await?;
    let work = {
        let gate = gate.clone();
        move |meter: Meter| async move { run(&gate, id, &selection, &operation, &meter).await }
    };
    jobs::start(gate, id, total, total > AT_ONCE, work).await
}

async fn run(
    gate: &Gate,
    id: OperationId,
    selection: &Selection,
    operation: &Operation,
    meter: &Meter,
) -> Result<Outcome, AppError> {
    let mut permit = gate.account(AccountAction::UseAccount).await?;
    let (viewer, at) = (permit.viewer(), permit.at());
    let conn = permit.act(AccountAction::UseAccount)?;
    if let Some(outcome) = kept::applied(conn, viewer.id, id).await? {
        return Ok(outcome);
    }
    let prepared = prepare(conn, operation, Some(&viewer), gate.me().language).await?;
    let zone = gate.zone();
    let outcome = tally(conn, &viewer, &zone, selection, &prepared).await?;
    meter.step(1);
    kept::keep(conn, viewer.id, id, &prepared, &outcome, at).await?;
    note_items(conn, &viewer, &zone, id, selection, &prepared).await?;
    meter.step(2);
    effects::apply(conn, id, &prepared, viewer.id, at, meter).await?;
    let event = Event::Operation {
        names: some_names(conn, Set::Operation(id)).await?,
        operation: prepared.operation,
        about: prepared.about,
        changed: outcome.changed,
    };
    audit::write(conn, at, Some(viewer.id), id, &event).await?;
    permit.commit().await?;
    Ok(outcome)
}

/// How many spaces the audit log names of an operation.
const NAMED: i64 = 20;

/// The names of the first spaces of the set, for the audit log.
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

fn check_size(selection: &Selection) -> Result<(), AppError> {
    match selection {
        Selection::Ids(ids) if ids.len() > limits::TICKED => Err(AppError::TooLarge),
        _ => Ok(()),
    }
}

/// About how many spaces, to know whether to answer at once.
async fn size(gate: &Gate, selection: &Selection) -> Result<i64, AppError> {
    let zone = gate.zone();
    let mut tx = gate.read().await?;
    let mut sql = Sql::new("SELECT count(*) FROM spaces s WHERE ");
    candidates(&mut sql, &gate.viewer(), &zone, selection);
    Ok(sql.count(&mut tx).await.map_err(StoreError::from)?)
}

/// Adds: the space is one of those meant, and the viewer knows of it.
fn candidates(sql: &mut Sql, viewer: &Viewer, zone: &Zone, selection: &Selection) {
    match selection {
        Selection::Ids(ids) => {
            sql.push("s.id").within(ids).push(" AND ");
            crate::server::store::spaces::access::found(sql, viewer);
        }
        Selection::Matching(query) => spaces::clauses::add(sql, viewer, zone, query, Scope::Found),
    }
}

/// The operation with its arguments checked, and named for 'Recent operations'; a tag that it adds is made for who
/// applies it.
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

/// Counts what would become of each space.
async fn tally(
    conn: &mut Conn,
    viewer: &Viewer,
    zone: &Zone,
    selection: &Selection,
    prepared: &Prepared,
) -> Result<Outcome, StoreError> {
    let mut sql = Sql::new("SELECT ");
    prepared.verdict(&mut sql, viewer);
    sql.push(" AS verdict, count(*) FROM spaces s WHERE ");
    candidates(&mut sql, viewer, zone, selection);
    sql.push(" GROUP BY 1");
    let mut counts = Vec::new();
    for row in sql.rows(conn).await? {
        counts.push((row.try_get(0)?, row.try_get(1)?));
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
    Ok(outcome)
}

/// Writes down which spaces change and what was before.
async fn note_items(
    conn: &mut Conn,
    viewer: &Viewer,
    zone: &Zone,
    id: OperationId,
    selection: &Selection,
    prepared: &Prepared,
) -> Result<(), StoreError> {
    let mut sql = Sql::new("INSERT INTO operation_items (operation_id, space_id, before, version_after) SELECT ");
    sql.text(id).push(", s.id, ");
    prepared.before(&mut sql);
    sql.push(", s.version + 1 FROM spaces s WHERE ");
    candidates(&mut sql, viewer, zone, selection);
    sql.push(" AND ");
    prepared.verdict(&mut sql, viewer);
    sql.push(" = 0").run(conn).await?;
    Ok(())
}
