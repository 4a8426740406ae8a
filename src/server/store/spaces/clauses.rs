//! The conditions of the list, as SQL on a space under the alias `s`: visibility to the viewer, filters and search.

use domain::{
    access::Viewer,
    limits::COUNT_CEILING,
    list_query::{Day, ListQuery},
    space::SpaceState,
    statistics::Span,
};

use super::{
    access,
    links::{self, Link},
};
use crate::server::store::{
    engine::sql::Sql,
    fields,
    search::{self, Few},
    topics::unread_sql,
};

/// Counting stops at one above the maximum that is shown.
pub const COUNT_LIMIT: i64 = COUNT_CEILING as i64 + 1;

/// A part of the spaces that the viewer may know of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All of them.
    Found,
    /// Those that the viewer may open.
    Open,
    /// Those of which the viewer sees only the outline.
    Outline,
}

/// The viewer's time zone, which decides when a day begins.
pub struct Zone(jiff::tz::TimeZone);

impl Zone {
    /// Returns the zone with this name, or UTC if there is none.
    pub fn named(name: &str) -> Self {
        Self(jiff::tz::TimeZone::get(name).unwrap_or(jiff::tz::TimeZone::UTC))
    }

    /// Returns the beginning of the day, milliseconds since the Unix epoch.
    pub(in crate::server::store) fn begins(&self, day: Day) -> Option<i64> {
        let date = jiff::civil::Date::new(
            i16::try_from(day.0.year()).ok()?,
            i8::try_from(u8::from(day.0.month())).ok()?,
            i8::try_from(day.0.day()).ok()?,
        )
        .ok()?;
        Some(date.to_zoned(self.0.clone()).ok()?.timestamp().as_millisecond())
    }

    /// Returns the end of the day, milliseconds since the Unix epoch.
    fn ends(&self, day: Day) -> Option<i64> {
        self.begins(Day(day.0.next_day()?))
    }

    /// Adds the condition that the instant in this column is within the days `from` and `to`, as far as they are set.
    pub(in crate::server::store) fn narrow(
        &self,
        sql: &mut Sql,
        column: &'static str,
        from: Option<Day>,
        to: Option<Day>,
    ) {
        if let Some(from) = from.and_then(|day| self.begins(day)) {
            sql.push(" AND ").push(column).push(" >= ").bind(from);
        }
        if let Some(until) = to.and_then(|day| self.ends(day)) {
            sql.push(" AND ").push(column).push(" < ").bind(until);
        }
    }

    /// Returns the beginning and the exclusive end of the days, milliseconds since the Unix epoch. A day on which the
    /// clocks change has 23 or 25 hours.
    pub(in crate::server::store) fn range(&self, span: Span) -> (i64, i64) {
        (
            self.begins(span.from).unwrap_or(i64::MIN),
            self.ends(span.to).unwrap_or(i64::MAX),
        )
    }

    /// Formats the instant for a file, as day and minute.
    pub fn written(&self, at: i64) -> String {
        let instant = jiff::Timestamp::from_millisecond(at).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        let zoned = instant.to_zoned(self.0.clone());
        zoned.strftime("%Y-%m-%d %H:%M").to_string()
    }

    /// Returns the date in this zone at the instant.
    pub fn today(&self, now: i64) -> Day {
        let date = jiff::Timestamp::from_millisecond(now)
            .unwrap_or(jiff::Timestamp::UNIX_EPOCH)
            .to_zoned(self.0.clone())
            .date();
        Day::parse(&date.to_string()).unwrap_or(Day(time::Date::MIN))
    }
}

/// Returns whether a filter is on something that an outline does not show. Outlines never match such a filter.
pub fn filters_by_hidden_columns(query: &ListQuery) -> bool {
    !query.tags.is_empty()
        || !query.presets.is_empty()
        || query.created_from.is_some()
        || query.created_to.is_some()
        || query.created_by.is_some()
        || query.import.is_some()
        || !query.fields.is_empty()
        || query.unread
}

