//! Custom fields: values, forms, conversion, addresses.

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::{
    error::{Field, Reason},
    ids::UserId,
    limits,
    list_query::Day,
    person::Language,
};

fn choice(number: u128, label: &str) -> FieldChoice {
    FieldChoice {
        id: ChoiceId(Uuid::from_u128(number)),
        label: label.into(),
    }
}

fn field(kind: Kind) -> CustomField {
    FieldForm {
        label: "Pole".into(),
        kind,
        currency: "PLN".into(),
        choices: vec![choice(1, "Niski"), choice(2, "Średni"), choice(3, "Wysoki")],
        ..FieldForm::default()
    }
    .field(FieldId(Uuid::from_u128(kind as u128 + 1)))
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn ids(numbers: &[u128]) -> Value {
    Value::Choices(
        numbers
            .iter()
            .map(|number| ChoiceId(Uuid::from_u128(*number)))
            .collect(),
    )
}

fn any_value(kind: Kind) -> BoxedStrategy<Value> {
    match kind {
        Kind::ShortText => "[a-zł]{1,8}( [0-9]{1,3})?".prop_map(Value::Text).boxed(),
        Kind::LongText => "[a-z]{1,8}(\n[a-z]{1,8}){0,2}".prop_map(Value::Text).boxed(),
        Kind::Link => "https://[a-z]{1,8}\\.pl(/[a-z]{0,5})?".prop_map(Value::Text).boxed(),
        Kind::Email => "[a-z]{1,8}@[a-z]{1,8}\\.pl".prop_map(Value::Text).boxed(),
        Kind::Phone => "\\+48 [0-9]{3} [0-9]{3} [0-9]{3}".prop_map(Value::Text).boxed(),
        Kind::Number | Kind::Money => prop_oneof![Just(0), Just(1_000_000), any::<i32>().prop_map(i64::from)]
            .prop_map(|number| Value::Number(Decimal(number)))
            .boxed(),
        Kind::Date => (1900_i32..2100, 1_u8..=12, 1_u8..=28)
            .prop_map(|(year, month, day)| Value::Date(Day::parse(&format!("{year}-{month:02}-{day:02}")).unwrap()))
            .boxed(),
        Kind::YesNo => any::<bool>().prop_map(Value::Boolean).boxed(),
        Kind::OneChoice => (1_u128..=3).prop_map(|number| ids(&[number])).boxed(),
        Kind::SeveralChoices => proptest::sample::subsequence(vec![1, 2, 3], 1..=3)
            .prop_map(|chosen| ids(&chosen))
            .boxed(),
        Kind::Person => any::<u128>()
            .prop_map(|id| Value::Person(UserId(Uuid::from_u128(id))))
            .boxed(),
    }
}

#[test]
fn each_kind_reads_what_people_write() {
    let day = |day: &str| Value::Date(Day::parse(day).unwrap());
    for (kind, raw, value) in [
        (Kind::ShortText, "  a \n b ", text("a b")),
        (Kind::LongText, "a\r\nb", text("a\nb")),
        (Kind::Number, "1 234,5", Value::Number(Decimal(1_234_500_000))),
        (Kind::Money, "12,50 zł", Value::Number(Decimal(12_500_000))),
        (Kind::Money, "PLN 1 000", Value::Number(Decimal(1_000_000_000))),
        (Kind::Date, "2024-02-29", day("2024-02-29")),
        (Kind::Date, "3.02.2026", day("2026-02-03")),
        (Kind::YesNo, "TAK", Value::Boolean(true)),
        (Kind::YesNo, "no", Value::Boolean(false)),
        (Kind::OneChoice, "sredni", ids(&[2])),
        (Kind::SeveralChoices, "wysoki; niski", ids(&[1, 3])),
        (Kind::Link, "example.org/a?b", text("https://example.org/a?b")),
        (Kind::Link, "HTTP://localhost:3000", text("HTTP://localhost:3000")),
        (Kind::Email, " jan@firma.pl ", text("jan@firma.pl")),
        (Kind::Phone, "+48 (22) 123-45-67", text("+48 (22) 123-45-67")),
    ] {
        assert_eq!(field(kind).read(raw, Language::Pl), Ok(Some(value)), "{kind:?} {raw}");
    }
    for kind in Kind::ALL {
        assert_eq!(field(kind).read("  ", Language::Pl), Ok(None), "{kind:?}");
    }
}

#[test]
fn a_text_that_does_not_fit_the_kind_is_refused_with_a_reason() {
    let currency = String::from("PLN");
    for (kind, raw, reason) in [
        (Kind::Number, "x", Reason::NotANumber),
        (Kind::Number, "12 zł", Reason::NotANumber),
        (Kind::Number, "0,1234567", Reason::TooManyPlaces { max: 6 }),
        (Kind::Money, "12 EUR", Reason::OtherCurrency { currency }),
        (Kind::Date, "2026-02-29", Reason::NoSuchDay { days: 28 }),
        (Kind::Date, "31.11.2026", Reason::NoSuchDay { days: 30 }),
        (Kind::Date, "03/08/2026", Reason::NotADate),
        (Kind::Date, "45581", Reason::BareNumber),
        (Kind::YesNo, "maybe", Reason::NotYesOrNo),
        (Kind::Link, "javascript:alert(1)", Reason::NotALink),
        (Kind::Link, "https://a b.pl", Reason::NotALink),
        (Kind::Link, "https://user@evil.pl", Reason::NotALink),
        (Kind::Link, "word", Reason::NotALink),
        (Kind::Email, "jan", Reason::NotAnEmail),
        (Kind::Phone, "12", Reason::NotAPhone),
        (Kind::Phone, "call me", Reason::NotAPhone),
        (Kind::Phone, "12+34", Reason::NotAPhone),
    ] {
        assert_eq!(field(kind).read(raw, Language::Pl), Err(reason), "{kind:?} {raw}");
    }
    let unknown = |value: &str| Err(Reason::Unknown { value: value.into() });
    assert_eq!(field(Kind::OneChoice).read("Brak", Language::Pl), unknown("Brak"));
    assert_eq!(field(Kind::SeveralChoices).read("niski, x", Language::Pl), unknown("x"));
    assert_eq!(field(Kind::Person).read("Jan", Language::Pl), unknown("Jan"));
}

#[test]
fn choices_that_contain_a_separator_are_read_back() {
    for labels in [["A", "B", "A, B"], ["A", "B", "A; B"], ["A; B", "A, B", "C"]] {
        let mut field = field(Kind::SeveralChoices);
        field.choices = (1..).zip(labels).map(|(number, label)| choice(number, label)).collect();
        for chosen in [&[1][..], &[2], &[3], &[1, 2], &[1, 3], &[2, 3], &[1, 2, 3]] {
            let value = ids(chosen);
            let written = field.written(&value, Language::Pl, "");
            assert_eq!(field.read(&written, Language::Pl), Ok(Some(value)), "{written:?}");
        }
    }
}

#[test]
fn texts_have_their_limits() {
    for (kind, max) in [
        (Kind::ShortText, limits::SHORT_TEXT),
        (Kind::LongText, limits::LONG_TEXT),
    ] {
        assert!(field(kind).check(text(&"ł".repeat(max))).is_ok());
        assert_eq!(
            field(kind).check(text(&"ł".repeat(max + 1))),
            Err(Reason::TooLong { max })
        );
    }
    assert_eq!((limits::SHORT_TEXT, limits::LONG_TEXT), (1_000, 20_000));
}

#[test]
fn a_value_of_another_kind_or_field_is_refused() {
    assert_eq!(field(Kind::Number).check(text("1")), Err(Reason::Malformed));
    assert_eq!(
        field(Kind::OneChoice).check(ids(&[1, 2])),
        Err(Reason::TooMany { max: 1 })
    );
    assert!(matches!(
        field(Kind::OneChoice).check(ids(&[9])),
        Err(Reason::Unknown { .. })
    ));
    assert_eq!(
        field(Kind::SeveralChoices).check(ids(&[3, 1, 3])),
        Ok(Some(ids(&[1, 3])))
    );
}

#[test]
fn a_form_with_values_reports_all_errors_and_names_the_fields() {
    let mut required = field(Kind::ShortText);
    required.required = true;
    let number = field(Kind::Number);
    let gone = FieldId(Uuid::from_u128(77));
    let values = Values::from([(required.id, text(" ")), (number.id, text("x")), (gone, text("x"))]);
    let wrong = check_values(&[required.clone(), number.clone()], &values).unwrap_err();
    let fields: Vec<Field> = wrong.iter().map(|error| error.field).collect();
    assert_eq!(fields, [required.id, number.id, gone].map(Field::Custom), "{wrong:?}");
    assert_eq!(wrong[0].reason, Reason::Required);
    let values = Values::from([(required.id, text(" a "))]);
    assert_eq!(
        check_values(&[required.clone(), number], &values),
        Ok(Values::from([(required.id, text("a"))]))
    );
}

#[test]
fn a_definition_is_checked_as_a_whole() {
    let wrong = FieldForm {
        label: " ".into(),
        kind: Kind::Money,
        currency: "złoty".into(),
        help: "x".repeat(limits::FIELD_HELP + 1),
        ..FieldForm::default()
    };
    let fields =
        |form: FieldForm| -> Vec<Field> { form.checked().unwrap_err().iter().map(|error| error.field).collect() };
    assert_eq!(fields(wrong), [Field::Label, Field::Help, Field::Currency]);
    let choices = |choices: Vec<FieldChoice>| FieldForm {
        label: "A".into(),
        kind: Kind::OneChoice,
        choices,
        ..FieldForm::default()
    };
    assert_eq!(fields(choices(vec![])), [Field::Choices]);
    assert_eq!(
        fields(choices(vec![choice(1, "a"), choice(2, " Ą ")])),
        [Field::Choices]
    );
    assert!(choices(vec![choice(1, "a, b"), choice(2, "c; d")]).checked().is_ok());
    let mut with_default = choices(vec![choice(1, "a"), choice(2, " ")]);
    with_default.default = Some(ids(&[2]));
    assert_eq!(fields(with_default.clone()), [Field::Default]);
    with_default.default = Some(ids(&[1]));
    assert_eq!(with_default.checked().unwrap().choices.len(), 1);
}

#[test]
fn sections_are_in_the_order_of_their_first_field() {
    let things = vec![("b", 1), ("", 2), ("a", 3), ("b", 4)];
    let sections = by_section(things, |(section, _)| section);
    let names: Vec<_> = sections
        .iter()
        .map(|(name, inside)| (name.as_str(), inside.len()))
        .collect();
    assert_eq!(names, [("", 1), ("b", 2), ("a", 1)]);
}

#[test]
fn a_deleted_choice_removes_only_itself_from_values() {
    let before = field(Kind::SeveralChoices);
    let mut after = before.clone();
    after.choices.remove(0);
    assert_eq!(convert(&before, &after, &ids(&[1, 2]), Language::Pl, ""), None);
    assert_eq!(remaining(&after, &ids(&[1, 2])), Some(ids(&[2])));
    assert_eq!(remaining(&after, &ids(&[1])), None);
    assert_eq!(convert(&before, &after, &ids(&[3]), Language::Pl, ""), Some(ids(&[3])));
}

#[test]
fn numbers_and_booleans_convert_by_their_meaning() {
    let to = |from: Kind, to: Kind, value: &Value| convert(&field(from), &field(to), value, Language::Pl, "");
    let number = |millionths| Value::Number(Decimal(millionths));
    assert_eq!(
        to(Kind::YesNo, Kind::Number, &Value::Boolean(true)),
        Some(number(1_000_000))
    );
    assert_eq!(
        to(Kind::Number, Kind::YesNo, &number(1_000_000)),
        Some(Value::Boolean(true))
    );
    assert_eq!(to(Kind::Number, Kind::YesNo, &number(2_000_000)), None);
    assert_eq!(
        to(Kind::ShortText, Kind::Number, &text("1 234,5")),
        Some(number(1_234_500_000))
    );
    assert_eq!(to(Kind::ShortText, Kind::OneChoice, &text("NISKI")), Some(ids(&[1])));
    assert_eq!(to(Kind::ShortText, Kind::OneChoice, &text("inny")), None);
    assert_eq!(to(Kind::SeveralChoices, Kind::OneChoice, &ids(&[2])), Some(ids(&[2])));
    assert_eq!(to(Kind::SeveralChoices, Kind::OneChoice, &ids(&[1, 2])), None);
    assert_eq!(
        to(Kind::SeveralChoices, Kind::ShortText, &ids(&[1, 2])),
        Some(text("Niski, Średni"))
    );
}

#[test]
fn unknown_tests_in_an_address_are_ignored() {
    for text in [
        "",
        "word:x",
        "number:..",
        "number:a..b",
        "day:2026-02-30..",
        "choice:",
        "person:me",
    ] {
        assert_eq!(FieldTest::parse(text), None, "{text}");
    }
}

fn any_test() -> impl Strategy<Value = FieldTest> {
    let number = || proptest::option::of(any::<i64>().prop_map(Decimal));
    let day = || proptest::option::of((1900_i32..2100).prop_map(|year| Day::parse(&format!("{year}-02-03")).unwrap()));
    prop_oneof![
        Just(FieldTest::Filled),
        Just(FieldTest::Blank),
        any::<bool>().prop_map(FieldTest::Boolean),
        "[a-zł :.&=]{0,12}".prop_map(FieldTest::Words),
        (number(), number())
            .prop_filter("a range", |(from, to)| from.is_some() || to.is_some())
            .prop_map(|(from, to)| FieldTest::Numbers { from, to }),
        (day(), day())
            .prop_filter("a range", |(from, to)| from.is_some() || to.is_some())
            .prop_map(|(from, to)| FieldTest::Days { from, to }),
        proptest::collection::vec(any::<u128>().prop_map(|id| ChoiceId(Uuid::from_u128(id))), 1..4)
            .prop_map(FieldTest::AnyOf),
        any::<u128>().prop_map(|id| FieldTest::Person(UserId(Uuid::from_u128(id)))),
    ]
}

proptest! {
    #[test]
    fn a_test_in_an_address_is_the_same_test(test in any_test()) {
        prop_assert_eq!(FieldTest::parse(&test.to_string()), Some(test));
    }

    #[test]
    fn a_checked_value_is_unchanged_and_is_read_back_from_its_text(
        (kind, value) in proptest::sample::select(Kind::ALL.to_vec()).prop_flat_map(|kind| (Just(kind), any_value(kind))),
    ) {
        let field = field(kind);
        let kept = field.check(value).unwrap().unwrap();
        prop_assert_eq!(field.check(kept.clone()), Ok(Some(kept.clone())));
        for language in Language::ALL {
            let written = field.written(&kept, language, "Jan Kot");
            if kind != Kind::Person {
                prop_assert_eq!(field.read(&written, language), Ok(Some(kept.clone())), "{}", written);
            }
        }
    }

    #[test]
    fn the_table_of_conversions_matches_the_conversions(
        (from, value) in proptest::sample::select(Kind::ALL.to_vec()).prop_flat_map(|kind| (Just(kind), any_value(kind))),
    ) {
        let (before, value) = (field(from), field(from).check(value).unwrap().unwrap());
        for to in Kind::ALL {
            let after = field(to);
            let converted = convert(&before, &after, &value, Language::Pl, "Jan Kot");
            match outlook(from, to) {
                Outlook::All => prop_assert!(converted.is_some(), "{:?} {:?} {:?}", from, to, value),
                Outlook::None => prop_assert!(converted.is_none(), "{:?} {:?} {:?}", from, to, value),
                Outlook::Some => {}
            }
            if let Some(converted) = converted {
                prop_assert_eq!(after.check(converted.clone()), Ok(Some(converted)));
            }
        }
    }
}

#[test]
fn changes_that_touch_values_need_a_preview() {
    let before = field(Kind::Money);
    let form = |currency: &str, kind, choices: &[u128]| FieldForm {
        currency: currency.into(),
        kind,
        choices: choices.iter().map(|number| choice(*number, "Any")).collect(),
        ..FieldForm::default()
    };
    let same = form(" pln", Kind::Money, &[1, 2, 3]);
    assert_eq!(
        (same.another_currency(&before), same.touches_values(&before)),
        (None, false)
    );
    let other = form("eur", Kind::Money, &[1, 2, 3]);
    assert_eq!(other.another_currency(&before).as_deref(), Some("EUR"));
    assert!(other.touches_values(&before));
    let number = form("EUR", Kind::Number, &[1, 2, 3]);
    assert_eq!(number.another_currency(&before), None, "a number has no currency");
    assert!(number.touches_values(&before));
    assert!(
        form("PLN", Kind::Money, &[1, 3]).touches_values(&before),
        "a choice was removed"
    );
}
