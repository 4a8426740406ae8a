//! The form of the settings of files.

use domain::{
    error::{AppError, Field, FieldError, Reason},
    file::{
        rules::{FileRules, MEGABYTE},
        size_in_words,
    },
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api::files::save_file_rules,
    i18n::{Messages, use_messages},
    ui::{
        browser::focus_first_wrong,
        components::{Checkbox, TextField, use_toasts},
        errors,
    },
};

/// The signals of the form. Sizes are in megabytes.
#[derive(Clone, Copy)]
struct Typed {
    version: RwSignal<i64>,
    largest: RwSignal<String>,
    /// Empty if only the disk limits the size of all files.
    quota: RwSignal<String>,
    keep: RwSignal<bool>,
    wrong: RwSignal<Vec<FieldError>>,
    /// The rules that somebody else saved meanwhile.
    theirs: RwSignal<Option<FileRules>>,
    sending: RwSignal<bool>,
}

fn in_megabytes(bytes: i64) -> String {
    (bytes / MEGABYTE).to_string()
}

/// Reads a whole number of megabytes, which may have spaces between its digits, and returns the bytes.
fn bytes(typed: &str, field: Field) -> Result<i64, FieldError> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let malformed = FieldError {
        field,
        reason: Reason::NotANumber,
    };
    if digits.is_empty() {
        let reason = Reason::Required;
        return Err(FieldError { field, reason });
    }
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(malformed);
    }
    // A number that is too large for this is refused as out of range.
    let megabytes = digits.parse().unwrap_or(i64::MAX / MEGABYTE);
    Ok(megabytes.min(i64::MAX / MEGABYTE) * MEGABYTE)
}

impl Typed {
    fn new(rules: &FileRules) -> Self {
        Self {
            version: RwSignal::new(rules.version),
            largest: RwSignal::new(in_megabytes(rules.largest)),
            quota: RwSignal::new(rules.quota.map(in_megabytes).unwrap_or_default()),
            keep: RwSignal::new(rules.keep_originals),
            wrong: RwSignal::default(),
            theirs: RwSignal::new(None),
            sending: RwSignal::new(false),
        }
    }

    /// Returns the typed rules, or everything that is wrong.
    fn rules(self) -> Result<FileRules, Vec<FieldError>> {
        let largest = self.largest.with_untracked(|typed| bytes(typed, Field::LargestFile));
        let quota = self.quota.with_untracked(|typed| match typed.trim() {
            "" => Ok(None),
            typed => bytes(typed, Field::Quota).map(Some),
        });
        match (largest, quota) {
            (Ok(largest), Ok(quota)) => FileRules {
                version: self.version.get_untracked(),
                largest,
                quota,
                keep_originals: self.keep.get_untracked(),
            }
            .checked(),
            (largest, quota) => Err(largest.err().into_iter().chain(quota.err()).collect()),
        }
    }
}

/// The form.
#[component]
pub fn FileRulesForm(rules: FileRules) -> impl IntoView {
    let messages = use_messages();
    let typed = Typed::new(&rules);
    let save = save_callback(typed);
    let error = move |field| Signal::derive(move || typed.wrong.with(|wrong| wrong_words(messages, wrong, field)));
    view! {
        <form
            class="form"
            method="post"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                save.run(());
            }
        >
            <div role="alert">
                {move || typed.theirs.get().map(|theirs| view! { <Theirs theirs/> })}
            </div>
            <p class="muted">{messages.text("file-rules-help")}</p>
            <TextField
                label=messages.text("file-rules-largest") value=typed.largest error=error(Field::LargestFile)
                required=true
            />
            <TextField
                label=messages.text("file-rules-quota") value=typed.quota error=error(Field::Quota)
                help=messages.text("file-rules-quota-help")
            />
            <div class="level-choice">
                <Checkbox label=messages.text("file-rules-keep") checked=typed.keep/>
                <p class="field-note">{messages.text("file-rules-keep-help")}</p>
            </div>
            <div class="form-actions">
                <button type="submit" class="button primary" disabled=move || typed.sending.get()>
                    {messages.text("settings-save")}
                </button>
            </div>
        </form>
    }
    .into_any()
}

