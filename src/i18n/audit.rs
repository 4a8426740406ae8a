//! Sentences for the lines of the audit log, used by its page and its export.

use domain::{
    account_rules::{SpaceRules, Who},
    audit::{About, Event, Kind, Line, Topic},
    file::rules::{FileRules, MEGABYTE},
    ids::UserId,
    operation::Operation,
    person::Role,
    visibility::Visibility,
};
use time::OffsetDateTime;

use super::{Argument, Messages};

/// Returns the name of the person who acted, or a word for nobody or the server.
pub fn who(messages: Messages, line: &Line) -> String {
    match (&line.actor, &line.event) {
        (Some(person), _) => person.name.clone(),
        (None, Event::SignInRefused { .. } | Event::SignInPaused { .. }) => messages.text("audit-by-nobody"),
        (None, _) => messages.text("audit-by-the-server"),
    }
}

/// Returns the name of a topic of audit lines.
pub fn topic(messages: Messages, topic: Topic) -> String {
    messages.text(&format!("audit-topic-{}", topic.as_str().replace('_', "-")))
}

/// Returns the name of a kind of audit lines, as the filter offers it.
pub fn kind(messages: Messages, kind: Kind) -> String {
    match kind {
        Kind::Topic(of) => topic(messages, of),
        Kind::SignedIn => messages.text("audit-topic-signed-in"),
    }
}

/// Returns day and time in UTC as '2026-11-23 12:05:00', a form that spreadsheets read.
pub fn instant(at: i64) -> String {
    let when = OffsetDateTime::from_unix_timestamp(at.div_euclid(1000)).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    format!(
        "{:04}-{:02}-{:02} {:02}:{:02}:{:02}",
        when.year(),
        u8::from(when.month()),
        when.day(),
        when.hour(),
        when.minute(),
        when.second()
    )
}

