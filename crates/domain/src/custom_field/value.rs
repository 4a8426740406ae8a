//! What one space holds in one field: reading what is typed, checking, writing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{CustomField, Decimal, Kind};
use crate::{
    error::{Field, FieldError, Reason},
    fold::fold,
    ids::{ChoiceId, FieldId, UserId},
    limits,
    list_query::Day,
    person::Language,
    text,
};

/// A value; which of these a field holds follows from its kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "of", content = "is", rename_all = "snake_case")]
pub enum Value {
    /// Short and long text, link, e-mail, phone.
    Text(String),
    /// Number and money.
    Number(Decimal),
    Date(Day),
    Truth(bool),
    /// One choice or several.
    Choices(Vec<ChoiceId>),
    Person(UserId),
}

/// The values of one space; a field without a value is not there.
pub type Values = BTreeMap<FieldId, Value>;

impl CustomField {
    /// The value as it is kept, none where it is blank, or why it is none of this field's.
    pub fn check(&self, value: Value) -> Result<Option<Value>, Reason> {
        let kept = match value {
            Value::Text(text) if self.kind.is_text() => return self.check_text(&text),
            Value::Number(number) if self.kind.is_number() => Value::Number(number),
            Value::Date(day) if self.kind == Kind::Date => Value::Date(day),
            Value::Truth(truth) if self.kind == Kind::YesNo => Value::Truth(truth),
            Value::Person(person) if self.kind == Kind::Person => Value::Person(person),
            Value::Choices(chosen) if self.kind.has_choices() => return self.check_choices(&chosen),
            _ => return Err(Reason::Malformed),
        };
        Ok(Some(kept))
    }

    fn check_text(&self, raw: &str) -> Result<Option<Value>, Reason> {
        let read = match self.kind {
            Kind::LongText => text::block(raw, limits::LONG_TEXT),
            Kind::Link => link(raw),
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

    /// Reads what is typed or stands in a file; none where it is blank. People are found by those who know them.
    pub fn read(&self, raw: &str, language: Language) -> Result<Option<Value>, Reason> {
        if raw.trim().is_empty() {
            return Ok(None);
        }
        let value = match self.kind {
            Kind::Number => Value::Number(Decimal::read(raw, language)?),
            Kind::Money => Value::Number(Decimal::read(without_currency(raw, &self.currency), language)?),
            Kind::Date => Value::Date(day(raw).ok_or(Reason::Malformed)?),
            Kind::YesNo => Value::Truth(truth(raw).ok_or(Reason::Malformed)?),
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

    /// A whole line is one choice; else its parts are.
    fn several_named(&self, raw: &str) -> Result<Vec<ChoiceId>, Reason> {
        if let Ok(whole) = self.named(raw) {
            return Ok(vec![whole]);
        }
        raw.split([',', ';', '\n'])
            .filter(|part| !part.trim().is_empty())
            .map(|part| self.named(part))
            .collect()
    }

    fn named(&self, label: &str) -> Result<ChoiceId, Reason> {
        let wanted = fold(label.trim());
        let found = self.choices.iter().find(|choice| fold(&choice.label) == wanted);
        found.map(|choice| choice.id).ok_or_else(|| Reason::Unknown {
            value: label.trim().to_owned(),
        })
    }

    /// The value in words of the language; a person by the name that is known.
    pub fn written(&self, value: &Value, language: Language, name: &str) -> String {
        match value {
            Value::Text(text) => text.clone(),
            Value::Number(number) if self.kind == Kind::Money => {
                format!("{}\u{a0}{}", number.amount(language), self.currency)
            }
            Value::Number(number) => number.grouped(language),
            Value::Date(day) => day.to_string(),
            Value::Truth(truth) => truth_word(*truth, language).to_owned(),
            Value::Choices(chosen) => self.choice_labels(chosen).join(", "),
            Value::Person(_) => name.to_owned(),
        }
    }

    /// The chosen choices' labels in the order of the field.
    pub fn choice_labels(&self, chosen: &[ChoiceId]) -> Vec<&str> {
        let inside = self.choices.iter().filter(|choice| chosen.contains(&choice.id));
        inside.map(|choice| choice.label.as_str()).collect()
    }
}

/// All values of a space's form: each right and of one of the fields, and nothing required missing. What is blank is
/// left out.
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

/// An address on the web; without a scheme it is taken as https.
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
        return Err(Reason::Malformed);
    }
    if text.chars().count() > limits::LINK {
        return Err(Reason::TooLong { max: limits::LINK });
    }
    Ok(text)
}

/// A telephone number as people write it: kept as it is, with at least three digits.
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
        Err(Reason::Malformed)
    }
}

/// `2026-11-23`, or `23.11.2026` as it is written in Poland.
fn day(raw: &str) -> Option<Day> {
    let text = raw.trim();
    Day::parse(text).or_else(|| {
        let mut parts = text.split('.');
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        let short = |part: &str| (1..=2).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit());
        if parts.next().is_some() || !short(day) || !short(month) {
            return None;
        }
        Day::parse(&format!("{year}-{month:0>2}-{day:0>2}"))
    })
}

/// Yes and no as people and spreadsheets write them.
fn truth(raw: &str) -> Option<bool> {
    match fold(raw.trim()).as_str() {
        "yes" | "tak" | "true" | "prawda" | "1" | "y" | "t" | "x" => Some(true),
        "no" | "nie" | "false" | "falsz" | "0" | "n" | "f" | "-" => Some(false),
        _ => None,
    }
}

fn truth_word(truth: bool, language: Language) -> &'static str {
    match (truth, language) {
        (true, Language::Pl) => "Tak",
        (false, Language::Pl) => "Nie",
        (true, Language::En) => "Yes",
        (false, Language::En) => "No",
    }
}

/// The amount without the currency's code or sign before or after it.
fn without_currency<'a>(raw: &'a str, currency: &str) -> &'a str {
    let text = raw.trim();
    let sign = match currency {
        "PLN" => "zł",
        "EUR" => "€",
        "USD" => "$",
        "GBP" => "£",
        "CZK" => "Kč",
        _ => "¤",
    };
    for mark in [currency, sign] {
        let cut = text.len().saturating_sub(mark.len());
        let ends = text.get(cut..).is_some_and(|end| end.eq_ignore_ascii_case(mark));
        if ends && !mark.is_empty() {
            return text[..cut].trim_end();
        }
        let begins = text
            .get(..mark.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(mark));
        if begins && !mark.is_empty() {
            return text[mark.len()..].trim_start();
        }
    }
    text
}
