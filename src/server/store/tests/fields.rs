//! Custom fields: definitions, values, what a change does to them, lists by them.

use domain::{
    access::AccountAction,
    activity::{EditedField, What},
    custom_field::{CustomField, Decimal, FieldChoice, FieldFilter, FieldForm, FieldTest, Kind, Value},
    error::{AppError, Field, Reason},
    ids::{ChoiceId, FieldId, SpaceId},
    list_query::{Day, ListQuery, Sort, SortBy},
    operation::{Operation, Selection, SkipReason},
    person::{Language, Role},
    visibility::Visibility,
};

use super::{
    operations::{apply, detail, undo},
    pages::{all, names, plan},
    world::{World, add, form, save},
};
use crate::server::{
    clock,
    gate::Gate,
    store::{
        fields::{self, change},
        groups, space_list,
        sql::Sql,
    },
};

pub fn of(label: &str, kind: Kind) -> FieldForm {
    FieldForm {
        label: label.into(),
        kind,
        currency: "PLN".into(),
        choices: ["Low", "Middle", "High"]
            .map(|label| FieldChoice {
                id: ChoiceId(clock::new_id()),
                label: label.into(),
            })
            .to_vec(),
        ..FieldForm::default()
    }
}

pub async fn add_field(admin: &Gate, form: FieldForm) -> Result<CustomField, AppError> {
    let mut permit = admin.account(AccountAction::ManageSettings).await?;
    let id = fields::add(&mut permit, form).await?;
    permit.commit().await?;
    Ok(find(admin, id).await)
}

pub async fn find(gate: &Gate, id: FieldId) -> CustomField {
    let mut tx = gate.read().await.unwrap();
    let all = fields::all(&mut tx).await.unwrap();
    all.into_iter().find(|field| field.id == id).unwrap()
}

async fn change_field(admin: &Gate, field: &CustomField, form: FieldForm, accepted: u32) -> Result<(), AppError> {
    let mut permit = admin.account(AccountAction::ManageSettings).await?;
    fields::save(&mut permit, field.id, form, accepted).await?;
    Ok(permit.commit().await?)
}

async fn space(gate: &Gate, name: &str, level: Visibility, values: &[(&CustomField, Value)]) -> SpaceId {
    let mut form = form(name, level);
    form.fields = values.iter().map(|(field, value)| (field.id, value.clone())).collect();
    add(gate, form).await
}

