//! Imports: the commit, its effects and the undo. The file is long because each test imports rows of its own.

use domain::{
    access::AccountAction,
    audit::{self, Event, Filter, Topic},
    custom_field::{CustomField, Decimal, Kind, Value},
    ids::{ImportId, SpaceId},
    import::{FieldCell, GroupChoice, ImportRow, RowAction},
    list_query::ListQuery,
    person::Role,
    preset::Preset,
    visibility::Visibility,
};
use sqlx::Row;

use super::{
    fields::{add_field, find, of, value_of},
    operations::detail,
    pages::names,
    world::{World, add, form, save},
};
use crate::{
    api::imports::ImportState,
    server::{
        clock,
        gate::Gate,
        imports as import_jobs,
        store::{
            account,
            audit::log as audit_log,
            engine::{
                sort_key::SEPARATOR,
                sql::{Conn, Sql},
            },
            groups,
            imports::{self, Committed},
            people::users,
            spaces::derived::{self, Part, Set},
        },
    },
};

/// Imports the rows and returns the import's id.
pub async fn import(gate: &Gate, rows: &[ImportRow]) -> ImportId {
    let id = ImportId(clock::new_id());
    let mut permit = gate.account(AccountAction::Import).await.unwrap();
    imports::begin(&mut permit, id, "rows.csv", rows.len() as u32, 0)
        .await
        .unwrap();
    imports::keep_chunk(&mut permit, id, 0, rows).await.unwrap();
    match imports::commit(&mut permit, id, 1, None, &|_, _| {}).await.unwrap() {
        Committed::Done(result) => assert_eq!(result.added as usize, rows.len()),
        Committed::Wrong(wrong) => panic!("{wrong:?}"),
    }
    permit.commit().await.unwrap();
    id
}

/// Returns a row that adds a space with this level.
pub fn added_row(number: u32, visibility: Visibility) -> ImportRow {
    ImportRow {
        row: number,
        action: RowAction::Create { anyway: true },
        name: format!("Imported {number}"),
        description: None,
        groups: None,
        tags: None,
        visibility: Some(visibility),
        preset: None,
        owner: None,
        people: None,
        fields: Vec::new(),
    }
}

#[tokio::test]
async fn rows_read_before_the_write_lock_are_used_unless_rows_were_sent_since() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    for sent_since in [false, true] {
        let id = ImportId(clock::new_id());
        let keep = async |name: &str| {
            let mut permit = owner.account(AccountAction::Import).await.unwrap();
            imports::begin(&mut permit, id, "rows.csv", 1, 0).await.unwrap();
            let row = ImportRow {
                row: 2,
                action: RowAction::Create { anyway: true },
                name: name.into(),
                description: None,
                groups: None,
                tags: None,
                visibility: None,
                preset: None,
                owner: None,
                people: None,
                fields: Vec::new(),
            };
            imports::keep_chunk(&mut permit, id, 0, &[row]).await.unwrap();
            permit.commit().await.unwrap();
        };
        keep("First").await;
        let mut tx = owner.read().await.unwrap();
        let ready = imports::get_ready(&mut tx, &owner.viewer(), id, 1).await.unwrap();
        drop(tx);
        assert!(ready.is_some());
        if sent_since {
            keep("Second").await;
        }
        let mut permit = owner.account(AccountAction::Import).await.unwrap();
        let done = imports::commit(&mut permit, id, 1, ready, &|_, _| {}).await.unwrap();
        assert!(matches!(done, Committed::Done(result) if result.added == 1));
        permit.commit().await.unwrap();
    }
    assert_eq!(names(&owner, &ListQuery::default()).await, ["First", "Second"]);

    // Nothing is read of another person's import.
    let stranger = world.user("Stranger").await;
    let id = ImportId(clock::new_id());
    let mut permit = owner.account(AccountAction::Import).await.unwrap();
    imports::begin(&mut permit, id, "rows.csv", 0, 0).await.unwrap();
    permit.commit().await.unwrap();
    for (gate, found) in [(&owner, true), (&stranger, false)] {
        let mut tx = gate.read().await.unwrap();
        let ready = imports::get_ready(&mut tx, &gate.viewer(), id, 0).await.unwrap();
        assert_eq!(ready.is_some(), found);
    }
}

