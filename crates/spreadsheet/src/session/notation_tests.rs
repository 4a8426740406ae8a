//! Columns of numbers and dates, from the file to the stored values.

use domain::custom_field::{CustomField, FieldForm, Kind};
use domain::error::Reason;
use domain::ids::FieldId;
use domain::import::{Certainty, CheckContext, ColumnNotation, Target};
use domain::notation::{BareNumbers, DateOrder, DecimalMark, NotationChoice};
use domain::person::Language;

use super::tests::{Page, fixture};
use crate::protocol::{Answer, Request, Show};

const FIELD: &str = "00000000-0000-0000-0000-000000000007";

fn id() -> FieldId {
    FIELD.parse().unwrap()
}

fn field(kind: Kind) -> CustomField {
    let form = FieldForm {
        label: "Pole".into(),
        kind,
        currency: "PLN".into(),
        ..FieldForm::default()
    };
    form.field(id())
}

/// A page with a file whose second column is a field of this kind.
struct Import {
    page: Page,
    kind: Kind,
    language: Language,
}

impl Import {
    fn open(file: Vec<u8>, kind: Kind, language: Language) -> Self {
        let (page, _) = Page::open(file);
        let mut import = Self { page, kind, language };
        import.choose(NotationChoice::default());
        import
    }

    fn choose(&mut self, choice: NotationChoice) {
        let mut mapping = self.page.0.mapping.clone();
        mapping.columns[1] = Some(Target::Custom(id()));
        mapping.notations.insert(id(), choice);
        assert_eq!(
            self.page.ask(Request::SetMapping { mapping }),
            Answer::Mapped { problems: vec![] }
        );
        let context = CheckContext {
            fields: vec![field(self.kind)],
            language: self.language,
            ..CheckContext::default()
        };
        let checked = self.page.ask(Request::Check { context: Some(context) });
        assert!(matches!(checked, Answer::Checked(_)), "{checked:?}");
    }

    fn notation(&mut self) -> ColumnNotation {
        let request = Request::Notations {
            fields: vec![field(self.kind)],
            language: self.language,
        };
        match self.page.ask(request) {
            Answer::Notations { columns } => columns.into_iter().next().unwrap(),
            other => panic!("{other:?}"),
        }
    }

    /// Returns what each row stores, as text, or why it is wrong.
    fn rows(&mut self) -> Vec<Result<String, Reason>> {
        let field = field(self.kind);
        let right = match self.page.ask(Request::Chunk { from: 0, count: 1_000 }) {
            Answer::Chunk { rows, .. } => rows,
            other => panic!("{other:?}"),
        };
        let rows = self.page.window(Show::All).rows.into_iter().map(|row| {
            if let Some(wrong) = row.wrong.first() {
                return Err(wrong.reason.clone());
            }
            let right = right.iter().find(|right| right.row == row.row).unwrap();
            let value = right.fields.first().and_then(|cell| cell.value.clone());
            Ok(value.map_or_else(String::new, |value| field.written(&value, Language::En, "")))
        });
        rows.collect()
    }
}

fn csv(cells: &[&str]) -> Vec<u8> {
    let mut text = String::from("Nazwa;Pole\n");
    for (row, cell) in cells.iter().enumerate() {
        text.push_str(&format!("Wiersz {row};\"{cell}\"\n"));
    }
    text.into_bytes()
}

#[test]
fn amounts_of_a_column_are_read_with_one_decimal_mark() {
    let mut import = Import::open(fixture("money.csv"), Kind::Money, Language::Pl);
    let notation = import.notation();
    assert_eq!(
        (notation.notation.mark, notation.certainty),
        (DecimalMark::Comma, Certainty::Mixed)
    );
    assert!(!notation.examples.is_empty(), "examples must be shown");
    let amount = |text: &str| Ok(format!("{text}\u{a0}PLN"));
    let other = || {
        Err(Reason::OtherDecimalMark {
            mark: DecimalMark::Comma,
        })
    };
    let expected = [
        amount("1.12"),
        amount("512.77"),
        amount("1,234.56"),
        amount("1,234.56"),
        amount("1,234.56"),
        amount("1,234.56"),
        other(),
        amount("-35.01"),
        amount("8,000.01"),
        other(),
        other(),
        amount("3.10"),
        amount("3,100"),
        amount("12,000"),
        amount("15"),
        amount("10.50"),
        amount("-35.01"),
        other(),
        amount("-7.25"),
        amount("1,234"),
        other(),
        amount("12,345,678.90"),
        Err(Reason::OtherCurrency { currency: "PLN".into() }),
        Err(Reason::NotANumber),
        Ok(String::new()),
        amount("1,000,000"),
        Err(Reason::TooManyPlaces { max: 6 }),
        amount("1,500"),
    ];
    assert_eq!(import.rows(), expected);

    import.choose(NotationChoice {
        mark: Some(DecimalMark::Point),
        ..NotationChoice::default()
    });
    assert_eq!(import.notation().certainty, Certainty::Chosen);
    let rows = import.rows();
    assert_eq!(
        (rows[6].clone(), rows[11].clone(), rows[12].clone()),
        (amount("1,234.56"), amount("3,100"), amount("3.10"))
    );
    assert_eq!(
        rows[15],
        Err(Reason::OtherDecimalMark {
            mark: DecimalMark::Point
        })
    );
}

