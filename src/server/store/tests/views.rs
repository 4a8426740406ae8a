//! The columns of a page, saved views, and the counts beside groups.

use domain::{
    access::AccountAction,
    column::{Column, Columns},
    custom_field::{FieldFilter, FieldTest, Kind, Value},
    error::{AppError, Current, Field, Reason},
    ids::ViewId,
    limits,
    list_query::{ListQuery, Place},
    person::Role,
    saved_view::{SavedView, ViewForm},
    space::{SpacePage, SpaceState},
    visibility::Visibility,
};
use uuid::Uuid;

use super::{
    fields::{add_field, of},
    world::{World, add, form, put},
};
use crate::server::{
    clock,
    gate::Gate,
    store::{engine::sql::Sql, groups, spaces, views},
};

fn view(name: &str, shared: bool) -> ViewForm {
    ViewForm {
        name: name.into(),
        query: "q=a".into(),
        shared,
        version: 0,
    }
}

async fn keep(gate: &Gate, form: ViewForm) -> Result<ViewId, AppError> {
    let mut permit = gate.account(AccountAction::UseAccount).await?;
    let id = views::add(&mut permit, form).await?;
    permit.commit().await?;
    Ok(id)
}

/// Adds a view with an id that the test knows in advance.
pub async fn keep_under(gate: &Gate, id: Uuid, shared: bool) {
    let kept = keep(gate, view("Kept", shared)).await.unwrap();
    let mut tx = gate.store().begin().await.unwrap();
    let mut sql = Sql::new("UPDATE saved_views SET id = ");
    sql.text(id).push(" WHERE id = ").text(kept).run(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}

async fn change(gate: &Gate, id: ViewId, form: ViewForm) -> Result<(), AppError> {
    let mut permit = gate.account(AccountAction::UseAccount).await?;
    views::change(&mut permit, id, form).await?;
    Ok(permit.commit().await?)
}

async fn delete(gate: &Gate, id: ViewId) -> Result<(), AppError> {
    let mut permit = gate.account(AccountAction::UseAccount).await?;
    views::delete(&mut permit, id).await?;
    Ok(permit.commit().await?)
}

async fn known(gate: &Gate) -> Vec<SavedView> {
    views::cached(gate.store(), &gate.viewer()).await.unwrap()
}

async fn names(gate: &Gate) -> Vec<String> {
    known(gate).await.into_iter().map(|view| view.name).collect()
}

#[tokio::test]
async fn own_views_are_visible_to_their_owner_and_shared_ones_to_everybody() {
    let world = World::new().await;
    let admin = world.person("Admin", Role::Administrator).await;
    let (owner, other) = (world.user("Owner").await, world.user("Other").await);
    keep(&owner, view("Żaby", false)).await.unwrap();
    keep(&owner, view("Łąki", true)).await.unwrap();
    keep(&other, view("Aleje", true)).await.unwrap();
    assert_eq!(names(&owner).await, ["Łąki", "Żaby", "Aleje"]);
    assert_eq!(names(&other).await, ["Aleje", "Łąki"]);
    assert_eq!(names(&admin).await, ["Aleje", "Łąki"]);
    let may_change = |views: Vec<SavedView>| views.into_iter().map(|view| view.may_change).collect::<Vec<_>>();
    assert_eq!(may_change(known(&owner).await), [true, true, false]);
    assert_eq!(may_change(known(&admin).await), [true, true]);
}

#[tokio::test]
async fn a_view_is_changed_and_deleted_by_its_owner_and_a_shared_one_by_administrators() {
    let world = World::new().await;
    let admin = world.person("Admin", Role::Administrator).await;
    let (owner, other) = (world.user("Owner").await, world.user("Other").await);
    let own = keep(&owner, view("Own", false)).await.unwrap();
    let shared = keep(&owner, view("Shared", true)).await.unwrap();
    let new = |version| ViewForm {
        version,
        ..view("New", true)
    };
    for gate in [&other, &admin] {
        assert_eq!(change(gate, own, new(1)).await, Err(AppError::NotFound));
        assert_eq!(delete(gate, own).await, Err(AppError::NotFound));
    }
    let nobodys = ViewId(clock::new_id());
    assert_eq!(delete(&owner, nobodys).await, Err(AppError::NotFound));
    assert_eq!(change(&other, shared, new(1)).await, Err(AppError::NotAllowed));
    assert_eq!(delete(&other, shared).await, Err(AppError::NotAllowed));
    change(&admin, shared, new(1)).await.unwrap();
    assert_eq!(names(&other).await, ["New"]);
    // The owner stays the same, and an edit that began before the change does not overwrite it.
    assert_eq!(known(&other).await[0].owner.id, owner.me().id);
    let lost = change(&owner, shared, new(1)).await;
    assert_eq!(lost, Err(AppError::Conflict(Box::new(Current::named("New")))));
    // A view that is no longer shared is visible to its owner only.
    let hidden = ViewForm {
        shared: false,
        ..new(2)
    };
    change(&owner, shared, hidden).await.unwrap();
    assert_eq!(names(&other).await, [""; 0]);
    assert_eq!(delete(&admin, shared).await, Err(AppError::NotFound));
    delete(&owner, shared).await.unwrap();
    delete(&owner, own).await.unwrap();
    assert_eq!(names(&owner).await, [""; 0]);
}

#[tokio::test]
async fn names_of_views_are_unique_for_each_owner() {
    let world = World::new().await;
    let (owner, other) = (world.user("Owner").await, world.user("Other").await);
    let first = keep(&owner, view("Łódź", true)).await.unwrap();
    let second = keep(&owner, view("Second", false)).await.unwrap();
    let taken = Err(AppError::field(Field::Name, Reason::Taken));
    assert_eq!(keep(&owner, view(" lodz ", false)).await.map(drop), taken);
    let renamed = ViewForm {
        version: 1,
        ..view("łódź", false)
    };
    assert_eq!(change(&owner, second, renamed.clone()).await, taken);
    change(&owner, first, renamed).await.unwrap();
    keep(&other, view("Łódź", false)).await.unwrap();
    let nameless = keep(&owner, view(" ", false)).await;
    assert_eq!(nameless, Err(AppError::field(Field::Name, Reason::Required)));
}

#[tokio::test]
async fn a_person_has_at_most_a_hundred_views() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let mut permit = owner.account(AccountAction::UseAccount).await.unwrap();
    for number in 0..limits::VIEWS_A_PERSON {
        views::add(&mut permit, view(&format!("View {number}"), false))
            .await
            .unwrap();
    }
    permit.commit().await.unwrap();
    let max = limits::VIEWS_A_PERSON;
    let more = keep(&owner, view("One more", false)).await;
    assert_eq!(more, Err(AppError::field(Field::Name, Reason::TooMany { max })));
}