/// Returns the sort keys of the spaces, by name.
async fn sorted_by(conn: &mut Conn) -> Vec<[String; 5]> {
    let rows = Sql::new(
        "SELECT s.owner_key, s.groups_key, s.tags_key, CAST(s.people AS TEXT), CAST(s.visibility_rank AS TEXT) \
         FROM spaces s ORDER BY s.name",
    )
    .rows(conn)
    .await
    .unwrap();
    rows.iter()
        .map(|row| std::array::from_fn(|column| row.get(column)))
        .collect()
}

async fn count(conn: &mut Conn, table: &str) -> i64 {
    Sql::new(&format!("SELECT count(*) FROM {table}"))
        .count(conn)
        .await
        .unwrap()
}

#[tokio::test]
async fn an_imported_space_has_all_derived_columns() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let others = [world.user("Zofia").await.me().id, world.user("Adam").await.me().id];
    let known = world.group(&owner, "Grupa").await;
    let group = |name: &str| GroupChoice::New(name.into());
    let rows: Vec<ImportRow> = (0..300)
        .map(|number: u32| ImportRow {
            row: number + 2,
            action: RowAction::Create { anyway: false },
            name: format!("Żaba {}", number * 7919 % 300),
            description: Some(String::new()),
            groups: Some(match number % 4 {
                0 => vec![],
                1 => vec![GroupChoice::Existing(known)],
                // A group that exists by now in another spelling is the same group.
                2 => vec![group("Zzz"), group("grupa"), GroupChoice::Existing(known), group("Aaa")],
                _ => vec![group("ZZZ")],
            }),
            tags: Some(["ł", "z", "a"].map(str::to_owned)[..number as usize % 4].to_vec()),
            visibility: Some(Visibility::ALL[number as usize % 3]),
            preset: Some(Preset::ALL[number as usize % 6]),
            owner: number.is_multiple_of(2).then_some(others[0]),
            people: Some(match number % 5 {
                0 => vec![],
                1 => vec![others[0], others[1], others[0]],
                _ => vec![others[1]],
            }),
            fields: Vec::new(),
        })
        .collect();
    import(&owner, &rows).await;

    let mut tx = world.store.begin().await.unwrap();
    let before = sorted_by(&mut tx).await;
    assert!(
        before
            .iter()
            .any(|[_, groups, tags, ..]| groups.contains(SEPARATOR) && tags.contains(SEPARATOR))
    );
    let ids = Sql::new("SELECT s.id FROM spaces s").rows(&mut tx).await.unwrap();
    let ids: Vec<SpaceId> = ids.iter().map(|row| row.get::<&str, _>(0).parse().unwrap()).collect();
    derived::refresh(&mut tx, Set::Ids(&ids), &Part::ALL).await.unwrap();
    assert_eq!(before, sorted_by(&mut tx).await);
    for table in ["import_items", "activities"] {
        assert_eq!(count(&mut tx, table).await, 300, "{table}");
    }
}

