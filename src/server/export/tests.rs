//! What is written is read again by the import's own reader as the same.

use std::{io::Read, ops::ControlFlow};

use domain::{
    access::AccountAction,
    custom_field::{CustomField, FieldChoice, FieldForm, Kind, Value},
    ids::{ChoiceId, UserId},
    import::{Target, match_fields, match_headers},
    list_query::Day,
    person::{Language, Role},
    visibility::Visibility,
};
use spreadsheet::{Delimiter, ReadOptions, Workbook};

use super::*;
use crate::server::{
    clock,
    store::{
        fields,
        tests::world::{World, add, form},
    },
};

/// Everything that a spreadsheet might take for something else.
const EDGES: [&str; 22] = [
    "=1+1",
    "+48 600 100 200",
    "-5",
    "@SUM(A1)",
    "'=1+1",
    "''=1",
    "'t Hooft",
    "\t=1",
    "007",
    "00123.50",
    "1e5",
    "2024-02-29",
    "29.02.2024",
    "TRUE",
    "zażółć gęślą jaźń ŁÓDŹ",
    "👩‍👩‍👧 🇵🇱",
    "one\ntwo\n\nfour",
    "a  b   c\td",
    " both ends ",
    "\"quoted\"; and, parted",
    "<b>&amp;</b> _x0041_",
    "_x000D_",
];

fn read(format: FileFormat, file: File) -> (Vec<Vec<String>>, Option<Delimiter>) {
    let mut file = file;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).unwrap();
    let mut book = Workbook::open(bytes).unwrap();
    let options = ReadOptions::default();
    let delimiter = book.text_options(&options).map(|(_, delimiter)| delimiter);
    assert_eq!(delimiter.is_some(), format == FileFormat::Csv);
    let table = book.read(&options, &mut |_| ControlFlow::Continue(())).unwrap();
    let rows = (0..table.rows()).map(|row| table.row(row).map(str::to_owned).collect());
    (rows.collect(), delimiter)
}

#[test]
fn every_edge_comes_back_as_it_was() {
    for format in FileFormat::ALL {
        for language in [Language::Pl, Language::En] {
            let title = "Przestrzenie".to_owned();
            let header = [Cell::Text("Name".into()), Cell::Text("Number".into())];
            let mut sheet = sheet::begin(format, &Look { title, language }, &header).unwrap();
            let number = domain::custom_field::Decimal(-1_234_560_000);
            for edge in EDGES {
                sheet.row(&[Cell::Text(edge.into()), Cell::Number(number)]).unwrap();
            }
            let (rows, delimiter) = read(format, sheet.end().unwrap());
            if format == FileFormat::Csv {
                let wanted = if language == Language::Pl {
                    Delimiter::Semicolon
                } else {
                    Delimiter::Comma
                };
                assert_eq!(delimiter, Some(wanted));
            }
            assert_eq!(rows[0], ["Name", "Number"]);
            let texts: Vec<&str> = rows[1..].iter().map(|row| row[0].as_str()).collect();
            assert_eq!(texts, EDGES, "{format:?}");
            for row in &rows[1..] {
                let back = domain::custom_field::Decimal::read(&row[1], language);
                assert_eq!(back, Ok(number), "{format:?} {language:?} {}", row[1]);
            }
        }
    }
}

async fn field(admin: &Gate, kind: Kind) -> CustomField {
    let choices = ["Niski", "Średni", "Wysoki"].map(|label| FieldChoice {
        id: ChoiceId(clock::new_id()),
        label: label.into(),
    });
    let new = FieldForm {
        label: format!("Pole {}", kind.as_str()),
        kind,
        currency: "PLN".into(),
        choices: choices.to_vec(),
        ..FieldForm::default()
    };
    let mut permit = admin.account(AccountAction::ManageSettings).await.unwrap();
    let id = fields::add(&mut permit, new).await.unwrap();
    permit.commit().await.unwrap();
    let mut tx = admin.read().await.unwrap();
    let all = fields::all(&mut tx).await.unwrap();
    all.into_iter().find(|field| field.id == id).unwrap()
}

