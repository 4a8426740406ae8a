//! The values of custom fields: parsing, checking and formatting.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    CustomField, Decimal, Kind,
    currency::{self, negated, without_currency},
    date::{self, WrittenDay},
};
use crate::{
    day::Day,
    error::{Field, FieldError, Reason},
    fold::fold,
    ids::{ChoiceId, FieldId, UserId},
    limits,
    notation::{DecimalMark, Notation},
    person::Language,
    separators::Separators,
    text,
};

/// A value. The kind of the field decides which variant it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "of", content = "is", rename_all = "snake_case")]
pub enum Value {
    /// Of a short or long text, link, e-mail or phone.
    Text(String),
    /// Of a number or an amount of money.
    Number(Decimal),
    Date(Day),
    /// Stored as `truth`.
    #[serde(rename = "truth")]
    Boolean(bool),
    /// One or several choices.
    Choices(Vec<ChoiceId>),
    Person(UserId),
}

/// The values of one space. A field without a value has no entry.
pub type Values = BTreeMap<FieldId, Value>;

impl CustomField {
    /// Returns the value as it is stored, or `None` if it is blank.
    ///
    /// # Errors
    ///
    /// The reason why the value does not fit this field.
    pub fn check(&self, value: Value) -> Result<Option<Value>, Reason> {
        let kept = match value {
            Value::Text(text) if self.kind.is_text() => return self.check_text(&text),
            Value::Number(number) if self.kind.is_number() => Value::Number(number),
            Value::Date(day) if self.kind == Kind::Date => Value::Date(day),
            Value::Boolean(boolean) if self.kind == Kind::YesNo => Value::Boolean(boolean),
            Value::Person(person) if self.kind == Kind::Person => Value::Person(person),
            Value::Choices(chosen) if self.kind.has_choices() => return self.check_choices(&chosen),
            _ => return Err(Reason::Malformed),
        };
        Ok(Some(kept))
    }

    fn check_text(&self, raw: &str) -> Result<Option<Value>, Reason> {
        let read = match self.kind {
            Kind::LongText => text::block(raw, limits::LONG_TEXT),
            Kind::Link => link(&text::without_invisible(raw)),
            Kind::Email => text::email(raw, limits::EMAIL),
            Kind::Phone => phone(raw),
            _ => text::line(raw, limits::SHORT_TEXT),
        };
        match read {
            Ok(text) if text.is_empty() => Ok(None),
            Ok(text) => Ok(Some(Value::Text(text))),
            Err(Reason::Required) => Ok(None),
            Err(reason) => Err(reason),
        }
    }

    fn check_choices(&self, chosen: &[ChoiceId]) -> Result<Option<Value>, Reason> {
        if let Some(unknown) = chosen.iter().find(|id| self.choice(**id).is_none()) {
            let value = unknown.to_string();
            return Err(Reason::Unknown { value });
        }
        let inside = self.choices.iter().map(|choice| choice.id);
        let chosen: Vec<ChoiceId> = inside.filter(|id| chosen.contains(id)).collect();
        match (self.kind, chosen.len()) {
            (_, 0) => Ok(None),
            (Kind::OneChoice, 2..) => Err(Reason::TooMany { max: 1 }),
            _ => Ok(Some(Value::Choices(chosen))),
        }
    }

    /// Reads a typed value; `None` if it is blank. People are looked up elsewhere.
    pub fn read(&self, raw: &str, language: Language) -> Result<Option<Value>, Reason> {
        let raw = &*text::without_invisible(raw);
        match self.kind {
            _ if raw.trim().is_empty() => Ok(None),
            Kind::Number => Ok(Some(Value::Number(Decimal::read(raw, language)?))),
            Kind::Money => {
                let (negative, number) = without_currency(raw, &self.currency)?;
                let number = negated(negative, Decimal::read(number, language)?)?;
                Ok(Some(Value::Number(number)))
            }
            Kind::Date => Ok(Some(Value::Date(date::read_alone(raw)?))),
            _ => self.read_words(raw),
        }
    }

    /// Reads a cell of a file with the notation of its column. A cell that the file stores as a number has a decimal
    /// point, whatever the texts of its column have.
    pub fn read_cell(&self, raw: &str, notation: &Notation, is_number: bool) -> Result<Option<Value>, Reason> {
        let raw = &*text::without_invisible(raw);
        let mark = if is_number { DecimalMark::Point } else { notation.mark };
        let number = |mark| match self.kind {
            Kind::Money => currency::amount(raw, &self.currency, mark),
            _ => Decimal::read_with(raw, mark),
        };
        match self.kind {
            _ if raw.trim().is_empty() => Ok(None),
            Kind::Number | Kind::Money => match number(mark) {
                Err(Reason::NotANumber) if number(mark.other()).is_ok() => Err(Reason::OtherDecimalMark { mark }),
                read => Ok(Some(Value::Number(read?))),
            },
            Kind::Date => {
                let read = WrittenDay::parse(raw).read(notation.order, notation.bare)?;
                Ok(Some(Value::Date(read.day)))
            }
            _ => self.read_words(raw),
        }
    }

    fn read_words(&self, raw: &str) -> Result<Option<Value>, Reason> {
        let value = match self.kind {
            Kind::YesNo => Value::Boolean(boolean(raw).ok_or(Reason::NotYesOrNo)?),
            Kind::OneChoice => Value::Choices(vec![self.named(raw)?]),
            Kind::SeveralChoices => Value::Choices(self.several_named(raw)?),
            Kind::Person => {
                let value = raw.trim().to_owned();
                return Err(Reason::Unknown { value });
            }
            _ => Value::Text(raw.to_owned()),
        };
        self.check(value)
    }