#[tokio::test]
async fn an_import_fills_custom_fields_adds_choices_and_can_be_undone() {
    let world = World::new().await;
    let admin = world.person("Admin", Role::Administrator).await;
    let budget = add_field(&admin, of("Budget", Kind::Number)).await.unwrap();
    let size = add_field(&admin, of("Size", Kind::SeveralChoices)).await.unwrap();
    let keeper = add_field(&admin, of("Keeper", Kind::Person)).await.unwrap();
    let known = add(&admin, form("Known", Visibility::Public)).await;
    let mut before = detail(&admin, known).await.form();
    before.fields.insert(budget.id, Value::Number(Decimal(5)));
    save(&admin, known, before.clone()).await.unwrap();
    let cell = |field: &CustomField, value: Option<Value>, new: &[&str]| FieldCell {
        field: field.id,
        value,
        new_choices: new.iter().map(|label| (*label).to_owned()).collect(),
    };
    let low = Value::Choices(vec![size.choices[0].id]);
    let new = ImportRow {
        row: 2,
        action: RowAction::Create { anyway: false },
        name: "New".into(),
        description: Some(String::new()),
        groups: Some(Vec::new()),
        tags: Some(Vec::new()),
        visibility: Some(Visibility::Public),
        preset: None,
        owner: None,
        people: Some(Vec::new()),
        fields: vec![
            cell(&budget, Some(Value::Number(Decimal(7))), &[]),
            cell(&size, Some(low), &["Huge", "tiny"]),
            cell(&keeper, Some(Value::Person(admin.me().id)), &[]),
        ],
    };
    let update = ImportRow {
        row: 3,
        action: RowAction::Update {
            space: known,
            version: 2,
        },
        name: "Known".into(),
        description: None,
        groups: None,
        tags: None,
        visibility: None,
        people: None,
        fields: vec![cell(&size, None, &["huge"])],
        ..new.clone()
    };
    let id = ImportId(clock::new_id());
    let mut permit = admin.account(AccountAction::Import).await.unwrap();
    imports::begin(&mut permit, id, "rows.csv", 2, 0).await.unwrap();
    imports::keep_chunk(&mut permit, id, 0, &[new, update]).await.unwrap();
    match imports::commit(&mut permit, id, 1, None, &|_, _| {}).await.unwrap() {
        Committed::Done(result) => assert_eq!((result.added, result.updated), (1, 1)),
        Committed::Wrong(wrong) => panic!("{wrong:?}"),
    }
    permit.commit().await.unwrap();

    let size = find(&admin, size.id).await;
    let labels: Vec<&str> = size.choices.iter().map(|choice| choice.label.as_str()).collect();
    assert_eq!(labels, ["Low", "Middle", "High", "Huge", "tiny"]);
    let chosen = |places: &[usize]| {
        Some(Value::Choices(
            places.iter().map(|place| size.choices[*place].id).collect(),
        ))
    };
    assert_eq!(value_of(&admin, known, &budget).await, Some(Value::Number(Decimal(5))));
    assert_eq!(value_of(&admin, known, &size).await, chosen(&[3]));
    let mut tx = world.store.begin().await.unwrap();
    let row = Sql::new("SELECT s.id FROM spaces s WHERE s.name = 'New'")
        .row(&mut tx)
        .await
        .unwrap();
    let added: SpaceId = row.unwrap().get::<&str, _>(0).parse().unwrap();
    drop(tx);
    assert_eq!(value_of(&admin, added, &budget).await, Some(Value::Number(Decimal(7))));
    assert_eq!(value_of(&admin, added, &size).await, chosen(&[0, 3, 4]));
    assert_eq!(
        value_of(&admin, added, &keeper).await,
        Some(Value::Person(admin.me().id))
    );

    let mut permit = admin.account(AccountAction::Import).await.unwrap();
    let outcome = imports::undo(&mut permit, id, &[]).await.unwrap();
    permit.commit().await.unwrap();
    assert_eq!(outcome.changed, 2);
    let back = detail(&admin, known).await.form();
    assert_eq!(back.fields, before.fields);
}

