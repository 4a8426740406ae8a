//! What happens to values when their field changes or is deleted.

use domain::{
    access::AccountAction,
    custom_field::{Decimal, FieldTest, Kind, Value},
    error::AppError,
    operation::{Operation, Selection, SkipReason},
    person::{Language, Role},
    visibility::Visibility,
};

use super::{
    super::{
        contents::remove,
        operations::{apply, detail, undo},
        pages::names,
        world::World,
    },
    add_field, change_field, chosen, day, filtered, find, of, sorted, space, text, value_of,
};
use crate::server::store::{
    engine::sql::Sql,
    fields::{self, change},
};

#[tokio::test]
async fn changing_a_type_loses_exactly_the_values_that_the_preview_named() {
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
    assert_eq!(value_of(&admin, ids[1], &field).await, Some(text("a lot")));
    change_field(&admin, &field, to.clone(), 1).await.unwrap();
    assert_eq!(
        value_of(&admin, ids[0], &field).await,
        Some(Value::Number(Decimal(1_234_500_000)))
    );
    assert_eq!(value_of(&admin, ids[1], &field).await, None);
    // An edit that began before must not restore the old value.
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
async fn a_renamed_or_moved_choice_keeps_its_values_and_a_deleted_one_loses_them() {
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
    assert_eq!(value_of(&admin, both, &field).await, Some(chosen(&field, &[0, 2])));
    let mut fewer = field.form();
    fewer.choices.remove(0);
    change_field(&admin, &field, fewer, 2).await.unwrap();
    let field = find(&admin, field.id).await;
    assert_eq!(value_of(&admin, both, &field).await, Some(chosen(&field, &[1])));
    assert_eq!(names(&admin, &filtered(&field, FieldTest::Filled)).await, ["Both"]);
}

#[tokio::test]
async fn deleting_a_field_deletes_only_its_own_values() {
    let world = World::new().await;
    let admin = world.person("Admin", Role::Administrator).await;
    let gone = add_field(&admin, of("Gone", Kind::OneChoice)).await.unwrap();
    let stays = add_field(&admin, of("Stays", Kind::Date)).await.unwrap();
    let values = [(&gone, chosen(&gone, &[0])), (&stays, day("2026-01-02"))];
    let id = space(&admin, "A", Visibility::Public, &values).await;
    let mut tx = admin.read().await.unwrap();
    assert_eq!(fields::count_with_value(&mut tx, gone.id).await.unwrap(), 1);
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
    // Deleting a space deletes its values.
    remove(&world.store, id).await;
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
async fn an_undo_restores_no_value_into_a_field_of_another_type() {
    let world = World::new().await;
    let admin = world.person("Admin", Role::Administrator).await;
    let budget = add_field(&admin, of("Budget", Kind::ShortText)).await.unwrap();
    let size = add_field(&admin, of("Size", Kind::SeveralChoices)).await.unwrap();
    let values = [(&budget, text("1234.5")), (&size, chosen(&size, &[0, 2]))];
    let id = space(&admin, "A", Visibility::Public, &values).await;
    let nothing = async |field| {
        let operation = Operation::SetField { field, value: None };
        apply(&admin, Selection::Ids(vec![id]), operation).await.0
    };
    let taken = nothing(budget.id).await;
    let mut to = budget.form();
    to.kind = Kind::Number;
    change_field(&admin, &budget, to, 0).await.unwrap();
    let outcome = undo(&admin, taken).await;
    assert_eq!(
        (outcome.changed, outcome.skipped),
        (0, vec![(SkipReason::ChangedSince, 1)])
    );
    assert_eq!(value_of(&admin, id, &budget).await, None);

    // A new choice may reuse the number of a deleted one, and is another choice.
    let taken = nothing(size.id).await;
    let mut fewer = size.form();
    fewer.choices.pop();
    change_field(&admin, &size, fewer, 0).await.unwrap();
    let mut more = find(&admin, size.id).await.form();
    more.choices.push(of("Size", Kind::SeveralChoices).choices.remove(2));
    change_field(&admin, &find(&admin, size.id).await, more, 0)
        .await
        .unwrap();
    assert_eq!(undo(&admin, taken).await.changed, 1);
    assert_eq!(value_of(&admin, id, &size).await, Some(chosen(&size, &[0])));
}