/// Adds all conditions of the list. If `few` is given, the statement reads only its spaces.
pub fn add(sql: &mut Sql, viewer: &Viewer, zone: &Zone, query: &ListQuery, scope: Scope, few: Option<&Few>) {
    add_without_groups(sql, viewer, zone, query, scope, few);
    if query.groups.is_empty() && !query.ungrouped {
        return;
    }
    sql.push(" AND (");
    if !query.groups.is_empty() {
        sql.push("s.id");
        links::within(sql, viewer, Link::Group, |sql| {
            sql.push("l.group_id").within(&query.groups);
        });
    }
    if query.ungrouped {
        sql.push(if query.groups.is_empty() { "" } else { " OR " });
        ungrouped(sql);
    }
    sql.push(")");
}

/// Adds the condition that the space is in no group.
pub fn ungrouped(sql: &mut Sql) {
    sql.push("NOT EXISTS (SELECT 1 FROM space_groups l WHERE l.space_id = s.id)");
}

/// Adds all conditions except the filter by group, for the counts beside the groups.
pub fn add_without_groups(
    sql: &mut Sql,
    viewer: &Viewer,
    zone: &Zone,
    query: &ListQuery,
    scope: Scope,
    few: Option<&Few>,
) {
    if query.archived_too && query.state == SpaceState::Active {
        sql.push("s.state IN ('active', 'archived') AND ");
    } else {
        sql.push("s.state = ").bind(query.state.as_str()).push(" AND ");
    }
    // The trash shows no outlines: its spaces are visible only to people who may manage them.
    let scope = match scope {
        Scope::Found if filters_by_hidden_columns(query) || query.state == SpaceState::Trash => Scope::Open,
        scope => scope,
    };
    match scope {
        Scope::Found => access::found(sql, viewer),
        Scope::Open => access::open(sql, viewer),
        Scope::Outline => access::outline(sql, viewer),
    }
    if !query.visibility.is_empty() {
        sql.push(" AND s.visibility")
            .within(query.visibility.iter().map(|level| level.as_str()));
    }
    if !query.presets.is_empty() {
        sql.push(" AND s.preset")
            .within(query.presets.iter().map(|preset| preset.as_str()));
    }
    if !query.only.is_empty() {
        sql.push(" AND s.id").within(&query.only);
    }
    if let Some(owner) = query.owner {
        sql.push(" AND s.owner_id = ").text(owner);
    }
    created(sql, zone, query);
    if !query.tags.is_empty() {
        sql.push(" AND s.id");
        links::within(sql, viewer, Link::Tag, |sql| {
            sql.push("l.tag_id IN (SELECT t.id FROM tags t WHERE t.name_folded");
            sql.within(query.tags.iter().map(|tag| domain::fold::fold(tag)))
                .push(")");
        });
    }
    if let Some(import) = query.import {
        sql.push(" AND s.id IN (SELECT i.space_id FROM import_items i WHERE i.import_id = ")
            .text(import.id);
        if let Some(outcome) = import.outcome {
            sql.push(" AND i.outcome = ").bind(outcome.as_str());
        }
        sql.push(")");
    }
    if query.unread {
        sql.push(" AND s.id");
        unread_sql::within(sql, viewer);
    }
    fields::clauses::add_filters(sql, &query.fields);
    let masked = match scope {
        _ if viewer.is_admin() => search::Masked::None,
        Scope::Found => search::Masked::Some,
        Scope::Open => search::Masked::None,
        Scope::Outline => search::Masked::All,
    };
    search::clause(sql, viewer, &query.search, masked, few);
}

fn created(sql: &mut Sql, zone: &Zone, query: &ListQuery) {
    zone.narrow(sql, "s.created_at", query.created_from, query.created_to);
    if let Some(by) = query.created_by {
        sql.push(" AND s.created_by = ").text(by);
    }
}
