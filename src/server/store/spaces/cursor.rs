//! Keyset cursors of the list: the sort keys of a row. They stay valid when rows are added or deleted.

use domain::list_query::SortBy;
use sqlx::{Row, any::AnyRow};

use super::phase::Phase;
use crate::server::store::{
    StoreError,
    engine::{
        cursors::ListCursors,
        sql::{Sql, Value},
    },
};

/// A column, with its alias, that orders a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    pub column: &'static str,
    pub is_number: bool,
}

/// Returns a key of text.
pub const fn text(column: &'static str) -> Key {
    Key {
        column,
        is_number: false,
    }
}

/// Returns a key of integers.
pub const fn number(column: &'static str) -> Key {
    Key {
        column,
        is_number: true,
    }
}

/// Returns the columns that order the list. The last one is unique. Each order has its index. If equal values are
/// unlikely, the unique column is the space's number, which every index contains anyway.
pub fn keys(by: SortBy) -> &'static [Key] {
    const NAME: Key = text("s.name_key");
    const NUMBER: Key = number("s.number");
    const ID: Key = text("s.id");
    match by {
        SortBy::Name => const { &[NAME, NUMBER] },
        SortBy::Visibility => const { &[number("s.visibility_rank"), NAME, NUMBER] },
        SortBy::Owner => const { &[text("s.owner_key"), NAME, NUMBER] },
        SortBy::Groups => const { &[text("s.groups_key"), NAME, NUMBER] },
        SortBy::Tags => const { &[text("s.tags_key"), NAME, NUMBER] },
        SortBy::People => const { &[number("s.people"), NAME, NUMBER] },
        SortBy::LastActivity => const { &[number("s.last_activity_at"), ID] },
        SortBy::Created => const { &[number("s.created_at"), ID] },
        SortBy::Field(_) => const { &[text("v.key"), number("v.space")] },
    }
}

/// The place of a row: the phase of the list, and the row's sort keys in it.
#[derive(Clone, Debug)]
pub struct Cursor {
    pub phase: usize,
    keys: Vec<Value>,
}

impl Cursor {
    /// Reads the cursor of a row whose keys begin at `column`.
    pub fn read(phase: usize, keys: &[Key], row: &AnyRow, column: usize) -> Result<Self, StoreError> {
        Ok(Self {
            phase,
            keys: read_keys(keys, row, column)?,
        })
    }

    /// Decrypts a cursor from an address. Returns `None` if it is no place in a list with these phases and this order.
    pub fn open(text: &str, cursors: &ListCursors<'_>, phases: &[Phase], by: SortBy) -> Option<Self> {
        let (phase, values) = cursors.open(text)?;
        Self::checked(phase, values, phases, by)
    }

    /// Returns the cursor with these keys if they have the types of the phase's order.
    pub fn checked(phase: usize, values: Vec<Value>, phases: &[Phase], by: SortBy) -> Option<Self> {
        fit(keys(phases.get(phase)?.order(by)), &values).then_some(Self { phase, keys: values })
    }

    /// Encrypts the cursor for an address.
    pub fn seal(&self, cursors: &ListCursors<'_>) -> Result<String, StoreError> {
        cursors.seal(self.phase, self.keys.iter())
    }

    /// Adds the values of the keys.
    pub fn values(&self, sql: &mut Sql) {
        add_values(sql, &self.keys);
    }
}

/// Reads the keys of a row, which begin at `column`.
pub fn read_keys(keys: &[Key], row: &AnyRow, column: usize) -> Result<Vec<Value>, StoreError> {
    let mut values = Vec::with_capacity(keys.len());
    for (place, key) in keys.iter().enumerate() {
        values.push(if key.is_number {
            Value::Integer(row.try_get(column + place)?)
        } else {
            Value::Text(row.try_get(column + place)?)
        });
    }
    Ok(values)
}

/// Returns whether the values have the types of the keys.
pub fn fit(keys: &[Key], values: &[Value]) -> bool {
    keys.len() == values.len()
        && keys
            .iter()
            .zip(values)
            .all(|(key, value)| key.is_number == matches!(value, Value::Integer(_)))
}

/// Adds the values, separated by commas.
pub fn add_values(sql: &mut Sql, values: &[Value]) {
    for (place, value) in values.iter().enumerate() {
        sql.push(if place > 0 { ", " } else { "" }).bind(value.clone());
    }
}

/// Adds the keys' columns, each with the suffix, separated by commas.
pub fn columns(sql: &mut Sql, keys: &[Key], suffix: &str) {
    for (place, key) in keys.iter().enumerate() {
        sql.push(if place > 0 { ", " } else { "" });
        sql.push(key.column).push(suffix);
    }
}