async fn page(gate: &Gate, columns: Vec<Column>) -> SpacePage {
    let query = ListQuery {
        columns: Columns::from(columns),
        ..ListQuery::default()
    };
    let mut tx = gate.read().await.unwrap();
    spaces::list::page(
        &mut tx,
        &gate.viewer(),
        &gate.zone(),
        gate.store().cursors(),
        &query,
        &Place::First,
        0,
    )
    .await
    .unwrap()
}

#[tokio::test]
async fn rows_have_the_data_of_their_columns_and_outlines_have_none() {
    let world = World::new().await;
    let admin = world.person("Admin", Role::Administrator).await;
    let (owner, stranger) = (world.user("Owner").await, world.user("Stranger").await);
    let long = add_field(&admin, of("Long", Kind::LongText)).await.unwrap();
    let choice = add_field(&admin, of("Choice", Kind::OneChoice)).await.unwrap();
    let person = add_field(&admin, of("Person", Kind::Person)).await.unwrap();
    let other = add_field(&admin, of("Other", Kind::ShortText)).await.unwrap();
    let chosen = Value::Choices(vec![choice.choices[1].id]);
    let group = world.group(&owner, "Group").await;
    let mut private = form("Private", Visibility::Private);
    private.description = "ł".repeat(limits::ROW_TEXT + 1);
    private.groups = vec![group];
    private.tags = vec!["tag".into()];
    private.fields = [
        (long.id, Value::Text("ą".repeat(limits::ROW_TEXT + 1))),
        (choice.id, chosen.clone()),
        (person.id, Value::Person(stranger.me().id)),
        (other.id, Value::Text("not shown".into())),
    ]
    .into();
    add(&owner, private).await;
    let gone = domain::ids::FieldId(clock::new_id());
    let columns = vec![
        Column::Field(choice.id),
        Column::Description,
        Column::Field(gone),
        Column::CreatedBy,
        Column::Field(long.id),
        Column::Field(person.id),
    ];
    let shown = page(&owner, columns.clone()).await;
    let known: Vec<Column> = columns
        .iter()
        .copied()
        .filter(|it| *it != Column::Field(gone))
        .collect();
    assert_eq!(shown.columns.all(), known);
    assert_eq!(shown.fields.len(), 3);
    assert_eq!(shown.people.len(), 1);
    assert_eq!(shown.people[0].id, stranger.me().id);
    let row = &shown.rows[0];
    let details = row.details.as_ref().unwrap();
    // Without their columns, groups and tags are not read.
    assert!(row.groups.is_empty() && details.tags.is_empty());
    assert_eq!(details.created_by.as_ref().unwrap().id, owner.me().id);
    assert_eq!(
        details.description.as_deref(),
        Some("ł".repeat(limits::ROW_TEXT).as_str())
    );
    assert_eq!(details.fields.len(), 3);
    assert_eq!(details.fields[&choice.id], chosen);
    assert_eq!(details.fields[&long.id], Value::Text("ą".repeat(limits::ROW_TEXT)));
    // A stranger sees name, owner and groups, whichever columns they choose, and learns of no person through a value.
    let blank = page(&stranger, [columns, vec![Column::Groups, Column::Tags]].concat()).await;
    assert!(blank.people.is_empty());
    assert_eq!(blank.rows[0].details, None);
    assert_eq!(blank.rows[0].groups.len(), 1);
    // Data of hidden columns is not read.
    let plain = page(&owner, vec![Column::Tags]).await;
    let details = plain.rows[0].details.as_ref().unwrap();
    assert_eq!(details.tags, ["tag"]);
    assert!(details.description.is_none() && details.created_by.is_none() && details.fields.is_empty());
}

