//! Deals: the form, the rows of the list and the details.

pub mod access;
mod file;
mod list;
pub mod money;

use serde::{Deserialize, Serialize};

pub use file::{CONTENT_PATH, DealFile, THUMBNAIL_PATH};
pub use list::{DealQuery, DealSort};
pub use money::Amount;

use crate::{
    error::{Field, FieldError, Reason},
    ids::{ActivityId, DealFileId, DealId, NoteId, SpaceId, StageId, UserId},
    limits,
    person::{PersonRef, keep},
    text,
    visibility::Visibility,
};

/// Whether a deal is open, won or lost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DealState {
    #[default]
    Open,
    Won,
    Lost,
}

impl DealState {
    pub const ALL: [DealState; 3] = [Self::Open, Self::Won, Self::Lost];

    /// Returns the word in storage and in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Won => "won",
            Self::Lost => "lost",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// A stage of the account's pipeline.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct StageRef {
    pub id: StageId,
    pub name: String,
}

/// A stage with the number of its deals, for administrators.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageRow {
    pub stage: StageRef,
    pub deals: u32,
}

/// Checks the name of a stage.
pub fn stage_name(raw: &str) -> Result<String, Reason> {
    text::line(raw, limits::STAGE_NAME)
}

/// Checks the text of a note with this number of files. A note may consist of files alone.
pub fn note_text(raw: &str, files: usize) -> Result<String, Reason> {
    let max = limits::FILES_A_POST;
    if files > max {
        return Err(Reason::TooMany { max });
    }
    match text::block(raw, limits::DEAL_NOTE)? {
        text if text.is_empty() && files == 0 => Err(Reason::Required),
        text => Ok(text),
    }
}

/// The form for adding or changing a deal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealForm {
    pub name: String,
    pub description: String,
    pub value: Option<Amount>,
    pub currency: String,
    pub stage: StageId,
    pub owner: UserId,
    /// The people who may see the deal, without the owner.
    pub people: Vec<UserId>,
    /// The version from which the change started; 0 for a new deal.
    pub version: i64,
}

impl DealForm {
    /// Returns the same form with trimmed texts and each person once, or everything that is wrong with it.
    pub fn checked(mut self) -> Result<Self, Vec<FieldError>> {
        let mut wrong = Vec::new();
        self.name = keep(text::line(&self.name, limits::DEAL_NAME), Field::Name, &mut wrong);
        self.description = keep(
            text::block(&self.description, limits::DESCRIPTION),
            Field::Description,
            &mut wrong,
        );
        self.currency = keep(money::currency(&self.currency), Field::Currency, &mut wrong);
        let mut seen = std::collections::HashSet::new();
        self.people
            .retain(|person| *person != self.owner && seen.insert(*person));
        if self.people.len() > limits::PEOPLE_A_DEAL {
            let max = limits::PEOPLE_A_DEAL;
            wrong.push(FieldError {
                field: Field::People,
                reason: Reason::TooMany { max },
            });
        }
        if wrong.is_empty() { Ok(self) } else { Err(wrong) }
    }
}

/// A row of a list of deals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealRow {
    pub id: DealId,
    pub name: String,
    pub stage: StageRef,
    pub state: DealState,
    pub value: Option<Amount>,
    pub currency: String,
    pub owner: PersonRef,
    /// When it was won or lost, milliseconds since the Unix epoch.
    pub closed: Option<i64>,
    /// Last change, milliseconds since the Unix epoch.
    pub changed: i64,
}

/// A page of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealPage {
    pub rows: Vec<DealRow>,
    /// The cursor of the next page.
    pub next: Option<String>,
    /// The cursor of the previous page.
    pub previous: Option<String>,
    /// The server's time, milliseconds since the Unix epoch.
    pub now: i64,
}

/// A deal as a space refers to it, for people who may see the deal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealRef {
    pub id: DealId,
    pub name: String,
}

/// A space of a deal, for people who may open the space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealSpace {
    pub id: SpaceId,
    pub name: String,
    pub visibility: Visibility,
}

/// What the viewer may do with a deal that they see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealRights {
    /// Change its owner and people, and delete it.
    pub manage: bool,
    /// Add a space for its project.
    pub create_space: bool,
}

