//! The query of a list of spaces: search, filters, order and page, in the form of an address.

use form_urlencoded::{Serializer, parse};
use serde::{Deserialize, Serialize};

use crate::{
    column::Columns,
    custom_field::{FieldFilter, FieldTest},
    ids::{GroupId, ImportId, SpaceId, UserId, ViewId},
    limits,
    preset::Preset,
    sort::FIELD,
    space::SpaceState,
    visibility::Visibility,
};
pub use crate::{
    day::Day,
    sort::{Sort, SortBy},
};

/// Search, filters and order of a list of spaces. They are stored only in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListQuery {
    /// Every word must be the beginning of a word of the name, description, groups or tags.
    pub search: String,
    /// In any of these groups.
    pub groups: Vec<GroupId>,
    /// In no group at all.
    pub ungrouped: bool,
    /// With any of these tags, by their folded text.
    pub tags: Vec<String>,
    pub visibility: Vec<Visibility>,
    /// For any of these uses.
    #[serde(default)]
    pub presets: Vec<Preset>,
    pub owner: Option<UserId>,
    /// First day, in the viewer's time zone.
    pub created_from: Option<Day>,
    /// Last day, in the viewer's time zone.
    pub created_to: Option<Day>,
    pub created_by: Option<UserId>,
    pub import: Option<ImportFilter>,
    /// By custom fields. A space must match all of them.
    pub fields: Vec<FieldFilter>,
    pub state: SpaceState,
    /// Whether archived spaces are included with the active ones.
    #[serde(default)]
    pub archived_too: bool,
    pub sort: Sort,
    /// Only spaces in which the viewer has unread topics.
    #[serde(default)]
    pub unread: bool,
    /// The columns after the name.
    #[serde(default)]
    pub columns: Columns,
    /// The saved view from which the list was opened. The list may differ from it, and the reader may not know the
    /// view.
    #[serde(default)]
    pub view: Option<ViewId>,
    /// Saved views whose hidden filters also apply: those that the reader cannot see. The server looks them up.
    #[serde(default)]
    pub unseen: Vec<ViewId>,
    /// If not empty, only these spaces, which were ticked. Never part of an address.
    #[serde(default)]
    pub only: Vec<SpaceId>,
}

/// The spaces that one import added, updated or skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportFilter {
    pub id: ImportId,
    pub outcome: Option<ImportOutcome>,
}

/// The effect of an import on a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportOutcome {
    Added,
    Updated,
    Skipped,
}

impl ImportOutcome {
    pub const ALL: [ImportOutcome; 3] = [Self::Added, Self::Updated, Self::Skipped];

    /// Returns the word in storage and in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Updated => "updated",
            Self::Skipped => "skipped",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.as_str() == word)
    }
}

/// A page of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "at", content = "cursor", rename_all = "snake_case")]
pub enum Place {
    #[default]
    First,
    /// The page that follows this cursor.
    After(String),
    /// The page that ends before this cursor.
    Before(String),
    Last,
}

impl ListQuery {
    /// Reads the query of an address. Unknown parts are ignored.
    pub fn from_query(query: &str) -> (Self, Place) {
        let mut list = Self::default();
        let mut place = Place::First;
        let mut descending = None;
        for (key, value) in parse(query.trim_start_matches('?').as_bytes()) {
            match &*key {
                "q" => list.search = value.chars().take(limits::SEARCH).collect(),
                "group" if value == "none" => list.ungrouped = true,
                "group" => list.groups.extend(value.parse::<GroupId>().ok()),
                "tag" => list.tags.push(crate::fold::fold(&value)),
                "visibility" => list.visibility.extend(Visibility::parse(&value)),
                "preset" => list.presets.extend(Preset::parse(&value)),
                "owner" => list.owner = value.parse().ok(),
                "from" => list.created_from = Day::parse(&value),
                "to" => list.created_to = Day::parse(&value),
                "by" => list.created_by = value.parse().ok(),
                "import" => list.import = value.parse().ok().map(|id| ImportFilter { id, outcome: None }),
                "outcome" => {
                    if let Some(import) = &mut list.import {
                        import.outcome = ImportOutcome::parse(&value);
                    }
                }
                "state" if value == "all" => list.archived_too = true,
                "state" => list.state = SpaceState::parse(&value).unwrap_or_default(),
                "unread" => list.unread = value == "1",
                "sort" => {
                    list.sort.by = SortBy::parse(&value).unwrap_or_default();
                }
                "order" => descending = Some(value == "desc"),
                "columns" => list.columns = Columns::parse(&value),
                "view" => list.view = value.parse().ok(),
                "unseen" => list.add_unseen(value.parse().ok()),
                "after" => place = Place::After(value.into_owned()),
                "before" => place = Place::Before(value.into_owned()),
                "page" if value == "last" => place = Place::Last,
                key => list.fields.extend(field_filter(key, &value)),
            }
        }
        list.sort.descending = descending.unwrap_or_else(|| list.sort.by.starts_descending());
        (list, place)
    }

