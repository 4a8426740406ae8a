//! Custom fields: their definitions, which everybody may read, and the changes that administrators make.

pub mod change;
pub mod clauses;
pub mod values;

use std::{collections::HashMap, sync::Arc};

use domain::{
    access::AccountAction,
    audit::Event,
    custom_field::{CustomField, FieldChoice, FieldForm, Kind},
    error::{AppError, Current, Field, Reason},
    fold::fold,
    ids::FieldId,
    limits,
};
use sqlx::Row;

use super::{
    Store, StoreError, audit,
    engine::{
        positions,
        rows::parsed,
        sql::{Conn, Sql},
    },
};
use crate::server::{clock, permits::AccountPermit};

/// A field with the numbers by which values refer to it and to its choices.
#[derive(Clone, Debug)]
pub struct Numbered {
    pub number: i64,
    pub field: CustomField,
    /// The numbers of the field's choices, in their order.
    pub choices: Vec<i64>,
}

/// Returns the fields that spaces show, in their order, from the cache where nothing was written since they were read.
pub async fn cached(store: &Store) -> Result<Arc<Vec<CustomField>>, StoreError> {
    let read = async { list(&mut *store.reader().begin().await?).await };
    store.cache().get_or_read(|cached| &mut cached.fields, read).await
}

/// Returns the fields that spaces show, in their order.
pub async fn list(conn: &mut Conn) -> Result<Vec<CustomField>, StoreError> {
    Ok(without_numbers(active(conn).await?))
}

/// Returns all fields, archived ones included.
pub async fn all(conn: &mut Conn) -> Result<Vec<CustomField>, StoreError> {
    Ok(without_numbers(read(conn, "", None).await?))
}

fn without_numbers(fields: Vec<Numbered>) -> Vec<CustomField> {
    fields.into_iter().map(|numbered| numbered.field).collect()
}

/// Returns the fields that spaces show, with their numbers.
pub(super) async fn active(conn: &mut Conn) -> Result<Vec<Numbered>, StoreError> {
    read(conn, " WHERE f.archived_at IS NULL", None).await
}

/// Returns one field, archived or not.
pub(super) async fn one(conn: &mut Conn, id: FieldId) -> Result<Numbered, StoreError> {
    let mut found = read(conn, " WHERE f.id = ", Some(id)).await?;
    found.pop().ok_or(StoreError::NotFound)
}

async fn read(conn: &mut Conn, condition: &str, id: Option<FieldId>) -> Result<Vec<Numbered>, StoreError> {
    let mut sql = Sql::new(
        "SELECT f.number, f.id, f.label, f.kind, f.currency, f.required, f.help, f.section, f.default_value, \
         f.archived_at, f.version FROM fields f",
    );
    sql.push(condition);
    if let Some(id) = id {
        sql.text(id);
    }
    sql.push(" ORDER BY f.position, f.number");
    let mut fields = Vec::new();
    for row in sql.rows(conn).await? {
        let kind: String = row.try_get(3)?;
        let default: Option<String> = row.try_get(8)?;
        fields.push(Numbered {
            number: row.try_get(0)?,
            field: CustomField {
                id: parsed(&row, 1)?,
                label: row.try_get(2)?,
                kind: Kind::parse(&kind).ok_or_else(|| StoreError::Damaged(format!("a field of kind '{kind}'")))?,
                currency: row.try_get(4)?,
                required: crate::server::store::engine::rows::boolean(&row, 5)?,
                help: row.try_get(6)?,
                section: row.try_get(7)?,
                default: default.and_then(|value| serde_json::from_str(&value).ok()),
                choices: Vec::new(),
                archived: row.try_get::<Option<i64>, _>(9)?.is_some(),
                version: row.try_get(10)?,
            },
            choices: Vec::new(),
        });
    }
    add_choices(conn, &mut fields).await?;
    Ok(fields)
}

async fn add_choices(conn: &mut Conn, fields: &mut [Numbered]) -> Result<(), StoreError> {
    if !fields.iter().any(|numbered| numbered.field.kind.has_choices()) {
        return Ok(());
    }
    let places: HashMap<i64, usize> = fields
        .iter()
        .enumerate()
        .map(|(place, field)| (field.number, place))
        .collect();
    let mut sql = Sql::new("SELECT c.field, c.number, c.id, c.label FROM field_choices c");
    if let [only] = fields {
        sql.push(" WHERE c.field = ").bind(only.number);
    }
    for row in sql.push(" ORDER BY c.field, c.key").rows(conn).await? {
        let field: i64 = row.try_get(0)?;
        if let Some(numbered) = places.get(&field).and_then(|place| fields.get_mut(*place)) {
            numbered.choices.push(row.try_get(1)?);
            numbered.field.choices.push(FieldChoice {
                id: parsed(&row, 2)?,
                label: row.try_get(3)?,
            });
        }
    }
    Ok(())
}

