//! Events and filters are written and read back.

use super::*;
use crate::{account_rules::SpaceRules, list_query::Day, operation::Operation, person::Role};

fn id<T: std::str::FromStr<Err = uuid::Error>>(number: u128) -> T {
    uuid::Uuid::from_u128(number).to_string().parse().unwrap()
}

#[test]
fn every_event_is_read_back() {
    let rules = || {
        Box::new(SpaceRules {
            version: 1,
            visibility: Default::default(),
            rights: Default::default(),
        })
    };
    let events = [
        Event::SignedIn { from: "::1".into() },
        Event::SignInRefused {
            email: "anna@firma.pl".into(),
            from: "::1".into(),
        },
        Event::PasswordChanged {},
        Event::RoleChanged { role: Role::User },
        Event::UserDeactivated { handed_over: 3 },
        Event::AccessChanged {
            given: vec![id(1)],
            taken: vec![],
        },
        Event::AccessRequested {},
        Event::AccessRequestAnswered {
            person: id(1),
            granted: true,
        },
        Event::TopicDeleted {
            topic: "A".into(),
            author: id(1),
        },
        Event::TopicMoved {
            topic: String::new(),
            author: id(1),
            to: "B".into(),
        },
        Event::PostDeleted {
            topic: "A".into(),
            author: id(2),
        },
        Event::FilesDeleted {
            count: 2,
            names: vec!["A.pdf".into()],
        },
        Event::FilesDownloaded { count: 3 },
        Event::FileRulesChanged {
            from: Box::default(),
            to: Box::default(),
        },
        Event::SpacePurged {
            count: 2,
            names: vec!["A".into()],
        },
        Event::Operation {
            operation: Operation::Delete,
            about: String::new(),
            changed: 7,
            names: vec!["A".into()],
        },
        Event::OperationUndone {
            operation: Some(Operation::Delete),
            changed: 7,
            names: vec![],
        },
        Event::StagesOrdered {},
        Event::StageRenamed {
            from: "Lead".into(),
            to: "Contact".into(),
        },
        Event::Export {
            what: Exported::AuditLog,
            rows: 4,
        },
        Event::RulesChanged {
            from: rules(),
            to: rules(),
        },
        Event::Unknown {
            word: "a_word_of_the_future".into(),
            text: "said".into(),
        },
    ];
    for event in events {
        let (word, detail) = event.to_storage();
        assert_eq!(Event::from_storage(&word, &detail), event, "{word} {detail}");
    }
}

#[test]
fn lines_of_earlier_versions_are_read() {
    let read = Event::from_storage;
    assert_eq!(
        read("signed_in", r#"{"what":"10.0.0.1"}"#),
        Event::SignedIn {
            from: "10.0.0.1".into()
        }
    );
    assert_eq!(
        read("role_changed", r#"{"what":"administrator"}"#),
        Event::RoleChanged {
            role: Role::Administrator
        }
    );
    assert_eq!(
        read("user_deactivated", r#"{"what":"12 spaces handed over"}"#),
        Event::UserDeactivated { handed_over: 12 }
    );
    assert_eq!(read("reset_link", r#"{"what":"command line"}"#), Event::ResetLink {});
    assert_eq!(read("password_changed", r#"{"what":""}"#), Event::PasswordChanged {});
    assert_eq!(
        read("import", r#"{"added":1,"updated":2,"skipped":3}"#),
        Event::Import {
            file: String::new(),
            added: 1,
            updated: 2,
            skipped: 3
        }
    );
    assert_eq!(
        read("operation", r#"{"operation":{"do":"archive"},"changed":5}"#).topic(),
        Topic::Operation
    );
    assert_eq!(read("space_deleted", "{}").topic(), Topic::Deletion);
    let unknown = |word: &str, text: &str| Event::Unknown {
        word: word.into(),
        text: text.into(),
    };
    assert_eq!(
        read("teleported", r#"{"what":"to Mars"}"#),
        unknown("teleported", "to Mars")
    );
    assert_eq!(read("owner_changed", "not JSON"), unknown("owner_changed", "not JSON"));
    assert_eq!(
        read("unknown", r#"{"word":"signed_in","text":""}"#).topic(),
        Topic::Other
    );
}

#[test]
fn only_an_email_address_is_recorded_of_a_tried_sign_in() {
    assert_eq!(tried_email(" Anna@firma.pl "), "Anna@firma.pl");
    let long = format!("{}@firma.pl", "a".repeat(crate::limits::EMAIL));
    for typed in ["", "correct horse", "p@ss word!", long.as_str()] {
        assert_eq!(tried_email(typed), "", "{typed}");
    }
}

#[test]
fn a_link_shows_the_same_lines() {
    let filter = Filter {
        kind: Some(Kind::Topic(Topic::Look)),
        person: Some(id(7)),
        from: Day::parse("2026-11-01"),
        to: Day::parse("2026-11-30"),
    };
    assert_eq!(Filter::from_query(&filter.to_query()), filter);
    assert_eq!(Filter::default().to_query(), "");
    assert_eq!(Filter::from_query("?kind=magic&person=me&from=soon"), Filter::default());
    for topic in Topic::ALL {
        assert_eq!(Topic::parse(topic.as_str()), Some(topic));
    }
}

#[test]
fn the_log_is_kept_for_a_month_at_least() {
    assert!(check_kept_days(KEPT_DAYS).is_ok());
    for days in [0, KEPT_DAYS_MIN - 1, KEPT_DAYS_MAX + 1] {
        assert!(check_kept_days(days).is_err(), "{days}");
    }
}

#[test]
fn every_kind_is_read_from_its_word() {
    for kind in Kind::all() {
        assert_eq!(Kind::parse(kind.as_str()), Some(kind));
    }
    assert_eq!(Kind::parse("signed_in"), Some(Kind::SignedIn));
}