pub async fn held(gate: &Gate, space: SpaceId, field: &CustomField) -> Option<Value> {
    let held = detail(gate, space).await.fields;
    held.into_iter()
        .find(|held| held.field.id == field.id)
        .map(|held| held.value)
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn number(number: i64) -> Value {
    Value::Number(Decimal(number * 1_000_000))
}

fn day(day: &str) -> Value {
    Value::Date(Day::parse(day).unwrap())
}

fn chosen(field: &CustomField, places: &[usize]) -> Value {
    Value::Choices(places.iter().map(|place| field.choices[*place].id).collect())
}

fn filtered(field: &CustomField, test: FieldTest) -> ListQuery {
    ListQuery {
        fields: vec![FieldFilter { field: field.id, test }],
        ..ListQuery::default()
    }
}

fn sorted(field: &CustomField, descending: bool) -> ListQuery {
    ListQuery {
        sort: Sort {
            by: SortBy::Field(field.id),
            descending,
        },
        ..ListQuery::default()
    }
}

#[tokio::test]
async fn a_value_of_each_kind_comes_back_and_an_edit_of_it_is_told() {
    let world = World::new().await;
    let admin = world.person("Admin", Role::Administrator).await;
    let owner = world.user("Owner").await;
    let mut values = Vec::new();
    for kind in Kind::ALL {
        let field = add_field(&admin, of(&format!("Field {}", kind.as_str()), kind))
            .await
            .unwrap();
        let value = match kind {
            Kind::ShortText => text("Łódź"),
            Kind::LongText => text("a\nb"),
            Kind::Number => Value::Number(Decimal(-1)),
            Kind::Money => Value::Number(Decimal(i64::MAX)),
            Kind::Date => day("2024-02-29"),
            Kind::YesNo => Value::Truth(false),
            Kind::OneChoice => chosen(&field, &[1]),
            Kind::SeveralChoices => chosen(&field, &[0, 2]),
            Kind::Link => text("https://example.org/"),
            Kind::Email => text("a@b.pl"),
            Kind::Phone => text("+48 123 456 789"),
            Kind::Person => Value::Person(owner.me().id),
        };
        values.push((field, value));
    }
    let with: Vec<_> = values.iter().map(|(field, value)| (field, value.clone())).collect();
    let id = space(&owner, "A", Visibility::Public, &with).await;
    let opened = detail(&owner, id).await;
    let back: Vec<_> = opened
        .fields
        .iter()
        .map(|held| (held.field.clone(), held.value.clone()))
        .collect();
    assert_eq!(back, values);
    assert_eq!(opened.fields[11].person.as_ref().unwrap().name, "Owner");

    let mut edited = opened.form();
    edited.fields.remove(&values[0].0.id);
    edited.fields.insert(values[6].0.id, chosen(&values[6].0, &[2]));
    save(&owner, id, edited).await.unwrap();
    assert_eq!(held(&owner, id, &values[0].0).await, None);
    assert_eq!(held(&owner, id, &values[6].0).await, Some(chosen(&values[6].0, &[2])));
    let mut tx = owner.read().await.unwrap();
    let lines = crate::server::store::spaces::happened(&mut tx, &owner.viewer(), id, None)
        .await
        .unwrap();
    let custom = |label: &str| EditedField::Custom(label.into());
    let fields = vec![custom("Field short-text"), custom("Field one-choice")];
    assert_eq!(lines[0].what, What::Edited { fields });
}

#[tokio::test]
async fn a_wrong_value_is_refused_and_the_field_is_named() {
    let world = World::new().await;
    let admin = world.person("Admin", Role::Administrator).await;
    let mut required = of("Budget", Kind::Number);
    required.required = true;
    let budget = add_field(&admin, required).await.unwrap();
    let keeper = add_field(&admin, of("Keeper", Kind::Person)).await.unwrap();
    let gone = world.user("Gone").await;
    let mut tx = world.store.begin().await.unwrap();
    crate::server::store::users::deactivate(&mut tx, gone.me().id)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let try_with = async |values: &[(FieldId, Value)]| {
        let mut form = form("A", Visibility::Public);
        form.fields = values.iter().cloned().collect();
        let mut permit = admin.account(AccountAction::AddSpace).await.unwrap();
        let added = crate::server::store::space_writes::add(&mut permit, form, clock::new_id()).await;
        added.map_err(AppError::from).map(|_| ())
    };
    let wrong = |field: &CustomField, reason| Err(AppError::field(Field::Custom(field.id), reason));
    assert_eq!(try_with(&[]).await, wrong(&budget, Reason::Required));
    assert_eq!(
        try_with(&[(budget.id, text("1"))]).await,
        wrong(&budget, Reason::Malformed)
    );
    let both = [(budget.id, number(1)), (keeper.id, Value::Person(gone.me().id))];
    assert_eq!(try_with(&both).await, wrong(&keeper, Reason::Deactivated));
    assert_eq!(try_with(&both[..1]).await, Ok(()));
}

#[tokio::test]
async fn only_administrators_rule_over_fields_and_labels_are_unique() {
    let world = World::new().await;
    let admin = world.person("Admin", Role::Administrator).await;
    let user = world.user("User").await;
    assert_eq!(
        add_field(&user, of("A", Kind::Date)).await.unwrap_err(),
        AppError::NotAllowed
    );
    let first = add_field(&admin, of("Łódź", Kind::Date)).await.unwrap();
    let second = add_field(&admin, of("B", Kind::Date)).await.unwrap();
    let taken = AppError::field(Field::Label, Reason::Taken);
    assert_eq!(add_field(&admin, of("lodz", Kind::Date)).await.unwrap_err(), taken);
    let mut permit = admin.account(AccountAction::ManageSettings).await.unwrap();
    fields::order(&mut permit, &[second.id, first.id]).await.unwrap();
    assert!(fields::order(&mut permit, &[second.id]).await.is_err());
    permit.commit().await.unwrap();
    let mut tx = user.read().await.unwrap();
    let order: Vec<_> = fields::list(&mut tx)
        .await
        .unwrap()
        .into_iter()
        .map(|field| field.label)
        .collect();
    assert_eq!(order, ["B", "Łódź"]);
}

#[tokio::test]
async fn archiving_keeps_values_out_of_sight_and_edits_leave_them_alone() {
    let world = World::new().await;
    let admin = world.person("Admin", Role::Administrator).await;
    let field = add_field(&admin, of("Stage", Kind::ShortText)).await.unwrap();
    let id = space(&admin, "A", Visibility::Public, &[(&field, text("x"))]).await;
    let archive = async |there: bool| {
        let mut permit = admin.account(AccountAction::ManageSettings).await.unwrap();
        match there {
            true => fields::archive(&mut permit, field.id).await.unwrap(),
            false => fields::restore(&mut permit, field.id).await.unwrap(),
        }
        permit.commit().await.unwrap();
    };
    archive(true).await;
    assert_eq!(held(&admin, id, &field).await, None);
    assert!(names(&admin, &filtered(&field, FieldTest::Filled)).await.is_empty());
    let mut edited = detail(&admin, id).await.form();
    edited.name = "B".into();
    save(&admin, id, edited.clone()).await.unwrap();
    edited.version = 2;
    edited.fields.insert(field.id, text("y"));
    assert!(matches!(save(&admin, id, edited).await, Err(AppError::Invalid(_))));
    archive(false).await;
    assert_eq!(held(&admin, id, &field).await, Some(text("x")));
}

#[tokio::test]
async fn changing_a_type_says_what_is_lost_and_does_no_more() {
    let world = World::new().await;
    let admin = world.person("Admin", Role::Administrator).await;
    let field = add_field(&admin, of("Budget", Kind::ShortText)).await.unwrap();
    let ids = [
        space(&admin, "A", Visibility::Public, &[(&field, text("1234.5"))]).await,
        space(&admin, "B", Visibility::Public, &[(&field, text("a lot"))]).await,
        space(&admin, "C", Visibility::Public, &[]).await,
    ];
    let mut to = field.form();
    to.kind = Kind::Number;
    let mut tx = admin.read().await.unwrap();
    let impact = change::preview(&mut tx, field.id, &to, Language::En).await.unwrap();
    drop(tx);
    assert_eq!(
        (impact.holding, impact.lost, impact.examples),
        (2, 1, vec!["a lot".to_owned()])
    );
    let unaccepted = change_field(&admin, &field, to.clone(), 0).await;
    assert!(matches!(unaccepted, Err(AppError::Conflict(_))));
    assert_eq!(held(&admin, ids[1], &field).await, Some(text("a lot")));
    change_field(&admin, &field, to.clone(), 1).await.unwrap();
    assert_eq!(
        held(&admin, ids[0], &field).await,
        Some(Value::Number(Decimal(1_234_500_000)))
    );
    assert_eq!(held(&admin, ids[1], &field).await, None);
    // Who began an edit before must not bring the old value back.
    assert_eq!(detail(&admin, ids[0]).await.version, 2);
    assert_eq!(detail(&admin, ids[2]).await.version, 1);
    assert!(matches!(
        change_field(&admin, &field, to, 1).await,
        Err(AppError::Conflict(_))
    ));
    let numbers = FieldTest::Numbers {
        from: Some(Decimal(0)),
        to: None,
    };
    assert_eq!(names(&admin, &filtered(&field, numbers)).await, ["A"]);
}

#[tokio::test]
async fn a_choice_keeps_its_values_when_it_is_renamed_or_moved_and_takes_them_along_when_it_goes() {
    let world = World::new().await;
    let admin = world.person("Admin", Role::Administrator).await;
    let field = add_field(&admin, of("Size", Kind::SeveralChoices)).await.unwrap();
    let both = space(&admin, "Both", Visibility::Public, &[(&field, chosen(&field, &[0, 2]))]).await;
    space(&admin, "High", Visibility::Public, &[(&field, chosen(&field, &[2]))]).await;
    assert_eq!(names(&admin, &sorted(&field, false)).await, ["Both", "High"]);
    let mut reversed = field.form();
    reversed.choices.reverse();
    reversed.choices[0].label = "Highest".into();
    change_field(&admin, &field, reversed, 0).await.unwrap();
    let field = find(&admin, field.id).await;
    assert_eq!(names(&admin, &sorted(&field, false)).await, ["High", "Both"]);
    assert_eq!(held(&admin, both, &field).await, Some(chosen(&field, &[0, 2])));
    let mut fewer = field.form();
    fewer.choices.remove(0);
    change_field(&admin, &field, fewer, 2).await.unwrap();
    let field = find(&admin, field.id).await;
    assert_eq!(held(&admin, both, &field).await, Some(chosen(&field, &[1])));
    assert_eq!(names(&admin, &filtered(&field, FieldTest::Filled)).await, ["Both"]);
}

#[tokio::test]
async fn deleting_a_field_takes_its_values_and_no_others() {
    let world = World::new().await;
    let admin = world.person("Admin", Role::Administrator).await;
    let gone = add_field(&admin, of("Gone", Kind::OneChoice)).await.unwrap();
    let stays = add_field(&admin, of("Stays", Kind::Date)).await.unwrap();
    let values = [(&gone, chosen(&gone, &[0])), (&stays, day("2026-01-02"))];
    let id = space(&admin, "A", Visibility::Public, &values).await;
    let mut tx = admin.read().await.unwrap();
    assert_eq!(fields::count_holding(&mut tx, gone.id).await.unwrap(), 1);
    drop(tx);
    let mut permit = admin.account(AccountAction::ManageSettings).await.unwrap();
    assert!(fields::delete(&mut permit, gone.id, 0).await.is_err());
    fields::delete(&mut permit, gone.id, 1).await.unwrap();
    permit.commit().await.unwrap();
    let left: Vec<_> = detail(&admin, id)
        .await
        .fields
        .into_iter()
        .map(|held| held.value)
        .collect();
    assert_eq!(left, [day("2026-01-02")]);
    // A space takes its values along.
    super::contents::remove(&world.store, id).await;
    let mut tx = world.store.begin().await.unwrap();
    for table in ["space_field_values", "space_field_choices", "field_choices"] {
        let count = Sql::new(&format!("SELECT count(*) FROM {table}"))
            .count(&mut tx)
            .await
            .unwrap();
        assert_eq!(count, 0, "{table}");
    }
}

#[tokio::test]
async fn each_kind_narrows_and_sorts_by_what_it_means() {
    let world = World::new().await;
    let admin = world.person("Ćma", Role::Administrator).await;
    let other = world.user("Ala").await;
    let label = add_field(&admin, of("Text", Kind::ShortText)).await.unwrap();
    let amount = add_field(&admin, of("Amount", Kind::Money)).await.unwrap();
    let due = add_field(&admin, of("Due", Kind::Date)).await.unwrap();
    let done = add_field(&admin, of("Done", Kind::YesNo)).await.unwrap();
    let size = add_field(&admin, of("Size", Kind::OneChoice)).await.unwrap();
    let keeper = add_field(&admin, of("Keeper", Kind::Person)).await.unwrap();
    let make = async |name: &str, word: &str, money: i64, on: &str, place: usize, by: &Gate| {
        let values = [
            (&label, text(word)),
            (&amount, number(money)),
            (&due, day(on)),
            (&done, Value::Truth(money > 0)),
            (&size, chosen(&size, &[place])),
            (&keeper, Value::Person(by.me().id)),
        ];
        space(&admin, name, Visibility::Public, &values).await
    };
    make("A", "Łódź Fabryczna", -5, "2026-02-01", 2, &admin).await;
    make("B", "Lublin", 10, "1999-12-31", 0, &other).await;
    make("C", "łoś", 1_000, "2026-01-31", 1, &other).await;
    space(&admin, "D", Visibility::Public, &[]).await;

    for (field, expected) in [
        // Polish order: 'l' before 'ł', 'o' before 'ó'.
        (&label, ["B", "C", "A"]),
        (&amount, ["A", "B", "C"]),
        (&due, ["B", "C", "A"]),
        (&size, ["B", "C", "A"]),
        (&done, ["A", "B", "C"]),
        (&keeper, ["B", "C", "A"]),
    ] {
        let mut up: Vec<&str> = expected.to_vec();
        let mut down = up.clone();
        down.reverse();
        up.push("D");
        down.push("D");
        assert_eq!(names(&admin, &sorted(field, false)).await, up, "{}", field.label);
        assert_eq!(names(&admin, &sorted(field, true)).await, down, "{}", field.label);
    }
    let between = |from: i64, to: i64| FieldTest::Numbers {
        from: Some(Decimal(from * 1_000_000)),
        to: Some(Decimal(to * 1_000_000)),
    };
    let days = |from, to| FieldTest::Days {
        from: Day::parse(from),
        to: Day::parse(to),
    };
    for (field, test, expected) in [
        (&label, FieldTest::Words("fab lodz".into()), vec!["A"]),
        (&label, FieldTest::Words("odz".into()), vec![]),
        (&label, FieldTest::Filled, vec!["A", "B", "C"]),
        (&label, FieldTest::Blank, vec!["D"]),
        (&amount, between(-5, 10), vec!["A", "B"]),
        (&amount, between(11, 999), vec![]),
        (&due, days("2026-01-31", ""), vec!["A", "C"]),
        (&due, days("", "2026-01-31"), vec!["B", "C"]),
        (&done, FieldTest::Truth(false), vec!["A"]),
        (
            &size,
            FieldTest::AnyOf(vec![size.choices[0].id, size.choices[2].id]),
            vec!["A", "B"],
        ),
        (&keeper, FieldTest::Person(other.me().id), vec!["B", "C"]),
        // A test that is none of the field's kind finds nothing.
        (&label, between(0, 1), vec![]),
        (&amount, FieldTest::Words("1".into()), vec![]),
    ] {
        let query = filtered(field, test.clone());
        assert_eq!(names(&admin, &query).await, expected, "{} {test:?}", field.label);
        let mut tx = admin.read().await.unwrap();
        let count = space_list::count(&mut tx, &admin.viewer(), &admin.zone(), &query)
            .await
            .unwrap();
        assert_eq!(count.shown as usize, expected.len());
    }
    let mut both = filtered(&done, FieldTest::Truth(true));
    both.fields.push(FieldFilter {
        field: keeper.id,
        test: FieldTest::Person(other.me().id),
    });
    both.sort = sorted(&amount, true).sort;
    assert_eq!(names(&admin, &both).await, ["C", "B"]);

    // A person who is renamed sorts by the new name.
    let mut me = other.me().clone();
    me.name = "Żaba".into();
    let mut tx = world.store.begin().await.unwrap();
    crate::server::store::users::save_settings(&mut tx, &me).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(names(&admin, &sorted(&keeper, false)).await, ["A", "B", "C", "D"]);
}

#[tokio::test]
async fn of_a_private_space_an_outsider_finds_and_sorts_by_no_value() {
    let world = World::new().await;
    let admin = world.person("Admin", Role::Administrator).await;
    let owner = world.user("Owner").await;
    let stranger = world.user("Stranger").await;
    let field = add_field(&admin, of("Secret", Kind::Number)).await.unwrap();
    for (name, level, value) in [
        ("Private 9", Visibility::Private, Some(9)),
        ("Private 1", Visibility::Private, Some(1)),
        ("Private -", Visibility::Private, None),
        ("Hidden", Visibility::Hidden, Some(5)),
        ("Public 5", Visibility::Public, Some(5)),
        ("Public -", Visibility::Public, None),
    ] {
        let values: Vec<_> = value.map(|value| (&field, number(value))).into_iter().collect();
        space(&owner, name, level, &values).await;
    }
    for test in [
        FieldTest::Filled,
        FieldTest::Numbers {
            from: Some(Decimal(0)),
            to: None,
        },
    ] {
        let query = filtered(&field, test);
        assert_eq!(names(&stranger, &query).await, ["Public 5"]);
        let mut tx = stranger.read().await.unwrap();
        let count = space_list::count(&mut tx, &stranger.viewer(), &stranger.zone(), &query)
            .await
            .unwrap();
        assert_eq!(count.shown, 1);
        let groups = groups::counts(&mut tx, &stranger.viewer(), &stranger.zone(), &query)
            .await
            .unwrap();
        assert_eq!(groups.last().unwrap().1.shown, 1);
        assert_eq!(names(&owner, &query).await.len(), 4);
    }
    assert_eq!(
        names(&stranger, &filtered(&field, FieldTest::Blank)).await,
        ["Public -"]
    );
    // The rest stands by name: that some of it holds a value must not show.
    for descending in [false, true] {
        assert_eq!(
            names(&stranger, &sorted(&field, descending)).await,
            ["Public 5", "Private -", "Private 1", "Private 9", "Public -"]
        );
    }
    assert_eq!(
        names(&owner, &sorted(&field, true)).await,
        ["Private 9", "Public 5", "Hidden", "Private 1", "Private -", "Public -"]
    );
    // An operation on all that a filter finds meets no more.
    let selection = Selection::Matching(Box::new(filtered(&field, FieldTest::Filled)));
    let (_, outcome) = apply(&stranger, selection, Operation::AddTag("x".into())).await;
    assert_eq!((outcome.total, outcome.skipped), (1, vec![(SkipReason::NotAllowed, 1)]));
}

#[tokio::test]
async fn pages_by_a_field_are_the_whole_list_both_ways() {
    let world = World::new().await;
    let admin = world.person("Admin", Role::Administrator).await;
    let field = add_field(&admin, of("Number", Kind::Number)).await.unwrap();
    for place in 0..120_i64 {
        let values: Vec<_> = (place % 3 != 0)
            .then(|| (&field, number(place * 7 % 40 - 20)))
            .into_iter()
            .collect();
        space(&admin, &format!("S {place}"), Visibility::Public, &values).await;
    }
    for descending in [false, true] {
        let query = sorted(&field, descending);
        let rows = all(&admin, &query).await;
        assert_eq!(rows.len(), 120);
        let mut ids: Vec<_> = rows.iter().map(|row| row.id).collect();
        let mut tx = admin.read().await.unwrap();
        let last = space_list::page(
            &mut tx,
            &admin.viewer(),
            &admin.zone(),
            &query,
            &domain::list_query::Place::Last,
            0,
        )
        .await
        .unwrap();
        assert_eq!(last.rows, rows[70..]);
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 120);
    }
}

