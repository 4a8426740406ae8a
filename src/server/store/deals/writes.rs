//! Adding, editing, closing and deleting deals.

use domain::{
    access::AccountAction,
    audit::Event,
    deal::{
        DealDetail, DealEvent, DealForm, DealState,
        access::{DealAction, decide},
    },
    error::{AppError, Field, Reason},
    ids::{DealId, UserId},
};
use sqlx::Row;

use super::{keys, open, people, record::record_event, stages};
use crate::server::{
    permits::{AccountPermit, DealPermit},
    store::{
        StoreError, audit,
        engine::{
            rows::parsed,
            sort_key,
            sql::{Conn, Sql},
        },
        search,
        spaces::{self, members},
    },
};

/// Adds a deal and returns its id. Sending the same `request` again adds no second deal. A person who adds it for
/// another owner stays one of its people.
pub async fn add(permit: &mut AccountPermit, form: DealForm, request: uuid::Uuid) -> Result<DealId, StoreError> {
    let (actor, at) = (permit.actor(), permit.at());
    let id = DealId(spaces::write::id_of(actor, request).0);
    let conn = permit.act(AccountAction::AddDeal)?;
    let mut sql = Sql::new("SELECT 1 FROM deals d WHERE d.id = ");
    if sql.text(id).row(conn).await?.is_some() {
        return Ok(id);
    }
    let mut form = form.checked().map_err(AppError::Invalid)?;
    if form.owner != actor && !form.people.contains(&actor) {
        form.people.push(actor);
    }
    stages::check(conn, form.stage).await?;
    check_owner(conn, form.owner).await?;
    members::check_active(conn, &form.people).await?;
    insert(conn, id, actor, &form, at).await?;
    keys::refresh(conn, keys::Of::One(id)).await?;
    people::set(conn, id, &form.people, at).await?;
    record_event(conn, id, actor, at, &DealEvent::Added).await?;
    Ok(id)
}

async fn insert(conn: &mut Conn, id: DealId, actor: UserId, form: &DealForm, at: i64) -> Result<(), StoreError> {
    let mut sql = Sql::new(
        "INSERT INTO deals (id, name, name_key, name_words, description, value, currency, stage_id, owner_id, state, \
         created_at, created_by, changed_at, version) VALUES (",
    );
    sql.text(id).push(", ").bind(form.name.as_str()).push(", ");
    sql.bind(sort_key(&form.name)).push(", ");
    sql.bind(search::indexed(&form.name)).push(", ");
    sql.bind(form.description.as_str()).push(", ");
    value(&mut sql, form);
    sql.push(", ").bind(form.currency.as_str()).push(", ");
    sql.text(form.stage).push(", ").text(form.owner).push(", 'open', ");
    sql.bind(at).push(", ").text(actor).push(", ").bind(at).push(", 1)");
    sql.run(conn).await?;
    Ok(())
}

fn value(sql: &mut Sql, form: &DealForm) {
    match form.value {
        Some(value) => sql.bind(value.millionths()),
        None => sql.push("NULL"),
    };
}

async fn check_owner(conn: &mut Conn, owner: UserId) -> Result<(), StoreError> {
    let found = members::named(conn, &[owner]).await?;
    let reason = match found.first() {
        Some(person) if person.active => return Ok(()),
        Some(_) => Reason::Deactivated,
        None => Reason::Unknown {
            value: owner.to_string(),
        },
    };
    Err(AppError::field(Field::Owner, reason).into())
}

/// Saves an edited deal. Owner and people change only if the actor may manage the deal. A former owner stays one of its
/// people.
pub async fn save(permit: &mut DealPermit, form: DealForm) -> Result<(), StoreError> {
    let (id, at, viewer, facts) = (permit.deal(), permit.at(), permit.viewer(), permit.access_facts());
    let may_manage = decide(&viewer, &facts, DealAction::ManagePeople).is_ok();
    let conn = permit.act(DealAction::Edit)?;
    let now = open(conn, &viewer, id, at).await?;
    if form.version != now.version {
        return Err(AppError::conflict(&now.form()).into());
    }
    let mut form = form.checked().map_err(AppError::Invalid)?;
    let handed_over = form.owner != now.owner.id;
    if handed_over && !form.people.contains(&now.owner.id) {
        form.people.push(now.owner.id);
    }
    let old: Vec<UserId> = now.people.iter().map(|person| person.id).collect();
    let added = minus(&form.people, &old);
    let removed = minus(&old, &form.people);
    if (handed_over || !added.is_empty() || !removed.is_empty()) && !may_manage {
        return Err(AppError::NotAllowed.into());
    }
    if handed_over {
        check_owner(conn, form.owner).await?;
    }
    let added_people: Vec<UserId> = added
        .iter()
        .filter(|person| **person != now.owner.id)
        .copied()
        .collect();
    members::check_active(conn, &added_people).await?;
    if form.stage != now.stage.id {
        stages::check(conn, form.stage).await?;
    }
    write(conn, id, &form, at).await?;
    keys::refresh(conn, keys::Of::One(id)).await?;
    people::set(conn, id, &form.people, at).await?;
    record_changes(conn, &now, &form, viewer.id, at, (&added_people, &removed)).await
}

