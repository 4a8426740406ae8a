//! The rules of importing. The file is long because most tests share its account and rows.

use proptest::prelude::*;

use super::{custom_tests::with_fields, *};
use crate::group::Hue;

fn person(number: u128, name: &str, email: &str, active: bool) -> KnownPerson {
    KnownPerson {
        id: UserId(uuid::Uuid::from_u128(number)),
        name: name.into(),
        email: email.into(),
        active,
    }
}

fn space(number: u128, name: &str, may_give_access: bool) -> KnownSpace {
    KnownSpace {
        id: SpaceId(uuid::Uuid::from_u128(number)),
        name: name.into(),
        version: 7,
        visibility: Visibility::Private,
        preset: None,
        owner: UserId(uuid::Uuid::from_u128(1)),
        may_give_access,
    }
}

pub fn context() -> CheckContext {
    CheckContext {
        people: vec![
            person(1, "Anna Kowalska", "anna@firma.pl", true),
            person(2, "Jan Nowak", "jan@firma.pl", true),
            person(3, "Jan Nowak", "jan.nowak@firma.pl", true),
            person(4, "Łucja Żak", "lucja@firma.pl", true),
            person(5, "Łucja Żak", "dawna@firma.pl", false),
            person(6, "Dawny Kolega", "kolega@firma.pl", false),
        ],
        groups: vec![GroupRef {
            id: GroupId(uuid::Uuid::from_u128(10)),
            name: "Sprzedaż".into(),
            hue: Hue::Teal,
        }],
        visibility: VisibilityRules::default(),
        spaces: vec![
            space(20, "Łódź", true),
            space(21, "Podwójna", true),
            space(22, "podwojna", true),
            space(23, "Cudza", false),
        ],
        ..CheckContext::default()
    }
}

pub const HEADERS: [&str; 7] = [
    "Nazwa",
    "Opis",
    "Grupy",
    "Tagi",
    "Widoczność",
    "Opiekun",
    "Osoby z dostępem",
];

fn check_with(mapping: &Mapping, row: &[&str]) -> RowVerdict {
    Checker::new(context()).check(
        5,
        &|column: usize| row.get(column).copied().unwrap_or_default(),
        mapping,
    )
}

fn check(row: &[&str]) -> RowVerdict {
    check_with(&Mapping::for_headers(&HEADERS), row)
}

pub fn right(verdict: RowVerdict) -> ImportRow {
    match verdict {
        RowVerdict::Right(row) => row,
        RowVerdict::Wrong(wrong) => panic!("{wrong:?}"),
    }
}

pub fn wrong(verdict: RowVerdict) -> Vec<(Option<usize>, Reason)> {
    match verdict {
        RowVerdict::Right(row) => panic!("{row:?}"),
        RowVerdict::Wrong(wrong) => wrong.into_iter().map(|cell| (cell.column, cell.reason)).collect(),
    }
}

#[test]
fn a_header_is_recognised_by_the_words_before_a_bracket() {
    let headers = [
        "Nazwa (100 znaków, obowiązkowa)",
        "Opis [co, gdzie]",
        "Tagi (po przecinku)",
        "(x)",
    ];
    let targets = [Some(Target::Name), Some(Target::Description), Some(Target::Tags), None];
    assert_eq!(match_headers(&headers), targets);
    // The complete header has priority.
    let both = ["Nazwa (angielska)", "Nazwa"];
    assert_eq!(match_headers(&both), [None, Some(Target::Name)]);
    let fields = with_fields().fields;
    let budget = ["Budżet (w złotych)", "Etap (skrót)"].map(str::to_owned);
    let custom = |place: usize| Some(Target::Custom(fields[place].id));
    assert_eq!(match_fields(&budget, &[None, None], &fields), [custom(0), custom(3)]);
}