fn value(field: &CustomField, person: UserId) -> Value {
    let text = |text: &str| Value::Text(text.into());
    match field.kind {
        Kind::ShortText => text("007 =1+1 👍"),
        Kind::LongText => text("=1+1\n-2\nżółw"),
        Kind::Number => Value::Number(domain::custom_field::Decimal(-1_500_000)),
        Kind::Money => Value::Number(domain::custom_field::Decimal(1_234_567_890_000)),
        Kind::Date => Value::Date(Day::parse("2024-02-29").unwrap()),
        Kind::YesNo => Value::Truth(false),
        Kind::OneChoice => Value::Choices(vec![field.choices[1].id]),
        Kind::SeveralChoices => Value::Choices(vec![field.choices[0].id, field.choices[2].id]),
        Kind::Link => text("https://example.org/=?a=1"),
        Kind::Email => text("a@example.org"),
        Kind::Phone => text("+48 600 100 200"),
        Kind::Person => Value::Person(person),
    }
}

#[tokio::test]
async fn a_space_comes_back_with_every_type_of_field_and_an_outsider_sees_the_outline() {
    let world = World::new().await;
    let admin = world.person("Ann", Role::Administrator).await;
    let (owner, outsider) = (world.user("Jan").await, world.user("Eve").await);
    let mut all = Vec::new();
    for kind in Kind::ALL {
        all.push(field(&admin, kind).await);
    }
    let group = world.group(&admin, "Sprzedaż").await;
    let mut new = form("=1+1", Visibility::Private);
    new.description = "one\n\ntwo  three".into();
    new.groups = vec![group];
    new.tags = vec!["żuraw".into(), "=b".into()];
    new.people = vec![admin.me().id];
    new.fields = all
        .iter()
        .map(|field| (field.id, value(field, admin.me().id)))
        .collect();
    let id = add(&owner, new).await;
    add(&owner, form("Hidden", Visibility::Hidden)).await;
    let query = ListQuery {
        search: "1".into(),
        ..ListQuery::default()
    };
    for format in FileFormat::ALL {
        for language in [Language::Pl, Language::En] {
            let (file, count) = written(&owner, Speech(language), &query, format).await.unwrap();
            let (rows, _) = read(format, file);
            assert_eq!((count, rows.len()), (1, 2));
            let targets = match_fields(&rows[0], &match_headers(&rows[0]), &all);
            let mapped: Vec<Target> = targets.iter().flatten().copied().collect();
            // All but when it was created and when anything happened.
            assert_eq!(mapped.len(), rows[0].len() - 2, "{:?}", rows[0]);
            let row = &rows[1];
            assert_eq!(row[0], id.to_string());
            assert_eq!(row[1..6], ["1", "=1+1", "one\n\ntwo  three", "Sprzedaż", "=b, żuraw"]);
            assert_eq!(row[7..9], ["Jan <jan@example.org>", "Ann <ann@example.org>"]);
            for (field, cell) in all.iter().zip(&row[11..]) {
                let wanted = value(field, admin.me().id);
                if field.kind == Kind::Person {
                    assert_eq!(cell, "Ann <ann@example.org>");
                } else {
                    assert_eq!(field.read(cell, language), Ok(Some(wanted)), "{format:?} {cell}");
                }
            }
            let (file, count) = written(&outsider, Speech(language), &ListQuery::default(), format)
                .await
                .unwrap();
            let (rows, _) = read(format, file);
            assert_eq!((count, rows.len()), (1, 2), "hidden spaces do not exist");
            let filled: Vec<&str> = rows[1]
                .iter()
                .map(String::as_str)
                .filter(|cell| !cell.is_empty())
                .collect();
            let level = if language == Language::Pl {
                "Niepubliczna"
            } else {
                "Private"
            };
            assert_eq!(filled, ["=1+1", "Sprzedaż", level, "Jan"]);
        }
    }
}

#[tokio::test]
async fn a_long_list_comes_whole_and_in_its_order() {
    let world = World::new().await;
    let admin = world.person("Ann", Role::Administrator).await;
    let user = world.user("Jan").await;
    for number in 0..1_203 {
        let level = if number % 3 == 0 {
            Visibility::Private
        } else {
            Visibility::Public
        };
        add(&admin, form(&format!("Space {number:04}"), level)).await;
    }
    // By a column that is blank for outsiders: what they may open first, then the rest by name.
    let (query, _) = ListQuery::from_query("sort=created&order=asc");
    let (file, count) = written(&user, Speech(Language::En), &query, FileFormat::Csv)
        .await
        .unwrap();
    let (rows, _) = read(FileFormat::Csv, file);
    assert_eq!((count, rows.len()), (1_203, 1_204));
    let names: Vec<&str> = rows[1..].iter().map(|row| row[2].as_str()).collect();
    let (open, outlines) = names.split_at(802);
    assert!(open.is_sorted() && outlines.is_sorted());
    assert_eq!((open[0], outlines[0]), ("Space 0001", "Space 0000"));
}
