//! An import's changes to spaces that exist, one by one, and the way back.

use std::collections::{HashMap, HashSet};

use domain::{
    access::AccountAction,
    activity::What,
    custom_field::Values,
    error::AppError,
    fold::fold,
    ids::{ImportId, SpaceId, UserId},
    import::ImportRow,
    visibility::Visibility,
};
use serde::{Deserialize, Serialize};
use sqlx::{QueryBuilder, Row};

use super::{
    super::{
        Engine, StoreError,
        engine::{sort_key, sql::Sql},
        search,
        spaces::{
            access as rule,
            derived::{self, Part, Set},
        },
    },
    access::{self, Access},
    commit::imported_line,
    custom,
    words::Words,
};
use crate::server::{clock, gate::AccountPermit};

/// Rows of one statement: as fast as SQLite takes them.
const ROWS_A_STATEMENT: usize = 50;

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
    /// How it spelled tags, by their ids, where not as they do.
    #[serde(default)]
    pub spellings: HashMap<String, String>,
    /// None where it was noted before there were custom fields.
    #[serde(default)]
    pub fields: Option<Values>,
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

#[derive(Clone, Copy)]
enum Link {
    Groups,
    Tags,
    People,
}

async fn link(permit: &mut AccountPermit, kind: Link, pairs: &[(String, String)], now: i64) -> Result<(), AppError> {
    for part in pairs.chunks(ROWS_A_STATEMENT) {
        let mut query = QueryBuilder::<Engine>::new(match kind {
            Link::Groups => "INSERT INTO space_groups (space_id, group_id) ",
            Link::Tags => "INSERT INTO space_tags (space_id, tag_id) ",
            Link::People => "INSERT INTO space_members (space_id, user_id, added_at) ",
        });
        query.push_values(part, |mut values, (space, other)| {
            values.push_bind(space.clone()).push_bind(other.clone());
            if matches!(kind, Link::People) {
                values.push_bind(now);
            }
        });
        query.push(" ON CONFLICT DO NOTHING");
        query
            .build()
            .execute(permit.act(AccountAction::Import)?)
            .await
            .map_err(StoreError::from)?;
    }
    Ok(())
}

/// Changes one space as its row says; what the row does not say stays.
pub(super) async fn update(
    permit: &mut AccountPermit,
    import: ImportId,
    space: SpaceId,
    row: &ImportRow,
    words: &Words,
) -> Result<(), AppError> {
    let before = read_before(permit, space).await?;
    let now = clock::now();
    let owner = row.owner.unwrap_or(before.owner);
    let visibility = row.visibility.unwrap_or(before.visibility);
    let version: i64 = sqlx::query_scalar(
        "UPDATE spaces SET name = $1, name_key = $2, name_folded = $3, description = $4, visibility = $5, \
         visibility_rank = $6, owner_id = $7, last_activity_at = $8, version = version + 1 WHERE id = $9 RETURNING version",
    )
    .bind(&row.name)
    .bind(sort_key(&row.name))
    .bind(fold(&row.name))
    .bind(row.description.as_ref().unwrap_or(&before.description))
    .bind(visibility.as_str())
    .bind(visibility as i64)
    .bind(owner.to_string())
    .bind(now)
    .bind(space.to_string())
    .fetch_one(permit.act(AccountAction::Import)?)
    .await
    .map_err(StoreError::from)?;
    let id = space.to_string();
    if let Some(groups) = &row.groups {
        let groups = groups.iter().filter_map(|choice| words.group(choice));
        replace(
            permit,
            Link::Groups,
            &id,
            groups.map(|group| group.to_string()).collect(),
        )
        .await?;
    }
    if let Some(tags) = &row.tags {
        let tags: Vec<_> = tags.iter().filter_map(|tag| words.tag(tag)).collect();
        // Those that it had stay as it spelled them.
        let new = tags.iter().filter(|tag| !before.tags.contains(&tag.id));
        let spellings = new.map(|tag| (tag.id.clone(), tag.spelling.clone()));
        let spellings = before.spellings.clone().into_iter().chain(spellings).collect();
        let tags = tags.into_iter().map(|tag| tag.id.clone()).collect();
        replace_tags(permit, &id, tags, &spellings).await?;
    }
    let mut people = row.people.as_ref().unwrap_or(&before.people).clone();
    if row.people.is_some() || owner != before.owner {
        if owner != before.owner {
            people.push(before.owner);
        }
        people.retain(|person| *person != owner);
        replace(permit, Link::People, &id, strings(&people)).await?;
    }
    let after = Access {
        visibility,
        owner,
        people,
    };
    tell_access(permit, space, (&before.access(), &after), now).await?;
    let held = before.fields.clone().unwrap_or_default();
    let conn = permit.act(AccountAction::Import)?;
    custom::update(conn, space, &words.fields, &row.fields, &held).await?;
    insert_activity(permit, &id, &imported_line()?, now).await?;
    note(permit, import, &id, &before, version).await
}

