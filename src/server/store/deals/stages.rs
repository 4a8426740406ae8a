//! The stages of the pipeline: everybody sees them, administrators change them.

use domain::{
    access::AccountAction,
    audit::Event,
    deal::{StageRef, StageRow, stage_name},
    error::{AppError, Field, Reason},
    fold::fold,
    ids::StageId,
    limits,
    person::Language,
};
use sqlx::Row;

use super::{keys, stage};
use crate::server::{
    clock,
    permits::AccountPermit,
    store::{
        StoreError, audit,
        engine::{
            positions,
            rows::parsed,
            sql::{Conn, Sql},
        },
    },
};

/// Returns all stages in their order.
pub async fn list(conn: &mut Conn) -> Result<Vec<StageRef>, StoreError> {
    let rows = Sql::new("SELECT t.id, t.name FROM deal_stages t ORDER BY t.position, t.id")
        .rows(conn)
        .await?;
    rows.iter().map(|row| stage(row, 0)).collect()
}

/// Returns all stages with the number of deals in each, for administrators.
pub async fn pipeline(permit: &mut AccountPermit) -> Result<Vec<StageRow>, StoreError> {
    let conn = permit.act(AccountAction::ManageSettings)?;
    let rows = Sql::new(
        "SELECT t.id, t.name, (SELECT count(*) FROM deals d WHERE d.stage_id = t.id) FROM deal_stages t \
         ORDER BY t.position, t.id",
    )
    .rows(conn)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(StageRow {
                stage: stage(row, 0)?,
                deals: u32::try_from(row.try_get::<i64, _>(2)?).unwrap_or(u32::MAX),
            })
        })
        .collect()
}

/// Adds the default stages of a new account, in its language.
pub async fn add_defaults(conn: &mut Conn, language: Language) -> Result<(), StoreError> {
    if !list(conn).await?.is_empty() {
        return Ok(());
    }
    let names = match language {
        Language::Pl => ["Kontakt", "Rozpoznanie", "Oferta", "Negocjacje"],
        Language::En => ["Lead", "Qualified", "Proposal", "Negotiation"],
    };
    for name in names {
        insert(conn, name, clock::now()).await?;
    }
    Ok(())
}

async fn insert(conn: &mut Conn, name: &str, at: i64) -> Result<StageId, StoreError> {
    let id = StageId(clock::new_id());
    let mut sql = Sql::new("INSERT INTO deal_stages (id, name, name_folded, position, created_at) SELECT ");
    sql.text(id).push(", ").bind(name).push(", ").bind(fold(name));
    sql.push(", COALESCE(max(t.position), 0) + 1, ").bind(at);
    sql.push(" FROM deal_stages t").run(conn).await?;
    Ok(id)
}

/// Adds a stage at the end.
pub async fn add(permit: &mut AccountPermit, name: &str) -> Result<StageId, StoreError> {
    let (actor, at) = (permit.actor(), permit.at());
    let conn = permit.act(AccountAction::ManageSettings)?;
    let name = free_name(conn, name, None).await?;
    if list(conn).await?.len() >= limits::STAGES {
        let max = limits::STAGES;
        return Err(AppError::field(Field::Stage, Reason::TooMany { max }).into());
    }
    let id = insert(conn, &name, at).await?;
    audit::write(conn, at, Some(actor), id, &Event::StageAdded { name }).await?;
    Ok(id)
}

/// Renames a stage.
pub async fn rename(permit: &mut AccountPermit, id: StageId, name: &str) -> Result<(), StoreError> {
    let (actor, at) = (permit.actor(), permit.at());
    let conn = permit.act(AccountAction::ManageSettings)?;
    let name = free_name(conn, name, Some(id)).await?;
    let from = name_of(&list(conn).await?, id)?;
    if from == name {
        return Ok(());
    }
    let mut sql = Sql::new("UPDATE deal_stages SET name = ");
    sql.bind(name.as_str()).push(", name_folded = ").bind(fold(&name));
    sql.push(" WHERE id = ").text(id).run(conn).await?;
    audit::write(conn, at, Some(actor), id, &Event::StageRenamed { from, to: name }).await
}

fn name_of(stages: &[StageRef], id: StageId) -> Result<String, StoreError> {
    let stage = stages.iter().find(|stage| stage.id == id);
    Ok(stage.ok_or(StoreError::NotFound)?.name.clone())
}

/// Reorders the stages. `order` must name each of them once; if it does not, somebody added or deleted a stage
/// meanwhile.
pub async fn order(permit: &mut AccountPermit, order: &[StageId]) -> Result<(), StoreError> {
    let (actor, at) = (permit.actor(), permit.at());
    let conn = permit.act(AccountAction::ManageSettings)?;
    let now: Vec<StageId> = list(conn).await?.iter().map(|stage| stage.id).collect();
    positions::set(conn, "deal_stages", now.iter().copied(), order).await?;
    if now == order {
        return Ok(());
    }
    keys::refresh(conn, keys::Of::All).await?;
    audit::write(conn, at, Some(actor), "pipeline", &Event::StagesOrdered {}).await
}

/// Deletes a stage. Its deals move to the stage `move_to`.
pub async fn delete(permit: &mut AccountPermit, id: StageId, move_to: Option<StageId>) -> Result<(), StoreError> {
    let (actor, at) = (permit.actor(), permit.at());
    let conn = permit.act(AccountAction::ManageSettings)?;
    let stages = list(conn).await?;
    let name = name_of(&stages, id)?;
    if stages.len() == 1 {
        return Err(AppError::field(Field::Stage, Reason::LastStage).into());
    }
    let mut sql = Sql::new("SELECT count(*) FROM deals d WHERE d.stage_id = ");
    let deals = u32::try_from(sql.text(id).count(conn).await?).unwrap_or(u32::MAX);
    if deals > 0 {
        let to = move_to
            .filter(|to| *to != id)
            .ok_or_else(|| AppError::field(Field::Stage, Reason::StageInUse))?;
        check(conn, to).await?;
        let mut sql = Sql::new("UPDATE deals SET version = version + 1, stage_id = ");
        sql.text(to).push(" WHERE stage_id = ").text(id).run(conn).await?;
        keys::refresh(conn, keys::Of::All).await?;
    }
    let mut sql = Sql::new("DELETE FROM deal_stages WHERE id = ");
    sql.text(id).run(conn).await?;
    audit::write(conn, at, Some(actor), id, &Event::StageDeleted { name, deals }).await
}

/// Refuses a stage that does not exist.
pub(super) async fn check(conn: &mut Conn, id: StageId) -> Result<(), StoreError> {
    let mut sql = Sql::new("SELECT 1 FROM deal_stages t WHERE t.id = ");
    match sql.text(id).row(conn).await? {
        Some(_) => Ok(()),
        None => {
            let value = id.to_string();
            Err(AppError::field(Field::Stage, Reason::Unknown { value }).into())
        }
    }
}

async fn free_name(conn: &mut Conn, raw: &str, own: Option<StageId>) -> Result<String, StoreError> {
    let name = stage_name(raw).map_err(|reason| AppError::field(Field::Name, reason))?;
    let mut sql = Sql::new("SELECT t.id FROM deal_stages t WHERE t.name_folded = ");
    let taken = sql.bind(fold(&name)).row(conn).await?;
    match taken.map(|row| parsed(&row, 0)).transpose()? {
        Some(id) if Some(id) != own => Err(AppError::field(Field::Name, Reason::Taken).into()),
        _ => Ok(name),
    }
}
