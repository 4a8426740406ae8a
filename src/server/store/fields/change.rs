//! Changing a field that spaces have values in: the preview of what happens to the values, and the change itself.

use std::collections::HashMap;

use domain::{
    custom_field::{CustomField, FieldForm, Impact, Value, convert, remaining},
    ids::{ChoiceId, FieldId},
    person::Language,
};
use sqlx::Row;

use super::{
    super::{
        StoreError,
        engine::{
            rows::{parsed, person},
            sql::{Conn, Inserts, Sql},
        },
    },
    Numbered, one,
    values::{self, Stored},
};

/// Maximum number of lost values that are shown.
const EXAMPLES: usize = 5;
/// Maximum number of characters that are shown of each.
const EXAMPLE: usize = 80;

/// What a change does to the values.
pub struct Plan {
    pub impact: Impact,
    /// The value of each space after the change; `None` if no value changes.
    after: Option<Vec<(i64, Value)>>,
    /// Whether the choices have another order.
    reordered: bool,
}

/// Returns what saving the field with this form would do. The form must be checked before.
pub async fn preview(conn: &mut Conn, id: FieldId, form: &FieldForm, language: Language) -> Result<Impact, StoreError> {
    let now = one(conn, id).await?;
    Ok(plan(conn, &now, form, language).await?.impact)
}

/// Computes the change of every value.
pub(super) async fn plan(
    conn: &mut Conn,
    now: &Numbered,
    form: &FieldForm,
    language: Language,
) -> Result<Plan, StoreError> {
    let to = form.field(now.field.id);
    let order = |field: &CustomField| field.choices.iter().map(|choice| choice.id).collect::<Vec<ChoiceId>>();
    let mut plan = Plan {
        impact: Impact::default(),
        after: None,
        reordered: order(&now.field) != order(&to),
    };
    let kept = now.field.choices.iter().all(|choice| to.choice(choice.id).is_some());
    if now.field.kind == to.kind && kept {
        let mut sql = Sql::new("SELECT count(*) FROM space_field_values v WHERE v.field = ");
        let holding = sql.bind(now.number).count(conn).await?;
        plan.impact.holding = u32::try_from(holding).unwrap_or(u32::MAX);
        return Ok(plan);
    }
    let mut after = Vec::new();
    for (space, value, name) in all_values(conn, now).await? {
        plan.impact.holding += 1;
        if let Some(converted) = convert(&now.field, &to, &value, language, &name) {
            after.push((space, converted));
            continue;
        }
        plan.impact.lost += 1;
        if plan.impact.examples.len() < EXAMPLES {
            let written = now.field.written(&value, language, &name);
            plan.impact.examples.push(written.chars().take(EXAMPLE).collect());
        }
        after.extend(remaining(&to, &value).map(|rest| (space, rest)));
    }
    plan.after = Some(after);
    Ok(plan)
}

/// Returns every value of the field with the number of its space, and the person's name if the value is a person.
async fn all_values(conn: &mut Conn, numbered: &Numbered) -> Result<Vec<(i64, Value, String)>, StoreError> {
    let mut chosen: HashMap<i64, Vec<ChoiceId>> = HashMap::new();
    if numbered.field.kind.has_choices() {
        let mut sql = Sql::new(
            "SELECT l.space, c.id FROM space_field_choices l JOIN field_choices c ON c.number = l.choice WHERE l.field = ",
        );
        sql.bind(numbered.number).push(" ORDER BY c.key");
        for row in sql.rows(conn).await? {
            chosen.entry(row.try_get(0)?).or_default().push(parsed(&row, 1)?);
        }
    }
    let mut sql = Sql::new(
        "SELECT v.space, v.text, v.number, u.id, u.name, u.deactivated_at FROM space_field_values v \
         LEFT JOIN users u ON u.id = v.user_id WHERE v.field = ",
    );
    let mut found = Vec::new();
    for row in sql.bind(numbered.number).rows(conn).await? {
        let space: i64 = row.try_get(0)?;
        let person = match row.try_get::<Option<String>, _>(3)? {
            Some(_) => Some(person(&row, 3)?),
            None => None,
        };
        let chosen = chosen.remove(&space).unwrap_or_default();
        let kind = numbered.field.kind;
        let value = values::value(kind, row.try_get(1)?, row.try_get(2)?, person.as_ref(), chosen)?;
        found.push((space, value, person.map(|person| person.name).unwrap_or_default()));
    }
    Ok(found)
}

/// Carries out the plan after the field itself was changed.
pub(super) async fn carry_out(conn: &mut Conn, now: &Numbered, plan: Plan) -> Result<(), StoreError> {
    let Some(after) = plan.after else {
        if plan.reordered {
            refresh_keys(conn, now.number).await?;
        }
        return Ok(());
    };
    touch_spaces_with_value(conn, now.number).await?;
    let mut sql = Sql::new("DELETE FROM space_field_values WHERE field = ");
    sql.bind(now.number).run(conn).await?;
    let mut rows = values::Rows::begin();
    let mut links = Inserts::new(
        "INSERT INTO space_field_choices (choice, space, field) VALUES",
        "({}, {}, {})",
    );
    let mut chosen = Vec::new();
    for (space, value) in &after {
        let stored = Stored::of(now, value);
        chosen.extend(stored.choices.iter().map(|choice| (*choice, *space)));
        rows.add(conn, now.number, *space, stored).await?;
    }
    rows.end(conn).await?;
    for (choice, space) in chosen {
        links
            .add(conn, [choice.into(), space.into(), now.number.into()])
            .await?;
    }
    Ok(links.end(conn).await?)
}

/// Recomputes the keys of all values after the choices were reordered.
pub async fn refresh_keys(conn: &mut Conn, field: i64) -> Result<(), StoreError> {
    let mut sql = Sql::new(
        "UPDATE space_field_values SET key = COALESCE((SELECT string_agg(c.key, '-' ORDER BY c.key) \
         FROM space_field_choices l JOIN field_choices c ON c.number = l.choice \
         WHERE l.field = space_field_values.field AND l.space = space_field_values.space), key) WHERE field = ",
    );
    sql.bind(field).run(conn).await?;
    Ok(())
}

/// Increments the version of every space that has a value, so that an edit which began earlier cannot restore the old
/// value.
pub(super) async fn touch_spaces_with_value(conn: &mut Conn, field: i64) -> Result<(), StoreError> {
    let mut sql = Sql::new(
        "UPDATE spaces SET version = version + 1 WHERE number IN (SELECT v.space FROM space_field_values v WHERE v.field = ",
    );
    sql.bind(field).push(")").run(conn).await?;
    Ok(())
}
