//! Requests for access, and joining and leaving spaces.

use domain::{
    access::{Action, Viewer, Visible, visible},
    audit::Event,
    error::{AppError, Field, FieldError},
    ids::{SpaceId, UserId},
    mail::Kind,
    topic::{AccessRequest, OwnChange, RequestState, request_sentence},
};
use sqlx::Row;

use super::{
    StoreError, audit,
    engine::{
        rows::{parsed, person},
        sql::{Conn, Sql},
    },
    events::{self, Happened},
    mail::{self, subjects},
    spaces::{
        self,
        act::{self, touch},
        derived::{self, Part, Set},
        members,
    },
};
use crate::server::permits::SpacePermit;

/// How long a declined person waits before they may ask again, in milliseconds.
const ASK_AGAIN_MS: i64 = 24 * 60 * 60 * 1000;

/// Asks for access, once while the request is pending. Nothing happens if the person can open the space already.
///
/// # Errors
///
/// `NotAllowed` if the person was declined less than a day ago.
pub async fn ask(permit: &mut SpacePermit, sentence: &str) -> Result<(), StoreError> {
    let (space, asks, at) = (permit.space(), permit.actor(), permit.at());
    if visible(&permit.viewer(), &permit.access_facts()) == Visible::Full {
        return Ok(());
    }
    let field = Field::Sentence;
    let sentence =
        request_sentence(sentence).map_err(|reason| AppError::Invalid(vec![FieldError { field, reason }]))?;
    let conn = permit.act(Action::Find)?;
    match state_of(conn, space, asks).await? {
        Some((RequestState::Pending, _)) => return Ok(()),
        Some((RequestState::Declined, answered)) if at < answered + ASK_AGAIN_MS => {
            return Err(AppError::NotAllowed.into());
        }
        _ => {}
    }
    let mut sql = Sql::new("INSERT INTO access_requests (space_id, person_id, sentence, at, state) VALUES (");
    sql.text(space).push(", ").text(asks).push(", ").bind(sentence);
    sql.push(", ").bind(at).push(", 'pending') ");
    sql.push(
        "ON CONFLICT (space_id, person_id) DO UPDATE SET sentence = excluded.sentence, at = excluded.at, \
         state = excluded.state, answered_at = NULL, answered_by = NULL, seen_at = NULL",
    );
    sql.run(conn).await?;
    audit::write(conn, at, Some(asks), space, &Event::AccessRequested {}).await?;
    let subject = subjects::request(space, asks);
    for manager in managers(conn, space).await? {
        tell(conn, manager, asks, at).await?;
        mail::queue_if_wanted(conn, at, manager, Kind::Request, &subject).await?;
    }
    Ok(())
}

/// Returns the state of a request, and when it was answered (0 if it was not).
async fn state_of(conn: &mut Conn, space: SpaceId, asks: UserId) -> Result<Option<(RequestState, i64)>, StoreError> {
    let mut sql = Sql::new("SELECT r.state, COALESCE(r.answered_at, 0) FROM access_requests r WHERE r.space_id = ");
    sql.text(space).push(" AND r.person_id = ").text(asks);
    let row = sql.row(conn).await?;
    row.map(|row| Ok((RequestState::from_storage(row.try_get(0)?), row.try_get(1)?)))
        .transpose()
}

/// Returns the owner and the administrators, who get the notices of requests.
async fn managers(conn: &mut Conn, space: SpaceId) -> Result<Vec<UserId>, StoreError> {
    let mut sql = Sql::new(
        "SELECT u.id FROM spaces s JOIN users u ON u.id = s.owner_id OR u.role = 'administrator' \
         WHERE u.deactivated_at IS NULL AND s.id = ",
    );
    let rows = sql.text(space).rows(conn).await?;
    rows.iter().map(|row| parsed(row, 0)).collect()
}

/// Records that the notices of the person changed.
async fn tell(conn: &mut Conn, person: UserId, actor: UserId, at: i64) -> Result<(), StoreError> {
    events::record(conn, at, Some(actor), Happened::Person(person, OwnChange::Notices)).await
}