    /// Recognises parts that are labels of choices, even if the labels contain separators.
    fn several_named(&self, raw: &str) -> Result<Vec<ChoiceId>, Reason> {
        let known = |part: &str| self.named(part).is_ok();
        let parts = Separators::default().split_known(raw, known);
        parts.into_iter().map(|part| self.named(part)).collect()
    }

    fn named(&self, label: &str) -> Result<ChoiceId, Reason> {
        let wanted = fold(label.trim());
        let found = self.choices.iter().find(|choice| fold(&choice.label) == wanted);
        found.map(|choice| choice.id).ok_or_else(|| Reason::Unknown {
            value: label.trim().to_owned(),
        })
    }

    /// Formats the value in the language. `name` is the name of a person.
    pub fn written(&self, value: &Value, language: Language, name: &str) -> String {
        match value {
            Value::Text(text) => text.clone(),
            Value::Number(number) if self.kind == Kind::Money => {
                format!("{}\u{a0}{}", number.amount(language), self.currency)
            }
            Value::Number(number) => number.grouped(language),
            Value::Date(day) => day.to_string(),
            Value::Boolean(boolean) => boolean_word(*boolean, language).to_owned(),
            Value::Choices(chosen) => self.choice_labels(chosen).join(self.separator()),
            Value::Person(_) => name.to_owned(),
        }
    }

    /// Returns the separator between several choices: one that no label contains, so that they can be read back.
    fn separator(&self) -> &'static str {
        let holds = |mark| self.choices.iter().any(|choice| choice.label.contains(mark));
        match (holds(','), holds(';')) {
            (false, false) => ", ",
            (true, false) => "; ",
            (_, true) => "\n",
        }
    }

    /// Returns the labels of the chosen choices in the order of the field.
    pub fn choice_labels(&self, chosen: &[ChoiceId]) -> Vec<&str> {
        let inside = self.choices.iter().filter(|choice| chosen.contains(&choice.id));
        inside.map(|choice| choice.label.as_str()).collect()
    }
}

/// Checks all values of a space's form: each must be valid and belong to one of the fields, and no required one may be
/// missing. Blank values are left out.
pub fn check_values(fields: &[CustomField], values: &Values) -> Result<Values, Vec<FieldError>> {
    let mut wrong = Vec::new();
    let mut kept = Values::new();
    for field in fields {
        let value = values.get(&field.id).cloned();
        let checked = value.map_or(Ok(None), |value| field.check(value));
        let reason = match checked {
            Ok(Some(value)) => {
                kept.insert(field.id, value);
                continue;
            }
            Ok(None) if field.required => Reason::Required,
            Ok(None) => continue,
            Err(reason) => reason,
        };
        wrong.push(FieldError {
            field: Field::Custom(field.id),
            reason,
        });
    }
    for id in values.keys().filter(|id| !fields.iter().any(|field| field.id == **id)) {
        wrong.push(FieldError {
            field: Field::Custom(*id),
            reason: Reason::Unknown { value: id.to_string() },
        });
    }
    if wrong.is_empty() { Ok(kept) } else { Err(wrong) }
}

/// Reads a web address. Without a scheme it is taken as https.
fn link(raw: &str) -> Result<String, Reason> {
    let text = raw.trim();
    if text.is_empty() {
        return Err(Reason::Required);
    }
    let lower = text.to_ascii_lowercase();
    let text = if lower.starts_with("http://") || lower.starts_with("https://") {
        text.to_owned()
    } else {
        format!("https://{text}")
    };
    let rest = text.split_once("://").map_or("", |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let name = host.rsplit('@').next().unwrap_or_default();
    let (name, port) = name.rsplit_once(':').unwrap_or((name, "0"));
    let named = name
        .split('.')
        .all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-'));
    let plausible = named
        && (name.contains('.') || name == "localhost")
        && port.chars().all(|c| c.is_ascii_digit())
        && !host.contains('@')
        && !text.chars().any(|c| c.is_whitespace() || c.is_control());
    if !plausible {
        return Err(Reason::NotALink);
    }
    if text.chars().count() > limits::LINK {
        return Err(Reason::TooLong { max: limits::LINK });
    }
    Ok(text)
}

/// Reads a telephone number. It is kept as typed and must have at least three digits.
fn phone(raw: &str) -> Result<String, Reason> {
    let text = text::line(raw, limits::PHONE)?;
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let right = text
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, ' ' | '+' | '(' | ')' | '-' | '.' | '/' | ',' | '#' | '*'));
    let plus_first = text.rfind('+').is_none_or(|place| place == 0);
    if (3..=20).contains(&digits) && right && plus_first {
        Ok(text)
    } else {
        Err(Reason::NotAPhone)
    }
}

/// Reads yes and no as people and spreadsheet programs write them.
fn boolean(raw: &str) -> Option<bool> {
    match fold(raw.trim()).as_str() {
        "yes" | "tak" | "true" | "prawda" | "1" | "y" | "t" | "x" => Some(true),
        "no" | "nie" | "false" | "falsz" | "0" | "n" | "f" | "-" => Some(false),
        _ => None,
    }
}

fn boolean_word(boolean: bool, language: Language) -> &'static str {
    match (boolean, language) {
        (true, Language::Pl) => "Tak",
        (false, Language::Pl) => "Nie",
        (true, Language::En) => "Yes",
        (false, Language::En) => "No",
    }
}