/// Returns what happened as a sentence without the person: the name is in a column of its own, so that no Polish verb
/// needs a gender.
pub fn happened(messages: Messages, line: &Line) -> String {
    let about = about(messages, line);
    let text = |name: &str| messages.text(name);
    let of = |name: &str| messages.with(name, [("about", about.clone())]);
    let and =
        |name: &str, key: &'static str, word: String| messages.with(name, [("about", about.clone()), (key, word)]);
    let counted = |name: &str, named: &str, count: u32| counted(messages, name, named, count);
    match &line.event {
        Event::SignedIn { from } => and("audit-signed-in", "from", from.clone()),
        Event::SignInRefused { email, from } => refused(messages, "audit-sign-in-refused", email, from),
        Event::SignInPaused { email, from } => refused(messages, "audit-sign-in-paused", email, from),
        Event::SignedOutEverywhere {} => text("audit-signed-out-everywhere"),
        Event::PasswordSet { from } => and("audit-password-set", "from", from.clone()),
        Event::PasswordChanged {} => text("audit-password-changed"),
        Event::AccountSetUp {} => text("audit-account-set-up"),
        Event::UserAdded { role: None } => of("audit-user-added"),
        Event::UserAdded { role: Some(role) } => and("audit-user-added-as", "role", role_word(messages, *role)),
        Event::UserInvited { role } => and("audit-user-invited", "role", role_word(messages, *role)),
        Event::ResetLink {} => of("audit-reset-link"),
        Event::RoleChanged { role } => and("audit-role-changed", "role", role_word(messages, *role)),
        Event::UserDeactivated { handed_over } => counted("audit-user-deactivated", &about, *handed_over),
        Event::UserActivated {} => of("audit-user-activated"),
        Event::DealAccessChanged { given, .. } => {
            let name = if given.is_empty() {
                "audit-deal-access-taken"
            } else {
                "audit-deal-access-given"
            };
            and(name, "people", people(line))
        }
        Event::DealOwnerChanged { from, to, .. } => between(
            messages,
            "audit-deal-owner-changed",
            &about,
            [person(messages, line, *from), person(messages, line, *to)],
        ),
        Event::AccessChanged { given, .. } => {
            let name = if given.is_empty() {
                "audit-access-taken"
            } else {
                "audit-access-given"
            };
            and(name, "people", people(line))
        }
        Event::AccessRequested {} => of("audit-access-requested"),
        Event::AccessRequestAnswered { granted: true, .. } => and("audit-access-granted", "people", people(line)),
        Event::AccessRequestAnswered { .. } => and("audit-access-declined", "people", people(line)),
        Event::VisibilityChanged { from, to } => between(
            messages,
            "audit-visibility-changed",
            &about,
            [level(messages, *from), level(messages, *to)],
        ),
        Event::OwnerChanged { from, to } => {
            let names = [person(messages, line, *from), person(messages, line, *to)];
            between(messages, "audit-owner-changed", &about, names)
        }
        Event::SpaceOpened {} => of("audit-space-opened"),
        Event::SpaceDeleted { .. } => of("audit-space-deleted"),
        Event::DealDeleted { .. } => of("audit-deal-deleted"),
        Event::TopicDeleted { topic, author } => in_topic(messages, line, "audit-topic-deleted", topic, *author),
        Event::PostDeleted { topic, author } => in_topic(messages, line, "audit-post-deleted", topic, *author),
        Event::TopicMoved { topic, author, to } => messages.with(
            "audit-topic-moved",
            [
                ("about", about.clone()),
                ("topic", topic_title(messages, topic)),
                ("author", person(messages, line, *author)),
                ("to", to.clone()),
            ],
        ),
        Event::FilesDeleted { count, names } => {
            with_names(counted("audit-files-deleted", &about, *count), names, *count)
        }
        Event::FilesDownloaded { count } => counted("audit-files-downloaded", &about, *count),
        Event::SpacePurged { count, names } => counted("audit-space-purged", &names.join(", "), *count),
        Event::GroupDeleted { name, spaces } => counted("audit-group-deleted", name, *spaces),
        Event::FieldAdded { label } => and("audit-field-added", "label", label.clone()),
        Event::FieldChanged { label, lost } => counted("audit-field-changed", label, *lost),
        Event::FieldArchived { label } => and("audit-field-archived", "label", label.clone()),
        Event::FieldRestored { label } => and("audit-field-restored", "label", label.clone()),
        Event::FieldDeleted { label, values } => counted("audit-field-deleted", label, *values),
        Event::Operation {
            operation,
            about,
            changed,
            names,
        } => {
            let named = operation_words(messages, operation, about);
            with_names(counted("audit-operation", &named, *changed), names, *changed)
        }
        Event::OperationUndone {
            operation,
            changed,
            names,
        } => {
            let named = operation
                .as_ref()
                .map(|operation| operation_words(messages, operation, ""));
            let sentence = match named {
                Some(named) => counted("audit-operation-taken-back", &named, *changed),
                None => counted("audit-operation-undone", "", *changed),
            };
            with_names(sentence, names, *changed)
        }
        Event::Import {
            file,
            added,
            updated,
            skipped,
        } => messages.with(
            "audit-import",
            [
                ("file", Argument::from(file.clone())),
                ("added", Argument::from(*added)),
                ("updated", Argument::from(*updated)),
                ("skipped", Argument::from(*skipped)),
            ],
        ),
        Event::ImportUndone { file, changed } => counted("audit-import-undone", file, *changed),
        Event::Export { what, rows } => {
            let what = text(&format!("audit-exported-{}", what.as_str()));
            counted("audit-export", &what, *rows)
        }
        Event::StageAdded { name } => and("audit-stage-added", "stage", name.clone()),
        Event::StageRenamed { from, to } => between(messages, "audit-stage-renamed", "", [from.clone(), to.clone()]),
        Event::StagesOrdered {} => text("audit-stages-ordered"),
        Event::StageDeleted { name, deals } => counted("audit-stage-deleted", name, *deals),
        Event::AddOnSwitched { add_on, on } => {
            let name = if *on { "audit-add-on-on" } else { "audit-add-on-off" };
            and(name, "add-on", text(&format!("add-on-{}", add_on.as_str())))
        }
        Event::RulesChanged { from, to } => and("audit-rules-changed", "changes", changes(messages, from, to)),
        Event::FileRulesChanged { from, to } => {
            let changes = changed(messages, file_settings(messages, from), file_settings(messages, to));
            messages.with("audit-file-rules-changed", [("changes", changes)])
        }
        Event::AuditKept { days } => counted("audit-kept", "", *days),
        Event::Unknown { word, text } => {
            messages.with("audit-unknown", [("word", word.clone()), ("text", text.clone())])
        }
    }
}