fn wrong_words(messages: Messages, wrong: &[FieldError], field: Field) -> Option<String> {
    let found = wrong.iter().find(|error| error.field == field)?;
    Some(match found.reason {
        Reason::NotANumber => messages.text("file-rules-whole-number"),
        ref reason => errors::reason(messages, reason),
    })
}

/// A note with the rules that somebody else saved. The form keeps what the person has typed.
#[component]
fn Theirs(theirs: FileRules) -> impl IntoView {
    let messages = use_messages();
    let size = |bytes| size_in_words(bytes, messages.0);
    let kept = if theirs.keep_originals {
        "file-rules-kept"
    } else {
        "file-rules-not-kept"
    };
    let quota = theirs.quota.map_or_else(|| messages.text("file-rules-no-quota"), size);
    let facts = [
        ("file-rules-largest", size(theirs.largest)),
        ("file-rules-quota", quota),
        ("file-rules-keep", messages.text(kept)),
    ];
    view! {
        <div class="note rules-theirs">
            <p>{messages.text("rules-conflict")}</p>
            <dl class="space-facts">
                {facts
                    .into_iter()
                    .map(|(name, value)| view! { <dt>{messages.text(name)}</dt> <dd>{value}</dd> })
                    .collect_view()}
            </dl>
        </div>
    }
    .into_any()
}

/// Returns the callback that checks the form by the domain's rules and saves it.
fn save_callback(typed: Typed) -> Callback<()> {
    let (messages, toasts) = (use_messages(), use_toasts());
    Callback::new(move |()| {
        if typed.sending.get_untracked() {
            return;
        }
        let rules = match typed.rules() {
            Ok(rules) => rules,
            Err(wrong) => {
                typed.wrong.set(wrong);
                return focus_first_wrong();
            }
        };
        typed.wrong.set(Vec::new());
        typed.sending.set(true);
        spawn_local(async move {
            match save_file_rules(rules).await {
                Ok(()) => {
                    typed.theirs.try_set(None);
                    typed.version.try_update(|version| *version += 1);
                    toasts.show_status(messages.text("profile-saved"));
                }
                Err(failure) => match failure.0 {
                    AppError::Invalid(wrong) => {
                        typed.wrong.try_set(wrong);
                        focus_first_wrong();
                    }
                    AppError::Conflict(current) => {
                        if let Some(theirs) = current.read::<FileRules>() {
                            // Saving again overwrites the other version, which the note shows.
                            typed.version.try_set(theirs.version);
                            typed.theirs.try_set(Some(theirs));
                        }
                    }
                    error => toasts.show_error(errors::sentence(messages, &error)),
                },
            }
            typed.sending.try_set(false);
        });
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> Result<i64, Reason> {
        bytes(typed, Field::Quota).map_err(|error| error.reason)
    }

    #[test]
    fn sizes_are_typed_in_whole_megabytes() {
        assert_eq!(read("2048"), Ok(2048 * MEGABYTE));
        assert_eq!(read(" 2 048 "), Ok(2048 * MEGABYTE));
        assert_eq!(read("1\u{a0}000"), Ok(1000 * MEGABYTE));
        for wrong in ["-1", "1.5", "1,5", "2 GB", "٣"] {
            assert_eq!(read(wrong), Err(Reason::NotANumber), "{wrong}");
        }
        assert_eq!(read(" "), Err(Reason::Required));
    }

    #[test]
    fn a_number_that_is_too_large_is_out_of_range() {
        let rules = FileRules {
            largest: bytes("99999999999999999999", Field::LargestFile).unwrap(),
            ..FileRules::default()
        };
        let wrong = rules.checked().unwrap_err();
        assert!(matches!(wrong[0].reason, Reason::OutOfRange { .. }));
    }
}
