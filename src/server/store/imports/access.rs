//! Who may see a space that an import changes: an administrator finds it in the audit log, as after any other change.

use std::collections::HashSet;

use domain::{
    audit::Event,
    ids::{SpaceId, UserId},
    visibility::Visibility,
};
use sqlx::Row;

use super::super::{
    StoreError, audit,
    rows::parsed,
    sql::{Conn, Sql},
};

/// Who may see a space, and rule over it.
#[derive(Debug)]
pub(super) struct Access {
    pub visibility: Visibility,
    pub owner: UserId,
    pub people: Vec<UserId>,
}

/// As it is now.
pub(super) async fn read(conn: &mut Conn, space: SpaceId) -> Result<Access, StoreError> {
    let mut sql = Sql::new("SELECT s.visibility, s.owner_id FROM spaces s WHERE s.id = ");
    let row = sql.text(space).row(conn).await?.ok_or(StoreError::NotFound)?;
    let mut sql = Sql::new("SELECT m.user_id FROM space_members m WHERE m.space_id = ");
    let people = sql.text(space).rows(conn).await?;
    Ok(Access {
        visibility: Visibility::from_storage(row.try_get(0)?),
        owner: parsed(&row, 1)?,
        people: people.iter().map(|row| parsed(row, 0)).collect::<Result<_, _>>()?,
    })
}

/// Writes into the audit log what changed between the two.
pub(super) async fn tell(
    conn: &mut Conn,
    actor: UserId,
    at: i64,
    space: SpaceId,
    (before, after): (&Access, &Access),
) -> Result<(), StoreError> {
    let (from, to) = (before.visibility, after.visibility);
    if from != to {
        audit::write(conn, at, Some(actor), space, &Event::VisibilityChanged { from, to }).await?;
    }
    let (from, to) = (before.owner, after.owner);
    if from != to {
        audit::write(conn, at, Some(actor), space, &Event::OwnerChanged { from, to }).await?;
    }
    // Who was the owner and is a member now, or the other way round, is told by the line above.
    let given = only_in(&after.people, &before.people, from);
    let taken = only_in(&before.people, &after.people, to);
    for (given, taken) in [(given, Vec::new()), (Vec::new(), taken)] {
        if !given.is_empty() || !taken.is_empty() {
            audit::write(conn, at, Some(actor), space, &Event::AccessChanged { given, taken }).await?;
        }
    }
    Ok(())
}

fn only_in(people: &[UserId], others: &[UserId], owner: UserId) -> Vec<UserId> {
    let others: HashSet<_> = others.iter().copied().chain([owner]).collect();
    people
        .iter()
        .copied()
        .filter(|person| !others.contains(person))
        .collect()
}
