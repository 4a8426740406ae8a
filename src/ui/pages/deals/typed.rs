//! The contents of the form: made from a deal, turned into a request, merged after an edit conflict.

use domain::{
    deal::{Amount, DealDetail, DealForm, StageRef},
    error::{AppError, Field, FieldError, Reason},
    ids::StageId,
    person::{Language, PersonRef},
};
use leptos::prelude::*;
use uuid::Uuid;

use crate::{
    i18n::Messages,
    ui::{components::Choice, errors},
};

/// The form's signals. Copy it into closures freely.
#[derive(Clone, Copy)]
pub struct DealTyped {
    pub name: RwSignal<String>,
    pub description: RwSignal<String>,
    pub value: RwSignal<String>,
    pub currency: RwSignal<String>,
    pub stage: RwSignal<String>,
    pub owner: RwSignal<Vec<Choice>>,
    pub people: RwSignal<Vec<Choice>>,
    /// The contents that the editing started from.
    pub base: RwSignal<Option<DealForm>>,
    pub errors: RwSignal<Vec<FieldError>>,
    pub failure: RwSignal<Option<AppError>>,
    pub conflict: RwSignal<Option<Theirs>>,
    pub busy: RwSignal<bool>,
    messages: Messages,
}

/// The deal as somebody else saved it meanwhile, with the names of its people.
#[derive(Clone, Debug, PartialEq)]
pub struct Theirs {
    pub form: DealForm,
    pub people: Vec<PersonRef>,
}

/// A field in which the saved deal and the form differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    pub field: Field,
    /// Whether this person changed the field; if not, only somebody else did.
    pub mine: bool,
}

/// Returns the fields in which `theirs` and `mine`, both derived from `base`, differ.
pub fn differences(base: &DealForm, mine: &DealForm, theirs: &DealForm) -> Vec<Difference> {
    [
        Field::Name,
        Field::Description,
        Field::Value,
        Field::Stage,
        Field::Owner,
        Field::People,
    ]
    .into_iter()
    .filter(|field| !same(*field, mine, theirs))
    .map(|field| Difference {
        field,
        mine: !same(field, base, mine),
    })
    .collect()
}

/// Returns `theirs` with the fields that this person changed; changes of others to other fields are kept.
pub fn keep_mine(base: &DealForm, mine: &DealForm, theirs: &DealForm) -> DealForm {
    let mut kept = theirs.clone();
    for difference in differences(base, mine, theirs) {
        match difference.field {
            _ if !difference.mine => {}
            Field::Name => kept.name.clone_from(&mine.name),
            Field::Description => kept.description.clone_from(&mine.description),
            Field::Value => (kept.value, kept.currency) = (mine.value, mine.currency.clone()),
            Field::Stage => kept.stage = mine.stage,
            Field::Owner => kept.owner = mine.owner,
            _ => kept.people.clone_from(&mine.people),
        }
    }
    kept
}

fn same(field: Field, one: &DealForm, other: &DealForm) -> bool {
    let people = |form: &DealForm| {
        let mut people = form.people.clone();
        people.sort_unstable();
        people
    };
    match field {
        Field::Name => one.name.trim() == other.name.trim(),
        Field::Description => one.description.trim() == other.description.trim(),
        Field::Value => (one.value, &one.currency) == (other.value, &other.currency),
        Field::Stage => one.stage == other.stage,
        Field::Owner => one.owner == other.owner,
        _ => people(one) == people(other),
    }
}

impl DealTyped {
    /// Creates the signals of a form that edits this deal, or of a new deal in the first stage with this owner.
    pub fn new(messages: Messages, deal: Option<&DealDetail>, stages: &[StageRef], me: &PersonRef) -> Self {
        let usual = match messages.0 {
            Language::Pl => "PLN",
            Language::En => "EUR",
        };
        let stage = deal.map(|deal| deal.stage.id).or(stages.first().map(|stage| stage.id));
        let owner = deal.map_or(me, |deal| &deal.owner);
        Self {
            name: RwSignal::new(deal.map(|deal| deal.name.clone()).unwrap_or_default()),
            description: RwSignal::new(deal.map(|deal| deal.description.clone()).unwrap_or_default()),
            value: RwSignal::new(value_text(messages, deal.and_then(|deal| deal.value))),
            currency: RwSignal::new(deal.map_or_else(|| usual.to_owned(), |deal| deal.currency.clone())),
            stage: RwSignal::new(stage.map(|stage| stage.to_string()).unwrap_or_default()),
            owner: RwSignal::new(vec![Choice::person(owner)]),
            people: RwSignal::new(deal.map_or_else(Vec::new, |deal| deal.people.iter().map(Choice::person).collect())),
            base: RwSignal::new(deal.map(DealDetail::form)),
            errors: RwSignal::new(Vec::new()),
            failure: RwSignal::new(None),
            conflict: RwSignal::new(None),
            busy: RwSignal::new(false),
            messages,
        }
    }

