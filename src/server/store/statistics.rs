//! Statistics: counts of events that the viewer may see, by the same rules as the lists behind the numbers.

use domain::{
    access::Viewer,
    deal::DealState,
    ids::UserId,
    list_query::Day,
    statistics::{Counted, Measure, Span, Statistics, StatisticsQuery},
};
use sqlx::Row;

use super::{
    StoreError, account, audit, deals,
    engine::sql::{Conn, Sql},
    files::added,
    spaces::{access, clauses::Zone, members},
};

/// Returns the counts of the period, given the current day in the viewer's time zone.
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
    let measures: Vec<Measure> = Measure::ALL
        .into_iter()
        .filter(|measure| add_ons.has_all(measure.add_on()))
        .collect();
    let counts = count(conn, viewer, zone, &measures, &all, query.person).await?;
    let rows = measures
        .into_iter()
        .zip(counts)
        .map(|(measure, mut now_and_before)| {
            let before = now_and_before.split_off(now.len());
            Counted {
                measure,
                now: now_and_before,
                before,
            }
        })
        .collect();
    let kept = audit::kept_days(conn).await?;
    let since = today.0.checked_sub(time::Duration::days(i64::from(kept)));
    let named = members::named(conn, &Vec::from_iter(query.person)).await?;
    Ok(Statistics {
        span,
        previous,
        step,
        rows,
        sign_ins_kept: since.is_some_and(|since| previous.from.0 < since).then_some(kept),
        person: named.into_iter().next(),
    })
}

/// Counts each measure in each of the spans, which do not overlap. Each count reads a range of an index, so its cost
/// grows with the number of rows in that range.
pub async fn count(
    conn: &mut Conn,
    viewer: &Viewer,
    zone: &Zone,
    measures: &[Measure],
    spans: &[Span],
    person: Option<UserId>,
) -> Result<Vec<Vec<u32>>, StoreError> {
    let mut counts = vec![Vec::with_capacity(spans.len()); measures.len()];
    if measures.is_empty() {
        return Ok(counts);
    }
    let sql = counting(viewer, zone, measures, spans, person);
    for row in sql.rows(conn).await? {
        for (place, counts) in counts.iter_mut().enumerate() {
            counts.push(u32::try_from(row.try_get::<i64, _>(place)?).unwrap_or(u32::MAX));
        }
    }
    Ok(counts)
}

/// Returns the query of the counts: one row for each span, one column for each measure.
pub(super) fn counting(
    viewer: &Viewer,
    zone: &Zone,
    measures: &[Measure],
    spans: &[Span],
    person: Option<UserId>,
) -> Sql {
    let ranges: Vec<(i64, i64)> = spans.iter().map(|span| zone.range(*span)).collect();
    let mut sql = Sql::new("WITH b (place, since, until) AS (VALUES ");
    for (place, (since, until)) in ranges.iter().copied().enumerate() {
        sql.push(if place > 0 { ", (" } else { "(" })
            .push(&place.to_string())
            .push(", ");
        sql.bind(since).push(", ").bind(until).push(")");
    }
    sql.push("), ");
    visible_deals(&mut sql, viewer, &ranges, person);
    for (place, measure) in measures.iter().enumerate() {
        sql.push(if place > 0 { ", " } else { " SELECT " });
        counted(&mut sql, viewer, *measure, person);
    }
    sql.push(" FROM b ORDER BY b.place");
    sql
}

/// Adds the deals that the viewer may see as a table of the query. For a viewer who may see all, these are read from
/// the indexes of the days. For others, the deals of the ranges are looked up once and counted together, as another
/// table.
fn visible_deals(sql: &mut Sql, viewer: &Viewer, ranges: &[(i64, i64)], person: Option<UserId>) {
    let columns = "d.created_at, d.created_by, d.state, d.closed_at, d.closed_by";
    if viewer.is_admin() {
        sql.push("visible_deals AS NOT MATERIALIZED (");
        deals::access::all_visible(sql, viewer, columns);
        sql.push(")");
        return;
    }
    sql.push("visible_deals AS MATERIALIZED (");
    deals::access::all_visible(sql, viewer, columns);
    let since = ranges.iter().map(|range| range.0).min().unwrap_or(i64::MAX);
    let until = ranges.iter().map(|range| range.1).max().unwrap_or(i64::MIN);
    for (before, at) in [(" AND (", "d.created_at"), (" OR ", "d.closed_at")] {
        sql.push(before).push(at).push(" >= ").bind(since);
        sql.push(" AND ").push(at).push(" < ").bind(until);
    }
    sql.push(")), counted_deals AS MATERIALIZED (SELECT what, place, count(*) AS number FROM (");
    let mut places: Vec<_> = ranges.iter().copied().enumerate().collect();
    places.sort_by_key(|(_, range)| *range);
    let arms = [
        ("SELECT 'added' AS what, ", "d.created_at", "d.created_by"),
        (" UNION ALL SELECT d.state, ", "d.closed_at", "d.closed_by"),
    ];
    for (head, at, by) in arms {
        sql.push(head);
        place_of(sql, at, &places);
        sql.push(" AS place FROM visible_deals d WHERE ")
            .push(at)
            .push(" IS NOT NULL");
        if let Some(person) = person {
            sql.push(" AND ").push(by).push(" = ").text(person);
        }
    }
    sql.push(") happened GROUP BY what, place)");
}