#[tokio::test]
async fn lists_by_a_field_follow_an_index() {
    let world = World::new().await;
    let admin = world.person("Admin", Role::Administrator).await;
    let user = world.user("User").await;
    let field = add_field(&admin, of("Number", Kind::Number)).await.unwrap();
    let tests = [
        (
            FieldTest::Numbers {
                from: Some(Decimal(0)),
                to: None,
            },
            "space_field_values_by_key (field=? AND key>?",
        ),
        (FieldTest::Truth(true), "space_field_values_by_key (field=? AND key=?)"),
        (FieldTest::Words("a".into()), "v USING PRIMARY KEY (field=?)"),
        (
            FieldTest::AnyOf(vec![ChoiceId(clock::new_id())]),
            "l USING PRIMARY KEY (choice=?)",
        ),
        (FieldTest::Person(user.me().id), "space_field_values_by_person"),
    ];
    for gate in [&admin, &user] {
        for descending in [false, true] {
            let query = sorted(&field, descending);
            for (place, phase) in space_list::phases(&gate.viewer(), &query).into_iter().enumerate() {
                let sql = space_list::select(&gate.viewer(), &gate.zone(), &query, phase, None, false, 51);
                let plan = plan(gate, &sql).await;
                let index = ["space_field_values_by_key (field=?", "INDEX spaces_by_name"][place];
                assert!(plan.contains(index), "{phase:?}: {plan}");
                assert!(!plan.contains("TEMP B-TREE"), "{phase:?}: {plan}");
            }
        }
        for (test, index) in &tests {
            let query = filtered(&field, test.clone());
            let phase = space_list::phases(&gate.viewer(), &query)[0];
            let sql = space_list::select(&gate.viewer(), &gate.zone(), &query, phase, None, false, 51);
            let plan = plan(gate, &sql).await;
            assert!(plan.contains(index), "{test:?}: {plan}");
            assert!(!plan.contains("SCAN v") && !plan.contains("SCAN l"), "{test:?}: {plan}");
        }
    }
}