/// Returns whether the viewer's request is pending.
pub async fn has_asked(conn: &mut Conn, viewer: &Viewer, space: SpaceId) -> Result<bool, StoreError> {
    spaces::permitted(conn, viewer, space, Action::Find).await?;
    let state = state_of(conn, space, viewer.id).await?;
    Ok(matches!(state, Some((RequestState::Pending, _))))
}

/// Returns the pending requests, oldest first, for people who may manage the space.
pub async fn pending(conn: &mut Conn, viewer: &Viewer, space: SpaceId) -> Result<Vec<AccessRequest>, StoreError> {
    spaces::permitted(conn, viewer, space, Action::ManagePeople).await?;
    let mut sql = Sql::new(
        "SELECT u.id, u.name, u.deactivated_at, r.sentence, r.at FROM access_requests r JOIN users u ON u.id = r.person_id \
         WHERE r.state = 'pending' AND r.space_id = ",
    );
    sql.text(space).push(" ORDER BY r.at, r.person_id");
    let rows = sql.rows(conn).await?;
    let read = |row| {
        Ok(AccessRequest {
            person: person(row, 0)?,
            sentence: row.try_get(3)?,
            at: row.try_get(4)?,
        })
    };
    rows.iter().map(read).collect()
}

/// Grants or declines a request.
///
/// # Errors
///
/// `NotFound` if the person's request is not pending.
pub async fn answer(permit: &mut SpacePermit, asks: UserId, grant: bool) -> Result<(), StoreError> {
    let (space, actor, at) = (permit.space(), permit.actor(), permit.at());
    let conn = permit.act(Action::ManagePeople)?;
    let state = if grant {
        RequestState::Granted
    } else {
        RequestState::Declined
    };
    let mut sql = Sql::new("UPDATE access_requests SET state = ");
    sql.bind(state.as_str()).push(", answered_at = ").bind(at);
    sql.push(", answered_by = ").text(actor).push(", seen_at = NULL");
    sql.push(" WHERE state = 'pending' AND space_id = ").text(space);
    if sql.push(" AND person_id = ").text(asks).run(conn).await? == 0 {
        return Err(StoreError::NotFound);
    }
    let answered = Event::AccessRequestAnswered {
        person: asks,
        granted: grant,
    };
    audit::write(conn, at, Some(actor), space, &answered).await?;
    tell(conn, asks, actor, at).await?;
    for manager in managers(conn, space).await? {
        tell(conn, manager, actor, at).await?;
    }
    if grant {
        act::give_access(permit, &[asks]).await?;
    }
    Ok(())
}

/// Ends the person's membership.
pub async fn leave(permit: &mut SpacePermit) -> Result<(), StoreError> {
    let (space, actor, at) = (permit.space(), permit.actor(), permit.at());
    let conn = permit.act(Action::Leave)?;
    members::remove(conn, space, &[actor]).await?;
    touch(conn, Set::One(space), at, &mut |_| {}).await?;
    derived::refresh(conn, Set::One(space), &[Part::People]).await?;
    members::record_taken(conn, space, actor, at, &[actor]).await
}

/// Makes the people of another space, which the person may open, members. Returns how many are new.
pub async fn add_people_of(permit: &mut SpacePermit, from: SpaceId) -> Result<i64, StoreError> {
    let (space, viewer) = (permit.space(), permit.viewer());
    let conn = permit.act(Action::ManagePeople)?;
    spaces::permitted(conn, &viewer, from, Action::Open).await?;
    let mut sql = Sql::new(
        "SELECT u.id FROM users u WHERE u.deactivated_at IS NULL \
         AND u.id IN (SELECT x.owner_id FROM spaces x WHERE x.id = ",
    );
    sql.text(from)
        .push(" UNION SELECT m.user_id FROM space_members m WHERE m.space_id = ")
        .text(from);
    sql.push(") AND u.id NOT IN (SELECT x.owner_id FROM spaces x WHERE x.id = ")
        .text(space)
        .push(" UNION SELECT m.user_id FROM space_members m WHERE m.space_id = ")
        .text(space)
        .push(") ORDER BY u.id");
    let rows = sql.rows(conn).await?;
    let people: Vec<UserId> = rows.iter().map(|row| parsed(row, 0)).collect::<Result<_, _>>()?;
    act::give_access(permit, &people).await?;
    Ok(people.len() as i64)
}
