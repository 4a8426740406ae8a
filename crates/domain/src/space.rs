//! A space: its form, its row in a list and its details.

use serde::{Deserialize, Serialize};

pub use crate::space_state::SpaceState;
use crate::{
    column::Columns,
    custom_field::{CustomField, FieldWithValue, Values, check_values},
    deal::DealRef,
    error::{Field, FieldError, Reason},
    group::{self, GroupRef},
    ids::{GroupId, SpaceId, UserId},
    limits,
    person::{PersonRef, keep},
    preset::Preset,
    text,
    visibility::Visibility,
};

/// The form for adding or changing a space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpaceForm {
    pub name: String,
    pub description: String,
    pub groups: Vec<GroupId>,
    pub tags: Vec<String>,
    pub visibility: Visibility,
    /// What it is for; `None` if nobody has said so.
    #[serde(default)]
    pub preset: Option<Preset>,
    /// Members, without the owner.
    pub people: Vec<UserId>,
    /// Values of custom fields; [`crate::custom_field::check_values`] checks them.
    #[serde(default)]
    pub fields: Values,
    /// The version from which the change started; 0 for a new space.
    pub version: i64,
}

impl SpaceForm {
    /// Creates an empty form.
    pub fn new(visibility: Visibility) -> Self {
        Self {
            name: String::new(),
            description: String::new(),
            groups: Vec::new(),
            tags: Vec::new(),
            visibility,
            preset: None,
            people: Vec::new(),
            fields: Values::new(),
            version: 0,
        }
    }

    /// Returns the same form with trimmed texts and each entry once, or everything that is wrong with it.
    pub fn checked(mut self) -> Result<Self, Vec<FieldError>> {
        let mut wrong = Vec::new();
        self.name = keep(text::line(&self.name, limits::SPACE_NAME), Field::Name, &mut wrong);
        self.description = keep(
            text::block(&self.description, limits::DESCRIPTION),
            Field::Description,
            &mut wrong,
        );
        self.tags = keep(clean_tags(&self.tags), Field::Tags, &mut wrong);
        self.groups = keep(at_most(self.groups, limits::GROUPS_A_SPACE), Field::Groups, &mut wrong);
        self.people = keep(at_most(self.people, limits::MEMBERS_A_SPACE), Field::People, &mut wrong);
        if wrong.is_empty() { Ok(self) } else { Err(wrong) }
    }
}

impl SpaceForm {
    /// Returns the same form, with the values checked against the custom fields of the account, or everything that is
    /// wrong with it.
    pub fn checked_with(self, fields: &[CustomField]) -> Result<Self, Vec<FieldError>> {
        let values = check_values(fields, &self.fields);
        match (self.checked(), values) {
            (Ok(form), Ok(fields)) => Ok(Self { fields, ..form }),
            (form, values) => Err([form.err(), values.err()].into_iter().flatten().flatten().collect()),
        }
    }
}

/// Returns the tags trimmed and without duplicates. Tags with the same folded text are duplicates; the first spelling
/// is kept.
pub fn clean_tags(raw: &[String]) -> Result<Vec<String>, Reason> {
    let mut seen = std::collections::HashSet::new();
    let mut tags = Vec::with_capacity(raw.len());
    for tag in raw {
        let tag = group::tag_name(tag)?;
        if seen.insert(crate::fold::fold(&tag)) {
            tags.push(tag);
        }
    }
    at_most(tags, limits::TAGS_A_SPACE)
}

fn at_most<T: Clone + Eq + std::hash::Hash>(list: Vec<T>, max: usize) -> Result<Vec<T>, Reason> {
    let mut seen = std::collections::HashSet::new();
    let list: Vec<T> = list.into_iter().filter(|entry| seen.insert(entry.clone())).collect();
    if list.len() > max {
        Err(Reason::TooMany { max })
    } else {
        Ok(list)
    }
}

/// A row of a list of spaces. `details` is `None` if the viewer may see only the outline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpaceRow {
    pub id: SpaceId,
    pub name: String,
    pub visibility: Visibility,
    pub state: SpaceState,
    pub owner: PersonRef,
    pub groups: Vec<GroupRef>,
    pub details: Option<RowDetails>,
    pub rights: RowRights,
}

/// The part of a row for people who may open the space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowDetails {
    pub tags: Vec<String>,
    /// Number of people: the owner and the members.
    pub people: u32,
    /// Milliseconds since the Unix epoch.
    pub last_activity: i64,
    /// Milliseconds since the Unix epoch.
    pub created: i64,
    /// When it was moved to the trash, milliseconds since the Unix epoch.
    pub deleted: Option<i64>,
    /// `None` if the column is not shown.
    pub created_by: Option<PersonRef>,
    /// The beginning of the description; `None` if the column is not shown.
    pub description: Option<String>,
    /// What the space is for; `None` if nobody has said so, or the column is not shown.
    #[serde(default)]
    pub preset: Option<Preset>,
    /// The values of the shown custom fields. Long texts are truncated.
    pub fields: Values,
    /// Whether the viewer has unread topics in the space.
    #[serde(default)]
    pub unread: bool,
}

