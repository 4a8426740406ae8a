//! Importing an exported file.

use super::{tests::*, *};
use crate::custom_field::{CustomField, Kind, Value};

const HEADERS: [&str; 10] = [
    "Space ID",
    "Space version",
    "Name",
    "Description",
    "Groups",
    "Tags",
    "Visibility",
    "Owner",
    "People with access",
    "Budget",
];
const ID: &str = "00000000-0000-0000-0000-000000000014";

fn field() -> CustomField {
    CustomField {
        id: FieldId(uuid::Uuid::from_u128(90)),
        label: "Budget".into(),
        kind: Kind::ShortText,
        currency: String::new(),
        required: false,
        help: String::new(),
        section: String::new(),
        default: None,
        choices: Vec::new(),
        archived: false,
        version: 1,
    }
}

fn exported() -> CheckContext {
    let context = context();
    let current = CurrentSpace {
        id: SpaceId(uuid::Uuid::from_u128(20)),
        description: "=1+1\n\ntwo".into(),
        groups: vec![GroupId(uuid::Uuid::from_u128(10))],
        tags: vec!["b".into(), "Żuraw".into()],
        // One of the people was deactivated after the export.
        people: [2, 6].map(|id| UserId(uuid::Uuid::from_u128(id))).to_vec(),
        fields: [(field().id, Value::Text("007".into()))].into(),
    };
    CheckContext {
        named: NamedSpaces {
            current: vec![current],
            closed: vec![SpaceId(uuid::Uuid::from_u128(40))],
            ..NamedSpaces::default()
        },
        fields: vec![field()],
        ..context
    }
}

const ROW: [&str; 10] = [
    ID,
    "7",
    "Łódź",
    "=1+1\n\ntwo",
    "Sprzedaż",
    "Żuraw, b",
    "Private",
    "Anna Kowalska <anna@firma.pl>",
    "Jan Nowak <jan@firma.pl>, Dawny Kolega <kolega@firma.pl>",
    "007",
];

fn mapping() -> Mapping {
    let columns = match_fields(&HEADERS, &match_headers(&HEADERS), &[field()]);
    Mapping {
        columns,
        ..Mapping::default()
    }
}

fn checked(row: &[&str; 10]) -> (RowVerdict, Option<Comparison>) {
    let checker = Checker::new(exported());
    let cell = |column: usize| row[column];
    let verdict = checker.check(5, &cell, &mapping());
    let comparison = match &verdict {
        RowVerdict::Right(row) => checker.compare(row, &cell, &mapping()),
        RowVerdict::Wrong(_) => None,
    };
    (verdict, comparison)
}

fn with(column: usize, text: &'static str) -> [&'static str; 10] {
    let mut row = ROW;
    row[column] = text;
    row
}

#[test]
fn an_exported_row_is_unchanged() {
    assert!(mapping().columns.iter().all(Option::is_some));
    let (verdict, comparison) = checked(&ROW);
    let space = SpaceId(uuid::Uuid::from_u128(20));
    assert_eq!(right(verdict).action, RowAction::Unchanged { space });
    assert_eq!(comparison, Some(Comparison::default()));
}

#[test]
fn a_changed_cell_is_the_only_difference() {
    for (column, text, field, before) in [
        (2, "Gdańsk", Field::Name, "Łódź"),
        (3, "", Field::Description, "=1+1\n\ntwo"),
        (4, "Sprzedaż, Nowa", Field::Groups, "Sprzedaż"),
        (4, "", Field::Groups, "Sprzedaż"),
        (5, "b", Field::Tags, "b, Żuraw"),
        (6, "ukryta", Field::Visibility, "private"),
        (7, "jan@firma.pl", Field::Owner, "Anna Kowalska"),
        (8, "jan@firma.pl", Field::People, "Jan Nowak, Dawny Kolega"),
        (9, "=2", Field::Custom(super::compare_tests::field().id), "007"),
        (9, "", Field::Custom(super::compare_tests::field().id), "007"),
    ] {
        let (verdict, comparison) = checked(&with(column, text));
        let row = right(verdict);
        assert!(matches!(row.action, RowAction::Update { version: 7, .. }), "{row:?}");
        let difference = Difference {
            column: Some(column),
            field,
            before: before.into(),
        };
        let differences = comparison.map(|comparison| comparison.differences);
        assert_eq!(differences, Some(vec![difference]), "{row:?}");
        let said = [
            row.description.is_some(),
            row.groups.is_some(),
            row.tags.is_some(),
            row.visibility.is_some(),
            row.owner.is_some(),
            row.people.is_some(),
            !row.fields.is_empty(),
        ];
        let changed = said.into_iter().filter(|said| *said).count();
        assert_eq!(changed, usize::from(column != 2), "{row:?}");
    }
    // An empty cell removes nobody's access and changes no owner.
    for column in [6, 7, 8] {
        assert!(matches!(
            right(checked(&with(column, "")).0).action,
            RowAction::Unchanged { .. }
        ));
    }
}

#[test]
fn a_space_that_changed_after_the_export_is_reported() {
    let (_, comparison) = checked(&with(1, "6"));
    assert_eq!(comparison.map(|comparison| comparison.changed_since), Some(true));
    let (_, comparison) = checked(&with(1, ""));
    assert_eq!(comparison.map(|comparison| comparison.changed_since), Some(false));
}

#[test]
fn an_invisible_id_is_treated_like_an_unknown_one() {
    let hidden = "00000000-0000-0000-0000-000000000099";
    for id in [hidden, "17", "x"] {
        let mut row = ROW;
        row[0] = id;
        let reason = Reason::Unknown { value: id.into() };
        assert_eq!(wrong(checked(&row).0), [(Some(0), reason)]);
    }
    // A row without an id is an ordinary row.
    let (verdict, comparison) = checked(&with(0, ""));
    assert!(matches!(right_or_wrong(verdict), Some(RowAction::Skip { .. })));
    assert_eq!(comparison, None);
}

fn right_or_wrong(verdict: RowVerdict) -> Option<RowAction> {
    match verdict {
        RowVerdict::Right(row) => Some(row.action),
        RowVerdict::Wrong(_) => None,
    }
}

#[test]
fn the_server_accepts_the_differences() {
    let mut later = exported();
    later.named.current.clear();
    let checker = Checker::new(later);
    for (column, text) in [(3, ""), (5, ""), (6, "ukryta"), (9, "")] {
        let row = right(checked(&with(column, text)).0);
        assert_eq!(checker.verify(&row), []);
    }
}

#[test]
fn a_row_of_a_space_that_may_not_be_edited_is_skipped() {
    let closed = SpaceId(uuid::Uuid::from_u128(40)).to_string();
    let mut row = ROW;
    (row[0], row[1], row[6]) = (&closed, "", "never heard of");
    let (verdict, comparison) = checked(&row);
    let RowVerdict::Right(read) = verdict else {
        panic!("wrong")
    };
    let space = Some(closed.parse().unwrap());
    assert_eq!(read.action, RowAction::Skip { space });
    assert_eq!(comparison.map(|comparison| comparison.closed), Some(true));
    assert_eq!(
        Checker::new(exported()).space_of(&closed),
        Some(vec![]),
        "no other space with its name may be used"
    );
}
