//! A place in a list that survives changes: the sort keys of the row that it stands on.

use std::fmt;

use domain::list_query::SortBy;
use sqlx::{Row, any::AnyRow};

use super::list::Phase;
use crate::server::store::{
    StoreError,
    engine::sql::{Sql, Value},
};

/// A column, with its alias, that orders the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    pub column: &'static str,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    /// The number of the space `s`. It would tell how many spaces there are, so an address holds the id instead.
    Space,
}

const fn text(column: &'static str) -> Key {
    Key {
        column,
        kind: Kind::Text,
    }
}

const fn number(column: &'static str) -> Key {
    Key {
        column,
        kind: Kind::Number,
    }
}

const fn space(column: &'static str) -> Key {
    Key {
        column,
        kind: Kind::Space,
    }
}

impl Key {
    /// The column that a cursor is read from.
    pub fn shown(self) -> &'static str {
        match self.kind {
            Kind::Space => "s.id",
            Kind::Text | Kind::Number => self.column,
        }
    }
}

/// The columns that order the list, down to one that is never the same twice. Each has its index. Where few are likely
/// to be the same, that one is the space's number, which every index holds without being told.
pub fn keys(by: SortBy) -> &'static [Key] {
    const NAME: Key = text("s.name_key");
    const NUMBER: Key = space("s.number");
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
        SortBy::Field(_) => const { &[text("v.key"), space("v.space")] },
    }
}

/// A row's place: the phase of the list and its keys there.
#[derive(Clone, Debug)]
pub struct Cursor {
    pub phase: usize,
    keys: Vec<(Kind, Value)>,
}

impl Cursor {
    /// The cursor on a row whose keys, as they are [shown](Key::shown), begin at `column`.
    pub fn read(phase: usize, keys: &[Key], row: &AnyRow, column: usize) -> Result<Self, StoreError> {
        let mut values = Vec::with_capacity(keys.len());
        for (place, key) in keys.iter().enumerate() {
            let value = if key.kind == Kind::Number {
                Value::Integer(row.try_get(column + place)?)
            } else {
                Value::Text(row.try_get(column + place)?)
            };
            values.push((key.kind, value));
        }
        Ok(Self { phase, keys: values })
    }

    /// Reads what an address holds; nothing where it is no place of a list of these phases in this order.
    pub fn parse(text: &str, phases: &[Phase], by: SortBy) -> Option<Self> {
        let (phase, rest) = text.split_once('.')?;
        let phase: usize = phase.parse().ok()?;
        let keys = keys(phases.get(phase)?.order(by));
        let values = parse(rest, keys.iter().map(|key| key.kind == Kind::Number))?;
        let keys = keys.iter().map(|key| key.kind).zip(values).collect();
        Some(Self { phase, keys })
    }

    /// Adds the keys' values. A space that is gone has no number: the list goes on behind those of the same keys.
    pub fn values(&self, sql: &mut Sql) {
        for (place, (kind, value)) in self.keys.iter().enumerate() {
            sql.push(if place > 0 { ", " } else { "" });
            if *kind == Kind::Space {
                sql.push("(SELECT n.number FROM spaces n WHERE n.id = ")
                    .bind(value.clone())
                    .push(")");
            } else {
                sql.bind(value.clone());
            }
        }
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}.{}",
            self.phase,
            written(self.keys.iter().map(|(_, value)| value))
        )
    }
}

/// Keys as an address takes them as they are: a point between two, texts as the hex digits of their bytes.
pub fn written<'a>(keys: impl Iterator<Item = &'a Value>) -> String {
    let part = |key: &Value| match key {
        Value::Integer(number) => number.to_string(),
        Value::Text(text) => hex::encode(text),
    };
    keys.map(part).collect::<Vec<_>>().join(".")
}

/// Reads what was written: for each key whether it is a number. Nothing where it was not.
pub fn parse(written: &str, numbers: impl Iterator<Item = bool>) -> Option<Vec<Value>> {
    let mut parts = written.split('.');
    let mut keys = Vec::new();
    for number in numbers {
        let part = parts.next()?;
        keys.push(if number {
            Value::Integer(part.parse().ok()?)
        } else {
            Value::Text(String::from_utf8(hex::decode(part).ok()?).ok()?)
        });
    }
    parts.next().is_none().then_some(keys)
}
