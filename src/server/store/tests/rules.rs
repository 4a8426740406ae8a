//! The decisions of administrators for the account, and their effects.

use domain::{
    access::AccountAction,
    account_rules::{AccountRules, SpaceRules, Who},
    custom_field::Kind,
    error::{AppError, Field, Reason},
    ids::{ImportId, OperationId, SpaceId},
    import::{FieldCell, GroupChoice, ImportRow, RowAction},
    operation::{Operation, Progress, Selection, SkipReason},
    person::{Language, Role},
    space::SpaceView,
    visibility::{Visibility, VisibilityRules},
};

use super::{
    fields::{add_field, find, of},
    operations::{apply, detail, undo},
    world::{World, add, form, save},
};
use crate::server::{
    clock,
    gate::Gate,
    operations,
    store::{
        account,
        engine::sql::Sql,
        imports::{self, Committed},
        spaces,
    },
};

/// Returns an account with an administrator and a user.
async fn account() -> (World, Gate, Gate) {
    let world = World::new().await;
    let mut tx = world.store.begin().await.unwrap();
    account::ensure(&mut tx, Language::En).await.unwrap();
    tx.commit().await.unwrap();
    let administrator = world.person("Admin", Role::Administrator).await;
    let user = world.user("User").await;
    (world, administrator, user)
}

async fn now(gate: &Gate) -> SpaceRules {
    account::space_rules(&mut gate.read().await.unwrap()).await.unwrap()
}

async fn change(gate: &Gate, rules: SpaceRules) -> Result<(), AppError> {
    let mut permit = gate.account(AccountAction::ManageSettings).await?;
    account::save_space_rules(&mut permit, rules).await?;
    Ok(permit.commit().await?)
}

async fn keep(gate: &Gate, rights: AccountRules) {
    let rules = SpaceRules {
        rights,
        ..now(gate).await
    };
    change(gate, rules).await.unwrap();
}

fn row(number: u32, name: &str, groups: &[&str]) -> ImportRow {
    ImportRow {
        row: number,
        action: RowAction::Create { anyway: true },
        name: name.into(),
        description: None,
        groups: Some(groups.iter().map(|name| GroupChoice::New((*name).into())).collect()),
        tags: None,
        visibility: None,
        preset: None,
        owner: None,
        people: None,
        fields: Vec::new(),
    }
}

async fn import(gate: &Gate, row: ImportRow) -> Result<(), (Field, Reason)> {
    let id = ImportId(clock::new_id());
    let mut permit = gate.account(AccountAction::Import).await.unwrap();
    imports::begin(&mut permit, id, "rows.csv", 1, 0).await.unwrap();
    imports::keep_chunk(&mut permit, id, 0, &[row]).await.unwrap();
    match imports::commit(&mut permit, id, 1, None, &|_, _| {}).await.unwrap() {
        Committed::Done(_) => Ok(()),
        Committed::Wrong(rows) => Err((rows[0].1[0].field, rows[0].1[0].reason.clone())),
    }
}

#[tokio::test]
async fn actions_reserved_for_administrators_are_refused_to_users() {
    let (_world, administrator, user) = account().await;
    let kept = Who::Administrators;
    let open = AccountRules::default();
    for (action, rights) in [
        (
            AccountAction::AddSpace,
            AccountRules {
                add_spaces: kept,
                ..open
            },
        ),
        (
            AccountAction::EditGroups,
            AccountRules {
                edit_groups: kept,
                ..open
            },
        ),
        (
            AccountAction::Import,
            AccountRules {
                import_and_export: kept,
                ..open
            },
        ),
    ] {
        assert!(user.account(action).await.is_ok(), "{action:?}");
        keep(&administrator, rights).await;
        assert_eq!(
            user.account(action).await.err(),
            Some(AppError::NotAllowed),
            "{action:?}"
        );
        assert_eq!(
            user.read_as(action).await.err(),
            Some(AppError::NotAllowed),
            "{action:?}"
        );
        assert!(administrator.account(action).await.is_ok(), "{action:?}");
        keep(&administrator, open).await;
    }
    assert!(user.account(AccountAction::ManageSettings).await.is_err());
}

