//! A place in a list that survives changes: the sort keys of the row that it stands on.

use std::fmt;

use domain::list_query::SortBy;
use sqlx::{Row, any::AnyRow};

use super::{
    StoreError,
    space_list::Phase,
    sql::{Sql, Value},
};

/// A column, with its alias, that orders the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    pub column: &'static str,
    pub number: bool,
}

const fn text(column: &'static str) -> Key {
    Key { column, number: false }
}

const fn number(column: &'static str) -> Key {
    Key { column, number: true }
}

/// The columns that order the list, down to the id, which is never the same twice. Each has its index.
pub fn keys(by: SortBy) -> &'static [Key] {
    const NAME: Key = text("s.name_key");
    const ID: Key = text("s.id");
    match by {
        SortBy::Name => const { &[NAME, ID] },
        SortBy::Visibility => const { &[number("s.visibility_rank"), NAME, ID] },
        SortBy::Owner => const { &[text("s.owner_key"), NAME, ID] },
        SortBy::Groups => const { &[text("s.groups_key"), NAME, ID] },
        SortBy::Tags => const { &[text("s.tags_key"), NAME, ID] },
        SortBy::People => const { &[number("s.people"), NAME, ID] },
        SortBy::LastActivity => const { &[number("s.last_activity_at"), ID] },
        SortBy::Created => const { &[number("s.created_at"), ID] },
        SortBy::Field(_) => const { &[text("v.key"), number("v.space")] },
    }
}

/// A row's place: the phase of the list and its keys there.
#[derive(Clone, Debug)]
pub struct Cursor {
    pub phase: usize,
    keys: Vec<Value>,
}

impl Cursor {
    /// The cursor on a row whose keys begin at `column`.
    pub fn read(phase: usize, keys: &[Key], row: &AnyRow, column: usize) -> Result<Self, StoreError> {
        let mut values = Vec::with_capacity(keys.len());
        for (place, key) in keys.iter().enumerate() {
            values.push(if key.number {
                Value::Integer(row.try_get(column + place)?)
            } else {
                Value::Text(row.try_get(column + place)?)
            });
        }
        Ok(Self { phase, keys: values })
    }

    /// Reads what an address holds; nothing where it is no place of a list of these phases in this order.
    pub fn parse(text: &str, phases: &[Phase], by: SortBy) -> Option<Self> {
        let mut parts = text.split('.');
        let phase: usize = parts.next()?.parse().ok()?;
        let by = phases.get(phase)?.order(by);
        let mut values = Vec::new();
        for key in keys(by) {
            let part = parts.next()?;
            values.push(if key.number {
                Value::Integer(part.parse().ok()?)
            } else {
                Value::Text(part.to_owned())
            });
        }
        parts.next().is_none().then_some(Self { phase, keys: values })
    }

    /// Adds the keys' values.
    pub fn values(&self, sql: &mut Sql) {
        for (place, key) in self.keys.iter().enumerate() {
            sql.push(if place > 0 { ", " } else { "" }).bind(key.clone());
        }
    }
}

/// Keys are hex text, ids and numbers, so a point parts them and an address takes them as they are.
impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.phase)?;
        for key in &self.keys {
            match key {
                Value::Integer(value) => write!(f, ".{value}")?,
                Value::Text(value) => write!(f, ".{value}")?,
            }
        }
        Ok(())
    }
}