/// What the viewer may do with the row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowRights {
    /// Change name, description, groups, tags and custom fields.
    pub edit: bool,
    /// Change access, visibility and owner; archive and delete.
    pub manage: bool,
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpacePage {
    pub rows: Vec<SpaceRow>,
    /// The cursor of the next page.
    pub next: Option<String>,
    /// The cursor of the previous page.
    pub previous: Option<String>,
    /// Milliseconds since the Unix epoch.
    pub now: i64,
    /// The columns of the query, without deleted fields.
    pub columns: Columns,
    /// The custom fields among the columns.
    pub fields: Vec<CustomField>,
    /// The people in the values of the rows.
    pub people: Vec<PersonRef>,
    /// Whether a search does not find some spaces yet, because a large import is not indexed.
    pub search_lags: bool,
}

/// A number of results. It is exact up to [`limits::COUNT_CEILING`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    pub shown: u32,
    /// Whether there are more than `shown`.
    pub over: bool,
}

impl Count {
    /// Converts a count that stopped at one above the ceiling.
    pub fn up_to_ceiling(counted: i64) -> Self {
        let ceiling = i64::from(limits::COUNT_CEILING);
        Self {
            shown: counted.clamp(0, ceiling) as u32,
            over: counted > ceiling,
        }
    }
}

/// What the viewer may see of one space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "visible", content = "space", rename_all = "snake_case")]
pub enum SpaceView {
    /// A private space that the viewer may not open. Its owner can give access.
    Outline(SpaceOutline),
    Full(Box<SpaceDetail>),
}

/// The part of a private space that everyone may know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpaceOutline {
    pub id: SpaceId,
    pub name: String,
    pub owner: PersonRef,
    pub groups: Vec<GroupRef>,
}

/// All details of one space, for people who may open it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpaceDetail {
    pub id: SpaceId,
    pub name: String,
    pub description: String,
    pub visibility: Visibility,
    pub preset: Option<Preset>,
    pub state: SpaceState,
    pub owner: PersonRef,
    pub members: Vec<PersonRef>,
    pub groups: Vec<GroupRef>,
    pub tags: Vec<String>,
    /// Custom fields with a value, in their order, without archived fields.
    pub fields: Vec<FieldWithValue>,
    pub created: i64,
    pub created_by: PersonRef,
    pub last_activity: i64,
    pub deleted: Option<i64>,
    pub version: i64,
    pub rights: RowRights,
    /// The deal for which it was added, if the viewer may see the deal.
    pub deal: Option<DealRef>,
    /// The server's clock, milliseconds UTC.
    pub now: i64,
}

impl SpaceDetail {
    /// Returns the form for changing this space.
    pub fn form(&self) -> SpaceForm {
        SpaceForm {
            name: self.name.clone(),
            description: self.description.clone(),
            groups: self.groups.iter().map(|group| group.id).collect(),
            tags: self.tags.clone(),
            visibility: self.visibility,
            preset: self.preset,
            people: self.members.iter().map(|person| person.id).collect(),
            fields: self
                .fields
                .iter()
                .map(|held| (held.field.id, held.value.clone()))
                .collect(),
            version: self.version,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_reports_all_errors_at_once() {
        let mut form = SpaceForm::new(Visibility::Public);
        form.name = " ".into();
        form.description = "x".repeat(limits::DESCRIPTION + 1);
        form.tags = vec!["a,b".into()];
        let fields: Vec<_> = form
            .checked()
            .unwrap_err()
            .into_iter()
            .map(|error| error.field)
            .collect();
        assert_eq!(fields, [Field::Name, Field::Description, Field::Tags]);
    }

    #[test]
    fn a_tag_is_kept_once_whatever_its_case() {
        let tags = clean_tags(&["Oferta".into(), " oferta ".into(), "łódź".into(), "LODZ".into()]).unwrap();
        assert_eq!(tags, ["Oferta", "łódź"]);
    }

    #[test]
    fn counts_stop_at_the_ceiling() {
        assert_eq!(
            Count::up_to_ceiling(10_000),
            Count {
                shown: 10_000,
                over: false
            }
        );
        assert_eq!(
            Count::up_to_ceiling(10_001),
            Count {
                shown: 10_000,
                over: true
            }
        );
    }
}
