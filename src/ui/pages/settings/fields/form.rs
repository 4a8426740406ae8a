//! The state of the form for a custom field.

use domain::{
    custom_field::{CustomField, FieldChoice, FieldForm, Impact, Kind},
    error::{AppError, Field, FieldError},
    ids::{ChoiceId, FieldId},
    person::Language,
};
use leptos::prelude::*;

use crate::{
    i18n::{Messages, use_messages},
    ui::{
        browser::new_uuid,
        components::{Entered, FieldEntry},
        errors,
    },
};

/// The initial currency of money fields.
const CURRENCY: &str = "PLN";

/// The form's signals. They survive an accidental closing of the dialog. Copy them into closures freely.
#[derive(Clone, Copy)]
pub struct FieldSignals {
    /// The field that is being changed; `None` for a new one.
    pub edited: RwSignal<Option<CustomField>>,
    pub label: RwSignal<String>,
    pub kind: RwSignal<String>,
    pub currency: RwSignal<String>,
    pub required: RwSignal<bool>,
    pub help: RwSignal<String>,
    pub section: RwSignal<String>,
    pub choices: RwSignal<Vec<TypedChoice>>,
    /// The default value of new spaces, reset when the type changes.
    pub default: RwSignal<Entered>,
    /// The type that the default was entered for.
    default_kind: StoredValue<Kind>,
    pub wrong: RwSignal<Vec<FieldError>>,
    pub failure: RwSignal<Option<AppError>>,
    /// The field as somebody else saved it meanwhile.
    pub conflict: RwSignal<Option<CustomField>>,
    /// The effect of the change, while the person is asked to confirm it.
    pub impact: RwSignal<Option<Impact>>,
    /// Whether the person confirmed a smaller effect before.
    pub confirmed_before: RwSignal<bool>,
    pub busy: RwSignal<bool>,
    /// The language in which numbers are typed.
    language: Language,
}

/// A choice that is being typed. Its signal is reference-counted, because it outlives the component that created it.
#[derive(Clone)]
pub struct TypedChoice {
    pub id: ChoiceId,
    pub label: ArcRwSignal<String>,
}

impl TypedChoice {
    fn new(id: ChoiceId, label: String) -> Self {
        Self {
            id,
            label: ArcRwSignal::new(label),
        }
    }

    /// Creates a blank choice.
    pub fn blank() -> Self {
        Self::new(ChoiceId(new_uuid()), String::new())
    }
}

impl FieldSignals {
    /// Creates the signals of a form that is not open yet.
    pub fn new() -> Self {
        Self {
            edited: RwSignal::new(None),
            label: RwSignal::default(),
            kind: RwSignal::new(Kind::ShortText.as_str().to_owned()),
            currency: RwSignal::new(CURRENCY.to_owned()),
            required: RwSignal::new(false),
            help: RwSignal::default(),
            section: RwSignal::default(),
            choices: RwSignal::default(),
            default: RwSignal::default(),
            default_kind: StoredValue::new(Kind::ShortText),
            wrong: RwSignal::default(),
            failure: RwSignal::new(None),
            conflict: RwSignal::new(None),
            impact: RwSignal::new(None),
            confirmed_before: RwSignal::new(false),
            busy: RwSignal::new(false),
            language: use_messages().0,
        }
    }

    /// Resets the form to an existing field, or to a new one.
    pub fn begin(self, field: Option<CustomField>) {
        let form = field.as_ref().map(CustomField::form).unwrap_or_default();
        self.show(form);
        self.edited.set(field);
        self.clear_errors();
    }

    /// Keeps what is typed and removes errors and questions.
    pub fn clear_errors(self) {
        self.wrong.set(Vec::new());
        self.failure.set(None);
        self.impact.set(None);
        self.conflict.set(None);
    }

    /// Sets the fields of the form.
    pub fn show(self, form: FieldForm) {
        let field = form.field(FieldId(Default::default()));
        self.default_kind.set_value(form.kind);
        self.label.set(form.label);
        self.kind.set(form.kind.as_str().to_owned());
        self.currency.set(match form.currency.as_str() {
            "" => CURRENCY.to_owned(),
            _ => form.currency,
        });
        self.required.set(form.required);
        self.help.set(form.help);
        self.section.set(form.section);
        let choices = form.choices.into_iter();
        self.choices.set(
            choices
                .map(|choice| TypedChoice::new(choice.id, choice.label))
                .collect(),
        );
        let default = field.default.as_ref();
        let default = default.map(|value| Entered::of(&field, value, None, self.language));
        self.default.set(default.unwrap_or_default());
    }

    /// Returns the chosen type and tracks it.
    pub fn kind(self) -> Kind {
        self.kind.with(|word| Kind::parse(word)).unwrap_or_default()
    }

    /// Returns the typed form without the default and tracks it.
    fn without_default(self) -> FieldForm {
        let choice = |choice: &TypedChoice| FieldChoice {
            id: choice.id,
            label: choice.label.get(),
        };
        FieldForm {
            label: self.label.get(),
            kind: self.kind(),
            currency: self.currency.get(),
            required: self.required.get(),
            help: self.help.get(),
            section: self.section.get(),
            default: None,
            choices: self.choices.with(|choices| choices.iter().map(choice).collect()),
            version: self
                .edited
                .with(|field| field.as_ref().map_or(0, |field| field.version)),
        }
    }

    /// Returns the field into which the default is typed: neither required nor with a help text.
    pub fn default_field(self, label: String) -> CustomField {
        let form = FieldForm {
            kind: self.kind(),
            currency: self.currency.get(),
            choices: self.named_choices(),
            label,
            ..FieldForm::default()
        };
        form.field(FieldId(Default::default()))
    }

    fn named_choices(self) -> Vec<FieldChoice> {
        let choices = self.choices.get();
        let choice = |choice: TypedChoice| FieldChoice {
            id: choice.id,
            label: choice.label.get(),
        };
        let named = choices.into_iter().map(choice);
        named.filter(|choice| !choice.label.trim().is_empty()).collect()
    }

    /// Returns an entry for the default that writes changes back to the form; `None` for a field of type person, which
    /// has no default. A default that was typed for another type is removed.
    pub fn default_entry(self, label: String) -> Option<FieldEntry> {
        let kind = self.kind();
        if self.default_kind.get_value() != kind {
            self.default_kind.set_value(kind);
            self.default.set(Entered::default());
        }
        if kind == Kind::Person {
            return None;
        }
        let entry = FieldEntry::new(self.default_field(label), self.default.get_untracked());
        Effect::new(move |before: Option<()>| {
            let entered = entry.entered();
            if before.is_some() {
                self.default.set(entered);
            }
        });
        Some(entry)
    }

    /// Returns the form to be sent, or all its errors.
    pub fn form(self) -> Result<FieldForm, Vec<FieldError>> {
        untrack(|| {
            let mut form = self.without_default();
            let mut wrong = Vec::new();
            match self
                .default
                .get()
                .value(&self.default_field(String::new()), self.language)
            {
                Ok(value) => form.default = value,
                Err(reason) => wrong.push(FieldError {
                    field: Field::Default,
                    reason,
                }),
            }
            match form.checked() {
                Ok(form) if wrong.is_empty() => Ok(form),
                Ok(_) => Err(wrong),
                Err(more) => Err(more.into_iter().chain(wrong).collect()),
            }
        })
    }

    /// Returns the error to show at the field.
    pub fn error(self, messages: Messages, field: Field) -> Signal<Option<String>> {
        Signal::derive(move || self.wrong.with(|wrong| errors::field_error(messages, wrong, field)))
    }
}
