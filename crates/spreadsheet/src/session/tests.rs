//! An import from the file to its rows, driven in the way in which the page drives it. The file is long because each
//! test is a whole course of an import.

use std::path::Path;

use domain::ids::{GroupId, SpaceId, UserId};
use domain::import::{
    CheckContext, ExistingName, FileNames, FoundNames, KnownPerson, KnownSpace, RowAction, RowChoice,
};
use domain::visibility::Visibility;

use super::*;
use crate::options::{Delimiter, Encoding, Format};
use crate::protocol::{FixItWords, Found, Numbered, Show, Totals, Window, WindowRow};

pub fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(
        Path::new(&std::env::var("CARGO_MANIFEST_DIR").unwrap())
            .join("../../end2end/fixtures")
            .join(name),
    )
    .unwrap()
}

pub(super) fn context() -> CheckContext {
    let id = |number: u8| format!("00000000-0000-0000-0000-0000000000{number:02}");
    let owner: UserId = id(1).parse().unwrap();
    let space = |number, name: &str| KnownSpace {
        id: id(number).parse().unwrap(),
        name: name.into(),
        version: 1,
        visibility: Visibility::Public,
        preset: None,
        owner,
        may_give_access: true,
    };
    CheckContext {
        people: vec![KnownPerson {
            id: owner,
            name: "Anna".into(),
            email: "anna@firma.pl".into(),
            active: true,
        }],
        groups: vec![domain::group::GroupRef {
            id: id(9).parse::<GroupId>().unwrap(),
            name: "Sprzedaż".into(),
            hue: Default::default(),
        }],
        spaces: vec![space(2, "Dobre artykuły")],
        fields: Vec::new(),
        may_add_choices: false,
        language: Default::default(),
        ..CheckContext::default()
    }
}

pub struct Page(pub Session);

impl Page {
    pub fn open(bytes: Vec<u8>) -> (Self, Opened) {
        let mut page = Self(Session::new());
        let opened = page.opened(
            Request::Open {
                options: ReadOptions::default(),
            },
            Some(bytes),
        );
        (page, opened)
    }

    pub fn ask(&mut self, request: Request) -> Answer {
        self.ask_with(request, None)
    }

    /// Sends the request and receives the answer as JSON, as in a browser.
    pub fn ask_with(&mut self, request: Request, bytes: Option<Vec<u8>>) -> Answer {
        let json = serde_json::to_string(&Numbered {
            id: 3,
            message: request,
        })
        .unwrap();
        let request: Numbered<Request> = serde_json::from_str(&json).unwrap();
        let answer = self.0.handle(request.message, bytes, &mut |_| {});
        let json = serde_json::to_string(&Numbered { id: 3, message: answer }).unwrap();
        serde_json::from_str::<Numbered<Answer>>(&json).unwrap().message
    }

    pub(super) fn opened(&mut self, request: Request, bytes: Option<Vec<u8>>) -> Opened {
        match self.ask_with(request, bytes) {
            Answer::Opened(opened) => *opened,
            other => panic!("{other:?}"),
        }
    }

    fn check(&mut self) -> Totals {
        match self.ask(Request::Check {
            context: Some(context()),
        }) {
            Answer::Checked(totals) => totals,
            other => panic!("{other:?}"),
        }
    }

    pub fn window(&mut self, show: Show) -> Window {
        match self.ask(Request::Window {
            from: 0,
            count: 100,
            show,
        }) {
            Answer::Window(window) => window,
            other => panic!("{other:?}"),
        }
    }

