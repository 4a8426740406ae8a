//! Exported files, read back by the reader of the import. The file is long because all tests share the exported
//! account.

use std::{io::Read, ops::ControlFlow};

use domain::{
    access::AccountAction,
    custom_field::{CustomField, FieldChoice, FieldForm, Kind, Value},
    ids::{ChoiceId, ImportId, UserId},
    import::{ImportRow, Target, match_fields, match_headers},
    list_query::{Day, Place},
    person::{Language, Role},
    space::SpaceForm,
    visibility::Visibility,
};
use spreadsheet::{
    Delimiter, ReadOptions, Workbook,
    protocol::{Answer, Request, Show, Totals, WindowRow},
    session::Session,
};

use super::*;
use crate::server::{
    clock,
    store::{
        fields,
        imports::{self, Committed},
        spaces,
        tests::world::{World, add, form},
    },
};

/// Texts that a spreadsheet program might read as something else.
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

/// Returns the options for a file with all columns and all rows of the list.
fn whole(format: FileFormat) -> Wanted {
    Wanted {
        format,
        shown_columns: false,
        ticked: Vec::new(),
    }
}

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
fn dates_are_typed_as_dates_and_phones_have_no_apostrophe() {
    let dates = ["2026-08-03", "1899-12-31", "9999-12-31", "2026-08-03 14:05"];
    for format in FileFormat::ALL {
        let look = Look {
            title: "Dates".to_owned(),
            language: Language::En,
        };
        let mut sheet =
            formats::begin(format, &look, &[Cell::Text("Date".into()), Cell::Text("Phone".into())]).unwrap();
        for date in dates {
            sheet
                .row(&[Cell::Date(date.into()), Cell::Plain("+48 601".into())])
                .unwrap();
        }
        let mut bytes = Vec::new();
        sheet.end().unwrap().read_to_end(&mut bytes).unwrap();
        let content = match format {
            FileFormat::Csv => String::from_utf8(bytes.clone()).unwrap(),
            FileFormat::Xlsx => unpacked(&bytes, "xl/worksheets/sheet1.xml"),
            FileFormat::Ods => unpacked(&bytes, "content.xml"),
        };
        let real = match format {
            FileFormat::Csv => "2026-08-03,+48 601\r\n",
            // A number with a date format.
            FileFormat::Xlsx => "<v>46237</v>",
            FileFormat::Ods => "office:value-type=\"date\" office:date-value=\"2026-08-03\"",
        };
        assert!(content.contains(real), "{format:?} {content}");
        let mut file = tempfile::tempfile().unwrap();
        std::io::Write::write_all(&mut file, &bytes).unwrap();
        let (rows, _) = read(format, rewound(&file));
        let back: Vec<&str> = rows[1..].iter().map(|row| row[0].as_str()).collect();
        assert_eq!(back, dates, "{format:?}");
        assert!(rows[1..].iter().all(|row| row[1] == "+48 601"), "{format:?}");
    }
}