fn operation_words(messages: Messages, operation: &Operation, about: &str) -> String {
    let named = messages.text(&format!("operation-{}", operation.kind().as_str()));
    match operation {
        Operation::ChangeVisibility(to) => format!("{named} ({})", level(messages, *to)),
        _ if about.is_empty() => named,
        _ => format!("{named} ({about})"),
    }
}

/// Appends the names of the spaces to the sentence, with an ellipsis if there are more than named.
fn with_names(sentence: String, names: &[String], all: u32) -> String {
    match names {
        [] => sentence,
        _ if names.len() < all as usize => format!("{sentence} ({}, …)", names.join(", ")),
        _ => format!("{sentence} ({})", names.join(", ")),
    }
}

/// Returns the person or thing that the action was about. A deleted space is named as it was at its deletion.
fn about(messages: Messages, line: &Line) -> String {
    match (&line.about, &line.event) {
        (_, Event::SpaceDeleted { name } | Event::DealDeleted { name, .. }) if !name.is_empty() => name.clone(),
        (_, Event::DealAccessChanged { name, .. } | Event::DealOwnerChanged { name, .. }) => name.clone(),
        (About::Person(person), _) => person.name.clone(),
        (About::Space { name, .. }, _) => name.clone(),
        (About::Nothing, _) => messages.text("audit-gone"),
    }
}

/// Returns the sentence about a topic of the space and an author.
fn in_topic(messages: Messages, line: &Line, name: &str, topic: &str, author: UserId) -> String {
    messages.with(
        name,
        [
            ("about", about(messages, line)),
            ("topic", topic_title(messages, topic)),
            ("author", person(messages, line, author)),
        ],
    )
}

fn topic_title(messages: Messages, title: &str) -> String {
    match title {
        "" => messages.text("audit-topic-without-title"),
        title => title.to_owned(),
    }
}

/// Returns the sentence for a refused sign-in. `email` is empty if the typed text was not an e-mail address.
fn refused(messages: Messages, name: &str, email: &str, from: &str) -> String {
    let email = match email {
        "" => messages.text("audit-no-email"),
        email => email.to_owned(),
    };
    messages.with(name, [("email", email), ("from", from.to_owned())])
}

fn counted(messages: Messages, name: &str, named: &str, count: u32) -> String {
    let named = Argument::from(named.to_owned());
    messages.with(name, [("about", named), ("count", Argument::from(count))])
}

fn between(messages: Messages, name: &str, about: &str, [from, to]: [String; 2]) -> String {
    messages.with(name, [("about", about.to_owned()), ("from", from), ("to", to)])
}

/// Returns the name of a person to whom the event refers.
fn person(messages: Messages, line: &Line, id: UserId) -> String {
    let found = line.people.iter().find(|person| person.id == id);
    found.map_or_else(|| messages.text("audit-gone"), |person| person.name.clone())
}

fn people(line: &Line) -> String {
    let names: Vec<&str> = line.people.iter().map(|person| person.name.as_str()).collect();
    names.join(", ")
}

fn role_word(messages: Messages, role: Role) -> String {
    messages.text(&format!("role-{}", role.as_str()))
}

fn level(messages: Messages, level: Visibility) -> String {
    messages.text(&format!("visibility-{}", level.as_str()))
}

/// Returns the settings that changed, each with its old and new value.
fn changes(messages: Messages, from: &SpaceRules, to: &SpaceRules) -> String {
    let who = |who: Who| messages.text(&format!("rules-who-{}", who.as_str()));
    let levels = |rules: &SpaceRules| {
        let words: Vec<_> = rules
            .visibility
            .allowed
            .iter()
            .map(|allowed| level(messages, *allowed))
            .collect();
        words.join(", ")
    };
    let settings = |rules: &SpaceRules| {
        [
            ("rules-levels", levels(rules)),
            ("rules-default", level(messages, rules.visibility.default)),
            ("rules-add-spaces", who(rules.rights.add_spaces)),
            ("rules-edit-groups", who(rules.rights.edit_groups)),
            ("rules-import-and-export", who(rules.rights.import_and_export)),
        ]
    };
    changed(messages, settings(from), settings(to))
}