#[tokio::test]
async fn an_import_adds_only_what_its_person_may_add_by_hand() {
    let (_world, administrator, user) = account().await;
    keep(
        &administrator,
        AccountRules {
            edit_groups: Who::Administrators,
            ..AccountRules::default()
        },
    )
    .await;
    let refused = import(&user, row(2, "Grouped", &["Unknown"])).await;
    assert_eq!(refused, Err((Field::Groups, Reason::NotAllowed)));
    assert_eq!(import(&user, row(2, "Alone", &[])).await, Ok(()));
    keep(
        &administrator,
        AccountRules {
            add_spaces: Who::Administrators,
            ..AccountRules::default()
        },
    )
    .await;
    let refused = import(&user, row(2, "Another", &[])).await;
    assert_eq!(refused, Err((Field::Name, Reason::NotAllowed)));
    assert_eq!(import(&administrator, row(2, "Another", &["Unknown"])).await, Ok(()));
}

#[tokio::test]
async fn an_import_changes_no_field_without_the_permission() {
    let (_world, administrator, user) = account().await;
    let field = add_field(&administrator, of("Size", Kind::OneChoice)).await.unwrap();
    let row = || ImportRow {
        fields: vec![FieldCell {
            field: field.id,
            value: None,
            new_choices: vec!["Giant".into()],
        }],
        ..row(2, "Sized", &[])
    };
    let refused = import(&user, row()).await;
    assert_eq!(refused, Err((Field::Custom(field.id), Reason::NotAllowed)));
    assert_eq!(find(&administrator, field.id).await.choices.len(), field.choices.len());
    assert_eq!(import(&administrator, row()).await, Ok(()));
}

#[tokio::test]
async fn of_two_concurrent_saves_the_second_gets_a_conflict_with_the_current_settings() {
    let (_world, administrator, _user) = account().await;
    let opened = now(&administrator).await;
    let first = SpaceRules {
        visibility: VisibilityRules {
            allowed: vec![Visibility::Private, Visibility::Hidden],
            default: Visibility::Private,
        },
        ..opened.clone()
    };
    change(&administrator, first.clone()).await.unwrap();
    let saved = now(&administrator).await;
    assert_eq!(
        (saved.version, &saved.visibility),
        (opened.version + 1, &first.visibility)
    );
    let second = change(&administrator, opened.clone()).await;
    assert_eq!(second, Err(AppError::conflict(&saved)));
    assert_eq!(now(&administrator).await, saved);
    let again = SpaceRules {
        version: saved.version,
        ..opened
    };
    assert_eq!(change(&administrator, again).await, Ok(()));
}

