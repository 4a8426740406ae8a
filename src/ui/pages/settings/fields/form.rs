//! What is typed about a field, as signals.

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

/// What money is in until another currency is typed.
const CURRENCY: &str = "PLN";

/// The form's signals; kept when its dialog is closed by a slip. Copy it into closures freely.
#[derive(Clone, Copy)]
pub struct FieldSignals {
    /// The field that is changed.
    pub edited: RwSignal<Option<CustomField>>,
    pub label: RwSignal<String>,
    pub kind: RwSignal<String>,
    pub currency: RwSignal<String>,
    pub required: RwSignal<bool>,
    pub help: RwSignal<String>,
    pub section: RwSignal<String>,
    pub choices: RwSignal<Vec<TypedChoice>>,
    /// What a new space begins with; its signals stand while the type stays.
    pub default: RwSignal<Entered>,
    /// The type that the default is of.
    default_kind: StoredValue<Kind>,
    pub wrong: RwSignal<Vec<FieldError>>,
    pub failure: RwSignal<Option<AppError>>,
    /// The field as somebody else left it meanwhile.
    pub conflict: RwSignal<Option<CustomField>>,
    /// What the change will do, while it is asked about.
    pub impact: RwSignal<Option<Impact>>,
    /// Whether it was asked before, when it would have done less.
    pub asked_again: RwSignal<bool>,
    pub busy: RwSignal<bool>,
    /// Of the numbers in it.
    language: Language,
}

/// A choice that is being typed. Its label outlives the menu or the editor that began it.
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

    /// Another one, blank.
    pub fn blank() -> Self {
        Self::new(ChoiceId(new_uuid()), String::new())
    }
}

impl FieldSignals {
    /// Signals of a form that is not open yet.
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
            asked_again: RwSignal::new(false),
            busy: RwSignal::new(false),
            language: use_messages().0,
        }
    }

    /// Begins with this field, or with a new one.
    pub fn begin(self, field: Option<CustomField>) {
        let form = field.as_ref().map(CustomField::form).unwrap_or_default();
        self.show(form);
        self.edited.set(field);
        self.resume();
    }

    /// Goes on with what is typed; what was wrong with it is looked at anew.
    pub fn resume(self) {
        self.wrong.set(Vec::new());
        self.failure.set(None);
        self.impact.set(None);
        self.conflict.set(None);
    }

    /// Puts this into the form.
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

    /// The chosen type; tracked.
    pub fn kind(self) -> Kind {
        self.kind.with(|word| Kind::parse(word)).unwrap_or_default()
    }

    /// The form as it is typed, without the default; tracked.
    fn bare(self) -> FieldForm {
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

    /// The field that a default is typed into: neither required nor explained.
    pub fn default_field(self, label: String) -> CustomField {
        let form = FieldForm {
            kind: self.kind(),
            currency: self.currency.get(),
            choices: self.bare_choices(),
            label,
            ..FieldForm::default()
        };
        form.field(FieldId(Default::default()))
    }

    fn bare_choices(self) -> Vec<FieldChoice> {
        let choices = self.choices.get();
        let choice = |choice: TypedChoice| FieldChoice {
            id: choice.id,
            label: choice.label.get(),
        };
        let named = choices.into_iter().map(choice);
        named.filter(|choice| !choice.label.trim().is_empty()).collect()
    }

    /// An entry for the default, which writes back what is typed; none for a person, of whom there is no default. What
    /// was typed for another type is forgotten.
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

    /// The form as it is sent, or everything that is wrong with it.
    pub fn form(self) -> Result<FieldForm, Vec<FieldError>> {
        untrack(|| {
            let mut form = self.bare();
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

    /// The sentence beside the field.
    pub fn error(self, messages: Messages, field: Field) -> Signal<Option<String>> {
        Signal::derive(move || self.wrong.with(|wrong| errors::field_error(messages, wrong, field)))
    }
}