#[test]
fn headers_are_recognised_in_polish_and_english() {
    let all: Vec<_> = Target::ALL.into_iter().skip(2).map(Some).collect();
    assert_eq!(match_headers(&HEADERS), all);
    let english = [
        "NAME",
        "Description",
        "Groups:",
        "tags",
        "visibility",
        " Owner ",
        "People with access",
    ];
    assert_eq!(match_headers(&english), all);
    assert_eq!(
        match_headers(&["Title", "Name", "Tagi", "Tagi (2)", "A", ""]),
        [
            None,
            Some(Target::Name),
            Some(Target::Tags),
            Some(Target::Tags),
            None,
            None
        ]
    );
    assert_eq!(fingerprint(&HEADERS), fingerprint(&HEADERS.map(str::to_uppercase)));
    assert_ne!(fingerprint(&["a", "b"]), fingerprint(&["b", "a"]));
}

#[test]
fn a_valid_row_has_all_its_values() {
    let row = right(check(&[
        " Wdrożenie  w Gdańsku ",
        "Opis\r\nw wierszach",
        "sprzedaz; Nowa",
        "a, b;A",
        "NIEPUBLICZNA",
        "ANNA@firma.pl",
        "lucja zak\nAnna Kowalska",
    ]));
    assert_eq!(row.name, "Wdrożenie w Gdańsku");
    assert_eq!(row.description.as_deref(), Some("Opis\nw wierszach"));
    let groups = vec![
        GroupChoice::Existing(GroupId(uuid::Uuid::from_u128(10))),
        GroupChoice::New("Nowa".into()),
    ];
    assert_eq!(row.groups, Some(groups));
    assert_eq!(row.tags, Some(vec!["a".to_owned(), "b".to_owned()]));
    assert_eq!(row.visibility, Some(Visibility::Private));
    assert_eq!(row.owner, Some(UserId(uuid::Uuid::from_u128(1))));
    // The owner is not listed as a member.
    assert_eq!(row.people, Some(vec![UserId(uuid::Uuid::from_u128(4))]));
    assert_eq!(row.action, RowAction::Create { anyway: false });
}

#[test]
fn an_unknown_word_or_person_is_a_wrong_cell_and_never_guessed() {
    let unknown = |value: &str| Reason::Unknown { value: value.into() };
    let cells = wrong(check(&[
        "",
        "",
        "",
        "x;y,z",
        "tajna",
        "Nikt",
        "Jan Nowak; Dawny Kolega; x@y.pl",
    ]));
    assert_eq!(
        cells,
        [
            (Some(0), Reason::Required),
            (Some(4), unknown("tajna")),
            (Some(5), unknown("Nikt")),
            (
                Some(6),
                Reason::Ambiguous {
                    value: "Jan Nowak".into()
                }
            ),
            (Some(6), Reason::Deactivated),
            (Some(6), unknown("x@y.pl")),
        ]
    );
}

#[test]
fn mapped_words_are_recognised() {
    let mut mapping = Mapping::for_headers(&HEADERS);
    mapping.visibility_words.insert("tajna".into(), Visibility::Hidden);
    let row = right(check_with(&mapping, &["A", "", "", "", " Tajna "]));
    assert_eq!(row.visibility, Some(Visibility::Hidden));
}

#[test]
fn defaults_apply_to_new_spaces_without_a_value_in_the_file() {
    let mut mapping = Mapping::for_headers(&HEADERS);
    mapping.existing = ExistingName::Update;
    mapping.defaults = Defaults {
        groups: vec!["Nowa".into()],
        tags: vec!["import".into()],
        preset: Some(Preset::Links),
        visibility: Some(Visibility::Hidden),
        owner: Some(UserId(uuid::Uuid::from_u128(4))),
    };
    let row = right(check_with(&mapping, &["A", "", "", "własny"]));
    assert_eq!(row.groups, Some(vec![GroupChoice::New("Nowa".into())]));
    assert_eq!(row.tags, Some(vec!["własny".to_owned()]));
    assert_eq!(
        (row.visibility, row.owner),
        (Some(Visibility::Hidden), mapping.defaults.owner)
    );
    assert_eq!(row.preset, Some(Preset::Links));
    let updated = right(check_with(&mapping, &["Łódź", "nowy opis"]));
    assert_eq!(
        (updated.groups, updated.tags, updated.visibility, updated.owner),
        (None, None, None, None)
    );
    assert_eq!(updated.preset, None);
    assert_eq!(right(check(&["A"])).visibility, Some(Visibility::Public));
}

