//! Writing the audit log: who did what, for administrators. Lines are never changed; old ones are deleted.

use domain::{
    access::AccountAction,
    audit::{self, Event, KEPT_DAYS, SAME_VIEW_MS},
    ids::{SpaceId, UserId},
};
use sqlx::Row;

use crate::server::{
    permits::{AccountPermit, Purpose, SystemPermit},
    store::{
        Store, StoreError,
        engine::sql::{Conn, Sql},
        events::{self, Happened},
    },
};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Records an event that the audit log shows. `actor` is `None` for the command line and for what the server does by
/// itself.
pub async fn write(
    conn: &mut Conn,
    at: i64,
    actor: Option<UserId>,
    subject: impl ToString,
    event: &Event,
) -> Result<(), StoreError> {
    let happened = Happened::Audit(subject.to_string(), event);
    events::record(conn, at, actor, happened).await
}

/// Returns whether this view of the space is already recorded.
pub async fn has_viewed(conn: &mut Conn, actor: UserId, space: SpaceId, now: i64) -> Result<bool, StoreError> {
    let mut sql = Sql::new("SELECT 1 FROM audit_lines a WHERE a.subject_id = ");
    sql.text(space).push(" AND a.at > ").bind(now - SAME_VIEW_MS);
    sql.push(" AND a.kind = 'space_opened' AND a.actor_id = ")
        .text(actor)
        .push(" LIMIT 1");
    Ok(sql.row(conn).await?.is_some())
}

/// Returns how many days lines are kept.
pub async fn kept_days(conn: &mut Conn) -> Result<u32, StoreError> {
    let row = Sql::new("SELECT audit_kept_days FROM account WHERE id = 1")
        .row(conn)
        .await?;
    let days: Option<i64> = row.map(|row| row.try_get(0)).transpose()?;
    Ok(days.and_then(|days| u32::try_from(days).ok()).unwrap_or(KEPT_DAYS))
}

/// Sets how many days lines are kept.
pub async fn set_kept_days(permit: &mut AccountPermit, days: u32) -> Result<(), StoreError> {
    audit::check_kept_days(days)?;
    let (actor, at) = (permit.actor(), permit.at());
    let conn = permit.act(AccountAction::ManageSettings)?;
    if kept_days(conn).await? == days {
        return Ok(());
    }
    let mut sql = Sql::new("UPDATE account SET audit_kept_days = ");
    if sql.bind(i64::from(days)).push(" WHERE id = 1").run(conn).await? == 0 {
        return Err(StoreError::NotFound);
    }
    write(conn, at, Some(actor), "audit_log", &Event::AuditKept { days }).await
}

/// The maximum number of lines that one transaction deletes, so that other writers wait only briefly.
const DELETE_BATCH_SIZE: u64 = 1_000;

/// Deletes lines that are older than the period for which they are kept. Returns how many.
pub async fn delete_old(store: &Store, now: i64) -> Result<u64, StoreError> {
    let mut gone = 0;
    loop {
        let mut tx = SystemPermit::begin(store, Purpose::Sweep).await?;
        let days = kept_days(&mut tx).await?;
        let mut sql = Sql::new("DELETE FROM audit_lines WHERE id IN (SELECT a.id FROM audit_lines a WHERE a.at < ");
        sql.bind(now - i64::from(days) * DAY_MS)
            .push(" ORDER BY a.at LIMIT ")
            .bind(DELETE_BATCH_SIZE.cast_signed());
        let batch = sql.push(")").run(&mut tx).await?;
        tx.commit().await?;
        gone += batch;
        if batch < DELETE_BATCH_SIZE {
            return Ok(gone);
        }
    }
}