    /// Returns the query of the address of this list, without the question mark; empty for the default list.
    pub fn to_query(&self, place: &Place) -> String {
        let mut out = Serializer::new(String::new());
        if !self.search.is_empty() {
            out.append_pair("q", &self.search);
        }
        for group in &self.groups {
            out.append_pair("group", &group.to_string());
        }
        if self.ungrouped {
            out.append_pair("group", "none");
        }
        for tag in &self.tags {
            out.append_pair("tag", tag);
        }
        for level in &self.visibility {
            out.append_pair("visibility", level.as_str());
        }
        for preset in &self.presets {
            out.append_pair("preset", preset.as_str());
        }
        for filter in &self.fields {
            out.append_pair(&format!("{FIELD}{}", filter.field), &filter.test.to_string());
        }
        let mut single = |key: &str, value: Option<String>| {
            if let Some(value) = value {
                out.append_pair(key, &value);
            }
        };
        single("owner", self.owner.map(|id| id.to_string()));
        single("from", self.created_from.map(|day| day.to_string()));
        single("to", self.created_to.map(|day| day.to_string()));
        single("by", self.created_by.map(|id| id.to_string()));
        single("import", self.import.map(|import| import.id.to_string()));
        single(
            "outcome",
            self.import
                .and_then(|import| import.outcome)
                .map(|outcome| outcome.as_str().into()),
        );
        single(
            "state",
            match self.state {
                SpaceState::Active => self.archived_too.then(|| "all".into()),
                state => Some(state.as_str().into()),
            },
        );
        single("unread", self.unread.then(|| "1".into()));
        single(
            "sort",
            (self.sort.by != SortBy::Name).then(|| self.sort.by.word().into()),
        );
        let usual = self.sort.by.starts_descending();
        single(
            "order",
            (self.sort.descending != usual).then(|| if self.sort.descending { "desc" } else { "asc" }.into()),
        );
        single("columns", (!self.columns.are_usual()).then(|| self.columns.words()));
        for view in &self.unseen {
            single("unseen", Some(view.to_string()));
        }
        single("view", self.view.map(|id| id.to_string()));
        match place {
            Place::First => {}
            Place::After(cursor) => single("after", Some(cursor.clone())),
            Place::Before(cursor) => single("before", Some(cursor.clone())),
            Place::Last => single("page", Some("last".into())),
        }
        out.finish()
    }

    /// Adds a saved view whose hidden filters apply, unless there are too many.
    fn add_unseen(&mut self, view: Option<ViewId>) {
        let free = self.unseen.len() < limits::UNSEEN_VIEWS;
        self.unseen
            .extend(view.filter(|view| free && !self.unseen.contains(view)));
    }

    /// Returns whether the list has a filter.
    pub fn is_filtered(&self) -> bool {
        let plain = Self {
            sort: self.sort,
            state: self.state,
            columns: self.columns.clone(),
            view: self.view,
            ..Self::default()
        };
        *self != plain
    }

    /// Returns only the parts of the query that decide which spaces the list contains: without order, columns and view.
    pub fn spaces(&self) -> Self {
        Self {
            sort: Sort::default(),
            columns: Columns::default(),
            ..self.without_view()
        }
    }

    /// Returns the same query without the saved view from which it was opened.
    pub fn without_view(&self) -> Self {
        Self {
            view: None,
            ..self.clone()
        }
    }
}

/// Reads a filter by a custom field.
fn field_filter(key: &str, value: &str) -> Option<FieldFilter> {
    Some(FieldFilter {
        field: key.strip_prefix(FIELD)?.parse().ok()?,
        test: FieldTest::parse(value)?,
    })
}

mod visible_items;

pub use visible_items::VisibleItems;

#[cfg(test)]
mod tests;