#[test]
fn an_ambiguous_column_starts_with_the_notation_of_the_language_and_shows_examples() {
    for (language, mark, reads) in [
        (Language::Pl, DecimalMark::Comma, ["3,1", "3\u{a0}100"]),
        (Language::En, DecimalMark::Point, ["3,100", "3.1"]),
    ] {
        let mut import = Import::open(csv(&["3,100", "3.100"]), Kind::Number, language);
        let notation = import.notation();
        assert_eq!(
            (notation.notation.mark, notation.certainty),
            (mark, Certainty::Ambiguous)
        );
        let shown: Vec<_> = notation.examples.into_iter().map(|(_, reads)| reads.unwrap()).collect();
        assert_eq!(shown, reads);
    }
}

#[test]
fn the_check_shows_the_value_of_ambiguous_cells() {
    let mut import = Import::open(csv(&["(35,01)", "1 234,5", "3.100", "x"]), Kind::Number, Language::Pl);
    let reads: Vec<_> = import
        .page
        .window(Show::All)
        .rows
        .into_iter()
        .map(|row| row.reads)
        .collect();
    assert_eq!(
        reads,
        [
            vec![(1, "-35,01".into())],
            vec![],
            vec![(1, "3\u{a0}100".to_owned())],
            vec![]
        ]
    );
    let mut import = Import::open(csv(&["3 sierpnia 2026", "2026-08-03"]), Kind::Date, Language::Pl);
    let reads: Vec<_> = import
        .page
        .window(Show::All)
        .rows
        .into_iter()
        .map(|row| row.reads)
        .collect();
    assert_eq!(reads, [vec![(1, "2026-08-03".to_owned())], vec![]]);
}

#[test]
fn number_cells_of_a_workbook_have_a_decimal_point_whatever_its_texts_have() {
    let mut import = Import::open(fixture("dates.xlsx"), Kind::Number, Language::Pl);
    let notation = import.notation();
    assert_eq!(
        (notation.notation.mark, notation.certainty),
        (DecimalMark::Comma, Certainty::Found)
    );
    assert_eq!(import.rows()[5], Ok("45,581".into()));
}

#[test]
fn dates_of_a_column_are_read_in_one_order() {
    let mut import = Import::open(fixture("dates.csv"), Kind::Date, Language::Pl);
    let notation = import.notation();
    assert_eq!(
        (notation.notation.order, notation.certainty),
        (DateOrder::DayFirst, Certainty::Mixed)
    );
    assert_eq!((notation.with_time, notation.short_years, notation.bare), (4, 1, 2));
    let order = DateOrder::DayFirst;
    let rows = import.rows();
    for (row, wrong) in [
        (2, Reason::OtherDateOrder { order }),
        (11, Reason::NoSuchDay { days: 28 }),
        (12, Reason::NoSuchDay { days: 28 }),
        (13, Reason::NotADate),
        (15, Reason::BareNumber),
        (16, Reason::BareNumber),
    ] {
        assert_eq!(rows[row], Err(wrong), "row {row}");
    }
    assert_eq!(rows[1], Ok("2026-06-26".into()));
    for row in [0, 3, 4, 5, 6, 7, 8, 9, 10, 14, 17, 18, 19] {
        assert_eq!(rows[row], Ok("2026-08-03".into()), "row {row}");
    }

    import.choose(NotationChoice {
        order: Some(DateOrder::MonthFirst),
        bare: Some(BareNumbers::Compact),
        ..NotationChoice::default()
    });
    let rows = import.rows();
    let day = |text: &str| Ok(text.to_owned());
    assert_eq!(
        (rows[0].clone(), rows[2].clone(), rows[15].clone()),
        (day("2026-03-08"), day("2026-12-31"), day("2026-08-03"))
    );
    assert_eq!(
        rows[1],
        Err(Reason::OtherDateOrder {
            order: DateOrder::MonthFirst
        })
    );
    assert_eq!(rows[16], Err(Reason::BareNumber));
}

#[test]
fn date_cells_are_read_as_their_day_and_bare_numbers_by_choice() {
    for (file, times) in [("dates.xlsx", 4), ("dates.xls", 1)] {
        let mut import = Import::open(fixture(file), Kind::Date, Language::Pl);
        assert_eq!(import.notation().with_time, times, "{file}");
        let names: Vec<String> = import
            .page
            .window(Show::All)
            .rows
            .into_iter()
            .map(|row| row.cells[0].clone())
            .collect();
        let rows = import.rows();
        let of = |name: &str| {
            names
                .iter()
                .position(|known| known == name)
                .map(|place| rows[place].clone())
        };
        for name in ["Dzień 14", "Dzień pl", "Dzień słownie", "Dzień i godzina"] {
            assert_eq!(of(name), Some(Ok("2026-08-03".into())), "{file} {name}");
        }
        assert_eq!(of("Sama liczba"), Some(Err(Reason::BareNumber)));
        assert_eq!(of("Godzina"), Some(Err(Reason::TimeAlone)));
        import.choose(NotationChoice {
            bare: Some(BareNumbers::Serial1900),
            ..NotationChoice::default()
        });
        let place = names.iter().position(|name| name == "Sama liczba").unwrap();
        assert_eq!(import.rows()[place], Ok("2024-10-16".into()));
    }
}

#[test]
fn the_notation_chosen_for_a_column_survives_a_reload() {
    let mut import = Import::open(csv(&["3,100"]), Kind::Number, Language::Pl);
    import.choose(NotationChoice {
        mark: Some(DecimalMark::Point),
        ..NotationChoice::default()
    });
    let Answer::Snapshot(snapshot) = import.page.ask(Request::Snapshot) else {
        panic!()
    };
    let (mut page, _) = Page::open(csv(&["3,100"]));
    page.ask_with(Request::Restore { snapshot: *snapshot }, Some(csv(&["3,100"])));
    let mut again = Import {
        page,
        kind: Kind::Number,
        language: Language::Pl,
    };
    assert_eq!(again.notation().certainty, Certainty::Chosen);
}
