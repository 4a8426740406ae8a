//! Changes of access by an import. They are recorded in the audit log, like any other change of access.

use std::collections::HashSet;

use domain::{
    audit::Event,
    ids::{SpaceId, UserId},
    visibility::Visibility,
};
use sqlx::Row;

use super::super::{
    StoreError, audit,
    engine::{
        rows::parsed,
        sql::{Conn, Sql},
    },
};

/// The visibility, owner and members of a space.
#[derive(Debug)]
pub(super) struct Access {
    pub visibility: Visibility,
    pub owner: UserId,
    pub people: Vec<UserId>,
}

/// Reads the present access to the space.
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

/// Records in the audit log what changed between the two.
pub(super) async fn record_change(
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
    // If the former owner is a member now, the line about the change of owner already says so.
    let given = minus(after.people.clone(), before);
    let taken = minus([&before.people[..], &[from]].concat(), after);
    for (given, taken) in [(given, Vec::new()), (Vec::new(), taken)] {
        if !given.is_empty() || !taken.is_empty() {
            audit::write(conn, at, Some(actor), space, &Event::AccessChanged { given, taken }).await?;
        }
    }
    Ok(())
}

/// Returns those of the people who are neither owner nor member.
fn minus(mut people: Vec<UserId>, of: &Access) -> Vec<UserId> {
    let there: HashSet<_> = of.people.iter().chain([&of.owner]).collect();
    people.retain(|person| !there.contains(person));
    people
}
