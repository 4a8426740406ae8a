//! Recording events, and the lists that are written from them.

use domain::{
    activity::SpaceEvent,
    audit,
    deal::DealEvent,
    file::FilesEvent,
    ids::{DealId, ImportId, SpaceId, UserId},
    live::{Audience, SPACES_REMOVED},
    topic::{OwnChange, TopicAddress, TopicEvent},
};
use serde::Serialize;

use super::{files, read::newest};
use crate::server::{
    clock,
    store::{
        StoreError,
        engine::{
            dialect,
            sql::{Conn, Sql},
        },
    },
};

/// An event to record, with the list that shows it.
#[derive(Clone, Debug)]
pub enum Happened<'a> {
    /// In a space; shown as a line of its activity.
    Space(SpaceId, &'a SpaceEvent),
    /// With a deal; shown as a line of its activity.
    Deal(DealId, &'a DealEvent),
    /// With a topic; followers of events read it, no list shows it.
    Topic(TopicAddress, TopicEvent),
    /// With files of a space's library. What was added or deleted is shown in the space's activity.
    Files(SpaceId, &'a FilesEvent),
    /// Spaces were deleted for ever by undoing this import; followers of events read it, no list shows it.
    SpacesRemoved(ImportId, &'a Audience),
    /// For one person alone; followers of events read it, no list shows it.
    Person(UserId, OwnChange),
    /// For administrators, about the subject (an id or a word); shown as a line of the audit log.
    Audit(String, &'a audit::Event),
}

/// The columns of an event.
struct Row {
    /// The list that shows it.
    list: &'static str,
    subject: String,
    kind: String,
    detail: String,
}

impl Happened<'_> {
    fn row(&self) -> Result<Row, StoreError> {
        Ok(match self {
            Self::Space(id, what) => to_row("space", id, what)?,
            Self::Deal(id, what) => to_row("deal", id, what)?,
            Self::Topic(address, event) => Row {
                list: "topic",
                subject: address.to_string(),
                kind: event.change().as_str().to_owned(),
                detail: event.detail(),
            },
            Self::Files(space, event) => Row {
                list: "files",
                subject: space.to_string(),
                kind: event.as_str().to_owned(),
                detail: "{}".to_owned(),
            },
            Self::SpacesRemoved(import, audience) => Row {
                list: "spaces",
                subject: import.to_string(),
                kind: SPACES_REMOVED.to_owned(),
                detail: serde_json::to_string(audience).map_err(unreadable)?,
            },
            Self::Person(person, what) => Row {
                list: "person",
                subject: person.to_string(),
                kind: what.as_str().to_owned(),
                detail: "{}".to_owned(),
            },
            Self::Audit(subject, event) => {
                let (kind, detail) = event.to_storage();
                Row {
                    list: "audit",
                    subject: subject.clone(),
                    kind,
                    detail,
                }
            }
        })
    }
}

fn to_row(list: &'static str, subject: impl ToString, what: &impl Serialize) -> Result<Row, StoreError> {
    let value = serde_json::to_value(what).map_err(unreadable)?;
    Ok(Row {
        list,
        subject: subject.to_string(),
        kind: value["what"].as_str().unwrap_or_default().to_owned(),
        detail: serde_json::to_string(what).map_err(unreadable)?,
    })
}

fn unreadable(error: serde_json::Error) -> StoreError {
    StoreError::Damaged(error.to_string())
}

/// Records an event in the transaction of the write, and adds the line that shows it. `actor` is `None` for the command
/// line and for what the server does by itself, which only the audit log shows.
pub async fn record(conn: &mut Conn, at: i64, actor: Option<UserId>, happened: Happened<'_>) -> Result<(), StoreError> {
    let mut row = happened.row()?;
    add(conn, at, actor, &row).await?;
    if let Happened::Files(space, event) = happened {
        match files::line(conn, space, actor, at, event).await? {
            Some(detail) => row.detail = detail,
            None => return Ok(()),
        }
    }
    let actor = actor.map(|actor| actor.to_string());
    match happened {
        Happened::Space(..) | Happened::Files(..) => activity(conn, "activities", "space_id", at, actor, &row).await,
        Happened::Deal(..) => activity(conn, "deal_activities", "deal_id", at, actor, &row).await,
        Happened::Topic(..) | Happened::SpacesRemoved(..) | Happened::Person(..) => Ok(()),
        Happened::Audit(_, event) => audit_line(conn, at, actor, event, &row).await,
    }
}

/// Records the same kind of event for many spaces: one event about `subject` (the list operation or import that names
/// the spaces), and a line of activity for each space `s` of `from`, a FROM clause with its conditions. `detail` is an
/// SQL expression over `s`.
pub async fn record_each(
    conn: &mut Conn,
    at: i64,
    actor: UserId,
    subject: impl ToString,
    detail: &mut (dyn FnMut(&mut Sql) + Send),
    from: &mut (dyn FnMut(&mut Sql) + Send),
) -> Result<(), StoreError> {
    let row = Row {
        list: "spaces",
        subject: subject.to_string(),
        kind: "changed".to_owned(),
        detail: "{}".to_owned(),
    };
    add(conn, at, Some(actor), &row).await?;
    let mut sql = Sql::new(&format!(
        "INSERT INTO activities (id, space_id, actor_id, at, detail) SELECT {}, s.id, ",
        dialect::fresh_id(at)
    ));
    sql.text(actor).push(", ").bind(at).push(", ");
    detail(&mut sql);
    from(&mut sql);
    sql.run(conn).await?;
    Ok(())
}

/// Adds the event under the next number. There is only one writer, so no other transaction can take that number.
async fn add(conn: &mut Conn, at: i64, actor: Option<UserId>, row: &Row) -> Result<(), StoreError> {
    let number = newest(conn).await? + 1;
    let mut sql = Sql::new("INSERT INTO events (number, at, actor_id, list, subject_id, kind, detail) VALUES (");
    sql.bind(number).push(", ").bind(at).push(", ");
    match actor {
        Some(actor) => sql.text(actor),
        None => sql.push("NULL"),
    };
    sql.push(", ").bind(row.list).push(", ").bind(row.subject.as_str());
    sql.push(", ").bind(row.kind.as_str()).push(", ");
    sql.bind(row.detail.as_str()).push(")");
    sql.run(conn).await?;
    Ok(())
}

async fn activity(
    conn: &mut Conn,
    table: &str,
    column: &str,
    at: i64,
    actor: Option<String>,
    row: &Row,
) -> Result<(), StoreError> {
    let actor = actor.ok_or_else(|| StoreError::Damaged("an activity without a person who acted".into()))?;
    let mut sql = Sql::new(&format!(
        "INSERT INTO {table} (id, {column}, actor_id, at, detail) VALUES ("
    ));
    sql.text(clock::new_id()).push(", ").bind(row.subject.as_str());
    sql.push(", ").bind(actor).push(", ").bind(at).push(", ");
    sql.bind(row.detail.as_str()).push(")").run(conn).await?;
    Ok(())
}

async fn audit_line(
    conn: &mut Conn,
    at: i64,
    actor: Option<String>,
    event: &audit::Event,
    row: &Row,
) -> Result<(), StoreError> {
    let mut sql = Sql::new("INSERT INTO audit_lines (id, at, actor_id, kind, topic, subject_id, detail) VALUES (");
    let id = clock::new_id();
    sql.text(id).push(", ").bind(at).push(", ");
    match &actor {
        Some(actor) => sql.bind(actor.as_str()),
        None => sql.push("NULL"),
    };
    let topic = event.topic();
    sql.push(", ").bind(row.kind.as_str()).push(", ").bind(topic.as_str());
    sql.push(", ").bind(row.subject.as_str()).push(", ");
    sql.bind(row.detail.as_str()).push(")").run(conn).await?;
    // The log can be filtered by person: the one who acted, who was affected, and who gained or lost
    // access or a space.
    let named = if topic == audit::Topic::Access {
        event.people()
    } else {
        Vec::new()
    };
    let named = named.iter().map(UserId::to_string);
    let people = actor.into_iter().chain(named).chain([row.subject.clone()]);
    let mut sql = Sql::new("INSERT INTO audit_people (person_id, at, line_id) SELECT u.id, ");
    sql.bind(at).push(", ").text(id).push(" FROM users u WHERE u.id");
    sql.within(people).run(conn).await?;
    Ok(())
}
