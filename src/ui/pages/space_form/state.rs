//! The form's signals.

use domain::{
    custom_field::CustomField,
    error::{AppError, Field, FieldError},
    ids::FieldId,
    space::SpaceForm,
    visibility::Visibility,
};
use leptos::prelude::*;

use super::{differences::Difference, typed::Typed, typed_fields::TypedFields};
use crate::{
    i18n::Messages,
    ui::{
        components::{Choice, Entered, FieldEntry},
        errors,
    },
};

/// What a form shows and what is wrong with it. Copy it into closures freely.
#[derive(Clone, Copy)]
pub struct FormState {
    pub name: RwSignal<String>,
    pub description: RwSignal<String>,
    pub groups: RwSignal<Vec<Choice>>,
    pub tags: RwSignal<Vec<Choice>>,
    pub visibility: RwSignal<Visibility>,
    pub people: RwSignal<Vec<Choice>>,
    /// The custom fields in their order.
    pub fields: RwSignal<Vec<FieldEntry>>,
    /// How often they became others than those that the form was opened with.
    pub refits: RwSignal<u32>,
    /// What the form held in fields that are gone since it was opened; none while the fields are as they were.
    pub gone: RwSignal<Option<Vec<GoneField>>>,
    /// What the custom fields begin with in a new space.
    pub blank: StoredValue<TypedFields>,
    /// What the typing started from: the version that is sent, and the base of a conflict.
    pub base: RwSignal<SpaceForm>,
    pub errors: RwSignal<Vec<FieldError>>,
    pub failure: RwSignal<Option<AppError>>,
    pub conflict: RwSignal<Option<Conflict>>,
    pub busy: RwSignal<bool>,
    /// What the signals of fields that come later live under.
    owner: StoredValue<Owner>,
}

/// A field that was deleted or archived while the form was open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoneField {
    pub label: String,
    /// What stood in it, in words.
    pub held: String,
}

/// A lost race, as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    pub mine: Typed,
    pub theirs: Typed,
    pub differences: Vec<Difference>,
}

impl FormState {
    /// The signals of a form that starts like this.
    pub fn new(start: Typed, blank: TypedFields) -> Self {
        Self {
            base: RwSignal::new(start.form()),
            name: RwSignal::new(start.name),
            description: RwSignal::new(start.description),
            groups: RwSignal::new(start.groups),
            tags: RwSignal::new(start.tags),
            visibility: RwSignal::new(start.visibility),
            people: RwSignal::new(start.people),
            fields: RwSignal::new(start.fields.entries()),
            refits: RwSignal::new(0),
            gone: RwSignal::new(None),
            blank: StoredValue::new(blank),
            errors: RwSignal::new(Vec::new()),
            failure: RwSignal::new(None),
            conflict: RwSignal::new(None),
            busy: RwSignal::new(false),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
        }
    }

    /// What stands in the form now; tracked.
    pub fn typed(self) -> Typed {
        Typed {
            name: self.name.get(),
            description: self.description.get(),
            groups: self.groups.get(),
            tags: self.tags.get(),
            visibility: self.visibility.get(),
            people: self.people.get(),
            fields: self.typed_fields(),
            version: self.base.with(|base| base.version),
        }
    }

    /// What stands in the custom fields; nothing where the form is gone.
    fn typed_fields(self) -> TypedFields {
        let blank = self.blank.try_get_value().unwrap_or_default();
        let entries = self.fields.try_get().unwrap_or_default();
        blank.with(entries.into_iter().map(|entry| {
            let id = entry.field.with_value(|field| field.id);
            (id, entry.entered())
        }))
    }

    /// Whether the field must be shown: it is required, or holds something else than a new space begins with; tracked.
    pub fn needs(self, field: Field) -> bool {
        match field {
            Field::Description => self.description.with(|text| !text.is_empty()),
            Field::Tags => self.tags.with(|tags| !tags.is_empty()),
            Field::Custom(id) => self.fields.get().into_iter().any(|entry| {
                let mine = entry.field.with_value(|field| field.id == id);
                mine && (entry.field.with_value(|field| field.required) || entry.entered() != self.default_of(id))
            }),
            _ => true,
        }
    }

    /// What a new space has in the custom field.
    fn default_of(self, id: FieldId) -> Entered {
        let blank = self.blank.try_get_value().unwrap_or_default();
        blank.with_defaults().entered(id)
    }

    /// Puts this into the fields.
    pub fn show(self, typed: Typed) {
        self.name.set(typed.name);
        self.description.set(typed.description);
        self.groups.set(typed.groups);
        self.tags.set(typed.tags);
        self.visibility.set(typed.visibility);
        self.people.set(typed.people);
        for entry in self.fields.get_untracked() {
            let id = entry.field.with_value(|field| field.id);
            entry.show(typed.fields.entered(id));
        }
    }

    /// Takes the account's fields as they are now, with what stands in them; what stood in others is said and let go.
    /// Nothing happens where they are as the form has them.
    pub fn refit(self, now: Vec<CustomField>) {
        let (Some(blank), Some(owner)) = (self.blank.try_get_value(), self.owner.try_get_value()) else {
            return;
        };
        if blank.definitions() == now {
            return;
        }
        let before = untrack(|| self.typed_fields());
        let gone = before.missing_from(&now);
        self.blank.set_value(blank.redefined(now.clone()));
        self.fields.set(owner.with(|| before.redefined(now).entries()));
        self.gone.set(Some(gone));
        self.refits.update(|refits| *refits += 1);
    }

    /// Starts anew from this.
    pub fn restart(self, typed: Typed) {
        self.base.set(typed.form());
        self.show(typed);
        self.gone.set(None);
        self.forget_failures();
    }

    /// Nothing is wrong, as far as is known.
    pub fn forget_failures(self) {
        self.errors.set(Vec::new());
        self.failure.set(None);
        self.conflict.set(None);
    }

    /// The sentence beside the field.
    pub fn error(self, messages: Messages, field: Field) -> Signal<Option<String>> {
        Signal::derive(move || self.errors.with(|errors| errors::field_error(messages, errors, field)))
    }
}