#[tokio::test]
async fn the_count_beside_a_group_is_the_count_of_the_list_in_it_for_every_viewer() {
    let world = World::new().await;
    let admin = world.person("Admin", Role::Administrator).await;
    let field = add_field(&admin, of("Budget", Kind::ShortText)).await.unwrap();
    let gates = [
        admin,
        world.user("Owner").await,
        world.user("Member").await,
        world.user("Stranger").await,
    ];
    let (owner, member) = (&gates[1], gates[2].me().id);
    let groups = [world.group(owner, "One").await, world.group(owner, "Two").await];
    for number in 0..48_usize {
        let mut form = form(&format!("Space {}", number % 4), Visibility::ALL[number % 3]);
        form.groups = groups[..number % 3].to_vec();
        form.people = if number % 2 == 0 { vec![member] } else { vec![] };
        form.tags = vec![format!("tag{}", number % 2)];
        if number % 5 > 1 {
            form.fields = [(field.id, Value::Text("filled".into()))].into();
        }
        let id = add(owner, form).await;
        put(owner, id, SpaceState::ALL[number / 12 % 3]).await;
    }
    let queries = [
        "",
        "q=space+1",
        "q=tag1",
        "tag=tag0",
        "visibility=private",
        "visibility=hidden&visibility=public",
        "state=archived",
        "state=all",
        "state=trash",
        "from=2020-01-01",
        "sort=people&columns=tags",
    ]
    .map(|query| ListQuery::from_query(query).0);
    let by_field = [FieldTest::Filled, FieldTest::Blank].map(|test| ListQuery {
        fields: vec![FieldFilter { field: field.id, test }],
        ..ListQuery::default()
    });
    for gate in &gates {
        let mut tx = gate.read().await.unwrap();
        for query in queries.iter().chain(&by_field) {
            let counts = groups::counts(&mut tx, &gate.viewer(), &gate.zone(), query)
                .await
                .unwrap();
            assert_eq!(counts.len(), 3);
            for (group, count) in counts {
                let inside = ListQuery {
                    groups: group.into_iter().collect(),
                    ungrouped: group.is_none(),
                    ..query.clone()
                };
                let listed = spaces::list::count(&mut tx, &gate.viewer(), &gate.zone(), &inside)
                    .await
                    .unwrap();
                assert_eq!(count, listed, "{} {group:?} {query:?}", gate.me().name);
            }
        }
    }
}
