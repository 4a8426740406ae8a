//! The JSON form of [`Reason`]: `{"reason": "too_long", "detail": {"max": 200}}`. It is written by hand, because the
//! deserializer that serde derives for so many variants is thirty times as large in the page's WebAssembly.

use std::borrow::Cow;

use serde::{Deserialize, Serialize, de::Error};

use super::Reason;
use crate::notation::{DateOrder, DecimalMark};

/// The name and the detail of a reason.
#[derive(Serialize, Deserialize)]
pub(super) struct Sent {
    reason: Cow<'static, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    detail: Option<Detail>,
}

/// The fields of all reasons.
#[derive(Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Detail {
    #[serde(skip_serializing_if = "Option::is_none")]
    min: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    order: Option<DateOrder>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mark: Option<DecimalMark>,
    #[serde(skip_serializing_if = "Option::is_none")]
    currency: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
}

/// The reasons without a detail, with their names.
const PLAIN: &[(&str, Reason)] = &[
    ("required", Reason::Required),
    ("malformed", Reason::Malformed),
    ("no_formula_value", Reason::NoFormulaValue),
    ("not_a_date", Reason::NotADate),
    ("bare_number", Reason::BareNumber),
    ("time_alone", Reason::TimeAlone),
    ("not_a_number", Reason::NotANumber),
    ("not_yes_or_no", Reason::NotYesOrNo),
    ("not_an_email", Reason::NotAnEmail),
    ("not_a_link", Reason::NotALink),
    ("not_a_phone", Reason::NotAPhone),
    ("not_a_currency", Reason::NotACurrency),
    ("not_an_emoji", Reason::NotAnEmoji),
    ("holds_separator", Reason::HoldsSeparator),
    ("taken", Reason::Taken),
    ("not_offered", Reason::NotOffered),
    ("not_allowed", Reason::NotAllowed),
    ("deactivated", Reason::Deactivated),
    ("cannot_open", Reason::CannotOpen),
    ("last_column", Reason::LastColumn),
    ("wrong_password", Reason::WrongPassword),
    ("last_administrator", Reason::LastAdministrator),
    ("last_stage", Reason::LastStage),
    ("stage_in_use", Reason::StageInUse),
    ("too_deep", Reason::TooDeep),
    ("inside_itself", Reason::InsideItself),
    ("changed_meanwhile", Reason::ChangedMeanwhile),
];

/// Converts a limit. All limits are far below the maximum of the type.
fn limit(limit: usize) -> Option<u32> {
    Some(u32::try_from(limit).unwrap_or(u32::MAX))
}

/// Returns the name and the detail of a reason, or `None` if the reason has no detail.
fn with_detail(reason: Reason) -> Option<(&'static str, Detail)> {
    let none = Detail::default();
    Some(match reason {
        Reason::TooLong { max } => (
            "too_long",
            Detail {
                max: limit(max),
                ..none
            },
        ),
        Reason::TooShort { min } => (
            "too_short",
            Detail {
                min: limit(min),
                ..none
            },
        ),
        Reason::TooMany { max } => (
            "too_many",
            Detail {
                max: limit(max),
                ..none
            },
        ),
        Reason::OutOfRange { min, max } => {
            let detail = Detail {
                min: Some(min),
                max: Some(max),
                ..none
            };
            ("out_of_range", detail)
        }
        Reason::NoSuchDay { days } => (
            "no_such_day",
            Detail {
                days: Some(days),
                ..none
            },
        ),
        Reason::OtherDateOrder { order } => (
            "other_date_order",
            Detail {
                order: Some(order),
                ..none
            },
        ),
        Reason::OtherDecimalMark { mark } => (
            "other_decimal_mark",
            Detail {
                mark: Some(mark),
                ..none
            },
        ),
        Reason::OtherCurrency { currency } => (
            "other_currency",
            Detail {
                currency: Some(currency),
                ..none
            },
        ),
        Reason::TooManyPlaces { max } => (
            "too_many_places",
            Detail {
                max: limit(max),
                ..none
            },
        ),
        Reason::TooManyDigits { max } => (
            "too_many_digits",
            Detail {
                max: limit(max),
                ..none
            },
        ),
        Reason::Unknown { value } => (
            "unknown",
            Detail {
                value: Some(value),
                ..none
            },
        ),
        Reason::Ambiguous { value } => (
            "ambiguous",
            Detail {
                value: Some(value),
                ..none
            },
        ),
        // These are in `PLAIN`.
        Reason::Required
        | Reason::Malformed
        | Reason::NoFormulaValue
        | Reason::NotADate
        | Reason::BareNumber
        | Reason::TimeAlone
        | Reason::NotANumber
        | Reason::NotYesOrNo
        | Reason::NotAnEmail
        | Reason::NotALink
        | Reason::NotAPhone
        | Reason::NotACurrency
        | Reason::NotAnEmoji
        | Reason::HoldsSeparator
        | Reason::Taken
        | Reason::NotOffered
        | Reason::NotAllowed
        | Reason::Deactivated
        | Reason::CannotOpen
        | Reason::LastColumn
        | Reason::WrongPassword
        | Reason::LastAdministrator
        | Reason::LastStage
        | Reason::TooDeep
        | Reason::InsideItself
        | Reason::StageInUse
        | Reason::ChangedMeanwhile => return None,
    })
}