#[tokio::test]
async fn an_empty_list_of_levels_and_a_default_that_is_not_offered_are_refused() {
    let (_world, administrator, _user) = account().await;
    for (allowed, default, field) in [
        (vec![], Visibility::Public, Field::AllowedLevels),
        (vec![Visibility::Hidden], Visibility::Public, Field::DefaultLevel),
    ] {
        let rules = SpaceRules {
            visibility: VisibilityRules { allowed, default },
            ..now(&administrator).await
        };
        match change(&administrator, rules).await {
            Err(AppError::Invalid(wrong)) => assert_eq!(wrong[0].field, field),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(now(&administrator).await.visibility, VisibilityRules::default());
}

#[tokio::test]
async fn a_space_keeps_a_level_that_is_no_longer_offered() {
    let (_world, administrator, user) = account().await;
    let id = add(&user, form("Open", Visibility::Public)).await;
    let rules = SpaceRules {
        visibility: VisibilityRules {
            allowed: vec![Visibility::Private],
            default: Visibility::Private,
        },
        ..now(&administrator).await
    };
    change(&administrator, rules).await.unwrap();
    let edit = async |visibility| {
        let SpaceView::Full(space) = spaces::open_audited(user.store(), &user.viewer(), id).await.unwrap() else {
            panic!("an outline");
        };
        assert_eq!(space.visibility, Visibility::Public);
        let mut form = space.form();
        form.description.push('x');
        form.visibility = visibility;
        save(&user, id, form).await
    };
    let not_offered = AppError::field(Field::Visibility, Reason::NotOffered);
    assert_eq!(edit(Visibility::Public).await, Ok(()));
    assert_eq!(edit(Visibility::Hidden).await, Err(not_offered.clone()));
    assert_eq!(edit(Visibility::Private).await, Ok(()));
    // After the space was given another level, the old one cannot be chosen again.
    assert_eq!(
        change_level(&user, id, Visibility::Public).await,
        Err(not_offered.clone())
    );
    let mut permit = user.account(AccountAction::AddSpace).await.unwrap();
    let added = spaces::write::add(&mut permit, form("New", Visibility::Public), clock::new_id()).await;
    assert_eq!(added.map_err(AppError::from).err(), Some(not_offered));
}

#[tokio::test]
async fn no_operation_and_no_undo_restores_a_level_that_is_no_longer_offered() {
    let (_world, administrator, user) = account().await;
    let open = add(&user, form("Open", Visibility::Public)).await;
    let closed = add(&user, form("Closed", Visibility::Private)).await;
    let both = || Selection::Ids(vec![open, closed]);
    let (hiding, outcome) = apply(&user, both(), Operation::ChangeVisibility(Visibility::Hidden)).await;
    assert_eq!(outcome.changed, 2);
    let rules = SpaceRules {
        visibility: VisibilityRules {
            allowed: vec![Visibility::Private, Visibility::Hidden],
            default: Visibility::Private,
        },
        ..now(&administrator).await
    };
    change(&administrator, rules).await.unwrap();
    let not_offered = AppError::field(Field::Visibility, Reason::NotOffered);
    let publish = || Operation::ChangeVisibility(Visibility::Public);
    let foreseen = operations::preview(&user, &both(), &publish()).await;
    assert_eq!(foreseen.err(), Some(not_offered.clone()));
    let id = OperationId(clock::new_id());
    let refused = operations::apply(&user, id, both(), publish(), None).await;
    let refused = match refused {
        Ok(Progress::Failed(error)) | Err(error) => error,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused, not_offered);
    let outcome = undo(&user, hiding).await;
    assert_eq!(
        (outcome.changed, outcome.skipped),
        (1, vec![(SkipReason::NotOffered, 1)])
    );
    assert_eq!(detail(&user, open).await.visibility, Visibility::Hidden);
    assert_eq!(detail(&user, closed).await.visibility, Visibility::Private);
}

async fn change_level(gate: &Gate, id: SpaceId, to: Visibility) -> Result<(), AppError> {
    let mut permit = gate.space(id, domain::access::Action::ChangeVisibility).await?;
    spaces::act::change_visibility(&mut permit, to).await?;
    Ok(permit.commit().await?)
}

#[tokio::test]
async fn decisions_are_cached_until_a_committed_write_changes_them() {
    let (world, administrator, _) = account().await;
    let levels = async || {
        let decisions = account::decisions(&world.store).await.unwrap();
        decisions.space_rules.visibility.allowed.clone()
    };
    assert_eq!(levels().await, Visibility::ALL);
    // A change that bypasses the server is not noticed.
    let set = async |levels: &str| {
        let mut tx = world.store.begin_write().await.unwrap();
        let mut sql = Sql::new("UPDATE account SET visibility_allowed = ");
        sql.bind(levels).run(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
    };
    set("private").await;
    assert_eq!(levels().await, Visibility::ALL);
    set("public private hidden").await;
    let wanted = SpaceRules {
        visibility: VisibilityRules {
            allowed: vec![Visibility::Private],
            default: Visibility::Private,
        },
        ..now(&administrator).await
    };
    let mut permit = administrator.account(AccountAction::ManageSettings).await.unwrap();
    account::save_space_rules(&mut permit, wanted.clone()).await.unwrap();
    drop(permit);
    assert_eq!(levels().await, Visibility::ALL);
    change(&administrator, wanted).await.unwrap();
    assert_eq!(levels().await, [Visibility::Private]);
}
