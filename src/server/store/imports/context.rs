//! What is true in the account for whoever imports.

use domain::{
    access::Viewer,
    error::AppError,
    group::{GroupRef, Hue},
    import::{CheckContext, KnownPerson, KnownSpace},
    visibility::{Visibility, VisibilityRules},
};
use sqlx::{AnyConnection, Row};

use super::{super::StoreError, parse};

/// People, groups, levels, and the spaces that the viewer may edit; no others.
pub async fn context(connection: &mut AnyConnection, viewer: &Viewer) -> Result<CheckContext, AppError> {
    Ok(CheckContext {
        people: people(connection).await?,
        groups: groups(connection).await?,
        visibility: levels(connection).await?,
        spaces: spaces(connection, viewer).await?,
    })
}

async fn people(connection: &mut AnyConnection) -> Result<Vec<KnownPerson>, AppError> {
    let rows = sqlx::query("SELECT id, name, email, deactivated_at FROM users")
        .fetch_all(connection)
        .await
        .map_err(StoreError::from)?;
    rows.iter()
        .map(|row| {
            Ok(KnownPerson {
                id: parse(row.get("id"))?,
                name: row.get("name"),
                email: row.get("email"),
                active: row.get::<Option<i64>, _>("deactivated_at").is_none(),
            })
        })
        .collect()
}

async fn groups(connection: &mut AnyConnection) -> Result<Vec<GroupRef>, AppError> {
    let rows = sqlx::query("SELECT id, name, hue FROM groups ORDER BY position, id")
        .fetch_all(connection)
        .await
        .map_err(StoreError::from)?;
    rows.iter()
        .map(|row| {
            Ok(GroupRef {
                id: parse(row.get("id"))?,
                name: row.get("name"),
                hue: Hue::from_storage(row.get::<&str, _>("hue")),
            })
        })
        .collect()
}

async fn levels(connection: &mut AnyConnection) -> Result<VisibilityRules, AppError> {
    let row = sqlx::query("SELECT visibility_allowed, visibility_default FROM account WHERE id = 1")
        .fetch_optional(connection)
        .await
        .map_err(StoreError::from)?;
    let Some(row) = row else {
        return Ok(VisibilityRules::default());
    };
    let allowed = row
        .get::<&str, _>("visibility_allowed")
        .split(',')
        .filter_map(Visibility::parse)
        .collect();
    Ok(VisibilityRules {
        allowed,
        default: Visibility::from_storage(row.get::<&str, _>("visibility_default")),
    })
}

/// The rule of `Action::Edit` as SQL: owner, member or administrator, outside the trash.
async fn spaces(connection: &mut AnyConnection, viewer: &Viewer) -> Result<Vec<KnownSpace>, AppError> {
    let rows = sqlx::query(
        "SELECT s.id, s.name, s.version, s.visibility, s.owner_id FROM spaces s \
         WHERE s.state <> 'trash' AND ($1 = 1 OR s.owner_id = $2 OR EXISTS \
             (SELECT 1 FROM space_members m WHERE m.space_id = s.id AND m.user_id = $2))",
    )
    .bind(i64::from(viewer.is_admin()))
    .bind(viewer.id.to_string())
    .fetch_all(connection)
    .await
    .map_err(StoreError::from)?;
    rows.iter()
        .map(|row| {
            let owner = parse(row.get("owner_id"))?;
            Ok(KnownSpace {
                id: parse(row.get("id"))?,
                name: row.get("name"),
                version: row.get("version"),
                visibility: Visibility::from_storage(row.get::<&str, _>("visibility")),
                owner,
                may_give_access: viewer.is_admin() || owner == viewer.id,
            })
        })
        .collect()
}
