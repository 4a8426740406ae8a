//! Form fields for custom fields: each kind of value has its component of the design system.

use std::sync::Arc;

use domain::{
    custom_field::{CustomField, FieldWithValue, Kind, Value},
    error::{Field, Reason},
    fold,
    ids::ChoiceId,
    person::{Language, PersonRef},
};
use leptos::prelude::*;

use super::{Chips, Choice, SelectField, SuggestFn, TextArea, TextField};
use crate::{
    api::people::suggest_people,
    i18n::{Messages, use_messages},
};

/// The contents of a form field, as plain data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entered {
    /// The text; for yes/no 'yes' or 'no', for one choice its id.
    pub text: String,
    /// The chosen choices, or the person.
    pub chosen: Vec<Choice>,
}

impl Entered {
    /// Returns the contents that show this value.
    pub fn of(field: &CustomField, value: &Value, person: Option<&PersonRef>, language: Language) -> Self {
        let text = |text: String| Self {
            text,
            chosen: Vec::new(),
        };
        match value {
            Value::Text(value) => text(value.clone()),
            Value::Number(number) => text(number.typed(language)),
            Value::Date(day) => text(day.to_string()),
            Value::Boolean(boolean) => text(if *boolean { "yes" } else { "no" }.to_owned()),
            Value::Choices(chosen) if field.kind == Kind::OneChoice => {
                text(chosen.first().map(ToString::to_string).unwrap_or_default())
            }
            Value::Choices(chosen) => Self {
                text: String::new(),
                chosen: choices(field).filter(|choice| holds(chosen, choice)).collect(),
            },
            Value::Person(id) => Self {
                text: String::new(),
                chosen: vec![Choice {
                    value: id.to_string(),
                    label: person.map_or_else(|| "…".to_owned(), |person| person.name.clone()),
                }],
            },
        }
    }

    /// Returns the contents that show a value of a space.
    pub fn of_value(field_value: &FieldWithValue, language: Language) -> Self {
        Self::of(
            &field_value.field,
            &field_value.value,
            field_value.person.as_ref(),
            language,
        )
    }

    /// Returns the value that the contents stand for; `None` if they are blank.
    pub fn value(&self, field: &CustomField, language: Language) -> Result<Option<Value>, Reason> {
        let read = match field.kind {
            Kind::OneChoice => match self.text.parse::<ChoiceId>() {
                Ok(id) => field.check(Value::Choices(vec![id])),
                Err(_) => Ok(None),
            },
            Kind::SeveralChoices => {
                let ids = self.chosen.iter().filter_map(|choice| choice.value.parse().ok());
                field.check(Value::Choices(ids.collect()))
            }
            Kind::Person => Ok(self
                .chosen
                .first()
                .and_then(|choice| choice.value.parse().ok())
                .map(Value::Person)),
            _ => field.read(&self.text, language),
        };
        match read {
            Ok(None) if field.required => Err(Reason::Required),
            read => read,
        }
    }
}

fn choices(field: &CustomField) -> impl Iterator<Item = Choice> + '_ {
    field.choices.iter().map(|choice| Choice {
        value: choice.id.to_string(),
        label: choice.label.clone(),
    })
}

fn holds(chosen: &[ChoiceId], choice: &Choice) -> bool {
    chosen.iter().any(|id| id.to_string() == choice.value)
}

/// A custom field of a form with its signals. Copy it into closures freely.
#[derive(Clone, Copy)]
pub struct FieldEntry {
    pub field: StoredValue<CustomField>,
    pub text: RwSignal<String>,
    pub chosen: RwSignal<Vec<Choice>>,
}

impl FieldEntry {
    /// Creates the signals with these contents.
    pub fn new(field: CustomField, entered: Entered) -> Self {
        Self {
            field: StoredValue::new(field),
            text: RwSignal::new(entered.text),
            chosen: RwSignal::new(entered.chosen),
        }
    }

    /// Returns the identifier of the field in the form's errors.
    pub fn id(self) -> Field {
        Field::Custom(self.field.with_value(|field| field.id))
    }

    /// Returns the current contents and tracks the signals.
    pub fn entered(self) -> Entered {
        Entered {
            text: self.text.get(),
            chosen: self.chosen.get(),
        }
    }

    /// Replaces the contents.
    pub fn show(self, entered: Entered) {
        self.text.set(entered.text);
        self.chosen.set(entered.chosen);
    }
}