/// Adds the position of the range that contains this time, found by binary search; NULL if none does.
fn place_of(sql: &mut Sql, at: &str, ranges: &[(usize, (i64, i64))]) {
    match ranges {
        [] => {
            sql.push("NULL");
        }
        [(place, (since, until))] => {
            sql.push("CASE WHEN ").push(at).push(" >= ").bind(*since);
            sql.push(" AND ").push(at).push(" < ").bind(*until);
            sql.push(" THEN ").push(&place.to_string()).push(" END");
        }
        _ => {
            let (before, after) = ranges.split_at(ranges.len() / 2);
            let middle = after.first().map_or(i64::MAX, |(_, (since, _))| *since);
            sql.push("CASE WHEN ").push(at).push(" < ").bind(middle).push(" THEN ");
            place_of(sql, at, before);
            sql.push(" ELSE ");
            place_of(sql, at, after);
            sql.push(" END");
        }
    }
}

/// Adds the number of rows within the bucket `b`.
fn counted(sql: &mut Sql, viewer: &Viewer, measure: Measure, person: Option<UserId>) {
    match measure {
        Measure::SpacesCreated => {
            for (place, levels) in access::APART.into_iter().enumerate() {
                sql.push(if place > 0 { " + " } else { "" });
                within(
                    sql,
                    "spaces s",
                    "s.created_at",
                    person.map(|person| ("s.created_by", person)),
                );
                access::open_among(sql, viewer, levels);
                sql.push(")");
            }
        }
        Measure::TopicsAdded | Measure::PostsWritten => posts_written(sql, viewer, measure, person),
        Measure::FilesAdded => files_added(sql, viewer, person),
        Measure::DealsAdded | Measure::DealsWon | Measure::DealsLost if !viewer.is_admin() => {
            let what = match measure {
                Measure::DealsWon => DealState::Won.as_str(),
                Measure::DealsLost => DealState::Lost.as_str(),
                _ => "added",
            };
            sql.push("COALESCE((SELECT c.number FROM counted_deals c WHERE c.place = b.place AND c.what = ");
            sql.bind(what).push("), 0)");
        }
        Measure::DealsAdded => {
            within(
                sql,
                "visible_deals d",
                "d.created_at",
                person.map(|person| ("d.created_by", person)),
            );
            sql.push("1 = 1)");
        }
        Measure::DealsWon | Measure::DealsLost => {
            let state = match measure {
                Measure::DealsWon => DealState::Won,
                _ => DealState::Lost,
            };
            within(
                sql,
                "visible_deals d",
                "d.closed_at",
                person.map(|person| ("d.closed_by", person)),
            );
            sql.push("d.state = ").bind(state.as_str()).push(")");
        }
        Measure::SignIns => {
            within(
                sql,
                "audit_lines a",
                "a.at",
                person.map(|person| ("a.actor_id", person)),
            );
            sql.push("a.kind = 'signed_in'");
            if !viewer.is_admin() {
                sql.push(" AND a.actor_id = ").text(viewer.id);
            }
            sql.push(")");
        }
    }
}

/// Adds the number of posts, or of those that begin a topic, within the bucket `b`. They are counted by space first, so
/// that the access rule is applied once to each space.
fn posts_written(sql: &mut Sql, viewer: &Viewer, measure: Measure, person: Option<UserId>) {
    sql.push(
        "(SELECT COALESCE(CAST(SUM(w.number) AS BIGINT), 0) FROM (SELECT t.space_id, count(*) AS number FROM posts p ",
    );
    sql.push("CROSS JOIN topics t WHERE p.at >= b.since AND p.at < b.until AND p.deleted_at IS NULL");
    if let Some(person) = person {
        sql.push(" AND p.author_id = ").text(person);
    }
    sql.push(" AND t.id = p.topic_id AND t.deleted_at IS NULL");
    if measure == Measure::TopicsAdded {
        sql.push(" AND p.number = t.first_post");
    }
    sql.push(" GROUP BY t.space_id) w JOIN spaces s ON s.id = w.space_id WHERE ");
    access::open_and_kept(sql, viewer);
    sql.push(")");
}

/// Adds the number of files that were added within the bucket `b`, by the rule of their list. They are counted like
/// posts.
fn files_added(sql: &mut Sql, viewer: &Viewer, person: Option<UserId>) {
    sql.push(
        "(SELECT COALESCE(CAST(SUM(w.number) AS BIGINT), 0) FROM (SELECT f.space_id, count(*) AS number FROM files f \
         WHERE f.created_at >= b.since AND f.created_at < b.until AND ",
    );
    added::counts(sql, person);
    sql.push(" GROUP BY f.space_id) w JOIN spaces s ON s.id = w.space_id WHERE ");
    access::open_and_kept(sql, viewer);
    sql.push(")");
}

/// Adds the count of the table's rows of these days and this person. The caller adds further conditions.
fn within(sql: &mut Sql, table: &str, at: &str, by: Option<(&str, UserId)>) {
    sql.push(&format!(
        "(SELECT count(*) FROM {table} WHERE {at} >= b.since AND {at} < b.until AND "
    ));
    // This condition precedes the access rule, which is slower.
    if let Some((column, person)) = by {
        sql.push(column).push(" = ").text(person).push(" AND ");
    }
}
