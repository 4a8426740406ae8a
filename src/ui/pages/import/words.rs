//! Sentences of the import: why a file cannot be read, what is wrong with a cell.

use std::{borrow::Cow, collections::BTreeMap};

use domain::{
    custom_field::CustomField,
    error::{Field, Reason},
    import::{Difference, MappingProblem, Target, WrongCell},
};
use spreadsheet::{
    LooksLike, ReadError,
    protocol::{FixItWords, WorkerError},
};

use crate::i18n::Speech;

/// Why the worker could not do it.
pub fn worker_error(speech: Speech, error: &WorkerError) -> String {
    match error {
        WorkerError::Read(error) => read_error(speech, error),
        WorkerError::OutOfMemory => speech.text("import-out-of-memory"),
        WorkerError::Mapping(problems) => {
            let problems = problems.iter().map(|problem| mapping_problem(speech, *problem, &[]));
            problems.collect::<Vec<_>>().join(" ")
        }
        WorkerError::TooEarly | WorkerError::NoSuchRow | WorkerError::Malformed | WorkerError::Died => {
            speech.text("import-worker-died")
        }
    }
}

/// Why the file cannot be read, and what to do.
pub fn read_error(speech: Speech, error: &ReadError) -> String {
    let megabytes = |bytes: &u64| (bytes / (1024 * 1024)) as u32;
    match error {
        ReadError::TooLarge { limit } => speech.with("import-too-large", [("limit", megabytes(limit))]),
        ReadError::TooManyRows { limit } => speech.with("import-too-many-rows", [("limit", *limit)]),
        ReadError::TooManyColumns { limit } => speech.with("import-too-many-columns", [("limit", *limit)]),
        ReadError::TooLargeUnpacked { limit } => {
            speech.with("import-too-large-unpacked", [("limit", megabytes(limit))])
        }
        ReadError::Encrypted => speech.text("import-encrypted"),
        ReadError::Damaged => speech.text("import-damaged"),
        ReadError::NotASpreadsheet { looks_like } => speech.with(
            "import-not-a-spreadsheet",
            [("what", speech.text(&format!("import-looks-like-{}", kind(*looks_like))))],
        ),
        ReadError::EmptyFile => speech.text("import-empty-file"),
        ReadError::EmptySheet => speech.text("import-empty-sheet"),
        ReadError::NoSuchSheet => speech.text("import-no-such-sheet"),
        ReadError::Cancelled => speech.text("import-reading-cancelled"),
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

/// What a column can be, in words.
pub fn target(speech: Speech, target: Target, fields: &[CustomField]) -> String {
    if let Target::Custom(id) = target {
        let field = fields.iter().find(|field| field.id == id);
        return field.map_or_else(|| "…".to_owned(), |field| field.label.clone());
    }
    speech.text(&format!("import-target-{}", target_key(target)))
}

/// The target's word in messages and in a select.
pub fn target_key(target: Target) -> Cow<'static, str> {
    Cow::Borrowed(match target {
        Target::Id => "id",
        Target::Version => "version",
        Target::Name => "name",
        Target::Description => "description",
        Target::Groups => "groups",
        Target::Tags => "tags",
        Target::Visibility => "visibility",
        Target::Owner => "owner",
        Target::People => "people",
        Target::Custom(id) => return Cow::Owned(id.to_string()),
    })
}

/// What the space says where the file says something else.
pub fn before(speech: Speech, difference: &Difference) -> String {
    let value = match difference.field {
        Field::Visibility => speech.text(&format!("visibility-{}", difference.before)),
        _ if difference.before.is_empty() => "—".to_owned(),
        _ => difference.before.clone(),
    };
    speech.with("import-before", [("value", value)])
}

/// What stands in the way of using the mapping.
pub fn mapping_problem(speech: Speech, problem: MappingProblem, fields: &[CustomField]) -> String {
    match problem {
        MappingProblem::NameMissing => speech.text("import-problem-name-missing"),
        MappingProblem::Twice(twice) => {
            speech.with("import-problem-twice", [("target", target(speech, twice, fields))])
        }
    }
}

/// What is wrong with a cell.
pub fn reason(speech: Speech, wrong: &WrongCell, fields: &[CustomField]) -> String {
    if let (Reason::Unknown { value }, Some(name)) = (&wrong.reason, unclear(wrong, fields)) {
        return speech.with(name, [("value", value.as_str())]);
    }
    match (&wrong.reason, wrong.field) {
        (Reason::Unknown { value }, Field::Owner | Field::People | Field::Custom(_)) => {
            speech.with("import-reason-unknown-person", [("value", value.as_str())])
        }
        (Reason::Unknown { .. }, Field::Id) => speech.text("import-no-such-space"),
        (Reason::NotAllowed, Field::Name | Field::Groups | Field::Custom(_)) => speech.text(match wrong.field {
            Field::Name => "import-reason-no-new-spaces",
            Field::Groups => "import-reason-no-new-groups",
            _ => "import-reason-no-new-choices",
        }),
        (Reason::Ambiguous { value }, Field::Name) => {
            speech.with("import-reason-ambiguous-space", [("value", value.as_str())])
        }
        (reason, _) => any_reason(speech, reason),
    }
}

/// The same while it can be mended: a word may get a meaning above the rows.
pub fn reason_in_check(speech: Speech, wrong: &WrongCell, fields: &[CustomField]) -> String {
    let reason = reason(speech, wrong, fields);
    match unclear(wrong, fields) {
        Some(_) => format!("{reason}; {}", speech.text("import-reason-choose")),
        None => reason,
    }
}

/// The message for a word that may get a meaning; nothing where something else is wrong.
fn unclear(wrong: &WrongCell, fields: &[CustomField]) -> Option<&'static str> {
    let has_choices = |id| fields.iter().any(|field| field.id == id && field.kind.has_choices());
    match (&wrong.reason, wrong.field) {
        (Reason::Unknown { .. }, Field::Custom(id)) if has_choices(id) => Some("import-reason-unknown-choice"),
        (Reason::Unknown { .. }, Field::Visibility) => Some("import-reason-unknown-visibility"),
        _ => None,
    }
}

