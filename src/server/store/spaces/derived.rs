//! Derived columns of spaces, stored for sorting. They are recomputed after every write, whether of one space or of
//! 100,000.

use super::links;
pub use super::set::Set;
use crate::server::store::{
    StoreError,
    engine::{
        sort_key::SEPARATOR,
        sql::{Conn, Sql},
    },
    files,
    search::index::{self, Of},
    tags::SPELLED_KEY,
    topics::{
        forget::{Of as Lost, forget_people},
        index as posts,
    },
};

/// Maximum length of the key of several groups or tags, in characters. Spaces with equal keys are sorted by name.
const KEY_LENGTH: usize = 100;

/// Returns the key of several groups or tags, joined from their own keys in their order. [`Part`] computes the same in
/// SQL.
pub fn joined<'a>(keys: impl Iterator<Item = &'a str>) -> String {
    let whole = keys.collect::<Vec<_>>().join(SEPARATOR.encode_utf8(&mut [0; 4]));
    whole.chars().take(KEY_LENGTH).collect()
}

/// A group of derived columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Groups,
    Tags,
    People,
    Visibility,
    Owner,
    /// Not a column: the index entries that decide who finds the space. They change when the space enters or leaves the
    /// trash, and with every change of its words.
    Readers,
}

impl Part {
    pub const ALL: [Part; 6] = [
        Self::Groups,
        Self::Tags,
        Self::People,
        Self::Visibility,
        Self::Owner,
        Self::Readers,
    ];

    fn assignment(self) -> Option<String> {
        Some(match self {
            Self::Readers => return None,
            Self::Groups => format!(
                "groups_key = COALESCE((SELECT substr(string_agg(g.name_key, '{SEPARATOR}' ORDER BY g.position, g.id), 1, {KEY_LENGTH}) \
                 FROM space_groups l JOIN groups g ON g.id = l.group_id WHERE l.space_id = spaces.id), '')"
            ),
            Self::Tags => format!(
                "tags_key = COALESCE((SELECT substr(string_agg({SPELLED_KEY}, '{SEPARATOR}' ORDER BY {SPELLED_KEY}, t.id), 1, {KEY_LENGTH}) \
                 FROM space_tags l JOIN tags t ON t.id = l.tag_id WHERE l.space_id = spaces.id), '')"
            ),
            Self::People => {
                "people = 1 + (SELECT count(*) FROM space_members m WHERE m.space_id = spaces.id)".to_owned()
            }
            Self::Visibility => {
                "visibility_rank = CASE visibility WHEN 'public' THEN 0 WHEN 'private' THEN 1 ELSE 2 END".to_owned()
            }
            Self::Owner => {
                "owner_key = COALESCE((SELECT u.name_key FROM users u WHERE u.id = spaces.owner_id), '')".to_owned()
            }
        })
    }
}

/// Recomputes the parts for these spaces, and the index entries that decide who finds a space by which word. What people
/// who lost access have read, follow and were notified about is deleted.
pub async fn refresh(conn: &mut Conn, set: Set<'_>, parts: &[Part]) -> Result<(), StoreError> {
    if parts.is_empty() {
        return Ok(());
    }
    if let Some(mut sql) = updating(parts) {
        sql.push(" WHERE ");
        set.clause(&mut sql, "id");
        sql.run(conn).await?;
    }
    let has = |wanted: &[Part]| parts.iter().any(|part| wanted.contains(part));
    if has(&[Part::Visibility, Part::Owner, Part::Readers]) {
        links::refresh(conn, set).await?;
    }
    if has(&[Part::Visibility]) {
        posts::refresh(conn, set).await?;
        files::index::refresh(conn, set).await?;
    }
    if has(&[Part::Visibility, Part::Owner, Part::People]) {
        forget_people(conn, Lost::Spaces(set)).await?;
    }
    if has(&[Part::Visibility, Part::Readers]) {
        index::refresh(conn, set, Of::All).await?;
    } else if has(&[Part::Owner, Part::People]) {
        index::refresh(conn, set, Of::Restricted).await?;
    }
    Ok(())
}

/// Recomputes the columns of the parts for all spaces.
pub async fn refresh_all(conn: &mut Conn, parts: &[Part]) -> Result<(), sqlx::Error> {
    if let Some(sql) = updating(parts) {
        sql.run(conn).await?;
    }
    Ok(())
}

fn updating(parts: &[Part]) -> Option<Sql> {
    let assignments: Vec<String> = parts.iter().filter_map(|part| part.assignment()).collect();
    let any = !assignments.is_empty();
    any.then(|| Sql::new(&format!("UPDATE spaces SET {}", assignments.join(", "))))
}
