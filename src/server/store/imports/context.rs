//! What is true in the account for whoever imports.

use domain::{
    access::{AccountAction, Action, Viewer, decide_account},
    error::AppError,
    import::{CheckContext, KnownPerson, KnownSpace},
    person::Language,
    visibility::Visibility,
};
use sqlx::{AnyConnection, Row};

use super::{
    super::{
        StoreError, account,
        engine::{rows::truth, sql::Sql},
        fields, groups,
        spaces::access as rule,
    },
    parse,
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

async fn people(connection: &mut AnyConnection) -> Result<Vec<KnownPerson>, AppError> {
    let rows = sqlx::query("SELECT id, name, email, deactivated_at FROM users")
        .fetch_all(connection)
        .await
        .map_err(StoreError::from)?;
    rows.iter()
        .map(|row| {
            Ok(KnownPerson {
                id: parse(row.get("id"))?,
                name: row.get("name"),
                email: row.get("email"),
                active: row.get::<Option<i64>, _>("deactivated_at").is_none(),
            })
        })
        .collect()
}

/// Those that the viewer may edit: an import updates no others, and must not give away that there are others.
async fn spaces(connection: &mut AnyConnection, viewer: &Viewer) -> Result<Vec<KnownSpace>, AppError> {
    let mut sql = Sql::new("SELECT s.id, s.name, s.version, s.visibility, s.owner_id, CASE WHEN ");
    rule::may(&mut sql, viewer, Action::ManagePeople);
    sql.push(" THEN 1 ELSE 0 END FROM spaces s WHERE ");
    rule::may(&mut sql, viewer, Action::Edit);
    let rows = sql.rows(connection).await.map_err(StoreError::from)?;
    rows.iter()
        .map(|row| {
            Ok(KnownSpace {
                id: parse(row.get(0))?,
                name: row.get(1),
                version: row.get(2),
                visibility: Visibility::from_storage(row.get::<&str, _>(3)),
                owner: parse(row.get(4))?,
                may_give_access: truth(row, 5)?,
            })
        })
        .collect()
}
