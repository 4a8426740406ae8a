//! What is true in the account for whoever imports.

use domain::{
    access::{AccountAction, Action, Viewer, decide_account},
    error::AppError,
    import::{CheckContext, KnownPerson, KnownSpace},
    person::Language,
    visibility::Visibility,
};
use sqlx::{AnyConnection, Row};

use super::super::{
    StoreError, account,
    engine::{
        rows::{parsed, truth},
        sql::Sql,
    },
    fields, groups,
    spaces::access as rule,
};

/// People, groups, levels, and the spaces that the viewer may edit; no others.
pub async fn context(
    connection: &mut AnyConnection,
    viewer: &Viewer,
    language: Language,
) -> Result<CheckContext, AppError> {
    let rules = account::rules(connection).await?;
    let refused = |action| decide_account(viewer, &rules, action).is_err();
    Ok(CheckContext {
        adding_refused: refused(AccountAction::AddSpace),
        new_groups_refused: refused(AccountAction::EditGroups),
        people: people(connection).await?,
        groups: groups::list(connection).await?,
        visibility: account::visibility_rules(connection).await?,
        spaces: spaces(connection, viewer).await?,
        // They are asked for apart, by their ids.
        named: Default::default(),
        fields: fields::list(connection).await?,
        may_add_choices: !refused(AccountAction::ManageSettings),
        language,
    })
}

async fn people(connection: &mut AnyConnection) -> Result<Vec<KnownPerson>, StoreError> {
    let sql = Sql::new("SELECT u.id, u.name, u.email, u.deactivated_at FROM users u");
    let mut people = Vec::new();
    for row in sql.rows(connection).await? {
        people.push(KnownPerson {
            id: parsed(&row, 0)?,
            name: row.try_get(1)?,
            email: row.try_get(2)?,
            active: row.try_get::<Option<i64>, _>(3)?.is_none(),
        });
    }
    Ok(people)
}

/// Those that the viewer may edit: an import updates no others, and must not give away that there are others.
async fn spaces(connection: &mut AnyConnection, viewer: &Viewer) -> Result<Vec<KnownSpace>, StoreError> {
    let mut sql = Sql::new("SELECT s.id, s.name, s.version, s.visibility, s.owner_id, CASE WHEN ");
    rule::may(&mut sql, viewer, Action::ManagePeople);
    sql.push(" THEN 1 ELSE 0 END FROM spaces s WHERE ");
    rule::may(&mut sql, viewer, Action::Edit);
    let mut spaces = Vec::new();
    for row in sql.rows(connection).await? {
        spaces.push(KnownSpace {
            id: parsed(&row, 0)?,
            name: row.try_get(1)?,
            version: row.try_get(2)?,
            visibility: Visibility::from_storage(row.try_get(3)?),
            owner: parsed(&row, 4)?,
            may_give_access: truth(&row, 5)?,
        });
    }
    Ok(spaces)
}