#[tokio::test]
async fn undoing_an_import_leaves_out_deleted_groups_and_deactivated_owners() {
    let world = World::new().await;
    let admin = world.person("Admin", Role::Administrator).await;
    let owner = world.user("Owner").await;
    let (gone, stays) = (world.group(&admin, "Gone").await, world.group(&admin, "Stays").await);
    let mut before = form("Space", Visibility::Public);
    before.groups = vec![gone, stays];
    let space = add(&owner, before).await;
    let mut row = ImportRow::named(2, RowAction::Update { space, version: 1 }, "Renamed");
    row.groups = Some(Vec::new());
    row.owner = Some(admin.me().id);
    row.people = Some(Vec::new());
    let id = ImportId(clock::new_id());
    let mut permit = admin.account(AccountAction::Import).await.unwrap();
    imports::begin(&mut permit, id, "rows.csv", 1, 0).await.unwrap();
    imports::keep_chunk(&mut permit, id, 0, &[row]).await.unwrap();
    let done = imports::commit(&mut permit, id, 1, None, &|_, _| {}).await.unwrap();
    assert!(matches!(done, Committed::Done(result) if result.updated == 1));
    permit.commit().await.unwrap();

    let mut permit = admin.account(AccountAction::ManageGroups).await.unwrap();
    groups::delete(&mut permit, gone).await.unwrap();
    permit.commit().await.unwrap();
    let mut tx = world.store.begin().await.unwrap();
    users::deactivate(&mut tx, owner.me().id).await.unwrap();
    tx.commit().await.unwrap();

    let mut permit = admin.account(AccountAction::Import).await.unwrap();
    let outcome = imports::undo(&mut permit, id, &[]).await.unwrap();
    permit.commit().await.unwrap();
    assert_eq!((outcome.changed, outcome.skipped.len()), (1, 0));
    let back = detail(&admin, space).await;
    assert_eq!(back.name, "Space");
    assert_eq!(back.groups.iter().map(|group| group.id).collect::<Vec<_>>(), [stays]);
    assert_eq!(back.owner.id, admin.me().id);
    assert!(back.members.is_empty());
}

#[tokio::test]
async fn an_import_that_is_cancelled_while_it_commits_writes_nothing() {
    let world = World::new().await;
    let (owner, stranger) = (world.user("Owner").await, world.user("Stranger").await);
    let id = ImportId(clock::new_id());
    let rows: Vec<ImportRow> = (2..1_002)
        .map(|row| ImportRow {
            description: Some(String::new()),
            groups: Some(Vec::new()),
            tags: Some(vec!["tag".into()]),
            people: Some(Vec::new()),
            ..ImportRow::named(row, RowAction::Create { anyway: true }, format!("Row {row}"))
        })
        .collect();
    let mut permit = owner.account(AccountAction::Import).await.unwrap();
    imports::begin(&mut permit, id, "rows.csv", 1_000, 0).await.unwrap();
    imports::keep_chunk(&mut permit, id, 0, &rows).await.unwrap();
    permit.commit().await.unwrap();

    import_jobs::start(&owner, id, 1).await.unwrap();
    assert!(
        import_jobs::stop(&stranger, id).await.is_err(),
        "a stranger must not stop it"
    );
    import_jobs::stop(&owner, id).await.unwrap();
    assert!(matches!(
        import_jobs::state(&owner, id).await,
        Ok(ImportState::Waiting { .. })
    ));
    assert_eq!(names(&owner, &ListQuery::default()).await, [""; 0]);

    // The rows still wait and can be committed after all.
    import_jobs::start(&owner, id, 1).await.unwrap();
    while let Ok(ImportState::Running { .. }) = import_jobs::state(&owner, id).await {
        tokio::task::yield_now().await;
    }
    import_jobs::stop(&owner, id).await.unwrap();
    assert_eq!(names(&owner, &ListQuery::default()).await.len(), 1_000);
}