/// All details of one deal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealDetail {
    pub id: DealId,
    pub name: String,
    pub description: String,
    pub value: Option<Amount>,
    pub currency: String,
    pub stage: StageRef,
    pub state: DealState,
    pub closed: Option<i64>,
    pub owner: PersonRef,
    pub people: Vec<PersonRef>,
    pub spaces: Vec<DealSpace>,
    pub created: i64,
    pub created_by: PersonRef,
    pub version: i64,
    pub rights: DealRights,
    /// The server's time, milliseconds since the Unix epoch.
    pub now: i64,
}

impl DealDetail {
    /// Returns the form for changing this deal.
    pub fn form(&self) -> DealForm {
        DealForm {
            name: self.name.clone(),
            description: self.description.clone(),
            value: self.value,
            currency: self.currency.clone(),
            stage: self.stage.id,
            owner: self.owner.id,
            people: self.people.iter().map(|person| person.id).collect(),
            version: self.version,
        }
    }

    /// Returns the owner and the people together.
    pub fn everyone(&self) -> Vec<PersonRef> {
        [&self.owner].into_iter().chain(&self.people).cloned().collect()
    }
}

/// A note on a deal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealNote {
    pub id: NoteId,
    pub author: PersonRef,
    /// Time, milliseconds since the Unix epoch.
    pub at: i64,
    /// Empty if the note consists of files alone.
    pub text: String,
    pub files: Vec<DealFile>,
}

/// A line of the deal's activity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealLine {
    pub id: ActivityId,
    pub actor: PersonRef,
    /// Time, milliseconds since the Unix epoch.
    pub at: i64,
    pub what: DealEvent,
}

/// An event of a deal. Spaces that are added for the deal are not recorded here, because not everyone who sees the deal
/// may know of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", content = "detail", rename_all = "snake_case")]
pub enum DealEvent {
    Added,
    Edited,
    Won,
    Lost,
    Reopened,
    HandedOver { from: PersonRef, to: PersonRef },
    PeopleAdded { people: Vec<PersonRef> },
    PeopleRemoved { people: Vec<PersonRef> },
}

/// The form for adding the space of a deal's project. If the deal's owner and people are to have access, the space's
/// form includes them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectSpace {
    pub deal: DealId,
    /// The owner of the space. A person who adds it for another owner becomes a member.
    pub owner: UserId,
    /// The files of the deal's notes that are added to the library of the space.
    #[serde(default)]
    pub files: Vec<DealFileId>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn form() -> DealForm {
        let id = |number| UserId(Uuid::from_u128(number));
        DealForm {
            name: "  Wdrożenie ".into(),
            description: String::new(),
            value: None,
            currency: "pln".into(),
            stage: StageId(Uuid::nil()),
            owner: id(1),
            people: vec![id(2), id(1), id(2)],
            version: 0,
        }
    }

    #[test]
    fn a_checked_form_has_each_person_once_and_not_the_owner() {
        let checked = form().checked().unwrap();
        assert_eq!((checked.name.as_str(), checked.currency.as_str()), ("Wdrożenie", "PLN"));
        assert_eq!(checked.people, [UserId(Uuid::from_u128(2))]);
    }

    #[test]
    fn a_form_reports_all_errors_at_once() {
        let wrong = DealForm {
            name: " ".into(),
            currency: "złoty".into(),
            description: "x".repeat(limits::DESCRIPTION + 1),
            ..form()
        };
        let fields: Vec<_> = wrong.checked().unwrap_err().iter().map(|error| error.field).collect();
        assert_eq!(fields, [Field::Name, Field::Description, Field::Currency]);
    }

    #[test]
    fn a_note_is_not_empty_and_has_a_maximum_length() {
        assert_eq!(note_text(" \n ", 0), Err(Reason::Required));
        let max = limits::DEAL_NOTE;
        assert_eq!(note_text(&"x".repeat(max + 1), 0), Err(Reason::TooLong { max }));
        assert_eq!(note_text("a\r\nb", 0).as_deref(), Ok("a\nb"));
    }

    #[test]
    fn a_note_may_consist_of_files_alone_but_not_of_any_number() {
        let max = limits::FILES_A_POST;
        assert_eq!(note_text(" ", max).as_deref(), Ok(""));
        assert_eq!(note_text("a", max + 1), Err(Reason::TooMany { max }));
    }
}