fn any_reason(speech: Speech, reason: &Reason) -> String {
    let name = format!("import-reason-{}", reason_key(reason));
    match reason {
        Reason::TooLong { max } | Reason::TooMany { max } => speech.with(&name, [("max", *max)]),
        Reason::TooShort { min } => speech.with(&name, [("min", *min)]),
        Reason::Unknown { value } | Reason::Ambiguous { value } => speech.with(&name, [("value", value.as_str())]),
        _ => speech.text(&name),
    }
}

fn reason_key(reason: &Reason) -> &'static str {
    match reason {
        Reason::Required => "required",
        Reason::TooLong { .. } => "too-long",
        Reason::TooShort { .. } => "too-short",
        Reason::TooMany { .. } => "too-many",
        Reason::Malformed | Reason::OutOfRange { .. } | Reason::TooManyDigits => "malformed",
        Reason::Taken => "taken",
        Reason::Unknown { .. } => "unknown",
        Reason::Ambiguous { .. } => "ambiguous",
        Reason::NotOffered => "not-offered",
        // No cell of an import is wrong for a pipeline's reasons.
        Reason::NotAllowed | Reason::LastStage | Reason::StageInUse => "not-allowed",
        Reason::Deactivated => "deactivated",
        Reason::WrongPassword | Reason::LastAdministrator => "malformed",
    }
}

/// The words of the fix-it file; numbers and values are put in by the worker.
pub fn fix_it_words(speech: Speech, custom: &[CustomField]) -> FixItWords {
    let plain = [
        "required",
        "malformed",
        "taken",
        "not_offered",
        "not_allowed",
        "deactivated",
    ];
    let mut reasons: BTreeMap<String, String> = plain
        .iter()
        .map(|key| {
            let name = format!("import-reason-{}", key.replace('_', "-"));
            ((*key).to_owned(), speech.text(&name))
        })
        .collect();
    for (key, argument) in [
        ("too_long", "max"),
        ("too_many", "max"),
        ("too_short", "min"),
        ("unknown", "value"),
        ("ambiguous", "value"),
    ] {
        let name = format!("import-reason-{}", key.replace('_', "-"));
        reasons.insert(
            key.to_owned(),
            speech.with(&name, [(argument, format!("{{{argument}}}"))]),
        );
    }
    let custom_targets = custom.iter().map(|field| Target::Custom(field.id));
    let fields = Target::ALL.into_iter().chain(custom_targets);
    let fields = fields.map(|field| (target_key(field).into_owned(), target(speech, field, custom)));
    FixItWords {
        header: speech.text("import-fix-it-header"),
        left_out: speech.text("import-fix-it-left-out"),
        was_wrong: speech.text("import-fix-it-was-wrong"),
        reasons,
        fields: fields.collect(),
    }
}