#[tokio::test]
async fn rows_spell_tags_as_visible_spaces_do_and_change_no_other_space() {
    let world = World::new().await;
    let (anna, piotr) = (world.user("Anna").await, world.user("Piotr").await);
    let tagged = |level, tag: &str| {
        let mut form = form("Space", level);
        form.tags = vec![tag.into()];
        form
    };
    let secret = add(&anna, tagged(Visibility::Hidden, "ProjektX")).await;
    let row = |number, action, tag: &str| ImportRow {
        tags: Some(vec![tag.into()]),
        description: Some(String::new()),
        groups: Some(Vec::new()),
        people: Some(Vec::new()),
        visibility: Some(Visibility::Public),
        ..ImportRow::named(number, action, "Imported")
    };
    import(&piotr, &[row(2, RowAction::Create { anyway: true }, "projektx")]).await;
    let tags_of = async |gate: &Gate, id| detail(gate, id).await.tags;
    let mut tx = world.store.begin().await.unwrap();
    let row_of_made = Sql::new("SELECT s.id FROM spaces s WHERE s.name = 'Imported'")
        .row(&mut tx)
        .await;
    let made: SpaceId = row_of_made.unwrap().unwrap().get::<String, _>(0).parse().unwrap();
    tx.commit().await.unwrap();
    assert_eq!(tags_of(&piotr, made).await, ["projektx"]);
    assert_eq!(tags_of(&anna, secret).await, ["ProjektX"]);

    let id = ImportId(clock::new_id());
    let mut permit = piotr.account(AccountAction::Import).await.unwrap();
    let update = RowAction::Update {
        space: made,
        version: 1,
    };
    let rows = [ImportRow {
        visibility: None,
        ..row(2, update, "PROJEKTX")
    }];
    imports::begin(&mut permit, id, "rows.csv", 1, 0).await.unwrap();
    imports::keep_chunk(&mut permit, id, 0, &rows).await.unwrap();
    imports::commit(&mut permit, id, 1, None, &|_, _| {}).await.unwrap();
    permit.commit().await.unwrap();
    assert_eq!(
        tags_of(&piotr, made).await,
        ["projektx"],
        "the spelling must not change"
    );
    let mut permit = piotr.account(AccountAction::Import).await.unwrap();
    imports::undo(&mut permit, id, &[]).await.unwrap();
    permit.commit().await.unwrap();
    assert_eq!(tags_of(&piotr, made).await, ["projektx"]);
}

#[tokio::test]
async fn access_changed_by_an_import_or_its_undo_is_in_the_audit_log() {
    let world = World::new().await;
    let admin = world.person("Admin", Role::Administrator).await;
    let (owner, member, new) = (
        world.user("Owner").await,
        world.user("Member").await,
        world.user("New").await,
    );
    let mut before = form("Space", Visibility::Private);
    before.people = vec![member.me().id];
    let space = add(&owner, before).await;
    let access = async || {
        let mut tx = admin.read().await.unwrap();
        let filter = Filter {
            kind: Some(audit::Kind::Topic(Topic::Access)),
            ..Filter::default()
        };
        let (lines, _) = audit_log::lines(&mut tx, &admin.zone(), &filter, None, 10)
            .await
            .unwrap();
        lines.into_iter().rev().map(|line| line.event).collect::<Vec<_>>()
    };
    let already = access().await.len();
    let (owner, member, new) = (owner.me().id, member.me().id, new.me().id);
    let (private, hidden) = (Visibility::Private, Visibility::Hidden);
    let mut row = ImportRow::named(2, RowAction::Update { space, version: 1 }, "Space");
    (row.visibility, row.owner, row.people) = (Some(hidden), Some(admin.me().id), Some(vec![new]));
    let id = ImportId(clock::new_id());
    let mut permit = admin.account(AccountAction::Import).await.unwrap();
    imports::begin(&mut permit, id, "rows.csv", 1, 0).await.unwrap();
    imports::keep_chunk(&mut permit, id, 0, &[row]).await.unwrap();
    imports::commit(&mut permit, id, 1, None, &|_, _| {}).await.unwrap();
    permit.commit().await.unwrap();
    let changed = |given: &[_], taken: &[_]| Event::AccessChanged {
        given: given.to_vec(),
        taken: taken.to_vec(),
    };
    let (mine, theirs) = (admin.me().id, owner);
    let done = [
        Event::VisibilityChanged {
            from: private,
            to: hidden,
        },
        Event::OwnerChanged { from: theirs, to: mine },
        changed(&[new], &[]),
        changed(&[], &[member]),
    ];
    assert_eq!(access().await[already..], done);

    let mut permit = admin.account(AccountAction::Import).await.unwrap();
    imports::undo(&mut permit, id, &[]).await.unwrap();
    permit.commit().await.unwrap();
    let undone = [
        Event::VisibilityChanged {
            from: hidden,
            to: private,
        },
        Event::OwnerChanged { from: mine, to: theirs },
        changed(&[member], &[]),
        changed(&[], &[new, mine]),
    ];
    assert_eq!(access().await[already + done.len()..], undone);
}

