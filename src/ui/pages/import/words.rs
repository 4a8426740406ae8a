//! Sentences of the import: why a file cannot be read, and what is wrong with a cell.

use std::{borrow::Cow, collections::BTreeMap};

use domain::{
    custom_field::CustomField,
    error::{Field, Reason},
    import::{Difference, MappingProblem, Target, WrongCell},
    notation::{DateOrder, DecimalMark},
};
use spreadsheet::{
    LooksLike, ReadError,
    protocol::{FixItWords, WorkerError},
};

use crate::{i18n::Messages, ui::errors};

/// Returns why a request to the worker failed.
pub fn worker_error(messages: Messages, error: &WorkerError) -> String {
    match error {
        WorkerError::Read(error) => read_error(messages, error),
        WorkerError::OutOfMemory => messages.text("import-out-of-memory"),
        WorkerError::Mapping(problems) => {
            let problems = problems.iter().map(|problem| mapping_problem(messages, *problem, &[]));
            problems.collect::<Vec<_>>().join(" ")
        }
        WorkerError::TooEarly | WorkerError::NoSuchRow | WorkerError::Malformed | WorkerError::Died => {
            messages.text("import-worker-died")
        }
    }
}

/// Returns why the file cannot be read, and what to do.
pub fn read_error(messages: Messages, error: &ReadError) -> String {
    let megabytes = |bytes: &u64| (bytes / (1024 * 1024)) as u32;
    match error {
        ReadError::TooLarge { limit } => messages.with("import-too-large", [("limit", megabytes(limit))]),
        ReadError::TooManyRows { limit } => messages.with("import-too-many-rows", [("limit", *limit)]),
        ReadError::TooManyColumns { limit } => messages.with("import-too-many-columns", [("limit", *limit)]),
        ReadError::TooLargeUnpacked { limit } => {
            messages.with("import-too-large-unpacked", [("limit", megabytes(limit))])
        }
        ReadError::Encrypted => messages.text("import-encrypted"),
        ReadError::Damaged => messages.text("import-damaged"),
        ReadError::NotASpreadsheet { looks_like } => messages.with(
            "import-not-a-spreadsheet",
            [(
                "what",
                messages.text(&format!("import-looks-like-{}", kind(*looks_like))),
            )],
        ),
        ReadError::EmptyFile => messages.text("import-empty-file"),
        ReadError::EmptySheet => messages.text("import-empty-sheet"),
        ReadError::NoSuchSheet => messages.text("import-no-such-sheet"),
        ReadError::Cancelled => messages.text("import-reading-cancelled"),
    }
}

fn kind(looks_like: LooksLike) -> &'static str {
    match looks_like {
        LooksLike::Pdf => "pdf",
        LooksLike::Image => "image",
        LooksLike::Html => "html",
        LooksLike::Xml => "xml",
        LooksLike::Json => "json",
        LooksLike::Document => "document",
        LooksLike::Presentation => "presentation",
        LooksLike::Xlsb => "xlsb",
        LooksLike::OldExcel => "old-excel",
        LooksLike::Numbers => "numbers",
        LooksLike::Archive => "archive",
        LooksLike::Media => "media",
        LooksLike::Program => "program",
        LooksLike::Binary => "binary",
    }
}

/// Returns the name of a target, the meaning that a column can have.
pub fn target(messages: Messages, target: Target, fields: &[CustomField]) -> String {
    if let Target::Custom(id) = target {
        let field = fields.iter().find(|field| field.id == id);
        return field.map_or_else(|| "…".to_owned(), |field| field.label.clone());
    }
    messages.text(&format!("import-target-{}", target_key(target)))
}

/// Returns the target's key in message names and in select fields.
pub fn target_key(target: Target) -> Cow<'static, str> {
    Cow::Borrowed(match target {
        Target::Id => "id",
        Target::Version => "version",
        Target::Name => "name",
        Target::Description => "description",
        Target::Groups => "groups",
        Target::Tags => "tags",
        Target::Visibility => "visibility",
        Target::Preset => "preset",
        Target::Owner => "owner",
        Target::People => "people",
        Target::Custom(id) => return Cow::Owned(id.to_string()),
    })
}

/// Returns a note with the space's current value, for a cell whose value differs from it.
pub fn previous_value(messages: Messages, difference: &Difference) -> String {
    let value = match difference.field {
        Field::Preset if !difference.before.is_empty() => messages.text(&format!("preset-{}", difference.before)),
        Field::Visibility => messages.text(&format!("visibility-{}", difference.before)),
        _ if difference.before.is_empty() => "—".to_owned(),
        _ => difference.before.clone(),
    };
    messages.with("import-before", [("value", value)])
}

/// Returns why the mapping cannot be used.
pub fn mapping_problem(messages: Messages, problem: MappingProblem, fields: &[CustomField]) -> String {
    match problem {
        MappingProblem::NameMissing => messages.text("import-problem-name-missing"),
        MappingProblem::Twice(twice) => {
            messages.with("import-problem-twice", [("target", target(messages, twice, fields))])
        }
    }
}

