//! Files of other programs that people reported, from the file to the check.

use domain::custom_field::{FieldChoice, FieldForm, Kind};
use domain::error::Reason;
use domain::ids::{ChoiceId, FieldId, GroupId, UserId};
use domain::import::{CheckContext, KnownPerson, RowAction, match_fields};

use super::tests::{Page, context, fixture};
use super::*;
use crate::protocol::{FixItWords, Show, Totals};

fn check(page: &mut Page, context: CheckContext) -> Totals {
    match page.ask(Request::Check { context: Some(context) }) {
        Answer::Checked(totals) => totals,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_formula_without_a_value_is_a_wrong_cell_and_its_row_is_kept() {
    let (mut page, opened) = Page::open(fixture("reported/formula-without-value.xlsx"));
    assert_eq!(opened.table.unwrap().rows, 3);
    let totals = check(&mut page, context());
    assert_eq!((totals.add, totals.wrong), (1, 2));
    let rows = page.window(Show::All).rows;
    let wrong = |row: usize| -> Vec<_> {
        let cells = rows[row].wrong.iter();
        cells.map(|cell| (cell.column, cell.reason.clone())).collect()
    };
    assert_eq!(wrong(0), []);
    // The third column is not mapped, so its formulas do not matter.
    let formula = |column| (Some(column), Reason::NoFormulaValue);
    assert_eq!(wrong(1), [formula(0), formula(1)]);
    assert_eq!(wrong(2), [formula(1)]);
    assert_eq!(rows[1].cells[0], "=\"Wzór \"&2");
    let words = FixItWords {
        reasons: [("no_formula_value".to_owned(), "no value".to_owned())].into(),
        ..FixItWords::default()
    };
    let Answer::FixIt { csv, rows } = page.ask(Request::FixIt { words }) else {
        panic!("no file");
    };
    // Formulas are not copied to another file, where they would refer to other cells.
    assert!(rows == 2 && !csv.contains('='), "{csv}");
    assert!(csv.contains("Opis: no value"), "{csv}");
    let (row, totals) = page.edited(Request::EditCell {
        row: 4,
        column: 1,
        text: "opis".into(),
    });
    assert_eq!((row.wrong, totals.add), (vec![], 2));
}

#[test]
fn invisible_characters_make_nothing_wrong_or_new() {
    let (mut page, opened) = Page::open(fixture("reported/invisible-characters.csv"));
    let mut context = context();
    let (ola, jan): (UserId, UserId) = (id(21), id(22));
    for (person, name, email) in [
        (ola, "Ola Zielińska", "ola@example.test"),
        (jan, "Jan Kowal", "jan@example.test"),
    ] {
        context.people.push(KnownPerson {
            id: person,
            name: name.into(),
            email: email.into(),
            active: true,
        });
    }
    let group: GroupId = id(31);
    context.groups.push(domain::group::GroupRef {
        id: group,
        name: "Klienci".into(),
        hue: Default::default(),
    });
    let new: ChoiceId = id(43);
    let field = |label: &str, kind, choices| FieldForm {
        label: label.into(),
        kind,
        choices,
        ..FieldForm::default()
    };
    let choice = FieldChoice {
        id: new,
        label: "Nowy".into(),
    };
    context.fields = vec![
        field("E-mail kontaktu", Kind::Email, Vec::new()).field(id::<FieldId>(41)),
        field("Status", Kind::OneChoice, vec![choice]).field(id::<FieldId>(42)),
    ];
    let table = opened.table.unwrap();
    let headers: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    let mut mapping = table.mapping.clone();
    mapping.columns = match_fields(&headers, &mapping.columns, &context.fields);
    assert!(mapping.columns.iter().all(Option::is_some));
    page.ask(Request::SetMapping { mapping });
    let totals = check(&mut page, context);
    let wrong = page.window(Show::Wrong).rows;
    assert_eq!((totals.add, totals.wrong), (5, 0), "{wrong:?}");
    let Answer::Chunk { rows, .. } = page.ask(Request::Chunk { from: 0, count: 9 }) else {
        panic!("no rows");
    };
    let people = |row: &domain::import::ImportRow| (row.owner, row.people.clone().unwrap_or_default());
    let found: Vec<_> = rows.iter().map(people).collect();
    // The fourth row names Ola a second time.
    let jan = (Some(ola), vec![jan]);
    assert_eq!(
        found,
        [jan.clone(), jan.clone(), jan, (Some(ola), vec![]), (None, vec![])]
    );
    let existing = Some(vec![domain::import::GroupChoice::Existing(group)]);
    for row in &rows {
        assert_eq!(row.action, RowAction::Create { anyway: false });
        assert_eq!(row.groups, existing, "{}", row.name);
        assert!(row.fields.iter().all(|cell| cell.new_choices.is_empty()));
    }
    assert_eq!(rows[4].name, "Lista 5");
}

fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(number: u8) -> T {
    format!("00000000-0000-0000-0000-0000000000{number:02}")
        .parse()
        .unwrap()
}

#[test]
fn headers_with_explanations_are_recognised() {
    let (_, opened) = Page::open(fixture("reported/header-with-explanations.csv"));
    let columns = opened.table.unwrap().mapping.columns;
    assert_eq!(
        columns,
        [Some(Target::Name), Some(Target::Description), Some(Target::Tags)]
    );
}

#[test]
fn an_open_quotation_mark_is_reported_unless_it_is_read_as_an_ordinary_character() {
    let (mut page, opened) = Page::open(fixture("reported/open-quote.csv"));
    assert_eq!(
        (opened.plain_quotes, opened.table.unwrap().open_quote),
        (false, Some(3))
    );
    let options = ReadOptions {
        plain_quotes: true,
        ..ReadOptions::default()
    };
    let opened = page.opened(Request::Read { options }, None);
    let table = opened.table.unwrap();
    assert_eq!((opened.plain_quotes, table.open_quote, table.rows), (true, None, 5));
    // The same options are used after a reload.
    let Answer::Snapshot(snapshot) = page.ask(Request::Snapshot) else {
        panic!("no snapshot");
    };
    assert!(snapshot.options.plain_quotes);
}

#[test]
fn hidden_sheets_are_marked_and_read_last() {
    let (_, opened) = Page::open(fixture("reported/hidden-sheet.ods"));
    assert_eq!(opened.sheet, 1);
    let hidden: Vec<bool> = opened.sheets.iter().map(|sheet| sheet.hidden).collect();
    assert_eq!(hidden, [true, false]);
    assert_eq!(opened.table.unwrap().rows, 1);
}
