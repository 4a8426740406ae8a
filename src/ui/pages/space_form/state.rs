//! The state of the form.

use domain::{
    custom_field::CustomField,
    error::{AppError, Field, FieldError},
    ids::FieldId,
    preset::Preset,
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

/// The form's contents and errors. Copy it into closures freely.
#[derive(Clone, Copy)]
pub struct FormState {
    pub name: RwSignal<String>,
    pub description: RwSignal<String>,
    pub groups: RwSignal<Vec<Choice>>,
    pub tags: RwSignal<Vec<Choice>>,
    pub visibility: RwSignal<Visibility>,
    pub preset: RwSignal<Option<Preset>>,
    pub people: RwSignal<Vec<Choice>>,
    /// The custom fields in their order.
    pub fields: RwSignal<Vec<FieldEntry>>,
    /// How often the custom fields have changed since the form was opened.
    pub refits: RwSignal<u32>,
    /// The contents of fields that are gone since the form was opened; `None` while the fields are unchanged.
    pub gone: RwSignal<Option<Vec<GoneField>>>,
    /// The custom fields without contents.
    pub blank: StoredValue<TypedFields>,
    /// The contents that the editing started from: the base of a conflict, with the version to be sent.
    pub base: RwSignal<SpaceForm>,
    pub errors: RwSignal<Vec<FieldError>>,
    pub failure: RwSignal<Option<AppError>>,
    pub conflict: RwSignal<Option<Conflict>>,
    pub busy: RwSignal<bool>,
    /// The reactive owner of signals that are created later, for new custom fields.
    owner: StoredValue<Owner>,
}

/// A field that was deleted or archived while the form was open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoneField {
    pub label: String,
    /// The field's contents as text.
    pub held: String,
}

/// An edit conflict as the form shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    pub mine: Typed,
    pub theirs: Typed,
    pub differences: Vec<Difference>,
}

impl FormState {
    /// Creates the signals of a form with these contents.
    pub fn new(start: Typed, blank: TypedFields) -> Self {
        Self {
            base: RwSignal::new(start.form()),
            name: RwSignal::new(start.name),
            description: RwSignal::new(start.description),
            groups: RwSignal::new(start.groups),
            tags: RwSignal::new(start.tags),
            visibility: RwSignal::new(start.visibility),
            preset: RwSignal::new(start.preset),
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

    /// Returns the contents of the form and tracks them.
    pub fn typed(self) -> Typed {
        Typed {
            name: self.name.get(),
            description: self.description.get(),
            groups: self.groups.get(),
            tags: self.tags.get(),
            visibility: self.visibility.get(),
            preset: self.preset.get(),
            people: self.people.get(),
            fields: self.typed_fields(),
            version: self.base.with(|base| base.version),
        }
    }

    /// Returns the contents of the custom fields and tracks them; nothing if the form has been removed.
    fn typed_fields(self) -> TypedFields {
        let blank = self.blank.try_get_value().unwrap_or_default();
        let entries = self.fields.try_get().unwrap_or_default();
        blank.with(entries.into_iter().map(|entry| {
            let id = entry.field.with_value(|field| field.id);
            (id, entry.entered())
        }))
    }

    /// Returns whether the field must be shown because it is required or differs from its default; tracks the field.
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

    /// Returns the custom field's default contents.
    fn default_of(self, id: FieldId) -> Entered {
        let blank = self.blank.try_get_value().unwrap_or_default();
        blank.with_defaults().entered(id)
    }

    /// Sets the contents of the form.
    pub fn show(self, typed: Typed) {
        self.name.set(typed.name);
        self.description.set(typed.description);
        self.groups.set(typed.groups);
        self.tags.set(typed.tags);
        self.visibility.set(typed.visibility);
        self.preset.set(typed.preset);
        self.people.set(typed.people);
        for entry in self.fields.get_untracked() {
            let id = entry.field.with_value(|field| field.id);
            entry.show(typed.fields.entered(id));
        }
    }

    /// Replaces the custom fields by the account's current ones and keeps their contents. The contents of fields that
    /// are gone are shown in a note and dropped. Does nothing if the fields are unchanged.
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

    /// Resets the form to these contents.
    pub fn restart(self, typed: Typed) {
        self.base.set(typed.form());
        self.show(typed);
        self.gone.set(None);
        self.forget_failures();
    }

    /// Removes all errors.
    pub fn forget_failures(self) {
        self.errors.set(Vec::new());
        self.failure.set(None);
        self.conflict.set(None);
    }

    /// Returns the error to show at the field.
    pub fn error(self, messages: Messages, field: Field) -> Signal<Option<String>> {
        Signal::derive(move || self.errors.with(|errors| errors::field_error(messages, errors, field)))
    }
}
