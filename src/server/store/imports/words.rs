//! The groups and tags of an import's rows, found or created, and their sort keys.

use std::collections::HashMap;

use domain::{
    access::AccountAction,
    fold::fold,
    group::Hue,
    ids::{GroupId, UserId},
    import::{GroupChoice, ImportRow},
};
use sqlx::Row;

use super::{
    super::{
        StoreError,
        engine::{rows::parsed, sort_key, sql::Sql},
        fields::Numbered,
        search,
        spaces::derived::joined,
        tags::{self, Tag},
    },
    custom,
};
use crate::server::{clock, permits::AccountPermit};

/// A group that exists.
pub(super) struct Group {
    pub id: GroupId,
    /// The position among all groups.
    place: usize,
    key: String,
}

/// The groups and tags of the rows by folded name, and all groups and people by id.
pub(super) struct Words {
    new_groups: HashMap<String, GroupId>,
    tags: HashMap<String, Tag>,
    groups: HashMap<GroupId, Group>,
    owner_keys: HashMap<UserId, String>,
    /// The fields, including the choices that the rows add.
    pub fields: Vec<Numbered>,
}

/// The groups, tags and people of a new space, each once, in the order of their keys.
pub(super) struct NewLinks<'a> {
    pub owner: UserId,
    pub groups: Vec<&'a Group>,
    pub tags: Vec<&'a Tag>,
    /// Members, without the owner.
    pub people: Vec<UserId>,
}

impl NewLinks<'_> {
    pub fn groups_key(&self) -> String {
        joined(self.groups.iter().map(|group| group.key.as_str()))
    }

    pub fn tags_key(&self) -> String {
        joined(self.tags.iter().map(|tag| tag.key.as_str()))
    }
}

impl Words {
    /// Returns the words of these rows. Groups and tags that do not exist are created.
    pub async fn of(permit: &mut AccountPermit, rows: &[ImportRow]) -> Result<Self, StoreError> {
        let new_groups = groups_for(permit, rows).await?;
        let tags = tags_for(permit, rows).await?;
        let fields = custom::fields_for(permit, rows).await?;
        let conn = permit.act(AccountAction::Import)?;
        let mut groups = HashMap::new();
        let found = Sql::new("SELECT g.id, g.name_key FROM groups g ORDER BY g.position, g.id");
        for (place, row) in found.rows(conn).await?.iter().enumerate() {
            let id = parsed(row, 0)?;
            let key = row.try_get(1)?;
            groups.insert(id, Group { id, place, key });
        }
        let found = Sql::new("SELECT u.id, u.name_key FROM users u");
        let mut owner_keys = HashMap::new();
        for row in found.rows(conn).await? {
            owner_keys.insert(parsed(&row, 0)?, row.try_get(1)?);
        }
        Ok(Self {
            new_groups,
            tags,
            groups,
            owner_keys,
            fields,
        })
    }

    /// Returns the group of a row.
    pub fn group(&self, choice: &GroupChoice) -> Option<GroupId> {
        match choice {
            GroupChoice::Existing(id) => Some(*id),
            GroupChoice::New(name) => self.new_groups.get(&fold(name)).copied(),
        }
    }

    /// Returns the tag with that name.
    pub fn tag(&self, name: &str) -> Option<&Tag> {
        self.tags.get(&fold(name))
    }

    /// Returns the sort key of this owner's spaces.
    pub fn owner_key(&self, owner: UserId) -> &str {
        self.owner_keys.get(&owner).map_or("", String::as_str)
    }

    /// Returns the groups, tags and people of a new space of this row. The actor owns it if the row has no owner.
    pub fn links_of(&self, row: &ImportRow, actor: UserId) -> NewLinks<'_> {
        let owner = row.owner.unwrap_or(actor);
        let chosen = row.groups.iter().flatten().filter_map(|choice| self.group(choice));
        let mut groups: Vec<&Group> = chosen.filter_map(|id| self.groups.get(&id)).collect();
        groups.sort_unstable_by_key(|group| group.place);
        groups.dedup_by_key(|group| group.place);
        let mut tags: Vec<&Tag> = row.tags.iter().flatten().filter_map(|tag| self.tag(tag)).collect();
        tags.sort_unstable_by(|one, other| (&one.key, &one.id).cmp(&(&other.key, &other.id)));
        tags.dedup_by(|one, other| one.id == other.id);
        let mut people: Vec<UserId> = row.people.iter().flatten().copied().collect();
        people.sort_unstable();
        people.dedup();
        people.retain(|person| *person != owner);
        NewLinks {
            owner,
            groups,
            tags,
            people,
        }
    }
}

async fn groups_for(permit: &mut AccountPermit, rows: &[ImportRow]) -> Result<HashMap<String, GroupId>, StoreError> {
    let conn = permit.act(AccountAction::Import)?;
    let mut wanted: HashMap<String, &str> = HashMap::new();
    for choice in rows.iter().flat_map(|row| row.groups.iter().flatten()) {
        if let GroupChoice::New(name) = choice {
            wanted.entry(fold(name)).or_insert(name);
        }
    }
    let mut ids = HashMap::new();
    let mut wanted: Vec<_> = wanted.into_iter().collect();
    wanted.sort();
    for (index, (folded, name)) in wanted.into_iter().enumerate() {
        // Another person may have added a group with that name since the check. It is then used.
        let mut sql = Sql::new(
            "INSERT INTO groups (id, name, name_key, name_folded, name_words, hue, position, created_at) SELECT ",
        );
        sql.text(clock::new_id())
            .push(", ")
            .bind(name)
            .push(", ")
            .bind(sort_key(name));
        sql.push(", ")
            .bind(folded.as_str())
            .push(", ")
            .bind(search::indexed(name));
        let hue = Hue::ALL.iter().cycle().nth(index).map_or("", |hue| hue.as_str());
        sql.push(", ")
            .bind(hue)
            .push(", COALESCE(max(g.position), 0) + 1, ")
            .bind(clock::now());
        sql.push(
            " FROM groups g WHERE 1 = 1 ON CONFLICT (name_folded) DO UPDATE SET name_folded = excluded.name_folded \
             RETURNING id",
        );
        let row = sql.row(conn).await?.ok_or(StoreError::NotFound)?;
        ids.insert(folded, parsed(&row, 0)?);
    }
    Ok(ids)
}

async fn tags_for(permit: &mut AccountPermit, rows: &[ImportRow]) -> Result<HashMap<String, Tag>, StoreError> {
    let mut names: Vec<String> = rows.iter().flat_map(|row| row.tags.iter().flatten()).cloned().collect();
    names.sort_unstable();
    names.dedup();
    let viewer = permit.viewer();
    tags::find_or_make(permit.act(AccountAction::Import)?, &viewer, &names).await
}