    /// Returns the form to be sent, or all its errors.
    pub fn form(self) -> Result<DealForm, Vec<FieldError>> {
        untrack(|| {
            let mut wrong = Vec::new();
            let mut missing = |field| {
                wrong.push(FieldError {
                    field,
                    reason: Reason::Required,
                });
            };
            let owner = self
                .owner
                .with(|owner| owner.first().and_then(|choice| choice.value.parse().ok()));
            if owner.is_none() {
                missing(Field::Owner);
            }
            let stage: Option<StageId> = self.stage.with(|stage| stage.parse().ok());
            if stage.is_none() {
                missing(Field::Stage);
            }
            let typed = self.value.get();
            let value = match typed.trim() {
                "" => None,
                text => Amount::parse(text, self.messages.0).map_or_else(
                    |reason| {
                        let field = Field::Value;
                        wrong.push(FieldError { field, reason });
                        None
                    },
                    Some,
                ),
            };
            let form = DealForm {
                name: self.name.get(),
                description: self.description.get(),
                value,
                currency: self.currency.get(),
                stage: stage.unwrap_or(StageId(Uuid::nil())),
                owner: owner.unwrap_or(domain::ids::UserId(Uuid::nil())),
                people: self
                    .people
                    .with(|people| people.iter().filter_map(|choice| choice.value.parse().ok()).collect()),
                version: self.base.with(|base| base.as_ref().map_or(0, |base| base.version)),
            };
            match form.checked() {
                Ok(form) if wrong.is_empty() => Ok(form),
                Ok(_) => Err(wrong),
                Err(more) => Err(wrong.into_iter().chain(more).collect()),
            }
        })
    }

    /// Sets the contents of the form. `known` has the names of its people.
    pub fn show(self, form: &DealForm, known: &[PersonRef]) {
        let earlier: Vec<Choice> = untrack(|| [self.owner.get(), self.people.get()].concat());
        let choice = |id: &domain::ids::UserId| {
            let found = known.iter().find(|person| person.id == *id).map(Choice::person);
            let held = || earlier.iter().find(|choice| choice.value == id.to_string()).cloned();
            found.or_else(held).unwrap_or_else(|| Choice::unnamed(id))
        };
        self.name.set(form.name.clone());
        self.description.set(form.description.clone());
        self.value.set(value_text(self.messages, form.value));
        self.currency.set(form.currency.clone());
        self.stage.set(form.stage.to_string());
        self.owner.set(vec![choice(&form.owner)]);
        self.people.set(form.people.iter().map(choice).collect());
    }

    /// Removes all errors.
    pub fn forget_failures(self) {
        self.errors.set(Vec::new());
        self.failure.set(None);
        self.conflict.set(None);
    }

    /// Returns the error to show at the field.
    pub fn error(self, field: Field) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.errors
                .with(|errors| errors::field_error(self.messages, errors, field))
        })
    }
}

fn value_text(messages: Messages, value: Option<Amount>) -> String {
    value.map_or_else(String::new, |value| value.grouped(messages.0))
}

#[cfg(test)]
mod tests {
    use domain::ids::UserId;

    use super::*;

    fn form() -> DealForm {
        DealForm {
            name: "A".into(),
            description: String::new(),
            value: Amount::parse("10", Language::En).ok(),
            currency: "PLN".into(),
            stage: StageId(Uuid::from_u128(1)),
            owner: UserId(Uuid::from_u128(2)),
            people: vec![],
            version: 1,
        }
    }

    #[test]
    fn keeping_mine_keeps_changes_of_others_to_other_fields() {
        let mine = DealForm {
            name: "B".into(),
            ..form()
        };
        let theirs = DealForm {
            value: None,
            version: 2,
            ..form()
        };
        let kept = keep_mine(&form(), &mine, &theirs);
        assert_eq!((kept.name.as_str(), kept.value, kept.version), ("B", None, 2));
        let found = differences(&form(), &mine, &theirs);
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].field, found[0].mine), (Field::Name, true));
        assert_eq!((found[1].field, found[1].mine), (Field::Value, false));
    }
}
