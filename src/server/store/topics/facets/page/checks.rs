//! The day on which a page is to be checked again, and telling its followers on that day.

use domain::{
    day::Day,
    ids::{TopicId, UserId},
    mail::Kind,
    topic::{
        OwnChange, TopicAddress, TopicEvent,
        access::TopicAction,
        page::{is_check_due, last_day_on_earth},
    },
};
use sqlx::{Row, any::AnyRow};

use super::document_of;
use crate::server::{
    clock,
    permits::{By, Purpose, SystemPermit, TopicPermit},
    store::{
        Store, StoreError,
        engine::{
            rows::parsed,
            sql::{Conn, Sql},
        },
        events::{self, Happened},
        mail::{self, subjects},
        topics::{notify, record},
    },
};

/// The number of pages whose followers one transaction tells.
const BATCH: i64 = 50;
/// The time zone in which a day comes last.
const LAST_ZONE: &str = "Etc/GMT+12";

/// Sets the day on which the page is to be checked again, or that there is none.
pub async fn set_day(permit: &mut TopicPermit, day: Option<Day>) -> Result<(), StoreError> {
    set(permit, day, false).await
}

/// Records that the person has checked the page, and sets the day of the next check, or that there is none.
pub async fn check(permit: &mut TopicPermit, next: Option<Day>) -> Result<(), StoreError> {
    set(permit, next, true).await
}

async fn set(permit: &mut TopicPermit, day: Option<Day>, checked: bool) -> Result<(), StoreError> {
    let (topic, address, by) = (permit.topic(), permit.address(), permit.by());
    let conn = permit.act(TopicAction::EditPage)?;
    document_of(conn, topic).await?;
    let mut sql = Sql::new("INSERT INTO pages (topic_id, check_on, check_by, checked_at, checked_by) VALUES (");
    sql.text(topic).push(", ");
    match day {
        Some(day) => sql.text(day).push(", ").text(by.person),
        None => sql.push("NULL, NULL"),
    };
    match checked {
        true => sql.push(", ").bind(by.at).push(", ").text(by.person),
        false => sql.push(", NULL, NULL"),
    };
    sql.push(
        ") ON CONFLICT (topic_id) DO UPDATE SET told = 0, check_on = excluded.check_on, check_by = excluded.check_by, \
         checked_at = COALESCE(excluded.checked_at, pages.checked_at), \
         checked_by = COALESCE(excluded.checked_by, pages.checked_by)",
    );
    sql.run(conn).await?;
    withdraw(conn, topic, by).await?;
    record::changed(conn, by, address, TopicEvent::Changed).await
}

/// Deletes the notices about the check of a page.
async fn withdraw(conn: &mut Conn, topic: TopicId, by: By) -> Result<(), StoreError> {
    let mut sql = Sql::new("DELETE FROM page_checks WHERE topic_id = ");
    let rows = sql.text(topic).push(" RETURNING person_id").rows(conn).await?;
    for row in &rows {
        let what = Happened::Person(parsed(row, 0)?, OwnChange::Notices);
        events::record(conn, by.at, Some(by.person), what).await?;
    }
    Ok(())
}

/// Marks the person's notice about the check of the page as seen.
pub async fn see(permit: &mut TopicPermit) -> Result<(), StoreError> {
    let (topic, by) = (permit.topic(), permit.by());
    let conn = permit.act(TopicAction::Read)?;
    let mut sql = Sql::new("UPDATE page_checks SET seen_at = ");
    sql.bind(by.at)
        .push(" WHERE seen_at IS NULL AND topic_id = ")
        .text(topic);
    sql.push(" AND person_id = ").text(by.person);
    match sql.run(conn).await? {
        0 => Ok(()),
        _ => record::own(conn, by, OwnChange::Notices).await,
    }
}

/// A page whose day has come somewhere.
struct Due {
    topic: TopicId,
    address: TopicAddress,
    day: Day,
}

impl Due {
    fn read(row: &AnyRow) -> Result<Option<Self>, StoreError> {
        let due = |day| {
            Ok(Self {
                topic: parsed(row, 0)?,
                address: TopicAddress {
                    space: parsed(row, 1)?,
                    number: row.try_get(2)?,
                },
                day,
            })
        };
        Day::parse(row.try_get(3)?).map(due).transpose()
    }
}

/// Tells each follower of a page, once, that it is to be checked again, when its day has come in their time zone. Returns
/// how many people were told.
pub async fn tell(store: &Store, now: i64) -> Result<u64, StoreError> {
    let Some(last) = last_day_on_earth(now) else {
        return Ok(0);
    };
    let (mut told, mut after) = (0, String::new());
    loop {
        let mut tx = SystemPermit::begin(store, Purpose::Notices).await?;
        let mut sql = Sql::new(
            "SELECT t.id, t.space_id, t.number, g.check_on FROM pages g JOIN topics t ON t.id = g.topic_id \
             JOIN spaces s ON s.id = t.space_id WHERE g.told = 0 AND g.check_on IS NOT NULL AND g.check_on <= ",
        );
        sql.text(last)
            .push(" AND t.kind = 'page' AND t.deleted_at IS NULL AND s.state = 'active' AND t.id > ");
        sql.bind(after.as_str()).push(" ORDER BY t.id LIMIT ").bind(BATCH);
        let rows = sql.rows(&mut tx).await?;
        let Some(row) = rows.last() else { return Ok(told) };
        after = row.try_get(0)?;
        for row in &rows {
            if let Some(due) = Due::read(row)? {
                told += tell_of(&mut tx, &due, now).await?;
            }
        }
        tx.commit().await?;
    }
}

async fn tell_of(conn: &mut Conn, page: &Due, now: i64) -> Result<u64, StoreError> {
    let is_due = |zone: &str| clock::local(zone, now).is_some_and(|(day, minute)| is_check_due(page.day, day, minute));
    let mut told = 0;
    for (person, zone) in notify::followers(conn, page.topic, page.address).await? {
        if is_due(&zone) && add(conn, page, person, now).await? {
            mail::queue_if_wanted(conn, now, person, Kind::Check, &subjects::check(page.topic)).await?;
            events::record(conn, now, None, Happened::Person(person, OwnChange::Notices)).await?;
            told += 1;
        }
    }
    if is_due(LAST_ZONE) {
        let mut sql = Sql::new("UPDATE pages SET told = 1 WHERE topic_id = ");
        sql.text(page.topic).run(conn).await?;
    }
    Ok(told)
}

/// Adds the notice of a person, and returns whether they have not had it.
async fn add(conn: &mut Conn, page: &Due, person: UserId, now: i64) -> Result<bool, StoreError> {
    let mut sql = Sql::new("INSERT INTO page_checks (person_id, topic_id, day, at) VALUES (");
    sql.text(person).push(", ").text(page.topic).push(", ").text(page.day);
    sql.push(", ").bind(now).push(") ON CONFLICT DO NOTHING");
    Ok(sql.run(conn).await? > 0)
}