#[test]
fn existing_names_follow_the_policy_and_the_choice() {
    let mut mapping = Mapping::for_headers(&HEADERS);
    let id = |number| SpaceId(uuid::Uuid::from_u128(number));
    let action = |mapping: &Mapping, name: &str| right(check_with(mapping, &[name])).action;
    assert_eq!(action(&mapping, "ŁÓDŹ"), RowAction::Skip { space: Some(id(20)) });
    mapping.existing = ExistingName::Update;
    assert_eq!(
        action(&mapping, "Łódź"),
        RowAction::Update {
            space: id(20),
            version: 7
        }
    );
    assert_eq!(action(&mapping, "Inna"), RowAction::Create { anyway: false });
    let ambiguous = Reason::Ambiguous {
        value: "Podwójna".into(),
    };
    assert_eq!(wrong(check_with(&mapping, &["Podwójna"])), [(Some(0), ambiguous)]);
    mapping.choices.insert(5, RowChoice::Update(id(22)));
    assert_eq!(
        action(&mapping, "Podwójna"),
        RowAction::Update {
            space: id(22),
            version: 7
        }
    );
    mapping.choices.clear();
    mapping.existing = ExistingName::Create;
    assert_eq!(action(&mapping, "Podwójna"), RowAction::Create { anyway: true });
}

#[test]
fn a_skipped_row_need_not_be_valid() {
    let row = right(check(&["Łódź", "", "", "", "tajna", "Nikt"]));
    assert_eq!(row.visibility, None);
}

#[test]
fn a_member_may_edit_but_not_give_access() {
    let mut mapping = Mapping::for_headers(&HEADERS);
    mapping.existing = ExistingName::Update;
    let unchanged = check_with(&mapping, &["Cudza", "opis", "", "", "niepubliczna", "Anna Kowalska"]);
    assert!(matches!(unchanged, RowVerdict::Right(_)));
    let changed = check_with(
        &mapping,
        &["Cudza", "opis", "", "", "publiczna", "lucja@firma.pl", "Łucja Żak"],
    );
    let columns: Vec<_> = wrong(changed).into_iter().collect();
    assert_eq!(columns, [4, 5, 6].map(|column| (Some(column), Reason::NotAllowed)));
}

#[test]
fn levels_that_are_not_offered_are_wrong_unless_unchanged() {
    let mut context = context();
    context.visibility = VisibilityRules {
        allowed: vec![Visibility::Public],
        default: Visibility::Public,
    };
    let checker = Checker::new(context);
    let mut mapping = Mapping::for_headers(&HEADERS);
    mapping.existing = ExistingName::Update;
    let row = |name: &'static str| {
        move |column: usize| [name, "", "", "", "private"].get(column).copied().unwrap_or_default()
    };
    assert_eq!(
        wrong(checker.check(1, &row("Nowa"), &mapping)),
        [(Some(4), Reason::NotOffered)]
    );
    assert!(matches!(checker.check(1, &row("Łódź"), &mapping), RowVerdict::Right(_)));
}

#[test]
fn unknown_groups_are_created_or_left_out() {
    let mut mapping = Mapping::for_headers(&HEADERS);
    let long = "x".repeat(81);
    let cell = format!("Nowa, nowa,{long}");
    let too_long = Reason::TooLong { max: 80 };
    assert_eq!(wrong(check_with(&mapping, &["A", "", &cell])), [(Some(2), too_long)]);
    mapping.unknown_groups = UnknownGroups::LeaveOut;
    assert_eq!(right(check_with(&mapping, &["A", "", &cell])).groups, Some(vec![]));
}

