//! Errors as sentences in the page's language: what happened and what to do.

use domain::error::{AppError, Current, Field, FieldError, Reason};

use crate::i18n::Speech;

/// What happened and what to do.
pub fn sentence(speech: Speech, error: &AppError) -> String {
    match error {
        AppError::NotFound => speech.text("error-not-found"),
        AppError::NotAllowed => speech.text("error-not-allowed"),
        AppError::SignedOut => speech.text("error-signed-out"),
        AppError::Invalid(errors) => match errors.as_slice() {
            // Beside no field: it was there when the form was opened.
            [
                FieldError {
                    field: Field::Custom(_),
                    reason: Reason::Unknown { .. },
                },
            ] => speech.text("field-gone"),
            [only] => reason(speech, &only.reason),
            _ => speech.text("error-invalid"),
        },
        AppError::Conflict(current) => match current.as_ref() {
            Current::CustomField(field) => speech.with("error-conflict-named", [("name", field.label.clone())]),
            Current::Named(name) => speech.with("error-conflict-named", [("name", name.clone())]),
            Current::Space(_) | Current::Deal(_) | Current::SpaceRules(_) => speech.text("error-conflict"),
            Current::Skipped(_) => speech.text("error-conflict-undo"),
        },
        AppError::TooLarge => speech.text("error-too-large"),
        AppError::Malformed => speech.text("error-malformed"),
        AppError::TooManyTries { seconds } => speech.with("error-too-many-tries", [("seconds", *seconds)]),
        AppError::Unavailable => speech.text("error-unavailable"),
        AppError::Offline => speech.text("error-offline"),
    }
}

/// Why a field is wrong.
pub fn reason(speech: Speech, reason: &Reason) -> String {
    match reason {
        Reason::Required => speech.text("reason-required"),
        Reason::TooLong { max } => speech.with("reason-too-long", [("max", *max)]),
        Reason::TooShort { min } => speech.with("reason-too-short", [("min", *min)]),
        Reason::TooMany { max } => speech.with("reason-too-many", [("max", *max)]),
        Reason::OutOfRange { min, max } => speech.with("reason-out-of-range", [("min", *min), ("max", *max)]),
        Reason::Malformed => speech.text("reason-malformed"),
        Reason::TooManyDigits => speech.text("reason-too-many-digits"),
        Reason::Taken => speech.text("reason-taken"),
        Reason::Unknown { value } => speech.with("reason-unknown", [("value", value.clone())]),
        Reason::Ambiguous { value } => speech.with("reason-ambiguous", [("value", value.clone())]),
        Reason::NotOffered => speech.text("reason-not-offered"),
        Reason::Deactivated => speech.text("reason-deactivated"),
        Reason::WrongPassword => speech.text("reason-wrong-password"),
        Reason::NotAllowed => speech.text("reason-not-allowed"),
        Reason::LastAdministrator => speech.text("reason-last-administrator"),
        Reason::LastStage => speech.text("reason-last-stage"),
        Reason::StageInUse => speech.text("reason-stage-in-use"),
    }
}

/// What is wrong with this field, if anything.
pub fn field_error(speech: Speech, errors: &[FieldError], field: Field) -> Option<String> {
    errors
        .iter()
        .find(|error| error.field == field)
        .map(|error| reason(speech, &error.reason))
}
