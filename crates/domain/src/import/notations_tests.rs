//! The notation of a column: found in its cells, ambiguous, or chosen by the person.

use super::{Certainty, ColumnEvidence, ColumnNotation};
use crate::{
    custom_field::{FieldForm, Kind},
    error::Reason,
    ids::FieldId,
    notation::{BareNumbers, DateOrder, DecimalMark, Notation, NotationChoice},
    person::Language,
};

fn field(kind: Kind) -> crate::custom_field::CustomField {
    let form = FieldForm {
        label: "Pole".into(),
        kind,
        currency: "PLN".into(),
        ..FieldForm::default()
    };
    form.field(FieldId(uuid::Uuid::from_u128(7)))
}

fn decide(kind: Kind, cells: &[&str], choice: NotationChoice, language: Language) -> ColumnNotation {
    let field = field(kind);
    let mut evidence = ColumnEvidence::default();
    cells.iter().for_each(|cell| evidence.add(&field, cell, false));
    evidence.decide(3, &field, choice, language)
}

fn mark(cells: &[&str], language: Language) -> (DecimalMark, Certainty) {
    let decided = decide(Kind::Money, cells, NotationChoice::default(), language);
    (decided.notation.mark, decided.certainty)
}

fn order(cells: &[&str]) -> (DateOrder, Certainty) {
    let decided = decide(Kind::Date, cells, NotationChoice::default(), Language::Pl);
    (decided.notation.order, decided.certainty)
}

#[test]
fn unambiguous_cells_decide_the_decimal_mark_of_their_column() {
    for language in Language::ALL {
        for cells in [
            &["3,100", "10,5"][..],
            &["3.100", "1.000.000"],
            &["0,500"],
            &["1.234,56", "1 234"],
        ] {
            assert_eq!(
                mark(cells, language),
                (DecimalMark::Comma, Certainty::Found),
                "{cells:?}"
            );
        }
        for cells in [&["3,100", "12,345,678.9"][..], &["3.100", "-110.7 zł"], &["1'234.50"]] {
            assert_eq!(
                mark(cells, language),
                (DecimalMark::Point, Certainty::Found),
                "{cells:?}"
            );
        }
    }
}

#[test]
fn an_ambiguous_column_is_asked_about_and_read_as_the_language_writes() {
    for (language, usual) in [(Language::Pl, DecimalMark::Comma), (Language::En, DecimalMark::Point)] {
        assert_eq!(mark(&["3,100", "3.100", "7"], language), (usual, Certainty::Ambiguous));
        assert_eq!(mark(&["10,5", "10.5"], language), (usual, Certainty::Mixed));
        assert_eq!(mark(&["7", "", "x", "1 234"], language), (usual, Certainty::Found));
    }
    let choice = NotationChoice {
        mark: Some(DecimalMark::Point),
        ..NotationChoice::default()
    };
    let chosen = decide(Kind::Money, &["10,5", "3.100"], choice, Language::Pl);
    assert_eq!(
        (chosen.notation.mark, chosen.certainty),
        (DecimalMark::Point, Certainty::Chosen)
    );
    let shown = |text: &str, reads: Option<&str>| (text.to_owned(), reads.map(str::to_owned));
    assert_eq!(
        chosen.examples,
        [shown("3.100", Some("3,10\u{a0}PLN")), shown("10,5", None)]
    );
}

#[test]
fn a_cell_with_the_other_decimal_mark_is_wrong_with_that_reason() {
    let notation = Notation {
        mark: DecimalMark::Comma,
        order: DateOrder::DayFirst,
        bare: BareNumbers::Refused,
    };
    let mark = DecimalMark::Comma;
    for kind in [Kind::Number, Kind::Money] {
        let read = |text| field(kind).read_cell(text, &notation, false);
        assert_eq!(read("1,234.56"), Err(Reason::OtherDecimalMark { mark }));
        assert_eq!(read("110.7"), Err(Reason::OtherDecimalMark { mark }));
        assert_eq!(read("1,2,3"), Err(Reason::NotANumber));
        assert!(
            field(kind).read_cell("110.7", &notation, true).is_ok(),
            "a cell that the file stores as a number"
        );
    }
}

#[test]
fn cells_stored_as_numbers_do_not_decide_how_texts_are_read() {
    let field = field(Kind::Number);
    let mut evidence = ColumnEvidence::default();
    evidence.add(&field, "3.125", true);
    evidence.add(&field, "3,100", false);
    let decided = evidence.decide(0, &field, NotationChoice::default(), Language::Pl);
    assert_eq!(decided.certainty, Certainty::Ambiguous);
    assert!(decided.examples.contains(&("3.125".into(), Some("3,125".into()))));
}

#[test]
fn unambiguous_cells_decide_the_date_order() {
    for (cells, decided) in [
        (
            &["03/08/2026", "26/06/2026"][..],
            (DateOrder::DayFirst, Certainty::Found),
        ),
        (&["03/08/2026", "12/31/2026"], (DateOrder::MonthFirst, Certainty::Found)),
        (&["26/06/2026", "12/31/2026"], (DateOrder::DayFirst, Certainty::Mixed)),
        (&["03/08/2026"], (DateOrder::DayFirst, Certainty::Ambiguous)),
        (&["03.08.2026"], (DateOrder::DayFirst, Certainty::Found)),
        (&["03.08.2026", "12/31/2026"], (DateOrder::DayFirst, Certainty::Mixed)),
        (&["03.08.2026", "12.31.2026"], (DateOrder::MonthFirst, Certainty::Found)),
        (
            &["2026-08-03", "3 sierpnia 2026"],
            (DateOrder::DayFirst, Certainty::Found),
        ),
        (&["99/12/31", "98/01/02"], (DateOrder::YearFirst, Certainty::Found)),
        (&["05/05/2026", "x", ""], (DateOrder::DayFirst, Certainty::Found)),
    ] {
        assert_eq!(order(cells), decided, "{cells:?}");
    }
}

#[test]
fn notices_about_a_column_of_dates_have_counts() {
    let cells = ["3.8.2026 14:05", "03.08.26", "45581", "2026-08-03T00:00:00", "14:30"];
    let decided = decide(Kind::Date, &cells, NotationChoice::default(), Language::Pl);
    assert_eq!((decided.with_time, decided.short_years, decided.bare), (2, 1, 1));
    assert_eq!(decided.notation.bare, BareNumbers::Refused);
}

#[test]
fn a_column_of_only_compact_dates_is_recognised() {
    let bare = |cells: &[&str], choice| decide(Kind::Date, cells, choice, Language::Pl).notation.bare;
    let none = NotationChoice::default();
    assert_eq!(bare(&["20260803", "20261231", ""], none), BareNumbers::Compact);
    assert_eq!(bare(&["20260803", "2026-08-03"], none), BareNumbers::Refused);
    assert_eq!(bare(&["20260803", "20269999"], none), BareNumbers::Refused);
    assert_eq!(bare(&["45581"], none), BareNumbers::Refused);
    let serial = NotationChoice {
        bare: Some(BareNumbers::Serial1900),
        ..none
    };
    assert_eq!(bare(&["45581"], serial), BareNumbers::Serial1900);
}