/// Adds a field after the existing ones.
pub async fn add(permit: &mut AccountPermit, form: FieldForm) -> Result<FieldId, StoreError> {
    let (actor, at) = (permit.actor(), permit.at());
    let conn = permit.act(AccountAction::ManageSettings)?;
    let form = form.checked().map_err(AppError::Invalid)?;
    check_label(conn, &form.label, None).await?;
    check_room(conn).await?;
    let id = FieldId(clock::new_id());
    let mut sql = Sql::new(
        "INSERT INTO fields (id, label, label_folded, kind, currency, required, help, section, default_value, position, \
         created_at, version) SELECT ",
    );
    sql.text(id).push(", ").bind(form.label.as_str()).push(", ");
    sql.bind(fold(&form.label)).push(", ").bind(form.kind.as_str());
    sql.push(", ").bind(form.currency.as_str()).push(", ");
    sql.bind(i64::from(form.required)).push(", ").bind(form.help.as_str());
    sql.push(", ").bind(form.section.as_str()).push(", ");
    default(&mut sql, &form);
    sql.push(", COALESCE(max(f.position), 0) + 1, ").bind(at);
    sql.push(", 1 FROM fields f RETURNING number");
    let number = sql.count(conn).await?;
    set_choices(conn, number, &[], &form).await?;
    audit::write(conn, at, Some(actor), id, &Event::FieldAdded { label: form.label }).await?;
    Ok(id)
}

fn default(sql: &mut Sql, form: &FieldForm) {
    match &form.default {
        Some(value) => sql.bind(serde_json::to_string(value).unwrap_or_default()),
        None => sql.push("NULL"),
    };
}

/// Refuses a label that another field has, archived or not.
async fn check_label(conn: &mut Conn, label: &str, own: Option<FieldId>) -> Result<(), StoreError> {
    let mut sql = Sql::new("SELECT f.id FROM fields f WHERE f.label_folded = ");
    let taken = sql.bind(fold(label)).row(conn).await?;
    match taken.map(|row| parsed(&row, 0)).transpose()? {
        Some(id) if Some(id) != own => Err(AppError::field(Field::Label, Reason::Taken).into()),
        _ => Ok(()),
    }
}

async fn check_room(conn: &mut Conn) -> Result<(), StoreError> {
    let mut sql = Sql::new("SELECT count(*) FROM fields f WHERE f.archived_at IS NULL");
    if sql.push("").count(conn).await? >= limits::FIELDS as i64 {
        let max = limits::FIELDS;
        return Err(AppError::field(Field::Label, Reason::TooMany { max }).into());
    }
    Ok(())
}

/// Replaces the choices of the field. Known ones keep their numbers, so the values of spaces stay valid.
async fn set_choices(conn: &mut Conn, number: i64, known: &[FieldChoice], form: &FieldForm) -> Result<(), StoreError> {
    for gone in known
        .iter()
        .filter(|choice| !form.choices.iter().any(|kept| kept.id == choice.id))
    {
        let mut sql = Sql::new("DELETE FROM field_choices WHERE id = ");
        sql.text(gone.id).push(" AND field = ").bind(number).run(conn).await?;
    }
    for (place, choice) in form.choices.iter().enumerate() {
        let mut sql = Sql::new("INSERT INTO field_choices (id, field, label, key) VALUES (");
        sql.text(choice.id).push(", ").bind(number).push(", ");
        sql.bind(choice.label.as_str())
            .push(", ")
            .bind(values::choice_key(place))
            .push(
                ") ON CONFLICT (id) DO UPDATE SET label = excluded.label, key = excluded.key \
                   WHERE field_choices.field = excluded.field",
            );
        // The id belongs to a choice of another field.
        if sql.run(conn).await? == 0 {
            let value = choice.id.to_string();
            return Err(AppError::field(Field::Choices, Reason::Unknown { value }).into());
        }
    }
    Ok(())
}

/// Adds the choices of the form that the field does not have, and increments its version.
pub(super) async fn add_choices_of(conn: &mut Conn, numbered: &Numbered, form: &FieldForm) -> Result<(), StoreError> {
    set_choices(conn, numbered.number, &numbered.field.choices, form).await?;
    let mut sql = Sql::new("UPDATE fields SET version = version + 1 WHERE number = ");
    sql.bind(numbered.number).run(conn).await?;
    Ok(())
}

