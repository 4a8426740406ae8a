//! Updating existing spaces from the rows of an import, one by one, and undoing it.

use std::collections::{HashMap, HashSet};

use domain::{
    access::AccountAction,
    activity::SpaceEvent,
    custom_field::Values,
    fold::fold,
    ids::{ImportId, SpaceId, UserId},
    import::ImportRow,
    preset::Preset,
    visibility::Visibility,
};
use serde::{Deserialize, Serialize};
use sqlx::Row;

use super::{
    super::{
        StoreError,
        engine::{
            sort_key,
            sql::{Conn, Sql},
        },
        spaces::{
            activity,
            derived::{self, Part, Set},
        },
    },
    access::{self, Access},
    custom, items,
    words::Words,
};
use crate::server::{clock, permits::AccountPermit};

/// A space as it was before an import updated it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Before {
    pub name: String,
    pub description: String,
    pub visibility: Visibility,
    pub owner: UserId,
    pub groups: Vec<String>,
    pub tags: Vec<String>,
    /// Members, without the owner.
    pub people: Vec<UserId>,
    /// Its own spellings of tags, by the ids of the tags, where they differ from the tags' spellings.
    #[serde(default)]
    pub spellings: HashMap<String, String>,
    /// `None` if it was recorded before custom fields existed.
    #[serde(default)]
    pub fields: Option<Values>,
    /// What it was for, as stored; `None` if it was recorded before presets existed.
    #[serde(default)]
    pub preset: Option<String>,
}

impl Before {
    fn access(&self) -> Access {
        Access {
            visibility: self.visibility,
            owner: self.owner,
            people: self.people.clone(),
        }
    }
}

/// The kind of rows to which a space is linked.
#[derive(Clone, Copy)]
enum Link {
    Groups,
    Tags,
    People,
}

impl Link {
    /// Returns the table of the links, and its column with the id of the linked row.
    fn table(self) -> (&'static str, &'static str) {
        match self {
            Self::Groups => ("space_groups", "group_id"),
            Self::Tags => ("space_tags", "tag_id"),
            Self::People => ("space_members", "user_id"),
        }
    }
}

/// Updates one space from its row. Fields that the row does not contain are unchanged.
pub(super) async fn update(
    permit: &mut AccountPermit,
    import: ImportId,
    space: SpaceId,
    row: &ImportRow,
    words: &Words,
) -> Result<(), StoreError> {
    let actor = permit.actor();
    let conn = permit.act(AccountAction::Import)?;
    let before = read_before(conn, space).await?;
    let now = clock::now();
    let owner = row.owner.unwrap_or(before.owner);
    let visibility = row.visibility.unwrap_or(before.visibility);
    let text = Text {
        name: &row.name,
        description: row.description.as_ref().unwrap_or(&before.description),
        preset: row.preset.map(Preset::as_str),
    };
    let version = write_row(conn, space, text, visibility, owner, now).await?;
    if let Some(groups) = &row.groups {
        let groups = groups.iter().filter_map(|choice| words.group(choice));
        let groups: Vec<_> = groups.map(|group| group.to_string()).collect();
        replace(conn, Link::Groups, space, &groups, now).await?;
    }
    if let Some(tags) = &row.tags {
        let tags: Vec<_> = tags.iter().filter_map(|tag| words.tag(tag)).collect();
        // Tags that the space already has keep its spelling.
        let new = tags.iter().filter(|tag| !before.tags.contains(&tag.id));
        let spellings = new.map(|tag| (tag.id.clone(), tag.spelling.clone()));
        let spellings = before.spellings.clone().into_iter().chain(spellings).collect();
        let tags: Vec<_> = tags.into_iter().map(|tag| tag.id.clone()).collect();
        replace_tags(conn, space, &tags, &spellings, now).await?;
    }
    let mut people = row.people.as_ref().unwrap_or(&before.people).clone();
    if row.people.is_some() || owner != before.owner {
        if owner != before.owner {
            people.push(before.owner);
        }
        people.retain(|person| *person != owner);
        replace(conn, Link::People, space, &people, now).await?;
    }
    let after = Access {
        visibility,
        owner,
        people,
    };
    access::record_change(conn, actor, now, space, (&before.access(), &after)).await?;
    let held = before.fields.clone().unwrap_or_default();
    custom::update(conn, space, &words.fields, &row.fields, &held).await?;
    activity::write(conn, space, actor, now, &SpaceEvent::Imported).await?;
    items::note_updated(conn, import, space, &before, version).await
}

/// Restores a space to its state before the import updated it. `changed` is its present access. Groups that were
/// deleted meanwhile are left out.
pub(super) async fn put_back(
    permit: &mut AccountPermit,
    space: SpaceId,
    changed: &Access,
    before: Before,
    known_groups: &HashSet<String>,
) -> Result<(), StoreError> {
    let actor = permit.actor();
    let conn = permit.act(AccountAction::Import)?;
    let now = clock::now();
    let text = Text {
        name: &before.name,
        description: &before.description,
        preset: before.preset.as_deref(),
    };
    write_row(conn, space, text, before.visibility, before.owner, now).await?;
    access::record_change(conn, actor, now, space, (changed, &before.access())).await?;
    let known = |group: &String| known_groups.contains(group);
    let groups: Vec<_> = before.groups.into_iter().filter(known).collect();
    replace(conn, Link::Groups, space, &groups, now).await?;
    replace_tags(conn, space, &before.tags, &before.spellings, now).await?;
    replace(conn, Link::People, space, &before.people, now).await?;
    if let Some(fields) = &before.fields {
        custom::put_back(conn, space, fields).await?;
    }
    activity::write(conn, space, actor, now, &SpaceEvent::Undone).await
}

