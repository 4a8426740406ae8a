//! Custom fields in an import, and what an import may add to the account.

use super::{
    tests::{HEADERS, context, right},
    *,
};
use crate::{
    custom_field::{Decimal, FieldChoice, FieldForm, Kind, Value},
    group::Hue,
    ids::ChoiceId,
};

pub fn with_fields() -> CheckContext {
    let field = |number: u128, label: &str, kind: Kind| {
        FieldForm {
            label: label.into(),
            kind,
            choices: ["Niski", "Wysoki"]
                .iter()
                .enumerate()
                .map(|(place, label)| FieldChoice {
                    id: ChoiceId(uuid::Uuid::from_u128(number * 10 + place as u128)),
                    label: (*label).into(),
                })
                .collect(),
            ..FieldForm::default()
        }
        .field(FieldId(uuid::Uuid::from_u128(number)))
    };
    let mut stage = field(4, "Etap", Kind::ShortText);
    stage.default = Some(Value::Text("nowy".into()));
    CheckContext {
        fields: vec![
            field(1, "Budżet", Kind::Number),
            field(2, "Ryzyka", Kind::SeveralChoices),
            field(3, "Kto", Kind::Person),
            stage,
        ],
        may_add_choices: true,
        language: Language::Pl,
        ..context()
    }
}

fn check_fields(context: CheckContext, unknown_choices: UnknownChoices, row: &[&str]) -> RowVerdict {
    let headers = ["Nazwa", "budzet", "Ryzyka", "Kto", "Budżet"];
    let mut mapping = Mapping::for_headers(&headers);
    mapping.columns = match_fields(&headers, &mapping.columns, &context.fields);
    assert_eq!(mapping.columns[4], None, "a field may have only one column");
    mapping.unknown_choices = unknown_choices;
    Checker::new(context).check(
        5,
        &|column: usize| row.get(column).copied().unwrap_or_default(),
        &mapping,
    )
}

#[test]
fn cells_of_custom_fields_are_read_as_values() {
    let row = right(check_fields(
        with_fields(),
        UnknownChoices::Refuse,
        &["Nowa", "1 234,5", "wysoki; NISKI", "anna@firma.pl"],
    ));
    let values: Vec<_> = row.fields.iter().map(|cell| cell.value.clone().unwrap()).collect();
    let id = |number| ChoiceId(uuid::Uuid::from_u128(number));
    assert_eq!(
        values,
        [
            Value::Number(Decimal(1_234_500_000)),
            Value::Choices(vec![id(20), id(21)]),
            Value::Person(UserId(uuid::Uuid::from_u128(1))),
            Value::Text("nowy".into()),
        ]
    );
}

#[test]
fn choices_that_do_not_exist_are_refused_created_or_left_out() {
    let row = ["Nowa", "", "Niski, Inny, inny"];
    let RowVerdict::Wrong(wrong) = check_fields(with_fields(), UnknownChoices::Refuse, &row) else {
        panic!("right")
    };
    assert_eq!(
        (wrong[0].column, &wrong[0].reason),
        (Some(2), &Reason::Unknown { value: "Inny".into() })
    );
    let made = right(check_fields(with_fields(), UnknownChoices::Create, &row));
    assert_eq!(made.fields[0].new_choices, ["Inny"]);
    let left = right(check_fields(with_fields(), UnknownChoices::LeaveOut, &row));
    assert!(left.fields[0].new_choices.is_empty());
    let forbidden = CheckContext {
        may_add_choices: false,
        ..with_fields()
    };
    assert_eq!(Checker::new(forbidden).verify(&made)[0].reason, Reason::NotAllowed);
}

#[test]
fn a_word_that_was_mapped_to_a_choice_is_read_as_it() {
    let context = with_fields();
    let risks = context
        .fields
        .iter()
        .find(|field| field.kind == Kind::SeveralChoices)
        .unwrap();
    let (field, low) = (
        risks.id,
        risks.choices.iter().find(|choice| choice.label == "Niski").unwrap().id,
    );
    let headers = ["Nazwa", "Ryzyka"];
    let mut mapping = Mapping::for_headers(&headers);
    mapping.columns = match_fields(&headers, &mapping.columns, &context.fields);
    let gone = ChoiceId(uuid::Uuid::from_u128(99));
    mapping
        .choice_words
        .insert(field, [("maly".into(), low), ("dawny".into(), gone)].into());
    let checker = Checker::new(context);
    let check = |cell: &str| {
        let row = ["Nowa", cell];
        checker.check(
            5,
            &|column: usize| row.get(column).copied().unwrap_or_default(),
            &mapping,
        )
    };
    let value = |cell: &str| right(check(cell)).fields[0].value.clone();
    assert_eq!(value("Mały"), Some(Value::Choices(vec![low])));
    assert_eq!(value("Mały; niski"), Some(Value::Choices(vec![low])), "once");
    let RowVerdict::Wrong(wrong) = check("Mały; dawny") else {
        panic!("right")
    };
    assert_eq!(
        wrong[0].reason,
        Reason::Unknown { value: "dawny".into() },
        "a choice that no longer exists"
    );
    assert_eq!(
        checker.unknown_choices(field, "Mały; niski", &mapping),
        ["Mały"],
        "it can be mapped to another choice"
    );
}