/// Puts a space back, whose access is `changed` now, to what it was before an import updated it; its groups as far as they were not deleted meanwhile.
pub(super) async fn put_back(
    permit: &mut AccountPermit,
    space: SpaceId,
    changed: &Access,
    before: Before,
    known_groups: &HashSet<String>,
) -> Result<(), AppError> {
    let now = clock::now();
    sqlx::query(
        "UPDATE spaces SET name = $1, name_key = $2, name_folded = $3, description = $4, visibility = $5, \
         visibility_rank = $6, owner_id = $7, last_activity_at = $8, version = version + 1 WHERE id = $9",
    )
    .bind(&before.name)
    .bind(sort_key(&before.name))
    .bind(fold(&before.name))
    .bind(&before.description)
    .bind(before.visibility.as_str())
    .bind(before.visibility as i64)
    .bind(before.owner.to_string())
    .bind(now)
    .bind(space.to_string())
    .execute(permit.act(AccountAction::Import)?)
    .await
    .map_err(StoreError::from)?;
    let id = space.to_string();
    tell_access(permit, space, (changed, &before.access()), now).await?;
    let groups = before
        .groups
        .into_iter()
        .filter(|group| known_groups.contains(group))
        .collect();
    replace(permit, Link::Groups, &id, groups).await?;
    replace_tags(permit, &id, before.tags, &before.spellings).await?;
    replace(permit, Link::People, &id, strings(&before.people)).await?;
    if let Some(fields) = &before.fields {
        custom::put_back(permit.act(AccountAction::Import)?, space, fields).await?;
    }
    let line = serde_json::to_string(&What::Undone).map_err(|_| AppError::Unavailable)?;
    insert_activity(permit, &id, &line, now).await
}

/// Writes who may see the space afterwards and could not before, and the other way round.
async fn tell_access(
    permit: &mut AccountPermit,
    space: SpaceId,
    before_and_after: (&Access, &Access),
    at: i64,
) -> Result<(), AppError> {
    let actor = permit.viewer().id;
    let conn = permit.act(AccountAction::Import)?;
    Ok(access::tell(conn, actor, at, space, before_and_after).await?)
}

fn strings(people: &[UserId]) -> Vec<String> {
    people.iter().map(ToString::to_string).collect()
}

async fn insert_activity(permit: &mut AccountPermit, space: &str, line: &str, at: i64) -> Result<(), AppError> {
    sqlx::query("INSERT INTO activities (id, space_id, actor_id, at, detail) VALUES ($1, $2, $3, $4, $5)")
        .bind(clock::new_id().to_string())
        .bind(space.to_owned())
        .bind(permit.viewer().id.to_string())
        .bind(at)
        .bind(line.to_owned())
        .execute(permit.act(AccountAction::Import)?)
        .await
        .map_err(StoreError::from)?;
    Ok(())
}

async fn replace_tags(
    permit: &mut AccountPermit,
    space: &str,
    tags: Vec<String>,
    spellings: &HashMap<String, String>,
) -> Result<(), AppError> {
    replace(permit, Link::Tags, space, tags).await?;
    for (tag, spelling) in spellings.iter().filter(|(_, spelling)| !spelling.is_empty()) {
        let mut sql = Sql::new("UPDATE space_tags SET spelling = ");
        sql.bind(spelling.as_str())
            .push(", spelling_key = ")
            .bind(sort_key(spelling));
        sql.push(" WHERE space_id = ").bind(space);
        sql.push(" AND tag_id = ").bind(tag.as_str());
        let conn = permit.act(AccountAction::Import)?;
        sql.run(conn).await.map_err(StoreError::from)?;
    }
    Ok(())
}

async fn replace(permit: &mut AccountPermit, kind: Link, space: &str, others: Vec<String>) -> Result<(), AppError> {
    sqlx::query(match kind {
        Link::Groups => "DELETE FROM space_groups WHERE space_id = $1",
        Link::Tags => "DELETE FROM space_tags WHERE space_id = $1",
        Link::People => "DELETE FROM space_members WHERE space_id = $1",
    })
    .bind(space)
    .execute(permit.act(AccountAction::Import)?)
    .await
    .map_err(StoreError::from)?;
    let pairs: Vec<_> = others.into_iter().map(|other| (space.to_owned(), other)).collect();
    link(permit, kind, &pairs, clock::now()).await
}

