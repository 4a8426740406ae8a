//! The draft of a deal's form, kept in local storage until the deal is saved.

use domain::{deal::DealForm, deal::money::CURRENCIES};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::typed::DealTyped;
use crate::ui::components::Choice;

/// The contents of the form, as they were typed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DealDraft {
    name: String,
    description: String,
    value: String,
    currency: String,
    stage: String,
    owner: Vec<Choice>,
    people: Vec<Choice>,
    /// The contents that an edit started from; `None` for a new deal.
    base: Option<DealForm>,
}

impl DealDraft {
    /// Returns the contents of the form and tracks them.
    pub fn of(typed: DealTyped) -> Self {
        Self {
            name: typed.name.get(),
            description: typed.description.get(),
            value: typed.value.get(),
            currency: typed.currency.get(),
            stage: typed.stage.get(),
            owner: typed.owner.get(),
            people: typed.people.get(),
            base: typed.base.get(),
        }
    }

    /// Returns whether the draft is worth keeping: a new deal with text, or an edit with changes.
    pub fn is_worth_keeping(&self, start: &Self) -> bool {
        match self.base {
            None => [&self.name, &self.description, &self.value]
                .iter()
                .any(|text| !text.trim().is_empty()),
            Some(_) => !self.has_same_fields(start),
        }
    }

    /// Returns whether the fields are equal, ignoring the base.
    fn has_same_fields(&self, other: &Self) -> bool {
        let fields = |draft: &Self| Self {
            base: None,
            ..draft.clone()
        };
        fields(self) == fields(other)
    }

    /// Parses a stored draft; `None` if it cannot be parsed, belongs to another kind of form, or has no changes.
    pub fn read(kept: &str, start: &Self) -> Option<Self> {
        let draft: Self = serde_json::from_str(kept).ok()?;
        let fits = draft.base.is_some() == start.base.is_some() && draft.is_worth_keeping(start);
        fits.then_some(draft)
    }

    /// Returns the draft as it is stored.
    pub fn write(&self) -> Option<String> {
        serde_json::to_string(self).ok()
    }

    /// Returns the draft with all choices that are not allowed replaced by the initial ones of the form: a stage or
    /// currency that is not offered, and owner and people if the person may not change them.
    pub fn within(mut self, start: &Self, stages: &[(String, String)], may_change_people: bool) -> Self {
        if !stages.iter().any(|(id, _)| *id == self.stage) {
            self.stage.clone_from(&start.stage);
        }
        if !CURRENCIES.contains(&self.currency.as_str()) {
            self.currency.clone_from(&start.currency);
        }
        if !may_change_people {
            self.owner.clone_from(&start.owner);
            self.people.clone_from(&start.people);
        }
        self
    }

    /// Puts the draft into the form.
    pub fn show(self, typed: DealTyped) {
        typed.name.set(self.name);
        typed.description.set(self.description);
        typed.value.set(self.value);
        typed.currency.set(self.currency);
        typed.stage.set(self.stage);
        typed.owner.set(self.owner);
        typed.people.set(self.people);
        // The draft of an edit keeps its base, so that saving it shows changes that others made since.
        typed.base.set(self.base);
    }
}

#[cfg(test)]
mod tests {
    use domain::ids::{StageId, UserId};
    use uuid::Uuid;

    use super::*;

    fn pair(id: &str) -> Choice {
        (id.into(), format!("Person {id}")).into()
    }

    fn new() -> DealDraft {
        DealDraft {
            currency: "PLN".into(),
            stage: "first".into(),
            owner: vec![pair("1")],
            ..DealDraft::default()
        }
    }

    fn edit() -> DealDraft {
        let base = DealForm {
            name: "Offer".into(),
            description: String::new(),
            value: None,
            currency: "PLN".into(),
            stage: StageId(Uuid::nil()),
            owner: UserId(Uuid::nil()),
            people: vec![],
            version: 3,
        };
        DealDraft {
            name: "Offer".into(),
            base: Some(base),
            ..new()
        }
    }

    #[test]
    fn invalid_text_is_restored_as_it_was_typed() {
        let typed = DealDraft {
            value: "about 12 thousand".into(),
            people: vec![pair("2")],
            ..new()
        };
        assert!(typed.is_worth_keeping(&new()));
        assert_eq!(DealDraft::read(&typed.write().unwrap(), &new()), Some(typed));
    }

    #[test]
    fn a_form_without_text_and_an_edit_without_a_change_are_no_drafts() {
        assert!(!new().is_worth_keeping(&new()));
        assert!(!edit().is_worth_keeping(&edit()));
        let cleared = DealDraft {
            name: String::new(),
            ..edit()
        };
        assert!(cleared.is_worth_keeping(&edit()));
        for kept in ["", "{}", "not json"] {
            assert_eq!(DealDraft::read(kept, &new()), None);
        }
        assert_eq!(DealDraft::read(&cleared.write().unwrap(), &new()), None, "of an edit");
    }

    #[test]
    fn choices_that_are_not_allowed_are_reset() {
        let typed = DealDraft {
            currency: "XXX".into(),
            stage: "gone".into(),
            owner: vec![pair("9")],
            people: vec![pair("8")],
            ..edit()
        };
        let stages = [("first".to_owned(), "First".to_owned())];
        let within = typed.clone().within(&edit(), &stages, true);
        assert_eq!((within.currency.as_str(), within.stage.as_str()), ("PLN", "first"));
        assert_eq!((&within.owner, &within.people), (&typed.owner, &typed.people));
        let member = typed.within(&edit(), &stages, false);
        assert_eq!((member.owner, member.people), (edit().owner, edit().people));
    }
}