fn minus(from: &[UserId], less: &[UserId]) -> Vec<UserId> {
    from.iter().filter(|id| !less.contains(id)).copied().collect()
}

async fn write(conn: &mut Conn, id: DealId, form: &DealForm, at: i64) -> Result<(), StoreError> {
    let mut sql = Sql::new("UPDATE deals SET version = version + 1, name = ");
    sql.bind(form.name.as_str())
        .push(", name_key = ")
        .bind(sort_key(&form.name));
    sql.push(", name_words = ").bind(search::indexed(&form.name));
    sql.push(", description = ").bind(form.description.as_str());
    sql.push(", value = ");
    value(&mut sql, form);
    sql.push(", currency = ").bind(form.currency.as_str());
    sql.push(", stage_id = ").text(form.stage);
    sql.push(", owner_id = ").text(form.owner);
    sql.push(", changed_at = ").bind(at).push(" WHERE id = ").text(id);
    sql.run(conn).await?;
    Ok(())
}

async fn record_changes(
    conn: &mut Conn,
    now: &DealDetail,
    form: &DealForm,
    actor: UserId,
    at: i64,
    (added, removed): (&[UserId], &[UserId]),
) -> Result<(), StoreError> {
    let texts = DealForm {
        owner: form.owner,
        people: form.people.clone(),
        ..now.form()
    };
    if texts != *form {
        record_event(conn, now.id, actor, at, &DealEvent::Edited).await?;
    }
    if form.owner != now.owner.id {
        let to = members::named(conn, &[form.owner]).await?.pop();
        if let Some(to) = to {
            let from = now.owner.clone();
            let event = Event::DealOwnerChanged {
                name: form.name.clone(),
                from: from.id,
                to: to.id,
            };
            audit::write(conn, at, Some(actor), now.id, &event).await?;
            record_event(conn, now.id, actor, at, &DealEvent::HandedOver { from, to }).await?;
        }
    }
    // The person who became the owner has not lost the deal.
    let removed = minus(removed, &[form.owner]);
    let given = minus(added, &[now.owner.id]);
    for (given, taken) in [(&given[..], &[][..]), (&[][..], &removed[..])] {
        if !given.is_empty() || !taken.is_empty() {
            let event = Event::DealAccessChanged {
                name: form.name.clone(),
                given: given.to_vec(),
                taken: taken.to_vec(),
            };
            audit::write(conn, at, Some(actor), now.id, &event).await?;
        }
    }
    let people = members::named(conn, added).await?;
    if !people.is_empty() {
        record_event(conn, now.id, actor, at, &DealEvent::PeopleAdded { people }).await?;
    }
    let people = members::named(conn, &removed).await?;
    if !people.is_empty() {
        record_event(conn, now.id, actor, at, &DealEvent::PeopleRemoved { people }).await?;
    }
    Ok(())
}

/// Marks the deal as won or lost, today.
pub async fn close(permit: &mut DealPermit, won: bool) -> Result<(), StoreError> {
    let (to, what) = if won {
        (DealState::Won, DealEvent::Won)
    } else {
        (DealState::Lost, DealEvent::Lost)
    };
    move_to(permit, to, what).await
}

/// Reopens a closed deal.
pub async fn reopen(permit: &mut DealPermit) -> Result<(), StoreError> {
    move_to(permit, DealState::Open, DealEvent::Reopened).await
}

async fn move_to(permit: &mut DealPermit, to: DealState, what: DealEvent) -> Result<(), StoreError> {
    let (id, at, actor, now) = (permit.deal(), permit.at(), permit.actor(), permit.access_facts().state);
    let viewer = permit.viewer();
    let conn = permit.act(DealAction::Close)?;
    if now == to {
        return Ok(());
    }
    // Only an open deal can be won or lost. Here the caller saw it open, and somebody else closed it with the other
    // result meanwhile.
    if now != DealState::Open && to != DealState::Open {
        let now = open(conn, &viewer, id, at).await?;
        return Err(AppError::conflict(&now.form()).into());
    }
    let mut sql = Sql::new("UPDATE deals SET version = version + 1, state = ");
    sql.bind(to.as_str()).push(", changed_at = ").bind(at);
    if to == DealState::Open {
        sql.push(", closed_at = NULL, closed_by = NULL");
    } else {
        sql.push(", closed_at = ").bind(at).push(", closed_by = ").text(actor);
    }
    sql.push(" WHERE id = ").text(id).run(conn).await?;
    record_event(conn, id, actor, at, &what).await
}

/// Deletes the deal and its notes permanently. Its spaces stay and no longer name it.
pub async fn delete(permit: &mut DealPermit) -> Result<(), StoreError> {
    let (id, at, actor) = (permit.deal(), permit.at(), permit.actor());
    let conn = permit.act(DealAction::Delete)?;
    let people = people::of(conn, id).await?;
    let mut people: Vec<UserId> = people.iter().map(|person| person.id).collect();
    let mut sql = Sql::new("DELETE FROM deals WHERE id = ");
    let row = sql.text(id).push(" RETURNING name, owner_id").row(conn).await?;
    let row = row.ok_or(StoreError::NotFound)?;
    people.push(parsed(&row, 1)?);
    let name = row.try_get(0)?;
    audit::write(conn, at, Some(actor), id, &Event::DealDeleted { name, people }).await
}