fn unpacked(bytes: &[u8], part: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(part).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn every_special_text_is_read_back_unchanged() {
    for format in FileFormat::ALL {
        for language in [Language::Pl, Language::En] {
            let title = "Przestrzenie".to_owned();
            let header = [Cell::Text("Name".into()), Cell::Text("Number".into())];
            let mut sheet = formats::begin(format, &Look { title, language }, &header).unwrap();
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
        Kind::YesNo => Value::Boolean(false),
        Kind::OneChoice => Value::Choices(vec![field.choices[1].id]),
        Kind::SeveralChoices => Value::Choices(vec![field.choices[0].id, field.choices[2].id]),
        Kind::Link => text("https://example.org/=?a=1"),
        Kind::Email => text("a@example.org"),
        Kind::Phone => text("+48 600 100 200"),
        Kind::Person => Value::Person(person),
    }
}

/// Adds a field of each type, and a space with a value in each.
async fn full(world: &World, admin: &Gate, visibility: Visibility) -> (Vec<CustomField>, SpaceForm) {
    let mut all = Vec::new();
    for kind in Kind::ALL {
        all.push(field(admin, kind).await);
    }
    let group = world.group(admin, "Sprzedaż").await;
    let mut new = form("=1+1", visibility);
    new.description = "one\n\ntwo  three".into();
    new.groups = vec![group];
    new.tags = vec!["żuraw".into(), "=b".into()];
    new.people = vec![admin.me().id];
    new.fields = all
        .iter()
        .map(|field| (field.id, value(field, admin.me().id)))
        .collect();
    (all, new)
}

#[tokio::test]
async fn a_space_is_read_back_with_every_type_of_field_and_a_person_outside_sees_its_outline() {
    let world = World::new().await;
    let admin = world.person("Ann", Role::Administrator).await;
    let (owner, outsider) = (world.user("Jan").await, world.user("Eve").await);
    let (all, new) = full(&world, &admin, Visibility::Private).await;
    let id = add(&owner, new).await;
    add(&owner, form("Hidden", Visibility::Hidden)).await;
    let query = ListQuery {
        search: "1".into(),
        ..ListQuery::default()
    };
    for format in FileFormat::ALL {
        for language in [Language::Pl, Language::En] {
            let (file, count) = written(&owner, Messages(language), &query, &whole(format))
                .await
                .unwrap();
            let (rows, _) = read(format, file);
            assert_eq!((count, rows.len()), (1, 2));
            let targets = match_fields(&rows[0], &match_headers(&rows[0]), &all);
            let mapped: Vec<Target> = targets.iter().flatten().copied().collect();
            // All columns except created, creator and last activity.
            assert_eq!(mapped.len(), rows[0].len() - 3, "{:?}", rows[0]);
            let row = &rows[1];
            assert_eq!(row[0], id.to_string());
            assert_eq!(row[1..6], ["1", "=1+1", "one\n\ntwo  three", "Sprzedaż", "=b, żuraw"]);
            assert_eq!(row[7..9], ["Jan <jan@example.org>", "Ann <ann@example.org>"]);
            for (field, cell) in all.iter().zip(&row[12..]) {
                let wanted = value(field, admin.me().id);
                if field.kind == Kind::Person {
                    assert_eq!(cell, "Ann <ann@example.org>");
                } else {
                    assert_eq!(field.read(cell, language), Ok(Some(wanted)), "{format:?} {cell}");
                }
            }
            let (file, count) = written(&outsider, Messages(language), &ListQuery::default(), &whole(format))
                .await
                .unwrap();
            let (rows, _) = read(format, file);
            assert_eq!((count, rows.len()), (1, 2), "hidden spaces must be left out");
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
            assert_eq!(filled, [id.to_string().as_str(), "=1+1", "Sprzedaż", level, "Jan"]);
        }
    }
}

#[tokio::test]
async fn a_long_list_is_exported_completely_and_in_order() {
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
    // Sorted by a column that outlines do not show: first the spaces that the viewer may open, then the rest by name.
    let (query, _) = ListQuery::from_query("sort=created&order=asc");
    let (file, count) = written(&user, Messages(Language::En), &query, &whole(FileFormat::Csv))
        .await
        .unwrap();
    let (rows, _) = read(FileFormat::Csv, file);
    assert_eq!((count, rows.len()), (1_203, 1_204));
    let names: Vec<&str> = rows[1..].iter().map(|row| row[2].as_str()).collect();
    let (mut listed, mut place) = (Vec::new(), Place::First);
    let (viewer, zone) = (user.viewer(), user.zone());
    let mut tx = user.read().await.unwrap();
    while listed.len() < names.len() {
        let page = spaces::list::page(&mut tx, &viewer, &zone, user.store().cursors(), &query, &place, 0)
            .await
            .unwrap();
        listed.extend(page.rows.into_iter().map(|row| row.name));
        place = Place::After(page.next.unwrap_or_default());
    }
    assert_eq!(names, listed);
    assert!(names[802..].is_sorted(), "outlines must come last, sorted by name");
}

#[tokio::test]
async fn only_chosen_columns_in_their_order_and_only_ticked_rows_are_exported() {
    let world = World::new().await;
    let admin = world.person("Ann", Role::Administrator).await;
    let (owner, outsider) = (world.user("Jan").await, world.user("Eve").await);
    let budget = field(&admin, Kind::Number).await;
    let one = add(&owner, form("One", Visibility::Public)).await;
    add(&owner, form("Two", Visibility::Public)).await;
    let (private, hidden) = (
        add(&owner, form("Three", Visibility::Private)).await,
        add(&owner, form("Four", Visibility::Hidden)).await,
    );
    let (query, _) = ListQuery::from_query(&format!("columns=by,field.{},visibility,people", budget.id));
    let wanted = Wanted {
        format: FileFormat::Csv,
        shown_columns: true,
        ticked: vec![hidden, private, one],
    };
    let file = |gate: Gate| {
        let (mut query, wanted) = (query.clone(), wanted.clone());
        query.only.clone_from(&wanted.ticked);
        async move {
            let (file, _) = written(&gate, Messages(Language::En), &query, &wanted).await.unwrap();
            read(FileFormat::Csv, file).0
        }
    };
    let rows = file(owner.clone()).await;
    let header = [
        "Space ID",
        "Space version",
        "Name",
        "Created by",
        &budget.label,
        "Visibility",
        "People with access",
    ];
    assert_eq!(rows[0], header);
    let names = |rows: &[Vec<String>]| rows[1..].iter().map(|row| row[2].clone()).collect::<Vec<_>>();
    assert_eq!(names(&rows), ["Four", "One", "Three"]);
    assert_eq!(rows[2], [&*one.to_string(), "1", "One", "Jan", "", "Public", ""]);
    // Ticking a row gives no access to the space.
    let rows = file(outsider).await;
    assert_eq!(names(&rows), ["One", "Three"]);
    assert_eq!(rows[2], [&*private.to_string(), "", "Three", "", "", "Private", ""]);
}

/// The import of a file, driven in the way in which the page drives it.
struct Import(Session);

impl Import {
    async fn open(gate: &Gate, mut file: File, fields: &[CustomField]) -> (Self, Totals) {
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        let mut import = Self(Session::new());
        let options = ReadOptions::default();
        let Answer::Opened(opened) = import.0.handle(Request::Open { options }, Some(bytes), &mut |_| {}) else {
            panic!()
        };
        let table = opened.table.unwrap();
        let headers: Vec<String> = table.columns.iter().map(|column| column.name.clone()).collect();
        let mut mapping = table.mapping;
        mapping.columns = match_fields(&headers, &mapping.columns, fields);
        import.ask(Request::SetMapping { mapping });
        let Answer::NamedSpaces { ids } = import.ask(Request::NamedSpaces) else {
            panic!()
        };
        let mut tx = gate.read().await.unwrap();
        let mut context = imports::context(&mut tx, &gate.viewer(), Language::En).await.unwrap();
        let people = fields
            .iter()
            .filter(|field| field.kind == Kind::Person)
            .map(|field| field.id);
        let people = people.collect();
        let Answer::FileNames(names) = import.ask(Request::FileNames { people }) else {
            panic!()
        };
        let found = imports::find_names(&mut tx, &gate.viewer(), &names).await.unwrap();
        (context.people, context.spaces) = (found.people, found.spaces);
        context.named = imports::named_spaces(&mut tx, &gate.viewer(), &ids).await.unwrap();
        let Answer::Checked(totals) = import.ask(Request::Check { context: Some(context) }) else {
            panic!()
        };
        (import, totals)
    }

    fn ask(&mut self, request: Request) -> Answer {
        self.0.handle(request, None, &mut |_| {})
    }

    fn row(&mut self) -> WindowRow {
        match self.ask(Request::Window {
            from: 0,
            count: 1,
            show: Show::All,
        }) {
            Answer::Window(mut window) => window.rows.remove(0),
            other => panic!("{other:?}"),
        }
    }

    fn edited(&mut self, column: usize, text: &str) -> (WindowRow, Totals) {
        let text = text.to_owned();
        match self.ask(Request::EditCell { row: 2, column, text }) {
            Answer::Edited { row, totals, .. } => (row, totals),
            other => panic!("{other:?}"),
        }
    }

    fn rows(&mut self) -> Vec<ImportRow> {
        match self.ask(Request::Chunk { from: 0, count: 10 }) {
            Answer::Chunk { rows, .. } => rows,
            other => panic!("{other:?}"),
        }
    }
}

async fn commit(gate: &Gate, rows: &[ImportRow]) -> u32 {
    let id = ImportId(clock::new_id());
    let mut permit = gate.account(AccountAction::Import).await.unwrap();
    imports::begin(&mut permit, id, "spaces.ods", rows.len() as u32, 0)
        .await
        .unwrap();
    imports::keep_chunk(&mut permit, id, 0, rows).await.unwrap();
    let committed = imports::commit(&mut permit, id, 1, None, &|_, _| {}).await.unwrap();
    permit.commit().await.unwrap();
    match committed {
        Committed::Done(result) => result.updated,
        Committed::Wrong(wrong) => panic!("{wrong:?}"),
    }
}

#[tokio::test]
async fn importing_an_edited_export_changes_only_the_edited_cells() {
    let world = World::new().await;
    let admin = world.person("Ann", Role::Administrator).await;
    let (owner, stranger) = (world.user("Jan").await, world.user("Eve").await);
    let (all, new) = full(&world, &admin, Visibility::Hidden).await;
    add(&owner, new).await;
    for format in FileFormat::ALL {
        let (file, _) = written(&owner, Messages(Language::En), &ListQuery::default(), &whole(format))
            .await
            .unwrap();
        let (mut import, totals) = Import::open(&owner, file, &all).await;
        assert_eq!((totals.rows, totals.unchanged), (1, 1), "{format:?} {:?}", import.row());
        let (row, totals) = import.edited(3, "other");
        assert_eq!((totals.update, row.differences.len(), row.changed_since), (1, 1, false));
        // The cell of a money field is emptied as well.
        let column = 11 + all.iter().position(|field| field.kind == Kind::Money).unwrap();
        let (row, _) = import.edited(column, "");
        assert_eq!(row.differences.len(), 2);
    }
    let (file, _) = written(
        &owner,
        Messages(Language::En),
        &ListQuery::default(),
        &whole(FileFormat::Ods),
    )
    .await
    .unwrap();
    let (mut import, _) = Import::open(&owner, file.try_clone().unwrap(), &all).await;
    import.edited(3, "other");
    assert_eq!(commit(&owner, &import.rows()).await, 1);
    // Importing the same file again would restore the old description, so the check warns that the space is newer.
    let (mut import, totals) = Import::open(&owner, rewound(&file), &all).await;
    assert_eq!((totals.update, totals.changed_since), (1, 1));
    let row = import.row();
    assert_eq!(
        (row.differences.len(), row.differences[0].before.as_str()),
        (1, "other")
    );
    // A person who may not know of the space learns nothing from its id.
    let (mut import, totals) = Import::open(&stranger, rewound(&file), &all).await;
    assert_eq!(totals.wrong, 1);
    let wrong = import.row().wrong;
    let reason = domain::error::Reason::Unknown {
        value: import.row().cells[0].clone(),
    };
    assert_eq!((wrong.len(), wrong[0].column, &wrong[0].reason), (1, Some(0), &reason));
}

#[tokio::test]
async fn rows_of_spaces_that_the_person_may_not_edit_are_skipped() {
    let world = World::new().await;
    let (owner, outsider) = (world.user("Jan").await, world.user("Eve").await);
    add(&owner, form("Public", Visibility::Public)).await;
    add(&owner, form("Private", Visibility::Private)).await;
    add(&outsider, form("Own", Visibility::Private)).await;
    let whole = whole(FileFormat::Xlsx);
    let (file, _) = written(&outsider, Messages(Language::En), &ListQuery::default(), &whole)
        .await
        .unwrap();
    let (_, totals) = Import::open(&outsider, file, &[]).await;
    assert_eq!((totals.rows, totals.unchanged, totals.skip, totals.wrong), (3, 1, 2, 0));
}

fn rewound(file: &File) -> File {
    sheet::rewound(file.try_clone().unwrap()).unwrap()
}
