//! Facts about the account that an import needs, limited to the names in its file.

use std::collections::BTreeSet;

use domain::{
    access::{AccountAction, Action, Viewer, decide_account},
    custom_field::Value,
    error::AppError,
    fold::fold,
    ids::{SpaceId, UserId},
    import::{CheckContext, FileNames, FoundNames, ImportRow, KnownPerson, KnownSpace, RowAction, person_keys},
    person::{Language, PersonRef},
    preset::Preset,
    visibility::Visibility,
};
use sqlx::{AnyConnection, Row};

use super::super::{
    StoreError, account,
    engine::{
        rows::{boolean, parsed},
        sql::{Conn, Sql},
    },
    fields, groups,
    spaces::access as access_sql,
};

/// Maximum number of names that one statement looks up.
const BATCH_SIZE: usize = 10_000;

/// Returns groups, levels, fields and rules. People and spaces are looked up by name or by id.
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
        groups: groups::list(connection).await?,
        visibility: account::visibility_rules(connection).await?,
        fields: fields::list(connection).await?,
        may_add_choices: !refused(AccountAction::ManageSettings),
        language,
        ..CheckContext::default()
    })
}

/// Returns the same with the people and spaces of the rows, for checking rows that were already read.
pub(super) async fn context_of(
    conn: &mut Conn,
    viewer: &Viewer,
    language: Language,
    rows: &[ImportRow],
) -> Result<CheckContext, AppError> {
    let (mut names, mut spaces, mut people) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for row in rows {
        match row.action {
            RowAction::Create { anyway: false } => {
                names.insert(fold(&row.name));
            }
            RowAction::Update { space, .. } => {
                spaces.insert(space);
            }
            _ => {}
        }
        people.extend(row.owner);
        people.extend(row.people.iter().flatten().copied());
        let in_fields = row.fields.iter().filter_map(|cell| match cell.value {
            Some(Value::Person(person)) => Some(person),
            _ => None,
        });
        people.extend(in_fields);
    }
    let mut context = context(&mut *conn, viewer, language).await?;
    context.spaces = spaces_by(conn, viewer, "f.name_folded", names.iter()).await?;
    context
        .spaces
        .extend(spaces_by(conn, viewer, "f.id", spaces.iter()).await?);
    context.people = people_by(conn, "u.id", people.iter()).await?;
    Ok(context)
}

/// Returns the people and spaces of the account with the names in a file. A person's e-mail is returned only if the
/// file has it.
pub async fn find(conn: &mut Conn, viewer: &Viewer, names: &FileNames) -> Result<FoundNames, StoreError> {
    let folded: BTreeSet<String> = names.spaces.iter().map(|name| fold(name)).collect();
    let spaces = spaces_by(conn, viewer, "f.name_folded", folded.iter()).await?;
    let keys = names.people.iter().map(|word| person_keys(word));
    let (emails, called): (BTreeSet<String>, BTreeSet<String>) = keys.map(|(email, name)| (fold(&email), name)).unzip();
    let mut people = people_by(conn, "u.email_folded", emails.iter()).await?;
    let by_name = people_by(conn, "u.name_folded", called.iter()).await?;
    let by_id = people_by(conn, "u.id", names.ids.iter()).await?;
    let without_email = by_name.into_iter().chain(by_id).map(|person| KnownPerson {
        email: String::new(),
        ..person
    });
    people.extend(without_email);
    let owners: BTreeSet<UserId> = spaces.iter().map(|space| space.owner).collect();
    Ok(FoundNames {
        owners: named_people(conn, owners.iter()).await?,
        people,
        spaces,
    })
}

/// Returns the names of these people.
pub(super) async fn named_people<'a>(
    conn: &mut Conn,
    ids: impl Iterator<Item = &'a UserId>,
) -> Result<Vec<PersonRef>, StoreError> {
    let people = people_by(conn, "u.id", ids).await?;
    let names = people
        .into_iter()
        .map(|KnownPerson { id, name, active, .. }| PersonRef { id, name, active });
    Ok(names.collect())
}

async fn people_by<T: ToString>(
    conn: &mut Conn,
    column: &str,
    keys: impl Iterator<Item = T>,
) -> Result<Vec<KnownPerson>, StoreError> {
    let keys: Vec<String> = keys.map(|key| key.to_string()).collect();
    let mut people = Vec::new();
    for keys in keys.chunks(BATCH_SIZE) {
        let mut sql = Sql::new("SELECT u.id, u.name, u.email, u.deactivated_at FROM users u WHERE ");
        for row in sql.push(column).within(keys).rows(conn).await? {
            people.push(KnownPerson {
                id: parsed(&row, 0)?,
                name: row.try_get(1)?,
                email: row.try_get(2)?,
                active: row.try_get::<Option<i64>, _>(3)?.is_none(),
            });
        }
    }
    Ok(people)
}

/// Returns the spaces with these ids that the viewer may edit.
pub(super) async fn editable(conn: &mut Conn, viewer: &Viewer, ids: &[SpaceId]) -> Result<Vec<KnownSpace>, StoreError> {
    spaces_by(conn, viewer, "f.id", ids.iter()).await
}

/// Returns the spaces that the viewer may edit. An import updates no others and must not reveal that there are others.
async fn spaces_by<T: ToString>(
    conn: &mut Conn,
    viewer: &Viewer,
    column: &str,
    keys: impl Iterator<Item = T>,
) -> Result<Vec<KnownSpace>, StoreError> {
    let keys: Vec<String> = keys.map(|key| key.to_string()).collect();
    let mut spaces = Vec::new();
    for keys in keys.chunks(BATCH_SIZE) {
        let sql = editable_spaces(viewer, column, keys);
        for row in sql.rows(conn).await? {
            spaces.push(KnownSpace {
                id: parsed(&row, 0)?,
                name: row.try_get(1)?,
                version: row.try_get(2)?,
                visibility: Visibility::from_storage(row.try_get::<&str, _>(3)?),
                owner: parsed(&row, 4)?,
                preset: Preset::parse(row.try_get(5)?),
                may_give_access: boolean(&row, 6)?,
            });
        }
    }
    Ok(spaces)
}

fn editable_spaces(viewer: &Viewer, column: &str, keys: &[String]) -> Sql {
    let mut sql = Sql::new("SELECT s.id, s.name, s.version, s.visibility, s.owner_id, s.preset, CASE WHEN ");
    access_sql::may(&mut sql, viewer, Action::ManagePeople);
    // The cross join starts from the few names. Otherwise the access rule would be evaluated for every space.
    sql.push(" THEN 1 ELSE 0 END FROM spaces f CROSS JOIN spaces s WHERE ");
    sql.push(column).within(keys).push(" AND s.number = f.number AND ");
    access_sql::may(&mut sql, viewer, Action::Edit);
    sql
}

/// Returns the statement that finds spaces by their names, so that a test can check its plan.
#[cfg(test)]
pub(in crate::server::store) fn names_in_sql(viewer: &Viewer) -> Sql {
    editable_spaces(viewer, "f.name_folded", &[String::from("a")])
}