/// Returns what is wrong with a cell.
pub fn reason(messages: Messages, wrong: &WrongCell, fields: &[CustomField]) -> String {
    if let (Reason::Unknown { value }, Some(name)) = (&wrong.reason, unclear(wrong, fields)) {
        return messages.with(name, [("value", value.as_str())]);
    }
    match (&wrong.reason, wrong.field) {
        (Reason::Unknown { value }, Field::Owner | Field::People | Field::Custom(_)) => {
            messages.with("import-reason-unknown-person", [("value", value.as_str())])
        }
        (Reason::Unknown { .. }, Field::Id) => messages.text("import-no-such-space"),
        (Reason::NotAllowed, Field::Name | Field::Groups | Field::Custom(_)) => messages.text(match wrong.field {
            Field::Name => "import-reason-no-new-spaces",
            Field::Groups => "import-reason-no-new-groups",
            _ => "import-reason-no-new-choices",
        }),
        (Reason::Ambiguous { value }, Field::Name) => {
            messages.with("import-reason-ambiguous-space", [("value", value.as_str())])
        }
        (reason, _) => any_reason(messages, reason),
    }
}

/// Returns what is wrong with a cell of the check table; for an unknown word adds that its meaning can be chosen above.
pub fn reason_in_check(messages: Messages, wrong: &WrongCell, fields: &[CustomField]) -> String {
    let reason = reason(messages, wrong, fields);
    match unclear(wrong, fields) {
        Some(_) => format!("{reason}; {}", messages.text("import-reason-choose")),
        None => reason,
    }
}

/// Returns the name of the message for a word whose meaning can be chosen; `None` for other errors.
fn unclear(wrong: &WrongCell, fields: &[CustomField]) -> Option<&'static str> {
    let has_choices = |id| fields.iter().any(|field| field.id == id && field.kind.has_choices());
    match (&wrong.reason, wrong.field) {
        (Reason::Unknown { .. }, Field::Custom(id)) if has_choices(id) => Some("import-reason-unknown-choice"),
        (Reason::Unknown { .. }, Field::Visibility) => Some("import-reason-unknown-visibility"),
        _ => None,
    }
}

fn any_reason(messages: Messages, reason: &Reason) -> String {
    match reason {
        Reason::Required => messages.text("import-reason-required"),
        Reason::TooLong { max } => messages.with("import-reason-too-long", [("max", *max)]),
        Reason::TooShort { min } => messages.with("import-reason-too-short", [("min", *min)]),
        Reason::TooMany { max } => messages.with("import-reason-too-many", [("max", *max)]),
        Reason::Taken => messages.text("import-reason-taken"),
        Reason::Unknown { value } => messages.with("import-reason-unknown", [("value", value.as_str())]),
        Reason::Ambiguous { value } => messages.with("import-reason-ambiguous", [("value", value.as_str())]),
        Reason::NotOffered => messages.text("import-reason-not-offered"),
        Reason::NotAllowed => messages.text("import-reason-not-allowed"),
        Reason::Deactivated => messages.text("import-reason-deactivated"),
        Reason::BareNumber => messages.text("import-reason-bare-number"),
        Reason::NoFormulaValue => messages.text("import-reason-no-formula-value"),
        // The sentences of the forms say which notation is required.
        other => errors::reason(messages, other).trim_end_matches('.').to_owned(),
    }
}

/// Returns the texts of the fix-it file. The worker fills in numbers and values.
pub fn fix_it_words(messages: Messages, custom: &[CustomField]) -> FixItWords {
    let reasons = fix_it_reasons(messages);
    let custom_targets = custom.iter().map(|field| Target::Custom(field.id));
    let fields = Target::ALL.into_iter().chain(custom_targets);
    let fields = fields.map(|field| (target_key(field).into_owned(), target(messages, field, custom)));
    FixItWords {
        header: messages.text("import-fix-it-header"),
        left_out: messages.text("import-fix-it-left-out"),
        was_wrong: messages.text("import-fix-it-was-wrong"),
        reasons,
        fields: fields.collect(),
    }
}

/// Returns a text for each reason why a cell may be wrong, keyed by the reason's name. The worker fills in the
/// placeholders.
fn fix_it_reasons(messages: Messages) -> BTreeMap<String, String> {
    let plain = [
        ("required", Reason::Required),
        ("malformed", Reason::Malformed),
        ("taken", Reason::Taken),
        ("not_offered", Reason::NotOffered),
        ("not_allowed", Reason::NotAllowed),
        ("deactivated", Reason::Deactivated),
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
        ("holds_separator", Reason::HoldsSeparator),
    ];
    let plain = plain
        .into_iter()
        .map(|(key, reason)| (key.to_owned(), any_reason(messages, &reason)));
    let filled = [
        ("too_long", "import-reason-too-long", "max"),
        ("too_many", "import-reason-too-many", "max"),
        ("too_short", "import-reason-too-short", "min"),
        ("unknown", "import-reason-unknown", "value"),
        ("ambiguous", "import-reason-ambiguous", "value"),
        ("no_such_day", "reason-no-such-day", "days"),
        ("other_currency", "reason-other-currency", "currency"),
        ("too_many_places", "reason-too-many-places", "max"),
        ("too_many_digits", "reason-too-many-digits", "max"),
    ];
    let filled = filled.map(|(key, name, argument)| {
        let sentence = messages.with(name, [(argument, format!("{{{argument}}}"))]);
        (key.to_owned(), sentence.trim_end_matches('.').to_owned())
    });
    let orders = DateOrder::ALL.map(|order| {
        let key = format!("other_date_order_{}", order.as_str().replace('-', "_"));
        (key, any_reason(messages, &Reason::OtherDateOrder { order }))
    });
    let marks = DecimalMark::ALL.map(|mark| {
        let key = format!("other_decimal_mark_{}", mark.as_str());
        (key, any_reason(messages, &Reason::OtherDecimalMark { mark }))
    });
    plain.chain(filled).chain(orders).chain(marks).collect()
}