struct Text<'a> {
    name: &'a str,
    description: &'a str,
    /// What it is for, as stored; `None` keeps it.
    preset: Option<&'a str>,
}

/// Updates the space's own columns. Returns its new version.
async fn write_row(
    conn: &mut Conn,
    space: SpaceId,
    text: Text<'_>,
    visibility: Visibility,
    owner: UserId,
    now: i64,
) -> Result<i64, StoreError> {
    let mut sql = Sql::new("UPDATE spaces SET name = ");
    sql.bind(text.name).push(", name_key = ").bind(sort_key(text.name));
    sql.push(", name_folded = ").bind(fold(text.name));
    sql.push(", description = ").bind(text.description);
    sql.push(", visibility = ").bind(visibility.as_str());
    sql.push(", visibility_rank = ").bind(visibility as i64);
    if let Some(preset) = text.preset {
        sql.push(", preset = ").bind(preset);
    }
    sql.push(", owner_id = ").text(owner);
    sql.push(", last_activity_at = ").bind(now);
    sql.push(", version = version + 1 WHERE id = ").text(space);
    Ok(sql.push(" RETURNING version").count(conn).await?)
}

async fn replace_tags(
    conn: &mut Conn,
    space: SpaceId,
    tags: &[String],
    spellings: &HashMap<String, String>,
    now: i64,
) -> Result<(), StoreError> {
    replace(conn, Link::Tags, space, tags, now).await?;
    for (tag, spelling) in spellings.iter().filter(|(_, spelling)| !spelling.is_empty()) {
        let mut sql = Sql::new("UPDATE space_tags SET spelling = ");
        sql.bind(spelling.as_str())
            .push(", spelling_key = ")
            .bind(sort_key(spelling));
        sql.push(" WHERE space_id = ").text(space);
        sql.push(" AND tag_id = ").bind(tag.as_str());
        sql.run(conn).await?;
    }
    Ok(())
}

/// Replaces the linked rows of the space.
async fn replace<T: ToString>(
    conn: &mut Conn,
    link: Link,
    space: SpaceId,
    others: &[T],
    now: i64,
) -> Result<(), StoreError> {
    let (table, column) = link.table();
    let mut sql = Sql::new(&format!("DELETE FROM {table} WHERE space_id = "));
    sql.text(space).run(conn).await?;
    if others.is_empty() {
        return Ok(());
    }
    let people = matches!(link, Link::People);
    let since = if people { ", added_at" } else { "" };
    let mut sql = Sql::new(&format!("INSERT INTO {table} (space_id, {column}{since}) VALUES "));
    for (place, other) in others.iter().enumerate() {
        sql.push(if place > 0 { ", (" } else { "(" });
        sql.text(space).push(", ").text(other.to_string());
        if people {
            sql.push(", ").bind(now);
        }
        sql.push(")");
    }
    sql.push(" ON CONFLICT DO NOTHING").run(conn).await?;
    Ok(())
}

async fn read_before(conn: &mut Conn, space: SpaceId) -> Result<Before, StoreError> {
    let mut sql = Sql::new("SELECT s.name, s.description, s.preset FROM spaces s WHERE s.id = ");
    let row = sql.text(space).row(conn).await?.ok_or(StoreError::NotFound)?;
    let mut groups = Sql::new("SELECT l.group_id FROM space_groups l WHERE l.space_id = ");
    let groups = groups.text(space).rows(conn).await?;
    let mut tags = Sql::new("SELECT l.tag_id, l.spelling FROM space_tags l WHERE l.space_id = ");
    let tagged = tags.text(space).rows(conn).await?;
    let (mut tags, mut spellings) = (Vec::new(), HashMap::new());
    for row in tagged {
        let (tag, spelling): (String, String) = (row.try_get(0)?, row.try_get(1)?);
        tags.push(tag.clone());
        if !spelling.is_empty() {
            spellings.insert(tag, spelling);
        }
    }
    let fields = custom::present_values(conn, space).await?;
    let access = access::read(conn, space).await?;
    Ok(Before {
        name: row.try_get(0)?,
        description: row.try_get(1)?,
        visibility: access.visibility,
        owner: access.owner,
        groups: groups.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?,
        tags,
        people: access.people,
        spellings,
        fields: Some(fields),
        preset: Some(row.try_get(2)?),
    })
}

/// Recomputes the derived columns and the search terms of changed spaces.
pub(super) async fn refresh(permit: &mut AccountPermit, spaces: &[SpaceId]) -> Result<(), StoreError> {
    let conn = permit.act(AccountAction::Import)?;
    for part in spaces.chunks(1_000) {
        derived::refresh(conn, Set::Ids(part), &Part::ALL).await?;
    }
    Ok(())
}