/// Returns the reason with this name and detail, or `None` if there is none.
fn read(name: &str, detail: Detail) -> Option<Reason> {
    if let Some((_, reason)) = PLAIN.iter().find(|(plain, _)| *plain == name) {
        return Some(reason.clone());
    }
    let number = |limit: Option<u32>| usize::try_from(limit?).ok();
    Some(match name {
        "too_long" => Reason::TooLong {
            max: number(detail.max)?,
        },
        "too_short" => Reason::TooShort {
            min: number(detail.min)?,
        },
        "too_many" => Reason::TooMany {
            max: number(detail.max)?,
        },
        "out_of_range" => Reason::OutOfRange {
            min: detail.min?,
            max: detail.max?,
        },
        "no_such_day" => Reason::NoSuchDay { days: detail.days? },
        "other_date_order" => Reason::OtherDateOrder { order: detail.order? },
        "other_decimal_mark" => Reason::OtherDecimalMark { mark: detail.mark? },
        "other_currency" => Reason::OtherCurrency {
            currency: detail.currency?,
        },
        "too_many_places" => Reason::TooManyPlaces {
            max: number(detail.max)?,
        },
        "too_many_digits" => Reason::TooManyDigits {
            max: number(detail.max)?,
        },
        "unknown" => Reason::Unknown { value: detail.value? },
        "ambiguous" => Reason::Ambiguous { value: detail.value? },
        _ => return None,
    })
}

impl From<Reason> for Sent {
    fn from(reason: Reason) -> Self {
        let plain = PLAIN.iter().find(|(_, plain)| *plain == reason);
        let (name, detail) = match plain {
            Some((name, _)) => (*name, None),
            None => match with_detail(reason) {
                Some((name, detail)) => (name, Some(detail)),
                None => ("", None),
            },
        };
        Self {
            reason: name.into(),
            detail,
        }
    }
}

impl TryFrom<Sent> for Reason {
    type Error = serde_json::Error;

    fn try_from(sent: Sent) -> Result<Self, serde_json::Error> {
        let unknown = || Error::custom(format_args!("no reason is called {}, or its detail lacks", sent.reason));
        read(&sent.reason, sent.detail.unwrap_or_default()).ok_or_else(unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_sent_as(reason: &Reason, json: &str) {
        assert_eq!(serde_json::to_string(reason).unwrap(), json);
        assert_eq!(&serde_json::from_str::<Reason>(json).unwrap(), reason);
    }

    #[test]
    fn every_reason_is_read_back() {
        is_sent_as(
            &Reason::TooLong { max: 7 },
            r#"{"reason":"too_long","detail":{"max":7}}"#,
        );
        is_sent_as(
            &Reason::TooShort { min: 7 },
            r#"{"reason":"too_short","detail":{"min":7}}"#,
        );
        is_sent_as(
            &Reason::TooMany { max: 7 },
            r#"{"reason":"too_many","detail":{"max":7}}"#,
        );
        is_sent_as(
            &Reason::OutOfRange { min: 1, max: 9 },
            r#"{"reason":"out_of_range","detail":{"min":1,"max":9}}"#,
        );
        is_sent_as(
            &Reason::NoSuchDay { days: 30 },
            r#"{"reason":"no_such_day","detail":{"days":30}}"#,
        );
        is_sent_as(
            &Reason::OtherDateOrder {
                order: DateOrder::DayFirst,
            },
            r#"{"reason":"other_date_order","detail":{"order":"day_first"}}"#,
        );
        is_sent_as(
            &Reason::OtherDecimalMark {
                mark: DecimalMark::Comma,
            },
            r#"{"reason":"other_decimal_mark","detail":{"mark":"comma"}}"#,
        );
        is_sent_as(
            &Reason::OtherCurrency { currency: "EUR".into() },
            r#"{"reason":"other_currency","detail":{"currency":"EUR"}}"#,
        );
        is_sent_as(
            &Reason::TooManyPlaces { max: 7 },
            r#"{"reason":"too_many_places","detail":{"max":7}}"#,
        );
        is_sent_as(
            &Reason::TooManyDigits { max: 7 },
            r#"{"reason":"too_many_digits","detail":{"max":7}}"#,
        );
        is_sent_as(
            &Reason::Unknown { value: "a".into() },
            r#"{"reason":"unknown","detail":{"value":"a"}}"#,
        );
        is_sent_as(
            &Reason::Ambiguous { value: "a".into() },
            r#"{"reason":"ambiguous","detail":{"value":"a"}}"#,
        );
        for (name, reason) in PLAIN {
            is_sent_as(reason, &format!(r#"{{"reason":"{name}"}}"#));
        }
    }

    #[test]
    fn an_unknown_reason_is_an_error() {
        for wrong in [r#"{"reason":""}"#, r#"{"reason":"else"}"#, r#"{"reason":"too_long"}"#] {
            assert!(serde_json::from_str::<Reason>(wrong).is_err(), "{wrong}");
        }
    }
}