/// Returns the settings of files with their values.
fn file_settings(messages: Messages, rules: &FileRules) -> [(&'static str, String); 3] {
    let megabytes = |bytes: i64| messages.with("audit-file-megabytes", [("count", bytes / MEGABYTE)]);
    let quota = rules.quota.map(megabytes);
    let kept = if rules.keep_originals {
        "audit-file-yes"
    } else {
        "audit-file-no"
    };
    [
        ("audit-file-largest", megabytes(rules.largest)),
        (
            "audit-file-quota",
            quota.unwrap_or_else(|| messages.text("audit-file-no-quota")),
        ),
        ("audit-file-originals", messages.text(kept)),
    ]
}

/// Returns the names of the settings whose values differ, each with both values.
fn changed<const N: usize>(
    messages: Messages,
    from: [(&'static str, String); N],
    to: [(&'static str, String); N],
) -> String {
    let changed: Vec<String> = from
        .into_iter()
        .zip(to)
        .filter(|(before, after)| before != after)
        .map(|((name, before), (_, after))| format!("{}: {before} → {after}", messages.text(name)))
        .collect();
    changed.join("; ")
}

#[cfg(test)]
mod tests {
    use domain::{audit::Exported, ids::AuditLineId, person::Language};

    use super::*;

    fn line(event: Event) -> Line {
        Line {
            id: AuditLineId(uuid::Uuid::nil()),
            at: 1_795_435_500_000,
            actor: None,
            about: About::Nothing,
            event,
            people: Vec::new(),
        }
    }

    #[test]
    fn events_have_sentences_in_both_languages() {
        let sentence = |language, event| happened(Messages(language), &line(event));
        let deleted = || Event::SpaceDeleted { name: "Oferta".into() };
        assert_eq!(sentence(Language::En, deleted()), "Deleted the space “Oferta”");
        assert_eq!(sentence(Language::Pl, deleted()), "Usunięto przestrzeń „Oferta”");
        let operation = Event::Operation {
            operation: Operation::Archive,
            about: String::new(),
            changed: 5,
            names: vec!["A".into(), "B".into()],
        };
        assert_eq!(
            sentence(Language::Pl, operation),
            "Operacja na liście „Archiwizuj”: 5 przestrzeni (A, B, …)"
        );
        let exported = Event::Export {
            what: Exported::AuditLog,
            rows: 1,
        };
        assert_eq!(sentence(Language::En, exported), "Exported: audit log, 1 row");
        let deleted = Event::FilesDeleted {
            count: 2,
            names: vec!["a.pdf".into(), "b.pdf".into()],
        };
        assert_eq!(
            sentence(Language::En, deleted),
            "Deleted 2 files and folders of other people in “(gone)” (a.pdf, b.pdf)"
        );
        let rules = Event::FileRulesChanged {
            from: Box::default(),
            to: Box::new(FileRules {
                quota: Some(3 * MEGABYTE),
                ..FileRules::default()
            }),
        };
        assert_eq!(
            sentence(Language::En, rules),
            "Changed the settings of files. Room for all files: only the disk limits it → 3 MB"
        );
        let refused = |email: &str| Event::SignInRefused {
            email: email.into(),
            from: "10.0.0.1".into(),
        };
        assert_eq!(
            sentence(Language::En, refused("jan@firma.pl")),
            "Sign-in refused for jan@firma.pl from 10.0.0.1: wrong e-mail or password"
        );
        assert!(sentence(Language::Pl, refused("")).contains("to nie adres e-mail"));
        assert_eq!(who(Messages(Language::En), &line(refused(""))), "Nobody signed in");
        assert_eq!(instant(1_795_435_500_000), "2026-11-23 12:05:00");
    }

    #[test]
    fn every_kind_has_a_name() {
        for language in Language::ALL {
            for one in Kind::all() {
                assert!(!kind(Messages(language), one).starts_with("audit-"), "{one:?}");
            }
        }
    }
}
