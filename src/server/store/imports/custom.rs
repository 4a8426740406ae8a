//! Custom fields in an import: added choices, and values of new and updated spaces.

use std::collections::HashMap;

use domain::{
    access::AccountAction,
    custom_field::{FieldChoice, Value, Values},
    error::AppError,
    fold::fold,
    ids::{ChoiceId, FieldId, ImportId, SpaceId},
    import::{FieldCell, ImportRow},
};
use sqlx::Row;

use super::{
    super::{
        StoreError,
        engine::{
            rows::parsed,
            sql::{Conn, Inserts, Sql},
        },
        fields::{
            self, Numbered,
            values::{self, Stored},
        },
    },
    items,
};
use crate::server::{clock, permits::AccountPermit};

/// Returns the fields that spaces show, after adding the choices that the rows need.
pub(super) async fn fields_for(permit: &mut AccountPermit, rows: &[ImportRow]) -> Result<Vec<Numbered>, AppError> {
    let conn = permit.act(AccountAction::Import)?;
    let mut wanted: HashMap<FieldId, Vec<&str>> = HashMap::new();
    for cell in rows.iter().flat_map(|row| &row.fields) {
        wanted
            .entry(cell.field)
            .or_default()
            .extend(cell.new_choices.iter().map(String::as_str));
    }
    let known = fields::active(conn).await?;
    for numbered in &known {
        let labels = wanted.remove(&numbered.field.id).unwrap_or_default();
        // The check made sure that the person may change fields.
        add_choices(conn, numbered, &labels).await?;
    }
    Ok(fields::active(conn).await?)
}

async fn add_choices(conn: &mut Conn, numbered: &Numbered, labels: &[&str]) -> Result<(), AppError> {
    let mut form = numbered.field.form();
    for label in labels {
        if !form.choices.iter().any(|choice| fold(&choice.label) == fold(label)) {
            let id = ChoiceId(clock::new_id());
            let label = (*label).to_owned();
            form.choices.push(FieldChoice { id, label });
        }
    }
    if form.choices.len() > numbered.field.choices.len() {
        let form = form.checked().map_err(AppError::Invalid)?;
        fields::add_choices_of(conn, numbered, &form).await?;
    }
    Ok(())
}

/// Returns the value of a cell, after its choices were added.
fn value_of(cell: &FieldCell, numbered: &Numbered) -> Option<Value> {
    if cell.new_choices.is_empty() {
        return cell.value.clone();
    }
    let mut chosen: Vec<ChoiceId> = match &cell.value {
        Some(Value::Choices(chosen)) => chosen.clone(),
        _ => Vec::new(),
    };
    let named = |label: &String| {
        let folded = fold(label);
        let choices = &numbered.field.choices;
        choices
            .iter()
            .find(|choice| fold(&choice.label) == folded)
            .map(|choice| choice.id)
    };
    chosen.extend(cell.new_choices.iter().filter_map(named));
    numbered.field.check(Value::Choices(chosen)).ok().flatten()
}

/// Adds the values of new spaces, field by field, so that each index is filled in order.
pub(super) async fn insert(
    conn: &mut Conn,
    fields: &[Numbered],
    new: &[(SpaceId, &ImportRow)],
    import: ImportId,
) -> Result<(), StoreError> {
    if new.iter().all(|(_, row)| row.fields.is_empty()) {
        return Ok(());
    }
    let mut sql = Sql::new("SELECT s.id, s.number FROM spaces s WHERE s.id IN (SELECT i.space_id");
    items::added(&mut sql, import);
    let mut numbers: HashMap<SpaceId, i64> = HashMap::with_capacity(new.len());
    for row in sql.push(")").rows(conn).await? {
        numbers.insert(parsed(&row, 0)?, row.try_get(1)?);
    }
    for numbered in fields {
        let mut cells: Vec<(i64, &FieldCell)> = Vec::new();
        for (id, row) in new {
            let cell = row.fields.iter().find(|cell| cell.field == numbered.field.id);
            cells.extend(numbers.get(id).copied().zip(cell));
        }
        cells.sort_unstable_by_key(|(space, _)| *space);
        insert_field(conn, numbered, &cells).await?;
    }
    Ok(())
}

async fn insert_field(conn: &mut Conn, numbered: &Numbered, cells: &[(i64, &FieldCell)]) -> Result<(), StoreError> {
    let mut rows = values::Rows::begin();
    let mut links = Inserts::new(
        "INSERT INTO space_field_choices (choice, space, field) VALUES",
        "({}, {}, {})",
    );
    let mut chosen = Vec::new();
    for (space, cell) in cells {
        let Some(value) = value_of(cell, numbered) else {
            continue;
        };
        let stored = Stored::of(numbered, &value);
        chosen.extend(stored.choices.iter().map(|choice| (*choice, *space)));
        if stored.user.is_some() {
            // People are rare and inserted one by one, because the sort key is the person's name in the database.
            values::write(conn, *space, &[(numbered, Some(&value))]).await?;
            continue;
        }
        rows.add(conn, numbered.number, *space, stored).await?;
    }
    rows.end(conn).await?;
    for (choice, space) in chosen {
        links
            .add(conn, [choice.into(), space.into(), numbered.number.into()])
            .await?;
    }
    Ok(links.end(conn).await?)
}

/// Returns the values of the space in the fields that are shown.
pub(super) async fn present_values(conn: &mut Conn, space: SpaceId) -> Result<Values, StoreError> {
    let fields = fields::active(conn).await?;
    let held = values::with_fields(conn, &fields, &[space]).await?.remove(&space);
    let pairs = held.into_iter().flatten().map(|held| (held.field.id, held.value));
    Ok(pairs.collect())
}

/// Changes the values of an updated space. Fields without a cell keep their values.
pub(super) async fn update(
    conn: &mut Conn,
    space: SpaceId,
    fields: &[Numbered],
    cells: &[FieldCell],
    before: &Values,
) -> Result<(), StoreError> {
    let mut after = before.clone();
    for cell in cells {
        let numbered = fields.iter().find(|numbered| numbered.field.id == cell.field);
        match numbered.and_then(|numbered| value_of(cell, numbered)) {
            Some(value) => drop(after.insert(cell.field, value)),
            None if cell.new_choices.is_empty() => drop(after.remove(&cell.field)),
            None => {}
        }
    }
    write(conn, space, fields, before, &after).await
}

/// Restores the values of the space, except those that the field no longer accepts.
pub(super) async fn put_back(conn: &mut Conn, space: SpaceId, before: &Values) -> Result<(), StoreError> {
    let fields = fields::active(conn).await?;
    let now = present_values(conn, space).await?;
    let mut after = Values::new();
    for numbered in &fields {
        let value = before.get(&numbered.field.id).cloned();
        let value = value.and_then(|value| numbered.field.check(value).ok().flatten());
        after.extend(value.map(|value| (numbered.field.id, value)));
    }
    write(conn, space, &fields, &now, &after).await
}

async fn write(
    conn: &mut Conn,
    space: SpaceId,
    fields: &[Numbered],
    before: &Values,
    after: &Values,
) -> Result<(), StoreError> {
    let mut sql = Sql::new("SELECT s.number FROM spaces s WHERE s.id = ");
    let number = sql.text(space).count(conn).await?;
    values::write_changes(conn, number, fields, before, after).await
}
