//! The owner and the people of deals.

use domain::{
    deal::DealEvent,
    error::{AppError, Field, Reason},
    ids::{DealId, UserId},
    person::PersonRef,
};

use super::{keys, record::record_event};
use crate::server::{
    clock,
    store::{
        StoreError,
        engine::{
            rows::{parsed, person},
            sql::{Conn, Sql},
        },
        people::{hand_over::check_heir, users},
    },
};

/// Returns the people of one deal, by name.
pub(super) async fn of(conn: &mut Conn, id: DealId) -> Result<Vec<PersonRef>, StoreError> {
    let mut sql = Sql::new(
        "SELECT u.id, u.name, u.deactivated_at FROM deal_people p JOIN users u ON u.id = p.user_id WHERE p.deal_id = ",
    );
    sql.text(id).push(" ORDER BY u.name_key, u.id");
    sql.rows(conn).await?.iter().map(|row| person(row, 0)).collect()
}

/// Replaces the people of the deal.
pub(super) async fn set(conn: &mut Conn, id: DealId, people: &[UserId], at: i64) -> Result<(), StoreError> {
    let mut sql = Sql::new("DELETE FROM deal_people WHERE deal_id = ");
    sql.text(id).push(" AND NOT user_id").within(people);
    sql.run(conn).await?;
    let mut sql = Sql::new("INSERT INTO deal_people (deal_id, user_id, added_at) SELECT ");
    sql.text(id).push(", u.id, ").bind(at).push(" FROM users u WHERE u.id");
    sql.within(people).push(" ON CONFLICT DO NOTHING").run(conn).await?;
    Ok(())
}

/// Hands every deal of a person over to their heir. The former owner stays one of the deal's people.
pub async fn hand_over_all(
    conn: &mut Conn,
    actor: UserId,
    from: UserId,
    heir: Option<UserId>,
) -> Result<(), StoreError> {
    let at = clock::now();
    let heir = check_heir(conn, from, heir).await?;
    let mut sql = Sql::new("SELECT d.id FROM deals d WHERE d.owner_id = ");
    let rows = sql.text(from).rows(conn).await?;
    let deals: Vec<DealId> = rows.iter().map(|row| parsed(row, 0)).collect::<Result<_, _>>()?;
    if deals.is_empty() {
        return Ok(());
    }
    let new = heir.ok_or_else(|| AppError::field(Field::Owner, Reason::Required))?;
    let (old, heir) = (users::reference(conn, from).await?, new.id);
    for deal in deals {
        let mut people: Vec<UserId> = self::of(conn, deal).await?.iter().map(|person| person.id).collect();
        people.retain(|person| *person != heir);
        people.push(from);
        set(conn, deal, &people, at).await?;
        let mut sql = Sql::new("UPDATE deals SET version = version + 1, owner_id = ");
        sql.text(heir)
            .push(", changed_at = ")
            .bind(at)
            .push(" WHERE id = ")
            .text(deal);
        sql.run(conn).await?;
        keys::refresh(conn, keys::Of::One(deal)).await?;
        let what = DealEvent::HandedOver {
            from: old.clone(),
            to: new.clone(),
        };
        record_event(conn, deal, actor, at, &what).await?;
    }
    Ok(())
}