/// The form field with its label, help and error.
#[component]
pub fn FieldInput(
    entry: FieldEntry,
    #[prop(optional, into)] error: Signal<Option<String>>,
    /// A label other than the custom field's own.
    #[prop(optional, into)]
    label: Option<String>,
) -> impl IntoView {
    let messages = use_messages();
    let field = entry.field.get_value();
    let help = help(messages, &field);
    let label = label.unwrap_or_else(|| field.label.clone());
    match field.kind {
        Kind::LongText => view! { <TextArea label value=entry.text error help/> }.into_any(),
        Kind::YesNo => {
            let options = vec![
                (String::new(), messages.text("field-no-value")),
                ("yes".to_owned(), messages.text("field-yes")),
                ("no".to_owned(), messages.text("field-no")),
            ];
            view! { <SelectField label value=entry.text options error help/> }.into_any()
        }
        Kind::OneChoice => {
            let mut options = vec![(String::new(), messages.text("field-no-value"))];
            options.extend(choices(&field).map(|choice| (choice.value, choice.label)));
            view! { <SelectField label value=entry.text options error help/> }.into_any()
        }
        Kind::SeveralChoices => {
            view! { <Chips label chosen=entry.chosen suggest=of_choices(&field) error help/> }.into_any()
        }
        Kind::Person => {
            view! { <Chips label chosen=entry.chosen suggest=of_people() single=true error help/> }.into_any()
        }
        // E-mail, link and number fields are plain text inputs: with their own input types the browser's rules would
        // apply, too.
        Kind::Date => {
            view! { <TextField label value=entry.text kind="date" required=field.required error help/> }.into_any()
        }
        _ => view! { <TextField label value=entry.text required=field.required error help/> }.into_any(),
    }
}

/// Returns the help text: whether the field is required, its currency, and the administrators' own help.
fn help(messages: Messages, field: &CustomField) -> String {
    let mut words = Vec::new();
    if field.required {
        words.push(messages.text("field-required-help"));
    }
    if field.kind == Kind::Money {
        words.push(messages.with("field-currency-help", [("currency", field.currency.clone())]));
    }
    if !field.help.is_empty() {
        words.push(field.help.clone());
    }
    words.join(" ")
}

fn of_choices(field: &CustomField) -> SuggestFn {
    let all: Vec<Choice> = choices(field).collect();
    Arc::new(move |text| {
        let found = all.iter().filter(|choice| fold::matches(&choice.label, &text)).cloned();
        let found: Vec<Choice> = found.collect();
        Box::pin(async move { found })
    })
}

fn of_people() -> SuggestFn {
    Arc::new(|text| {
        Box::pin(async move {
            let people = suggest_people(text).await.unwrap_or_default();
            people.iter().map(Choice::person).collect()
        })
    })
}

#[cfg(test)]
mod tests {
    use domain::{
        custom_field::{Decimal, FieldChoice, FieldForm},
        ids::FieldId,
    };
    use uuid::Uuid;

    use super::*;

    fn field(kind: Kind) -> CustomField {
        FieldForm {
            label: "A".into(),
            kind,
            currency: "PLN".into(),
            choices: (1..=3)
                .map(|number| FieldChoice {
                    id: ChoiceId(Uuid::from_u128(number)),
                    label: format!("Choice {number}"),
                })
                .collect(),
            ..FieldForm::default()
        }
        .field(FieldId(Uuid::from_u128(9)))
    }

    #[test]
    fn a_shown_value_is_read_back_as_the_same_value() {
        let ids = |numbers: &[u128]| {
            Value::Choices(
                numbers
                    .iter()
                    .map(|number| ChoiceId(Uuid::from_u128(*number)))
                    .collect(),
            )
        };
        for (kind, value) in [
            (Kind::ShortText, Value::Text("a".into())),
            (Kind::Number, Value::Number(Decimal(-1_234_500_000))),
            (Kind::Money, Value::Number(Decimal(1_234_560_000))),
            (Kind::YesNo, Value::Boolean(false)),
            (Kind::OneChoice, ids(&[2])),
            (Kind::SeveralChoices, ids(&[1, 3])),
            (Kind::Person, Value::Person(domain::ids::UserId(Uuid::from_u128(4)))),
        ] {
            for language in Language::ALL {
                let shown = Entered::of(&field(kind), &value, None, language);
                assert_eq!(shown.value(&field(kind), language), Ok(Some(value.clone())), "{kind:?}");
            }
        }
    }

    #[test]
    fn a_blank_field_has_no_value_unless_it_is_required() {
        for kind in Kind::ALL {
            let mut field = field(kind);
            assert_eq!(Entered::default().value(&field, Language::Pl), Ok(None), "{kind:?}");
            field.required = true;
            assert_eq!(
                Entered::default().value(&field, Language::Pl),
                Err(Reason::Required),
                "{kind:?}"
            );
        }
    }
}