#[tokio::test]
async fn the_operation_sets_and_clears_a_field_and_is_taken_back_whole() {
    let world = World::new().await;
    let admin = world.person("Admin", Role::Administrator).await;
    let stranger = world.user("Stranger").await;
    let size = add_field(&admin, of("Size", Kind::SeveralChoices)).await.unwrap();
    let label = add_field(&admin, of("Label", Kind::ShortText)).await.unwrap();
    let keeper = add_field(&admin, of("Keeper", Kind::Person)).await.unwrap();
    let values = [
        (&size, chosen(&size, &[0, 2])),
        (&label, text("before")),
        (&keeper, Value::Person(admin.me().id)),
    ];
    let full = space(&admin, "A", Visibility::Public, &values).await;
    let blank = space(&admin, "B", Visibility::Public, &[]).await;
    let selection = Selection::Ids(vec![full, blank]);
    for (field, value) in [
        (&size, chosen(&size, &[1])),
        (&label, text("after")),
        (&keeper, Value::Person(stranger.me().id)),
    ] {
        let before = [held(&admin, full, field).await, held(&admin, blank, field).await];
        let set = |value: Option<Value>| Operation::SetField { field: field.id, value };
        let (id, outcome) = apply(&admin, selection.clone(), set(Some(value.clone()))).await;
        assert_eq!(outcome.changed, 2);
        for space in [full, blank] {
            assert_eq!(held(&admin, space, field).await, Some(value.clone()));
        }
        let (_, again) = apply(&admin, selection.clone(), set(Some(value))).await;
        assert_eq!(again.skipped, [(SkipReason::NothingToDo, 2)]);
        assert_eq!(undo(&admin, id).await.changed, 2);
        assert_eq!(
            [held(&admin, full, field).await, held(&admin, blank, field).await],
            before
        );
        let (id, outcome) = apply(&admin, selection.clone(), set(None)).await;
        assert_eq!((outcome.changed, held(&admin, full, field).await), (1, None));
        assert_eq!(undo(&admin, id).await.changed, 1);
        assert_eq!(
            [held(&admin, full, field).await, held(&admin, blank, field).await],
            before
        );
    }
    let set = Operation::SetField {
        field: label.id,
        value: Some(text("x")),
    };
    let (_, outcome) = apply(&stranger, selection.clone(), set.clone()).await;
    assert_eq!(outcome.skipped, [(SkipReason::NotAllowed, 2)]);
    // What a changed or deleted field held cannot come back.
    let (id, _) = apply(&admin, selection.clone(), set).await;
    let mut permit = admin.account(AccountAction::ManageSettings).await.unwrap();
    fields::delete(&mut permit, label.id, 2).await.unwrap();
    permit.commit().await.unwrap();
    let outcome = undo(&admin, id).await;
    assert_eq!(
        (outcome.changed, outcome.skipped),
        (0, vec![(SkipReason::ChangedSince, 2)])
    );
}