/// Saves a changed field and converts the values of spaces. `accepted` is the number of lost values that the preview
/// showed.
pub async fn save(permit: &mut AccountPermit, id: FieldId, form: FieldForm, accepted: u32) -> Result<(), StoreError> {
    let (actor, at, language) = (permit.actor(), permit.at(), permit.language());
    let conn = permit.act(AccountAction::ManageSettings)?;
    let now = one(conn, id).await?;
    let form = form.checked().map_err(AppError::Invalid)?;
    if form.version != now.field.version {
        return Err(changed_meanwhile(&now.field).into());
    }
    check_label(conn, &form.label, Some(id)).await?;
    let plan = change::plan(conn, &now, &form, language).await?;
    if plan.impact.lost > accepted {
        return Err(changed_meanwhile(&now.field).into());
    }
    let mut sql = Sql::new("UPDATE fields SET version = version + 1, label = ");
    sql.bind(form.label.as_str())
        .push(", label_folded = ")
        .bind(fold(&form.label));
    sql.push(", kind = ").bind(form.kind.as_str()).push(", currency = ");
    sql.bind(form.currency.as_str())
        .push(", required = ")
        .bind(i64::from(form.required));
    sql.push(", help = ").bind(form.help.as_str()).push(", section = ");
    sql.bind(form.section.as_str()).push(", default_value = ");
    default(&mut sql, &form);
    sql.push(" WHERE id = ").text(id).run(conn).await?;
    set_choices(conn, now.number, &now.field.choices, &form).await?;
    let lost = plan.impact.lost;
    let changed = one(conn, id).await?;
    change::carry_out(conn, &changed, plan).await?;
    let label = form.label;
    audit::write(conn, at, Some(actor), id, &Event::FieldChanged { label, lost }).await
}

/// Reorders the fields. `order` must name each of them once; if it does not, somebody added or deleted a field
/// meanwhile.
pub async fn order(permit: &mut AccountPermit, order: &[FieldId]) -> Result<(), StoreError> {
    let conn = permit.act(AccountAction::ManageSettings)?;
    let now = all(conn).await?;
    positions::set(conn, "fields", now.iter().map(|field| field.id), order).await
}

/// Archives the field. Its values are kept and not shown.
pub async fn archive(permit: &mut AccountPermit, id: FieldId) -> Result<(), StoreError> {
    let at = permit.at();
    put(permit, id, Some(at)).await
}

/// Restores an archived field with its values.
pub async fn restore(permit: &mut AccountPermit, id: FieldId) -> Result<(), StoreError> {
    check_room(permit.act(AccountAction::ManageSettings)?).await?;
    put(permit, id, None).await
}

async fn put(permit: &mut AccountPermit, id: FieldId, archived_at: Option<i64>) -> Result<(), StoreError> {
    let (actor, at) = (permit.actor(), permit.at());
    let conn = permit.act(AccountAction::ManageSettings)?;
    let field = one(conn, id).await?.field;
    if field.archived == archived_at.is_some() {
        return Ok(());
    }
    let mut sql = Sql::new("UPDATE fields SET archived_at = ");
    match archived_at {
        Some(at) => sql.bind(at),
        None => sql.push("NULL"),
    };
    sql.push(", version = version + 1 WHERE id = ")
        .text(id)
        .run(conn)
        .await?;
    let label = field.label;
    let event = match archived_at {
        Some(_) => Event::FieldArchived { label },
        None => Event::FieldRestored { label },
    };
    audit::write(conn, at, Some(actor), id, &event).await
}

/// Counts the spaces that have a value in the field.
pub async fn count_with_value(conn: &mut Conn, id: FieldId) -> Result<u32, StoreError> {
    let number = one(conn, id).await?.number;
    let mut sql = Sql::new("SELECT count(*) FROM space_field_values v WHERE v.field = ");
    let count = sql.bind(number).count(conn).await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Deletes the field with all its values. `accepted` is the number of values that the preview showed.
pub async fn delete(permit: &mut AccountPermit, id: FieldId, accepted: u32) -> Result<(), StoreError> {
    let (actor, at) = (permit.actor(), permit.at());
    let conn = permit.act(AccountAction::ManageSettings)?;
    let field = one(conn, id).await?;
    let holding = count_with_value(conn, id).await?;
    if holding > accepted {
        return Err(changed_meanwhile(&field.field).into());
    }
    change::touch_spaces_with_value(conn, field.number).await?;
    let mut sql = Sql::new("DELETE FROM fields WHERE id = ");
    sql.text(id).run(conn).await?;
    let label = field.field.label;
    let values = holding;
    audit::write(conn, at, Some(actor), id, &Event::FieldDeleted { label, values }).await
}

/// Returns the error for an edit of a field that somebody else has changed.
fn changed_meanwhile(field: &CustomField) -> AppError {
    AppError::Conflict(Box::new(Current {
        name: Some(field.label.clone()),
        ..Current::of(field)
    }))
}