    pub(super) fn edited(&mut self, request: Request) -> (WindowRow, Totals) {
        match self.ask(request) {
            Answer::Edited { row, totals, .. } => (row, totals),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_file_is_opened_mapped_checked_fixed_and_sent() {
    let (mut page, opened) = Page::open(fixture("spaces-windows-1250.csv"));
    assert_eq!(
        (opened.format, opened.encoding),
        (Format::Text, Some(Encoding::Windows1250))
    );
    assert_eq!(opened.delimiter, Some(Delimiter::Semicolon));
    let table = opened.table.unwrap();
    assert_eq!((table.rows, table.header), (10, Some(1)));
    assert_eq!(table.columns[4].name, "Widoczność");
    assert_eq!(table.columns[4].suggested, Some(Target::Visibility));
    assert_eq!(table.columns[4].samples, ["publiczna", "niepubliczna", "ukryta"]);
    assert_eq!(table.mapping.problems(), []);

    assert_eq!(
        page.ask(Request::Words),
        Answer::Failed {
            error: WorkerError::TooEarly
        }
    );
    assert_eq!(
        page.check(),
        Totals {
            rows: 10,
            add: 7,
            update: 0,
            skip: 1,
            unchanged: 0,
            changed_since: 0,
            wrong: 2,
            left_out: 0
        }
    );
    let Answer::Words(words) = page.ask(Request::Words) else {
        panic!()
    };
    assert_eq!(
        words
            .visibility
            .iter()
            .map(|word| (word.word.as_str(), word.rows))
            .collect::<Vec<_>>(),
        [("tajna", 1)]
    );
    assert!(
        words
            .groups
            .iter()
            .any(|word| word.word == "Projekty" && word.rows == 3)
    );
    assert!(words.groups.iter().all(|word| word.word != "Sprzedaż"));

    let wrong = page.window(Show::Wrong);
    assert_eq!(wrong.rows.iter().map(|row| row.row).collect::<Vec<_>>(), [9, 10]);
    assert_eq!(wrong.rows[0].wrong[0].column, Some(4));
    let found = page.ask(Request::NextWrong {
        after: Some(9),
        show: Show::All,
    });
    assert_eq!(
        found,
        Answer::Found {
            found: Some(Found { row: 10, place: 8 })
        }
    );
    let again = page.ask(Request::NextWrong {
        after: Some(10),
        show: Show::Wrong,
    });
    assert_eq!(
        again,
        Answer::Found {
            found: Some(Found { row: 9, place: 0 })
        }
    );

    let (row, totals) = page.edited(Request::EditCell {
        row: 9,
        column: 4,
        text: "ukryta".into(),
    });
    assert_eq!(
        (row.wrong.len(), row.edited.clone(), totals.wrong, totals.add),
        (0, vec![4], 1, 8)
    );
    let (row, totals) = page.edited(Request::LeaveOut { row: 10, out: true });
    assert_eq!((row.left_out, totals.wrong, totals.left_out), (true, 0, 1));

    let Answer::Chunk { rows, next } = page.ask(Request::Chunk { from: 0, count: 4 }) else {
        panic!()
    };
    assert_eq!((rows.len(), next), (4, Some(4)));
    let Answer::Chunk { rows, next } = page.ask(Request::Chunk { from: 4, count: 2_000 }) else {
        panic!()
    };
    assert_eq!((rows.len(), next), (5, None));
    assert_eq!(rows[3].visibility, Some(Visibility::Hidden));
}

#[test]
fn the_fix_it_file_has_the_excluded_rows_and_can_be_imported() {
    let (mut page, _) = Page::open(fixture("spaces.xlsx"));
    page.check();
    page.edited(Request::LeaveOut { row: 2, out: true });
    let left = page.window(Show::Left);
    assert_eq!(left.rows.iter().map(|row| row.row).collect::<Vec<_>>(), [2, 9, 10]);
    assert_eq!(left.total, 3);
    // The imported rows exist by the next check, which finds other rows wrong. That must change nothing.
    assert_eq!(page.ask(Request::Settle), Answer::Settled);
    page.edited(Request::EditCell {
        row: 3,
        column: 0,
        text: String::new(),
    });
    assert_eq!(page.window(Show::Left), left);
    let reasons = [
        ("required", "nie może być puste"),
        ("unknown", "nie ma takiego: {value}"),
    ];
    let words = FixItWords {
        header: "Co jest nie tak".into(),
        left_out: "pominięty".into(),
        reasons: reasons
            .into_iter()
            .map(|(key, text)| (key.to_owned(), text.to_owned()))
            .collect(),
        ..FixItWords::default()
    };
    let Answer::FixIt { csv, rows } = page.ask(Request::FixIt { words }) else {
        panic!()
    };
    assert_eq!(rows, 3);
    let (mut again, opened) = Page::open(csv.into_bytes());
    assert_eq!(opened.table.unwrap().rows, 3);
    let window = again.window(Show::All);
    let last = |row: &WindowRow| row.cells.last().unwrap().clone();
    assert_eq!(last(&window.rows[0]), "pominięty");
    assert_eq!(last(&window.rows[1]), "Widoczność: nie ma takiego: tajna");
    assert_eq!(last(&window.rows[2]), "Nazwa: nie może być puste");
}

#[test]
fn a_reload_restores_the_same_state() {
    let (mut page, _) = Page::open(fixture("spaces.ods"));
    page.edited(Request::EditCell {
        row: 10,
        column: 0,
        text: "Teraz z nazwą".into(),
    });
    page.edited(Request::LeaveOut { row: 3, out: true });
    let mut mapping = page.0.mapping.clone();
    mapping.visibility_words.insert("tajna".into(), Visibility::Hidden);
    assert_eq!(
        page.ask(Request::SetMapping { mapping }),
        Answer::Mapped { problems: vec![] }
    );
    page.edited(Request::ChooseRow {
        row: 7,
        choice: Some(RowChoice::Create),
    });
    let before = page.check();
    let Answer::Snapshot(snapshot) = page.ask(Request::Snapshot) else {
        panic!()
    };
    let mut reloaded = Page(Session::new());
    let opened = reloaded.opened(Request::Restore { snapshot: *snapshot }, Some(fixture("spaces.ods")));
    assert_eq!(opened.table.unwrap().rows, 10);
    assert_eq!(reloaded.check(), before);
    assert_eq!((before.wrong, before.left_out, before.skip), (0, 1, 0));
}

#[test]
fn two_rows_that_update_one_space_are_both_wrong_until_one_is_changed() {
    let text = "Nazwa;Opis\nDobre artykuły;a\ndobre artykuly;b\nInna;c\nInna;d\n";
    let (mut page, opened) = Page::open(text.as_bytes().to_vec());
    let mut mapping = opened.table.unwrap().mapping;
    mapping.existing = ExistingName::Update;
    page.ask(Request::SetMapping { mapping });
    let totals = page.check();
    assert_eq!((totals.wrong, totals.add, totals.update), (2, 2, 0));
    assert_eq!(page.window(Show::Wrong).rows[0].candidates.len(), 1);
    let (row, totals) = page.edited(Request::ChooseRow {
        row: 3,
        choice: Some(RowChoice::Create),
    });
    assert_eq!(row.action, Some(RowAction::Create { anyway: true }));
    assert_eq!((totals.wrong, totals.add, totals.update), (0, 3, 1));
    let space: SpaceId = "00000000-0000-0000-0000-000000000002".parse().unwrap();
    let Answer::Chunk { rows, .. } = page.ask(Request::Chunk { from: 0, count: 10 }) else {
        panic!()
    };
    assert_eq!(rows[0].action, RowAction::Update { space, version: 1 });
}

#[test]
fn headers_and_sheets_can_be_chosen_and_errors_are_reported() {
    let (mut page, opened) = Page::open(fixture("tricky.xlsx"));
    assert_eq!((opened.sheet, opened.sheets.len()), (0, 3));
    let table = opened.table.unwrap();
    assert_eq!(
        (table.header, table.rows, table.columns[8].name.as_str()),
        (Some(3), 5, "J")
    );
    assert_eq!(table.columns[7].name, "Tagi (2)");
    let mut read = |sheet| {
        page.opened(
            Request::Read {
                options: ReadOptions {
                    sheet: Some(sheet),
                    ..Default::default()
                },
            },
            None,
        )
    };
    assert_eq!(read(1).table, Err(ReadError::EmptySheet));
    assert_eq!(read(2).table.unwrap().rows, 1);
    let table = page.opened(Request::SetHeader { row: None }, None).table.unwrap();
    assert_eq!(
        (table.header, table.rows, table.columns[0].name.as_str()),
        (None, 2, "A")
    );
    assert_eq!(
        page.ask(Request::SetHeader { row: Some(77) }),
        Answer::Failed {
            error: WorkerError::NoSuchRow
        }
    );
    let failed = Page(Session::new()).ask_with(
        Request::Open {
            options: ReadOptions::default(),
        },
        Some(b"%PDF-1.7".to_vec()),
    );
    let looks_like = crate::error::LooksLike::Pdf;
    assert_eq!(
        failed,
        Answer::Failed {
            error: WorkerError::Read(ReadError::NotASpreadsheet { looks_like })
        }
    );
}

#[test]
fn an_exported_file_shows_only_its_differences() {
    let id = "00000000-0000-0000-0000-000000000002";
    let text =
        format!("\u{feff}Space ID,Space version,Name,Description\r\n{id},1,Dobre artykuły,'=1+1\r\n{id}9,1,Obca,\r\n");
    let (mut page, _) = Page::open(text.into_bytes());
    assert_eq!(
        page.ask(Request::NamedSpaces),
        Answer::NamedSpaces {
            ids: vec![id.parse().unwrap()]
        }
    );
    let current = |description: &str| domain::import::CurrentSpace {
        id: id.parse().unwrap(),
        description: description.into(),
        groups: Vec::new(),
        tags: Vec::new(),
        people: Vec::new(),
        fields: Default::default(),
    };
    let mut check = |description: &str, version| {
        let mut context = context();
        context.named.current = vec![current(description)];
        context.spaces[0].version = version;
        match page.ask(Request::Check { context: Some(context) }) {
            Answer::Checked(totals) => (totals, page.window(Show::All)),
            other => panic!("{other:?}"),
        }
    };
    let (totals, window) = check("=1+1", 1);
    assert_eq!((totals.unchanged, totals.update, totals.wrong), (1, 0, 1));
    assert_eq!(window.rows[0].cells[3], "=1+1");
    assert!(window.rows[0].differences.is_empty());
    let (totals, window) = check("other", 2);
    assert_eq!((totals.unchanged, totals.update, totals.changed_since), (0, 1, 1));
    let row = &window.rows[0];
    assert!(row.changed_since);
    assert_eq!(
        (row.differences.len(), row.differences[0].before.as_str()),
        (1, "other")
    );
    let Answer::Chunk { rows, .. } = page.ask(Request::Chunk { from: 0, count: 10 }) else {
        panic!()
    };
    assert_eq!(
        (rows.len(), rows[0].description.as_deref(), rows[0].groups.is_none()),
        (1, Some("=1+1"), true)
    );
}

#[test]
fn only_names_in_the_file_are_looked_up() {
    let text = "Nazwa;Opiekun;Osoby\nA;anna@firma.pl;\n a ;Anna;Jan <jan@firma.pl>, ANNA\nB;;\n";
    let (mut page, _) = Page::open(text.as_bytes().to_vec());
    let Answer::FileNames(names) = page.ask(Request::FileNames { people: vec![] }) else {
        panic!()
    };
    assert_eq!(names.spaces, ["A", "B"]);
    assert_eq!(names.people, ["anna@firma.pl", "Anna", "Jan <jan@firma.pl>"]);
    assert_eq!(
        names.clone().batches(2).iter().map(FileNames::len).collect::<Vec<_>>(),
        [2, 2, 1]
    );
    page.check();

    // A name that is typed later is looked up then, and known from then on.
    let edit = |text: &str| Request::EditCell {
        row: 4,
        column: 0,
        text: text.into(),
    };
    let Answer::Edited { not_looked_up, row, .. } = page.ask(edit("Nowa")) else {
        panic!()
    };
    assert_eq!(
        (not_looked_up.spaces, row.action),
        (vec!["Nowa".to_owned()], Some(RowAction::Create { anyway: false }))
    );
    let space: SpaceId = "00000000-0000-0000-0000-000000000003".parse().unwrap();
    let known = KnownSpace {
        id: space,
        name: "NOWA".into(),
        ..context().spaces.remove(0)
    };
    let found = FoundNames {
        spaces: vec![known],
        ..FoundNames::default()
    };
    let (row, totals) = page.edited(Request::Learn { found, row: 4 });
    assert_eq!(
        (row.action, totals.skip),
        (Some(RowAction::Skip { space: Some(space) }), 1)
    );
    let Answer::Edited { not_looked_up, .. } = page.ask(edit("nowa")) else {
        panic!()
    };
    assert!(not_looked_up.is_empty());
}
