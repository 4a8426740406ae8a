//! Setting a custom field on many spaces, and restoring the earlier values.

use domain::{
    custom_field::{Kind, Value, Values},
    error::{AppError, Field, Reason},
    ids::{FieldId, OperationId, UserId},
    person::Language,
};

use super::{
    clauses::{Prepared, SetField},
    items::{before, elements},
};
use crate::server::store::{
    StoreError,
    engine::sql::{Conn, Sql},
    fields::{
        self, Numbered,
        values::{self, Stored},
    },
    spaces::{derived::Set, members},
};

fn of(numbered: &Numbered, value: Option<&Value>) -> SetField {
    SetField {
        number: numbered.number,
        label: numbered.field.label.clone(),
        stored: value.map(|value| Stored::of(numbered, value)),
    }
}

/// Returns the value in the form that the field accepts, and a description of it.
pub async fn checked(
    conn: &mut Conn,
    id: FieldId,
    value: &mut Option<Value>,
    language: Language,
) -> Result<(SetField, String), StoreError> {
    let wrong = |reason| AppError::field(Field::Custom(id), reason);
    let active = fields::active(conn).await?;
    let numbered = active.iter().find(|numbered| numbered.field.id == id);
    let numbered = numbered.ok_or_else(|| wrong(Reason::Unknown { value: id.to_string() }))?;
    *value = match value.take() {
        Some(value) => numbered.field.check(value).map_err(wrong)?,
        None => None,
    };
    if value.is_none() && numbered.field.required {
        return Err(wrong(Reason::Required).into());
    }
    let after = value.iter().map(|value| (id, value.clone())).collect::<Values>();
    values::check_people(conn, &Values::new(), &after).await?;
    let label = &numbered.field.label;
    let about = match value.as_ref() {
        None => label.clone(),
        Some(value) => {
            let name = person_name(conn, value).await?;
            let written: String = numbered
                .field
                .written(value, language, &name)
                .chars()
                .take(80)
                .collect();
            format!("{label}: {written}")
        }
    };
    Ok((of(numbered, value.as_ref()), about))
}

async fn person_name(conn: &mut Conn, value: &Value) -> Result<String, StoreError> {
    let people: Vec<UserId> = match value {
        Value::Person(id) => vec![*id],
        _ => Vec::new(),
    };
    let known = members::named(conn, &people).await?;
    Ok(known.into_iter().next().map(|person| person.name).unwrap_or_default())
}

/// Returns the field of an operation that was applied, if the field still exists.
pub async fn known(conn: &mut Conn, id: FieldId, value: Option<&Value>) -> Result<Option<SetField>, StoreError> {
    match fields::one(conn, id).await {
        Ok(numbered) => Ok(Some(of(&numbered, value))),
        Err(StoreError::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Writes the value, or removes it, on all spaces of the set.
pub async fn apply(conn: &mut Conn, set: Set<'_>, prepared: &Prepared) -> Result<(), StoreError> {
    let field = prepared.field.as_ref().ok_or(StoreError::NotFound)?;
    clear(conn, set, field.number).await?;
    let Some(stored) = &field.stored else {
        return Ok(());
    };
    let mut sql =
        Sql::new("INSERT INTO space_field_values (space, field, key, text, words, number, user_id) SELECT s.number, ");
    sql.bind(field.number).push(", ");
    stored.columns(&mut sql);
    sql.push(" FROM spaces s WHERE ");
    set.clause(&mut sql, "s.id");
    sql.run(conn).await?;
    for choice in &stored.choices {
        let mut sql = Sql::new("INSERT INTO space_field_choices (choice, space, field) SELECT ");
        sql.bind(*choice).push(", s.number, ").bind(field.number);
        sql.push(" FROM spaces s WHERE ");
        set.clause(&mut sql, "s.id");
        sql.run(conn).await?;
    }
    Ok(())
}

async fn clear(conn: &mut Conn, set: Set<'_>, field: i64) -> Result<(), StoreError> {
    let mut sql = Sql::new("DELETE FROM space_field_values WHERE field = ");
    sql.bind(field)
        .push(" AND space IN (SELECT s.number FROM spaces s WHERE ");
    set.clause(&mut sql, "s.id");
    sql.push(")").run(conn).await?;
    Ok(())
}

/// Restores the rows that the operation replaced.
pub async fn revert(conn: &mut Conn, id: OperationId, prepared: &Prepared) -> Result<(), StoreError> {
    // If the field no longer exists, no item was marked.
    let Some(field) = &prepared.field else {
        return Ok(());
    };
    clear(conn, Set::Undo(id), field.number).await?;
    let mut sql =
        Sql::new("INSERT INTO space_field_values (space, field, key, text, words, number, user_id) SELECT s.number, ");
    sql.bind(field.number);
    for column in ["key", "text", "words", "number", "user"] {
        sql.push(&format!(", {}", before(column)));
    }
    marked(&mut sql, id, "");
    sql.push(&format!(" AND {} IS NOT NULL", before("key")))
        .run(conn)
        .await?;
    let mut sql = Sql::new("INSERT INTO space_field_choices (choice, space, field) SELECT c.number, s.number, c.field");
    marked(
        &mut sql,
        id,
        &format!(
            " CROSS JOIN {} p JOIN field_choices c ON c.id = p.value",
            elements("choices")
        ),
    );
    sql.push(" AND c.field = ").bind(field.number).run(conn).await?;
    // The only choice of a value may have been deleted from the field meanwhile.
    let mut sql = Sql::new("DELETE FROM space_field_values WHERE field = ");
    sql.bind(field.number)
        .push(" AND field IN (SELECT f.number FROM fields f WHERE f.kind")
        .within([Kind::OneChoice, Kind::SeveralChoices].map(Kind::as_str))
        .push(
            ") AND NOT EXISTS (SELECT 1 FROM space_field_choices l WHERE l.field = space_field_values.field \
               AND l.space = space_field_values.space)",
        );
    sql.run(conn).await?;
    fields::change::refresh_keys(conn, field.number).await
}

/// Adds the condition that limits the items to those that are being undone.
fn marked(sql: &mut Sql, id: OperationId, more: &str) {
    sql.push(" FROM operation_items i JOIN spaces s ON s.id = i.space_id");
    sql.push(more)
        .push(" WHERE i.undone = 2 AND i.operation_id = ")
        .text(id);
}

/// Adds the condition that the space has the same value as before the operation, or none if it had none.
pub fn is_as_before(sql: &mut Sql, number: i64) {
    let held = |sql: &mut Sql| {
        sql.push("EXISTS (SELECT 1 FROM space_field_values v WHERE v.space = s.number AND v.field = ");
        sql.bind(number);
    };
    sql.push(&format!("CASE WHEN {} IS NULL THEN NOT ", before("key")));
    held(sql);
    sql.push(") ELSE ");
    held(sql);
    sql.push(&format!(" AND v.key = {}", before("key")));
    for (column, key) in [("text", "text"), ("user_id", "user")] {
        sql.push(&format!(
            " AND COALESCE(v.{column}, '') = COALESCE({}, '')",
            before(key)
        ));
    }
    sql.push(") END");
}

/// Adds ` OR …` with the condition that the field no longer exists or has another type than the earlier value. Items of
/// earlier versions do not record the type and always pass.
pub fn has_other_type(sql: &mut Sql, field: FieldId) {
    sql.push(" OR NOT EXISTS (SELECT 1 FROM fields f WHERE f.id = ")
        .text(field)
        .push(&format!(
            " AND ({} IS NULL \
             OR COALESCE({}, '') = f.kind))",
            before("key"),
            before("kind")
        ));
}
