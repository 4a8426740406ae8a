//! Counting what happened, through the viewer's eyes: the same rules as the lists behind the numbers.

use domain::{
    access::Viewer,
    deal::DealState,
    ids::UserId,
    list_query::Day,
    statistics::{Counted, Measure, Span, Statistics, StatisticsQuery},
};
use sqlx::Row;

use super::{
    StoreError, access, account, deals,
    list_clauses::Zone,
    members,
    sql::{Conn, Sql},
};

/// What happened in the period, on this day of the viewer's.
pub async fn activities(
    conn: &mut Conn,
    viewer: &Viewer,
    zone: &Zone,
    query: &StatisticsQuery,
    today: Day,
) -> Result<Statistics, StoreError> {
    let (span, previous) = query.spans(today);
    let step = span.step();
    let (now, before) = (span.buckets(step), previous.buckets(step));
    let all: Vec<Span> = now.iter().chain(&before).copied().collect();
    let add_ons = account::add_ons(conn).await?;
    let mut rows = Vec::with_capacity(Measure::ALL.len());
    for measure in Measure::ALL
        .into_iter()
        .filter(|measure| add_ons.has_all(measure.add_on()))
    {
        let mut counts = count(conn, viewer, zone, measure, &all, query.person).await?;
        let before = counts.split_off(now.len());
        rows.push(Counted {
            measure,
            now: counts,
            before,
        });
    }
    let named = members::named(conn, &Vec::from_iter(query.person)).await?;
    Ok(Statistics {
        span,
        previous,
        step,
        rows,
        person: named.into_iter().next(),
    })
}

/// How often it happened in each of the spans. Each is a range of an index, so its cost is that of the rows in it.
pub async fn count(
    conn: &mut Conn,
    viewer: &Viewer,
    zone: &Zone,
    measure: Measure,
    spans: &[Span],
    person: Option<UserId>,
) -> Result<Vec<u32>, StoreError> {
    let sql = counting(viewer, zone, measure, spans, person);
    let rows = sql.rows(conn).await?;
    rows.iter()
        .map(|row| Ok(u32::try_from(row.try_get::<i64, _>(0)?).unwrap_or(u32::MAX)))
        .collect()
}

/// The query of the counts.
pub(super) fn counting(viewer: &Viewer, zone: &Zone, measure: Measure, spans: &[Span], person: Option<UserId>) -> Sql {
    let mut sql = Sql::new("WITH b (place, since, until) AS (VALUES ");
    for (place, span) in spans.iter().enumerate() {
        let (since, until) = zone.range(*span);
        sql.push(if place > 0 { ", (" } else { "(" })
            .push(&place.to_string())
            .push(", ");
        sql.bind(since).push(", ").bind(until).push(")");
    }
    sql.push(") SELECT (SELECT count(*) FROM ");
    counted(&mut sql, viewer, measure, person);
    sql.push(") FROM b ORDER BY b.place");
    sql
}

/// Adds the table and the rows of it that count, within the bucket `b`.
fn counted(sql: &mut Sql, viewer: &Viewer, measure: Measure, person: Option<UserId>) {
    let (table, at, by) = match measure {
        Measure::SpacesCreated => ("spaces s", "s.created_at", "s.created_by"),
        Measure::DealsAdded => ("deals d", "d.created_at", "d.created_by"),
        Measure::DealsWon | Measure::DealsLost => ("deals d", "d.closed_at", "d.closed_by"),
        Measure::SignIns => ("audit_lines a", "a.at", "a.actor_id"),
    };
    sql.push(&format!("{table} WHERE {at} >= b.since AND {at} < b.until AND "));
    // Before the rule, which takes longer.
    if let Some(person) = person {
        sql.push(by).push(" = ").text(person).push(" AND ");
    }
    match measure {
        Measure::SpacesCreated => {
            // Where more than the state is asked, a CASE keeps the engine from an index that begins with the state and
            // leads to every row; the one that holds all that is asked is quicker.
            sql.push(if viewer.is_admin() && person.is_none() {
                "s.state IN ('active', 'archived') AND "
            } else {
                "CASE WHEN s.state IN ('active', 'archived') THEN 1 ELSE 0 END = 1 AND "
            });
            access::open_of_many(sql, viewer);
        }
        Measure::DealsAdded => deals::access::seen_of_many(sql, viewer),
        Measure::DealsWon | Measure::DealsLost => {
            let state = match measure {
                Measure::DealsWon => DealState::Won,
                _ => DealState::Lost,
            };
            sql.push("d.state = ").bind(state.as_str()).push(" AND ");
            deals::access::seen_of_many(sql, viewer);
        }
        Measure::SignIns => {
            sql.push("a.kind = 'signed_in'");
            if !viewer.is_admin() {
                sql.push(" AND a.actor_id = ").text(viewer.id);
            }
        }
    }
}
