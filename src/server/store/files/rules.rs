//! The settings of files.

use domain::{access::AccountAction, audit::Event, error::AppError, file::rules::FileRules};
use sqlx::Row;

use crate::server::{
    permits::AccountPermit,
    store::{
        StoreError, audit,
        engine::{
            rows::boolean,
            sql::{Conn, Sql},
        },
    },
};

/// Returns the settings of files.
pub async fn read(conn: &mut Conn) -> Result<FileRules, StoreError> {
    let row = Sql::new("SELECT version, largest, quota, keep_originals FROM file_rules WHERE only = 1")
        .row(conn)
        .await?;
    let Some(row) = row else {
        return Ok(FileRules::default());
    };
    Ok(FileRules {
        version: row.try_get(0)?,
        largest: row.try_get(1)?,
        quota: row.try_get(2)?,
        keep_originals: boolean(&row, 3)?,
    })
}

/// Saves the settings of files. They apply to uploads that begin later.
///
/// # Errors
///
/// `Conflict` with the current settings if they have changed since the version of `wanted`.
pub async fn save(permit: &mut AccountPermit, wanted: FileRules) -> Result<(), StoreError> {
    let (actor, at) = (permit.actor(), permit.at());
    let conn = permit.act(AccountAction::ManageSettings)?;
    let wanted = wanted.checked().map_err(AppError::Invalid)?;
    let now = read(conn).await?;
    if now.version != wanted.version {
        return Err(AppError::conflict(&now).into());
    }
    if now == wanted {
        return Ok(());
    }
    let mut sql = Sql::new("UPDATE file_rules SET version = version + 1, largest = ");
    sql.bind(wanted.largest).push(", quota = ");
    match wanted.quota {
        Some(quota) => sql.bind(quota),
        None => sql.push("NULL"),
    };
    sql.push(", keep_originals = ").bind(i64::from(wanted.keep_originals));
    if sql.push(" WHERE only = 1").run(conn).await? == 0 {
        return Err(StoreError::NotFound);
    }
    let event = Event::FileRulesChanged {
        from: Box::new(now),
        to: Box::new(wanted),
    };
    audit::write(conn, at, Some(actor), "files", &event).await
}