async fn read_before(permit: &mut AccountPermit, space: SpaceId) -> Result<Before, AppError> {
    let id = space.to_string();
    let row = sqlx::query("SELECT name, description FROM spaces WHERE id = $1")
        .bind(&id)
        .fetch_one(permit.act(AccountAction::Import)?)
        .await
        .map_err(StoreError::from)?;
    let mut lists = Vec::with_capacity(2);
    for sql in [
        "SELECT group_id FROM space_groups WHERE space_id = $1",
        "SELECT tag_id FROM space_tags WHERE space_id = $1",
    ] {
        let list: Vec<String> = sqlx::query_scalar(sql)
            .bind(&id)
            .fetch_all(permit.act(AccountAction::Import)?)
            .await
            .map_err(StoreError::from)?;
        lists.push(list);
    }
    let mut lists = lists.into_iter();
    let mut sql = Sql::new("SELECT l.tag_id, l.spelling FROM space_tags l WHERE l.spelling <> '' AND l.space_id = ");
    let spelled = sql.bind(id.as_str()).rows(permit.act(AccountAction::Import)?).await;
    let spelled = spelled.map_err(StoreError::from)?;
    let conn = permit.act(AccountAction::Import)?;
    let fields = custom::held(conn, space).await?;
    let access = access::read(conn, space).await?;
    Ok(Before {
        name: row.get("name"),
        description: row.get("description"),
        visibility: access.visibility,
        owner: access.owner,
        groups: lists.next().unwrap_or_default(),
        tags: lists.next().unwrap_or_default(),
        people: access.people,
        spellings: spelled.iter().map(|row| (row.get(0), row.get(1))).collect(),
        fields: Some(fields),
    })
}

/// Makes the derived columns and the search index of changed spaces anew.
pub(super) async fn refresh(permit: &mut AccountPermit, spaces: &[SpaceId]) -> Result<(), AppError> {
    for part in spaces.chunks(1_000) {
        derived::refresh(permit.act(AccountAction::Import)?, Set::Ids(part), &Part::ALL)
            .await
            .map_err(StoreError::from)?;
        for space in part {
            let row = sqlx::query("SELECT number, name, description FROM spaces WHERE id = $1")
                .bind(space.to_string())
                .fetch_one(permit.act(AccountAction::Import)?)
                .await
                .map_err(StoreError::from)?;
            let entry = search::Entry {
                number: row.get("number"),
                name: row.get("name"),
                description: row.get("description"),
            };
            search::change(permit.act(AccountAction::Import)?, entry)
                .await
                .map_err(StoreError::from)?;
        }
    }
    Ok(())
}

/// Remembers a space whose row was skipped, so that the result can list it.
pub(super) async fn note_skipped(permit: &mut AccountPermit, import: ImportId, space: SpaceId) -> Result<(), AppError> {
    let viewer = permit.viewer();
    // Nothing is noted of what the person may not know of, and nothing said of whether it is there.
    let mut sql = Sql::new("INSERT INTO import_items (import_id, space_id, outcome, version_after) SELECT ");
    sql.text(import)
        .push(", s.id, 'skipped', 0 FROM spaces s WHERE s.id = ")
        .text(space);
    sql.push(" AND ");
    rule::found(&mut sql, &viewer);
    sql.push(" ON CONFLICT DO NOTHING");
    let conn = permit.act(AccountAction::Import)?;
    sql.run(conn).await.map_err(StoreError::from)?;
    Ok(())
}

async fn note(
    permit: &mut AccountPermit,
    import: ImportId,
    space: &str,
    before: &Before,
    version: i64,
) -> Result<(), AppError> {
    let before = serde_json::to_string(before).map_err(|_| AppError::Unavailable)?;
    sqlx::query(
        "INSERT INTO import_items (import_id, space_id, outcome, before, version_after) VALUES ($1, $2, 'updated', $3, $4) \
         ON CONFLICT DO NOTHING",
    )
    .bind(import.to_string())
    .bind(space)
    .bind(before)
    .bind(version)
    .execute(permit.act(AccountAction::Import)?)
    .await
    .map_err(StoreError::from)?;
    Ok(())
}