#[test]
fn the_server_detects_changes_since_the_check() {
    let created = right(check(&["Nowa", "", "sprzedaz", "", "", "jan@firma.pl"]));
    let mut mapping = Mapping::for_headers(&HEADERS);
    mapping.existing = ExistingName::Update;
    let updated = right(check_with(&mapping, &["Łódź"]));
    let mut later = context();
    later.people.retain(|person| person.email != "jan@firma.pl");
    later.groups.clear();
    later.spaces.push(space(30, "NOWA", true));
    if let Some(space) = later.spaces.first_mut() {
        space.version = 8;
    }
    let checker = Checker::new(later);
    let fields: Vec<_> = checker.verify(&created).into_iter().map(|error| error.field).collect();
    assert_eq!(fields, [Field::Name, Field::Groups, Field::Owner]);
    assert_eq!(checker.verify(&updated).len(), 1);
}

#[test]
fn rows_sent_to_the_server_must_be_normalized() {
    let checker = Checker::new(context());
    let row = right(check(&["Nowa"]));
    let dirty = [
        ImportRow {
            name: " Nowa".into(),
            ..row.clone()
        },
        ImportRow {
            name: "x".repeat(201),
            ..row.clone()
        },
        ImportRow {
            description: Some("a\0".into()),
            ..row.clone()
        },
        ImportRow {
            tags: Some(vec!["a".into(), "A".into()]),
            ..row.clone()
        },
        ImportRow {
            groups: Some(vec![GroupChoice::New(String::new())]),
            ..row.clone()
        },
        ImportRow {
            groups: Some(vec![GroupChoice::New("g".into()); 21]),
            ..row.clone()
        },
    ];
    for row in dirty {
        assert_eq!(checker.verify(&row).len(), 1, "{row:?}");
    }
    assert_eq!(checker.verify(&row), []);
}

#[test]
fn mappings_report_their_problems() {
    assert_eq!(
        Mapping::for_headers(&["Opis"]).problems(),
        [MappingProblem::NameMissing]
    );
    let twice = Mapping {
        columns: vec![
            Some(Target::Name),
            Some(Target::Name),
            Some(Target::Tags),
            Some(Target::Tags),
        ],
        ..Mapping::default()
    };
    assert_eq!(twice.problems(), [MappingProblem::Twice(Target::Name)]);
    assert_eq!(Mapping::for_headers(&HEADERS).problems(), []);
}

proptest! {
    #[test]
    fn any_row_is_valid_and_verified_or_wrong_with_a_reason(
        cells in prop::collection::vec(prop_oneof![
            "\\PC{0,30}",
            prop::sample::select(vec!["", "Łódź", "Podwójna", "Cudza", "public", "ukryta", "Jan Nowak", "anna@firma.pl", "a;b,c\nd"])
                .prop_map(str::to_owned),
        ], 7),
        existing in prop::sample::select(vec![ExistingName::Skip, ExistingName::Update, ExistingName::Create]),
        leave_out in any::<bool>(),
    ) {
        let mut mapping = Mapping::for_headers(&HEADERS);
        mapping.existing = existing;
        mapping.unknown_groups = if leave_out { UnknownGroups::LeaveOut } else { UnknownGroups::Create };
        let checker = Checker::new(context());
        match checker.check(1, &|column: usize| cells.get(column).map_or("", String::as_str), &mapping) {
            RowVerdict::Right(row) => {
                prop_assert_eq!(checker.verify(&row), vec![]);
                let json = serde_json::to_string(&row).map_err(|error| TestCaseError::fail(error.to_string()))?;
                let back: ImportRow = serde_json::from_str(&json).map_err(|error| TestCaseError::fail(error.to_string()))?;
                prop_assert_eq!(back, row);
            }
            RowVerdict::Wrong(wrong) => prop_assert!(!wrong.is_empty()),
        }
    }

    #[test]
    fn an_unknown_visibility_word_is_never_public(word in "[a-zA-Ząćęłńóśźż]{1,12}") {
        let known = ["public", "publiczna", "publiczny", "publiczne"];
        let mapping = Mapping::for_headers(&HEADERS);
        if Checker::visibility_of(&word, &mapping) == Some(Visibility::Public) {
            prop_assert!(known.contains(&crate::fold::fold(&word).as_str()));
        }
    }
}
