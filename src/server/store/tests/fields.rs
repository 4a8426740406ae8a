//! Custom fields: definitions, and the values of spaces.

mod changes;
mod lists;

use domain::{
    access::AccountAction,
    activity::{EditedField, SpaceEvent},
    custom_field::{CustomField, Decimal, FieldChoice, FieldFilter, FieldForm, FieldTest, Kind, Value},
    error::{AppError, Field, Reason},
    ids::{ChoiceId, FieldId, SpaceId},
    list_query::{Day, ListQuery, Sort, SortBy},
    operation::{Operation, Selection, SkipReason},
    person::Role,
    visibility::Visibility,
};

use super::{
    operations::{apply, detail, undo},
    pages::names,
    world::{World, add, form, save},
};
use crate::server::{clock, gate::Gate, store::fields};

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

pub async fn value_of(gate: &Gate, space: SpaceId, field: &CustomField) -> Option<Value> {
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
async fn a_value_of_each_kind_is_stored_and_its_edit_is_recorded() {
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
            Kind::YesNo => Value::Boolean(false),
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
    assert_eq!(value_of(&owner, id, &values[0].0).await, None);
    assert_eq!(
        value_of(&owner, id, &values[6].0).await,
        Some(chosen(&values[6].0, &[2]))
    );
    let mut tx = owner.read().await.unwrap();
    let lines = crate::server::store::spaces::activity(&mut tx, &owner.viewer(), id, None)
        .await
        .unwrap();
    let custom = |label: &str| EditedField::Custom(label.into());
    let fields = vec![custom("Field short-text"), custom("Field one-choice")];
    assert_eq!(lines[0].what, SpaceEvent::Edited { fields });
}

#[tokio::test]
async fn a_wrong_value_is_refused_and_the_error_names_the_field() {
    let world = World::new().await;
    let admin = world.person("Admin", Role::Administrator).await;
    let mut required = of("Budget", Kind::Number);
    required.required = true;
    let budget = add_field(&admin, required).await.unwrap();
    let keeper = add_field(&admin, of("Keeper", Kind::Person)).await.unwrap();
    let gone = world.user("Gone").await;
    let mut tx = world.store.begin().await.unwrap();
    crate::server::store::people::users::deactivate(&mut tx, gone.me().id)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let try_with = async |values: &[(FieldId, Value)]| {
        let mut form = form("A", Visibility::Public);
        form.fields = values.iter().cloned().collect();
        let mut permit = admin.account(AccountAction::AddSpace).await.unwrap();
        let added = crate::server::store::spaces::write::add(&mut permit, form, clock::new_id()).await;
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
async fn only_administrators_manage_fields_and_labels_are_unique() {
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
async fn archiving_a_field_hides_its_values_and_edits_do_not_change_them() {
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
    assert_eq!(value_of(&admin, id, &field).await, None);
    assert!(names(&admin, &filtered(&field, FieldTest::Filled)).await.is_empty());
    let mut edited = detail(&admin, id).await.form();
    edited.name = "B".into();
    save(&admin, id, edited.clone()).await.unwrap();
    edited.version = 2;
    edited.fields.insert(field.id, text("y"));
    assert!(matches!(save(&admin, id, edited).await, Err(AppError::Invalid(_))));
    archive(false).await;
    assert_eq!(value_of(&admin, id, &field).await, Some(text("x")));
}

#[tokio::test]
async fn the_operation_sets_and_clears_a_field_and_its_undo_restores_everything() {
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
        let before = [
            value_of(&admin, full, field).await,
            value_of(&admin, blank, field).await,
        ];
        let set = |value: Option<Value>| Operation::SetField { field: field.id, value };
        let (id, outcome) = apply(&admin, selection.clone(), set(Some(value.clone()))).await;
        assert_eq!(outcome.changed, 2);
        for space in [full, blank] {
            assert_eq!(value_of(&admin, space, field).await, Some(value.clone()));
        }
        let (_, again) = apply(&admin, selection.clone(), set(Some(value))).await;
        assert_eq!(again.skipped, [(SkipReason::NothingToDo, 2)]);
        assert_eq!(undo(&admin, id).await.changed, 2);
        assert_eq!(
            [
                value_of(&admin, full, field).await,
                value_of(&admin, blank, field).await
            ],
            before
        );
        let (id, outcome) = apply(&admin, selection.clone(), set(None)).await;
        assert_eq!((outcome.changed, value_of(&admin, full, field).await), (1, None));
        assert_eq!(undo(&admin, id).await.changed, 1);
        assert_eq!(
            [
                value_of(&admin, full, field).await,
                value_of(&admin, blank, field).await
            ],
            before
        );
    }
    let set = Operation::SetField {
        field: label.id,
        value: Some(text("x")),
    };
    let (_, outcome) = apply(&stranger, selection.clone(), set.clone()).await;
    assert_eq!(outcome.skipped, [(SkipReason::NotAllowed, 2)]);
    // Values of a changed or deleted field cannot be restored.
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
