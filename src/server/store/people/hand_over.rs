//! Handing over everything that a person owns to another, before the person is deactivated.

use domain::{
    activity::SpaceEvent,
    error::{AppError, Field, Reason},
    ids::{SpaceId, UserId},
    person::PersonRef,
};

use super::users::reference;
use crate::server::{
    clock,
    store::{
        StoreError,
        engine::{
            rows::parsed,
            sort_key,
            sql::{Conn, Sql},
        },
        spaces::{
            activity,
            derived::{self, Part, Set},
        },
    },
};

/// Makes `heir` the owner of everything that `from` owns. The former owner becomes a member.
pub async fn hand_over_all(
    conn: &mut Conn,
    actor: UserId,
    from: UserId,
    heir: Option<UserId>,
) -> Result<usize, StoreError> {
    let heir = check_heir(conn, from, heir).await?;
    let mut sql = Sql::new("SELECT id FROM spaces WHERE owner_id = ");
    let rows = sql.text(from).rows(conn).await?;
    let owned: Vec<SpaceId> = rows.iter().map(|row| parsed(row, 0)).collect::<Result<_, _>>()?;
    if owned.is_empty() {
        return Ok(0);
    }
    let heir = heir.ok_or_else(|| AppError::field(Field::Owner, Reason::Required))?;
    let former = reference(conn, from).await?;
    let now = clock::now();
    let what = SpaceEvent::HandedOver {
        from: former,
        to: heir.clone(),
    };
    for space in &owned {
        activity::write(conn, *space, actor, now, &what).await?;
    }
    change_owner(conn, from, heir.id, &sort_key(&heir.name), now).await?;
    for part in owned.chunks(1_000) {
        derived::refresh(conn, Set::Ids(part), &[Part::Owner]).await?;
    }
    Ok(owned.len())
}

/// Returns the person who is to own everything that `from` owns.
///
/// # Errors
///
/// `Invalid` on the owner field if the heir is `from`, is deactivated or does not exist.
pub async fn check_heir(conn: &mut Conn, from: UserId, heir: Option<UserId>) -> Result<Option<PersonRef>, StoreError> {
    let Some(id) = heir else { return Ok(None) };
    let heir = match reference(conn, id).await {
        Err(StoreError::NotFound) => {
            let value = id.to_string();
            return Err(AppError::field(Field::Owner, Reason::Unknown { value }).into());
        }
        heir => heir?,
    };
    if heir.id == from || !heir.active {
        return Err(AppError::field(Field::Owner, Reason::Deactivated).into());
    }
    Ok(Some(heir))
}

async fn change_owner(conn: &mut Conn, from: UserId, heir: UserId, key: &str, now: i64) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO space_members (space_id, user_id, added_at) SELECT id, $1, $2 FROM spaces WHERE owner_id = $1 \
         ON CONFLICT (space_id, user_id) DO NOTHING",
    )
    .bind(from.to_string())
    .bind(now)
    .execute(&mut *conn)
    .await?;
    // The new owner is removed from the members.
    sqlx::query(
        "DELETE FROM space_members WHERE user_id = $1 AND space_id IN (SELECT id FROM spaces WHERE owner_id = $2)",
    )
    .bind(heir.to_string())
    .bind(from.to_string())
    .execute(&mut *conn)
    .await?;
    sqlx::query(
        "UPDATE spaces SET owner_id = $1, owner_key = $2, last_activity_at = $3, version = version + 1, \
         people = 1 + (SELECT COUNT(*) FROM space_members m WHERE m.space_id = spaces.id) WHERE owner_id = $4",
    )
    .bind(heir.to_string())
    .bind(key.to_owned())
    .bind(now)
    .bind(from.to_string())
    .execute(&mut *conn)
    .await?;
    Ok(())
}
