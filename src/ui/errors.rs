//! Errors as sentences in the page's language.

use domain::{
    error::{AppError, Field, FieldError, Reason},
    notation::{DateOrder, DecimalMark},
};

use crate::i18n::Messages;

/// Returns a sentence that says what happened and what to do.
pub fn sentence(messages: Messages, error: &AppError) -> String {
    match error {
        AppError::NotFound => messages.text("error-not-found"),
        AppError::NotAllowed => messages.text("error-not-allowed"),
        AppError::SignedOut => messages.text("error-signed-out"),
        AppError::Invalid(errors) => match errors.as_slice() {
            // No field of the form shows it: the custom field was deleted after the form was opened.
            [
                FieldError {
                    field: Field::Custom(_),
                    reason: Reason::Unknown { .. },
                },
            ] => messages.text("field-gone"),
            [only] => reason(messages, &only.reason),
            _ => messages.text("error-invalid"),
        },
        AppError::Conflict(current) => match &current.name {
            Some(name) => messages.with("error-conflict-named", [("name", name.clone())]),
            None => messages.text("error-conflict"),
        },
        AppError::TooLarge => messages.text("error-too-large"),
        AppError::NoRoom => messages.text("error-no-room"),
        AppError::Malformed => messages.text("error-malformed"),
        AppError::TooManyTries { seconds } => messages.with("error-too-many-tries", [("seconds", *seconds)]),
        AppError::Busy { seconds } => messages.with("error-busy", [("seconds", *seconds)]),
        AppError::Unavailable => messages.text("error-unavailable"),
        AppError::Offline => messages.text("error-offline"),
    }
}

/// Returns why a field's value is refused.
pub fn reason(messages: Messages, reason: &Reason) -> String {
    match reason {
        Reason::Required => messages.text("reason-required"),
        Reason::TooLong { max } => messages.with("reason-too-long", [("max", *max)]),
        Reason::TooShort { min } => messages.with("reason-too-short", [("min", *min)]),
        Reason::TooMany { max } => messages.with("reason-too-many", [("max", *max)]),
        Reason::OutOfRange { min, max } => messages.with("reason-out-of-range", [("min", *min), ("max", *max)]),
        // `NoFormulaValue` occurs only in imports, which have a message of their own for it.
        Reason::Malformed | Reason::NoFormulaValue => messages.text("reason-malformed"),
        Reason::NotADate => messages.text("reason-not-a-date"),
        Reason::NoSuchDay { days } => messages.with("reason-no-such-day", [("days", u32::from(*days))]),
        Reason::OtherDateOrder { order } => {
            messages.with("reason-other-date-order", [("order", date_order(messages, *order))])
        }
        Reason::BareNumber => messages.text("reason-bare-number"),
        Reason::TimeAlone => messages.text("reason-time-alone"),
        Reason::NotANumber => messages.text("reason-not-a-number"),
        Reason::OtherDecimalMark { mark } => {
            messages.with("reason-other-decimal-mark", [("mark", decimal_mark(messages, *mark))])
        }
        Reason::OtherCurrency { currency } => messages.with("reason-other-currency", [("currency", currency.clone())]),
        Reason::TooManyPlaces { max } => messages.with("reason-too-many-places", [("max", *max)]),
        Reason::TooManyDigits { max } => messages.with("reason-too-many-digits", [("max", *max)]),
        Reason::NotYesOrNo => messages.text("reason-not-yes-or-no"),
        Reason::NotAnEmail => messages.text("reason-not-an-email"),
        Reason::NotALink => messages.text("reason-not-a-link"),
        Reason::NotAPhone => messages.text("reason-not-a-phone"),
        Reason::NotACurrency => messages.text("reason-not-a-currency"),
        Reason::NotAnEmoji => messages.text("reason-not-an-emoji"),
        Reason::HoldsSeparator => messages.text("reason-holds-separator"),
        Reason::Taken => messages.text("reason-taken"),
        Reason::Unknown { value } => messages.with("reason-unknown", [("value", value.clone())]),
        Reason::Ambiguous { value } => messages.with("reason-ambiguous", [("value", value.clone())]),
        Reason::NotOffered => messages.text("reason-not-offered"),
        Reason::Deactivated => messages.text("reason-deactivated"),
        Reason::CannotOpen => messages.text("reason-cannot-open"),
        Reason::LastColumn => messages.text("reason-last-column"),
        Reason::WrongPassword => messages.text("reason-wrong-password"),
        Reason::NotAllowed => messages.text("reason-not-allowed"),
        Reason::LastAdministrator => messages.text("reason-last-administrator"),
        Reason::LastStage => messages.text("reason-last-stage"),
        Reason::StageInUse => messages.text("reason-stage-in-use"),
        Reason::TooDeep => messages.text("reason-too-deep"),
        Reason::InsideItself => messages.text("reason-inside-itself"),
        Reason::ChangedMeanwhile => messages.text("reason-changed-meanwhile"),
    }
}

/// Returns the name of the order of a date's parts.
pub fn date_order(messages: Messages, order: DateOrder) -> String {
    messages.text(match order {
        DateOrder::DayFirst => "date-order-day-first",
        DateOrder::MonthFirst => "date-order-month-first",
        DateOrder::YearFirst => "date-order-year-first",
    })
}

/// Returns the name of a decimal mark.
pub fn decimal_mark(messages: Messages, mark: DecimalMark) -> String {
    messages.text(match mark {
        DecimalMark::Comma => "decimal-mark-comma",
        DecimalMark::Point => "decimal-mark-point",
    })
}

/// Returns the message for the first error of this field, if there is one.
pub fn field_error(messages: Messages, errors: &[FieldError], field: Field) -> Option<String> {
    errors
        .iter()
        .find(|error| error.field == field)
        .map(|error| reason(messages, &error.reason))
}

#[cfg(test)]
mod tests {
    use domain::{error::Current, person::Language};

    use super::*;

    #[test]
    fn a_conflict_is_reported_with_the_name_if_there_is_one() {
        let told = |current| sentence(Messages(Language::En), &AppError::Conflict(Box::new(current)));
        assert_eq!(
            told(Current::default()),
            "Somebody else changed this meanwhile. Look at what it is now, then save again."
        );
        assert!(told(Current::named("North")).contains("North"));
    }
}