#[test]
fn a_new_space_needs_required_fields_and_an_update_does_not() {
    let mut context = with_fields();
    context.fields[0].required = true;
    let RowVerdict::Wrong(wrong) = check_fields(context.clone(), UnknownChoices::Refuse, &["Nowa"]) else {
        panic!("right")
    };
    assert_eq!(wrong[0].reason, Reason::Required);
    let mut row = right(check_fields(with_fields(), UnknownChoices::Refuse, &["Nowa"]));
    row.action = RowAction::Update {
        space: context.spaces[0].id,
        version: 7,
    };
    assert_eq!(Checker::new(context).verify(&row), []);
}

#[test]
fn an_import_adds_only_what_the_person_may_add() {
    let check = |context: CheckContext, row: &[&str]| {
        let mapping = Mapping {
            existing: ExistingName::Update,
            ..Mapping::for_headers(&HEADERS)
        };
        let cell = |column: usize| row.get(column).copied().unwrap_or_default();
        Checker::new(context).check(5, &cell, &mapping)
    };
    let no_spaces = || CheckContext {
        adding_refused: true,
        ..context()
    };
    let no_groups = || CheckContext {
        new_groups_refused: true,
        ..context()
    };
    let reason = |verdict: RowVerdict| match verdict {
        RowVerdict::Right(_) => None,
        RowVerdict::Wrong(wrong) => Some((wrong[0].field, wrong[0].reason.clone())),
    };
    assert_eq!(
        reason(check(no_spaces(), &["Nowa"])),
        Some((Field::Name, Reason::NotAllowed))
    );
    assert_eq!(reason(check(no_spaces(), &["Łódź"])), None);
    let unknown = ["Nowa", "", "Nieznana, Sprzedaż"];
    let made = right(check(context(), &unknown));
    assert_eq!(made.groups.as_ref().map(Vec::len), Some(2));
    let left = right(check(no_groups(), &unknown));
    let known = GroupChoice::Existing(context().groups[0].id);
    assert_eq!(left.groups, Some(vec![known]), "only existing groups");
    let wrong = &Checker::new(no_groups()).verify(&made)[0];
    assert_eq!((wrong.field, &wrong.reason), (Field::Groups, &Reason::NotAllowed));
    assert_eq!(Checker::new(no_groups()).verify(&left), []);
}

#[test]
fn choices_are_not_added_without_the_permission_whatever_was_chosen_before() {
    let row = ["Nowa", "", "Niski, Inny"];
    let forbidden = || CheckContext {
        may_add_choices: false,
        ..with_fields()
    };
    let RowVerdict::Wrong(wrong) = check_fields(forbidden(), UnknownChoices::Create, &row) else {
        panic!("right")
    };
    assert_eq!(wrong[0].reason, Reason::Unknown { value: "Inny".into() });
    let left = right(check_fields(forbidden(), UnknownChoices::LeaveOut, &row));
    assert!(left.fields[0].new_choices.is_empty());
}

#[test]
fn a_rule_without_permission_is_replaced_by_a_permitted_one() {
    for rule in UnknownGroups::ALL {
        assert_eq!(rule.within(true), rule);
        assert_eq!(rule.within(false), UnknownGroups::LeaveOut);
    }
    for rule in UnknownChoices::ALL {
        assert_eq!(rule.within(true), rule);
        assert_ne!(rule.within(false), UnknownChoices::Create);
    }
}

#[test]
fn a_group_whose_name_contains_a_comma_is_one_group() {
    let mut context = context();
    let both = GroupId(uuid::Uuid::from_u128(11));
    context.groups.push(GroupRef {
        id: both,
        name: "Sprzedaż, Marketing; IT".into(),
        hue: Hue::Teal,
    });
    let checker = Checker::new(context);
    let mapping = Mapping::for_headers(&HEADERS);
    let sales = GroupChoice::Existing(GroupId(uuid::Uuid::from_u128(10)));
    let groups = |cell: &str| {
        let row = ["Nowa", "", cell];
        let verdict = checker.check(
            5,
            &|column: usize| row.get(column).copied().unwrap_or_default(),
            &mapping,
        );
        right(verdict).groups.unwrap()
    };
    assert_eq!(groups("sprzedaż, marketing; it"), [GroupChoice::Existing(both)]);
    assert_eq!(
        groups("Sprzedaż, Marketing; IT\nSprzedaż"),
        [GroupChoice::Existing(both), sales.clone()]
    );
    assert_eq!(groups("Sprzedaż, Kadry"), [sales, GroupChoice::New("Kadry".into())]);
}

#[test]
fn a_field_labelled_like_another_word_for_groups_is_the_field() {
    let mut context = with_fields();
    context.fields[0].label = "Kategoria".into();
    context.fields[1].label = "Tagi".into();
    let match_all = |headers: &[&str]| match_fields(headers, &match_headers(headers), &context.fields);
    let custom = |place: usize| Some(Target::Custom(context.fields[place].id));
    assert_eq!(
        match_all(&["Nazwa", "Grupy", "Tagi", "Kategoria", "Tagi"]),
        [
            Some(Target::Name),
            Some(Target::Groups),
            Some(Target::Tags),
            custom(0),
            custom(1)
        ]
    );
    context.fields.clear();
    let groups = Some(Target::Groups);
    let headers = ["Nazwa", "Grupy", "Kategoria"];
    assert_eq!(
        match_fields(&headers, &match_headers(&headers), &context.fields),
        [Some(Target::Name), groups, groups]
    );
}