#[tokio::test]
#[ignore = "a measurement: cargo test --features ssr -- --ignored --nocapture fifty_fields"]
async fn fifty_fields_of_a_hundred_thousand_spaces_are_filtered_and_sorted_at_once() {
    let world = World::new().await;
    let admin = world.person("Admin", Role::Administrator).await;
    let user = world.user("User").await;
    super::operations::fill(&world, &admin, 100_000).await;
    let mut numbers = Vec::new();
    for place in 0..50 {
        let kind = if place % 2 == 0 { Kind::Number } else { Kind::ShortText };
        numbers.push(add_field(&admin, of(&format!("F{place}"), kind)).await.unwrap());
    }
    let mut tx = world.store.begin().await.unwrap();
    for numbered in fields::active(&mut tx).await.unwrap() {
        // Spread over the spaces without any order.
        let mut sql = Sql::new(match numbered.field.kind {
            Kind::Number => {
                "INSERT INTO space_field_values (space, field, key, number) SELECT s.number, f.number, \
                 printf('8%015x', s.number * 7919 % 100003 * 1000000), s.number * 7919 % 100003 * 1000000"
            }
            _ => {
                "INSERT INTO space_field_values (space, field, key, text, words) SELECT s.number, f.number, \
                 printf('%060x', s.number * 104729 % 100003), 'Słowo ' || s.number, ' slowo ' || s.number"
            }
        });
        sql.push(" FROM spaces s, fields f WHERE f.number = ")
            .bind(numbered.number);
        sql.run(&mut tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    let numbers_between = |from: i64, to: i64| FieldTest::Numbers {
        from: Some(Decimal(from * 1_000_000)),
        to: Some(Decimal(to * 1_000_000)),
    };
    let mut both = filtered(&numbers[21], FieldTest::Words("slowo 77".into()));
    both.sort = sorted(&numbers[40], true).sort;
    for gate in [&admin, &user] {
        for (what, query) in [
            ("sorted by a number", sorted(&numbers[20], true)),
            ("sorted by a text", sorted(&numbers[31], false)),
            (
                "half of them by a number",
                filtered(&numbers[20], numbers_between(0, 50_000)),
            ),
            (
                "ten of them by a number",
                filtered(&numbers[20], numbers_between(500, 509)),
            ),
            (
                "by a word that all have",
                filtered(&numbers[21], FieldTest::Words("slowo".into())),
            ),
            (
                "by a word that few have",
                filtered(&numbers[21], FieldTest::Words("77777".into())),
            ),
            ("by words, sorted by a number", both.clone()),
            ("those without a value", filtered(&numbers[20], FieldTest::Blank)),
        ] {
            let mut tx = gate.read().await.unwrap();
            let start = std::time::Instant::now();
            let place = domain::list_query::Place::First;
            let page = space_list::page(&mut tx, &gate.viewer(), &gate.zone(), &query, &place, 0)
                .await
                .unwrap();
            let shown = start.elapsed();
            let count = space_list::count(&mut tx, &gate.viewer(), &gate.zone(), &query)
                .await
                .unwrap();
            println!(
                "{what}: {} rows in {shown:?}, {} counted in {:?}",
                page.rows.len(),
                count.shown,
                start.elapsed() - shown
            );
        }
    }
}