#[tokio::test]
async fn a_row_that_was_sent_twice_is_wrong_and_nothing_is_imported() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let id = ImportId(clock::new_id());
    let mut permit = owner.account(AccountAction::Import).await.unwrap();
    imports::begin(&mut permit, id, "rows.csv", 2, 0).await.unwrap();
    let row = |row| ImportRow::named(row, RowAction::Create { anyway: true }, "Space");
    imports::keep_chunk(&mut permit, id, 0, &[row(2), row(3)])
        .await
        .unwrap();
    imports::keep_chunk(&mut permit, id, 1, &[row(3)]).await.unwrap();
    match imports::commit(&mut permit, id, 2, None, &|_, _| {}).await.unwrap() {
        Committed::Wrong(wrong) => assert_eq!(wrong.iter().map(|(row, _)| *row).collect::<Vec<_>>(), [3]),
        Committed::Done(_) => panic!("the row was sent twice"),
    }
    assert_eq!(count(permit.act(AccountAction::Import).unwrap(), "spaces").await, 0);
    // No import needs this many chunks.
    assert!(imports::keep_chunk(&mut permit, id, 100, &[row(4)]).await.is_err());
}

#[tokio::test]
async fn a_new_space_without_a_level_gets_the_default_of_the_account() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let mut tx = world.store.begin().await.unwrap();
    let rules = account::visibility_rules(&mut tx).await.unwrap();
    drop(tx);
    import(
        &owner,
        &[ImportRow::named(2, RowAction::Create { anyway: true }, "Space")],
    )
    .await;
    let mut tx = world.store.begin().await.unwrap();
    let mut sql = Sql::new("SELECT count(*) FROM spaces s WHERE s.visibility = ");
    assert_eq!(sql.bind(rules.default.as_str()).count(&mut tx).await.unwrap(), 1);
}

#[tokio::test]
async fn rows_of_an_abandoned_import_are_deleted_after_a_week() {
    const DAY: i64 = 24 * 60 * 60 * 1000;
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let id = ImportId(clock::new_id());
    let mut permit = owner.account(AccountAction::Import).await.unwrap();
    imports::begin(&mut permit, id, "rows.csv", 1, 0).await.unwrap();
    let row = ImportRow::named(2, RowAction::Create { anyway: true }, "Space");
    imports::keep_chunk(&mut permit, id, 0, &[row]).await.unwrap();
    permit.commit().await.unwrap();
    for (days, left) in [(6, 0), (8, 1), (8, 0)] {
        let swept = imports::sweep(&world.store, clock::now() + days * DAY).await.unwrap();
        assert_eq!(swept, left);
        let mut tx = world.store.begin().await.unwrap();
        assert_eq!(count(&mut tx, "import_chunks").await, i64::from(days == 6));
    }
    let state = imports::state(&world.store, &owner.viewer(), id).await.unwrap();
    assert_eq!(state, crate::api::imports::ImportState::Cancelled);
}
