//! The values of custom fields: typed rows, and their sort keys. Reading, writing and the keys are in one file, because
//! they must agree on the columns.

use std::collections::HashMap;

use domain::{
    custom_field::{CustomField, Decimal, FieldWithValue, Kind, Value, Values},
    error::{AppError, Field, FieldError, Reason},
    ids::{ChoiceId, FieldId, SpaceId, UserId},
    limits,
    list_query::Day,
    person::PersonRef,
};
use sqlx::Row;
use time::Date;

use super::{
    super::{
        StoreError,
        engine::{
            rows::{parsed, person},
            sort_key,
            sql::{Conn, Inserts, Sql, Value as SqlValue},
        },
        search,
        spaces::members,
    },
    Numbered,
};

/// Number of characters of a text that its sort key uses.
const SORTED_CHARACTERS: usize = 60;
/// Maximum length of the key of a text or a person, in characters.
const KEY_LENGTH: usize = 40;
/// How many values are in memory at a time while all keys are rebuilt.
const REKEY_BATCH_SIZE: i64 = 5_000;

/// The columns of a value, without its choices.
#[derive(Clone, Debug, Default)]
pub struct Stored {
    /// `None` for a person: the statement reads the key of their name.
    pub key: Option<String>,
    pub text: Option<String>,
    pub words: Option<String>,
    pub number: Option<i64>,
    pub user: Option<UserId>,
    /// The numbers of the chosen choices.
    pub choices: Vec<i64>,
}

/// Returns the sort key of a text.
fn text_key(text: &str) -> String {
    let beginning: String = text.chars().take(SORTED_CHARACTERS).collect();
    sort_key(&beginning).chars().take(KEY_LENGTH).collect()
}

/// Returns the sort key of the choice at this position in its field.
pub fn choice_key(place: usize) -> String {
    format!("{place:04x}")
}

/// Returns a hex text that sorts as the number does.
pub fn number_key(number: i64) -> String {
    // Inverting the sign bit puts negative numbers first.
    format!("{:016x}", number.cast_unsigned() ^ (1 << 63))
}

/// Returns the number that a day is stored as.
pub fn day_number(day: Day) -> i64 {
    i64::from(day.0.to_julian_day())
}

impl Stored {
    /// Returns the row of a value that was checked against its field.
    pub fn of(numbered: &Numbered, value: &Value) -> Self {
        let number = |number: i64| Self {
            key: Some(number_key(number)),
            number: Some(number),
            ..Self::default()
        };
        match value {
            Value::Text(text) => Self {
                key: Some(text_key(text)),
                words: Some(search::indexed(text)),
                text: Some(text.clone()),
                ..Self::default()
            },
            Value::Number(Decimal(millionths)) => number(*millionths),
            Value::Date(day) => number(day_number(*day)),
            Value::Boolean(boolean) => number(i64::from(*boolean)),
            Value::Person(user) => Self {
                user: Some(*user),
                ..Self::default()
            },
            Value::Choices(chosen) => {
                let all = numbered.choices.iter().zip(&numbered.field.choices).enumerate();
                let (keys, choices): (Vec<String>, Vec<i64>) = all
                    .filter(|(_, (_, choice))| chosen.contains(&choice.id))
                    .map(|(place, (number, _))| (choice_key(place), *number))
                    .unzip();
                Self {
                    key: Some(keys.join("-")),
                    choices,
                    ..Self::default()
                }
            }
        }
    }

    /// Adds the columns key, text, words, number, user_id.
    pub fn columns(&self, sql: &mut Sql) {
        match (&self.key, self.user) {
            (Some(key), _) => drop(sql.bind(key.as_str())),
            (None, user) => {
                sql.push("COALESCE((SELECT substr(u.name_key, 1, ")
                    .bind(KEY_LENGTH as i64);
                sql.push(") FROM users u WHERE u.id = ")
                    .bind(user.map(|id| id.to_string()).unwrap_or_default())
                    .push("), '')");
            }
        }
        for text in [&self.text, &self.words] {
            sql.push(", ");
            match text {
                Some(text) => sql.bind(text.as_str()),
                None => sql.push("NULL"),
            };
        }
        sql.push(", ");
        match self.number {
            Some(number) => sql.bind(number),
            None => sql.push("NULL"),
        };
        sql.push(", ");
        match self.user {
            Some(user) => sql.text(user),
            None => sql.push("NULL"),
        };
    }
}

/// Inserts rows of values other than people, many rows with each statement.
pub struct Rows(Inserts);

impl Rows {
    /// Starts with no rows.
    pub fn begin() -> Self {
        Self(Inserts::new(
            "INSERT INTO space_field_values (field, space, key, text, words, number) VALUES",
            "({}, {}, {}, NULLIF({}, ''), CASE WHEN {} = 0 THEN NULL ELSE {} END, CASE WHEN {} = 0 THEN NULL ELSE {} END)",
        ))
    }

    /// Adds a row.
    pub async fn add(&mut self, conn: &mut Conn, field: i64, space: i64, stored: Stored) -> Result<(), sqlx::Error> {
        let flag = |there: bool| SqlValue::Integer(i64::from(there));
        let row = [
            field.into(),
            space.into(),
            stored.key.unwrap_or_default().into(),
            stored.text.unwrap_or_default().into(),
            flag(stored.words.is_some()),
            stored.words.unwrap_or_default().into(),
            flag(stored.number.is_some()),
            stored.number.unwrap_or_default().into(),
        ];
        self.0.add(conn, row).await
    }

    /// Inserts the remaining rows.
    pub async fn end(self, conn: &mut Conn) -> Result<(), sqlx::Error> {
        self.0.end(conn).await
    }
}

/// Replaces the values of one space in these fields. `None` removes a value.
pub async fn write(conn: &mut Conn, space: i64, changes: &[(&Numbered, Option<&Value>)]) -> Result<(), StoreError> {
    for (numbered, value) in changes {
        let mut sql = Sql::new("DELETE FROM space_field_values WHERE field = ");
        sql.bind(numbered.number).push(" AND space = ").bind(space);
        sql.run(conn).await?;
        let Some(value) = value else { continue };
        let stored = Stored::of(numbered, value);
        let mut sql =
            Sql::new("INSERT INTO space_field_values (field, space, key, text, words, number, user_id) VALUES (");
        sql.bind(numbered.number).push(", ").bind(space).push(", ");
        stored.columns(&mut sql);
        sql.push(")").run(conn).await?;
        if !stored.choices.is_empty() {
            let mut sql = Sql::new("INSERT INTO space_field_choices (choice, space, field) SELECT c.number, ");
            sql.bind(space).push(", c.field FROM field_choices c WHERE c.number");
            numbers(&mut sql, &stored.choices);
            sql.run(conn).await?;
        }
    }
    Ok(())
}

/// Adds `IN (…)` over numbers.
pub fn numbers(sql: &mut Sql, list: &[i64]) {
    sql.within_integers(list);
}

/// Writes the differences between the values before and after. Returns the labels of the fields that changed.
pub async fn write_changes(
    conn: &mut Conn,
    space: i64,
    fields: &[Numbered],
    before: &Values,
    after: &Values,
) -> Result<(), StoreError> {
    let changed_fields = changed_fields(fields, before, after);
    let changes: Vec<_> = changed_fields
        .into_iter()
        .map(|numbered| (numbered, after.get(&numbered.field.id)))
        .collect();
    write(conn, space, &changes).await
}

/// Returns the fields in which the values differ.
pub fn changed_fields<'a>(fields: &'a [Numbered], before: &Values, after: &Values) -> Vec<&'a Numbered> {
    fields
        .iter()
        .filter(|numbered| before.get(&numbered.field.id) != after.get(&numbered.field.id))
        .collect()
}

/// Refuses people who do not exist or are deactivated, unless the field already had them.
pub async fn check_people(conn: &mut Conn, before: &Values, after: &Values) -> Result<(), StoreError> {
    let new: Vec<(FieldId, UserId)> = after
        .iter()
        .filter(|(id, value)| before.get(id) != Some(value))
        .filter_map(|(id, value)| match value {
            Value::Person(person) => Some((*id, *person)),
            _ => None,
        })
        .collect();
    let ids: Vec<UserId> = new.iter().map(|(_, person)| *person).collect();
    let known = members::named(conn, &ids).await?;
    let wrong: Vec<FieldError> = new
        .into_iter()
        .filter_map(|(id, wanted)| {
            let reason = match known.iter().find(|person| person.id == wanted) {
                Some(person) if person.active => return None,
                Some(_) => Reason::Deactivated,
                None => Reason::Unknown {
                    value: wanted.to_string(),
                },
            };
            Some(FieldError {
                field: Field::Custom(id),
                reason,
            })
        })
        .collect();
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(AppError::Invalid(wrong).into())
    }
}

/// Returns the values of these spaces, in the order of the fields. The caller has checked that the viewer may open the
/// spaces: values of other spaces are secret.
pub async fn with_fields(
    conn: &mut Conn,
    fields: &[Numbered],
    spaces: &[SpaceId],
) -> Result<HashMap<SpaceId, Vec<FieldWithValue>>, StoreError> {
    let mut found: HashMap<SpaceId, Vec<FieldWithValue>> = HashMap::new();
    for (space, field, value, person) in read(conn, fields, spaces, None).await? {
        found.entry(space).or_default().push(FieldWithValue {
            field: field.clone(),
            value,
            person,
        });
    }
    Ok(found)
}

/// Returns the same for rows of a list: only the values, with long texts truncated, and the people in them.
pub async fn in_rows(
    conn: &mut Conn,
    fields: &[Numbered],
    spaces: &[SpaceId],
) -> Result<(HashMap<SpaceId, Values>, Vec<PersonRef>), StoreError> {
    let (mut found, mut people): (HashMap<SpaceId, Values>, Vec<PersonRef>) = Default::default();
    for (space, field, value, person) in read(conn, fields, spaces, Some(limits::ROW_TEXT)).await? {
        found.entry(space).or_default().insert(field.id, value);
        people.extend(person.filter(|person| !people.iter().any(|known| known.id == person.id)));
    }
    Ok((found, people))
}

/// Returns the values of these fields in these spaces, in the order of the fields. Long texts are truncated after `cut`
/// characters.
async fn read<'a>(
    conn: &mut Conn,
    fields: &'a [Numbered],
    spaces: &[SpaceId],
    cut: Option<usize>,
) -> Result<Vec<(SpaceId, &'a CustomField, Value, Option<PersonRef>)>, StoreError> {
    if fields.is_empty() || spaces.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    let mut chosen = if fields.iter().any(|numbered| numbered.field.kind.has_choices()) {
        choices(conn, spaces).await?
    } else {
        HashMap::new()
    };
    let mut sql = Sql::new("SELECT s.id, v.field, ");
    match cut {
        Some(cut) => {
            let long = fields.iter().filter(|numbered| numbered.field.kind == Kind::LongText);
            let long: Vec<i64> = long.map(|numbered| numbered.number).collect();
            sql.push("CASE WHEN v.field");
            numbers(&mut sql, &long);
            sql.push(" THEN substr(v.text, 1, ")
                .bind(cut as i64)
                .push(") ELSE v.text END");
        }
        None => drop(sql.push("v.text")),
    }
    sql.push(
        ", v.number, u.id, u.name, u.deactivated_at FROM spaces s \
         JOIN space_field_values v ON v.space = s.number LEFT JOIN users u ON u.id = v.user_id WHERE s.id",
    );
    sql.within(spaces).push(" AND v.field");
    let all: Vec<i64> = fields.iter().map(|numbered| numbered.number).collect();
    numbers(&mut sql, &all);
    for row in sql.rows(conn).await? {
        let (space, number): (SpaceId, i64) = (parsed(&row, 0)?, row.try_get(1)?);
        let field = fields.iter().enumerate().find(|(_, field)| field.number == number);
        let Some((place, Numbered { field, .. })) = field else {
            continue;
        };
        let person = match row.try_get::<Option<String>, _>(4)? {
            Some(_) => Some(person(&row, 4)?),
            None => None,
        };
        let chosen = chosen.remove(&(space, number)).unwrap_or_default();
        let value = value(field.kind, row.try_get(2)?, row.try_get(3)?, person.as_ref(), chosen)?;
        found.push((place, (space, field, value, person)));
    }
    found.sort_by_key(|(place, _)| *place);
    Ok(found.into_iter().map(|(_, held)| held).collect())
}

async fn choices(conn: &mut Conn, spaces: &[SpaceId]) -> Result<HashMap<(SpaceId, i64), Vec<ChoiceId>>, StoreError> {
    // The value's row leads to its choices, which have no index by space alone.
    let mut sql = Sql::new(
        "SELECT s.id, l.field, c.id FROM spaces s JOIN space_field_values v ON v.space = s.number \
         JOIN space_field_choices l ON l.field = v.field AND l.space = v.space \
         JOIN field_choices c ON c.number = l.choice WHERE s.id",
    );
    sql.within(spaces).push(" ORDER BY c.key");
    let mut found: HashMap<_, Vec<ChoiceId>> = HashMap::new();
    for row in sql.rows(conn).await? {
        let key = (parsed(&row, 0)?, row.try_get(1)?);
        found.entry(key).or_default().push(parsed(&row, 2)?);
    }
    Ok(found)
}

/// Reads the value from the columns of a row.
pub fn value(
    kind: Kind,
    text: Option<String>,
    number: Option<i64>,
    person: Option<&PersonRef>,
    chosen: Vec<ChoiceId>,
) -> Result<Value, StoreError> {
    let value = match kind {
        Kind::Number | Kind::Money => number.map(|number| Value::Number(Decimal(number))),
        Kind::Date => number
            .and_then(|number| i32::try_from(number).ok())
            .and_then(|number| Date::from_julian_day(number).ok())
            .map(|date| Value::Date(Day(date))),
        Kind::YesNo => number.map(|number| Value::Boolean(number != 0)),
        Kind::Person => person.map(|person| Value::Person(person.id)),
        Kind::OneChoice | Kind::SeveralChoices => Some(Value::Choices(chosen)),
        _ => text.map(Value::Text),
    };
    value.ok_or_else(|| StoreError::Damaged(format!("a value of kind '{}'", kind.as_str())))
}

/// Updates the sort keys of values after a person was renamed.
pub async fn person_renamed(conn: &mut Conn, person: UserId, name_key: &str) -> Result<(), sqlx::Error> {
    let key: String = name_key.chars().take(KEY_LENGTH).collect();
    let mut sql = Sql::new("UPDATE space_field_values SET key = ");
    sql.bind(key).push(" WHERE user_id = ").text(person);
    sql.run(conn).await?;
    Ok(())
}

/// Rebuilds the keys of all texts and people.
pub async fn rekey(conn: &mut Conn) -> Result<(), StoreError> {
    let mut last = (i64::MIN, i64::MIN);
    loop {
        let mut sql = Sql::new(
            "SELECT v.field, v.space, v.text FROM space_field_values v WHERE v.text IS NOT NULL AND (v.field, v.space) > (",
        );
        sql.bind(last.0).push(", ").bind(last.1);
        sql.push(") ORDER BY v.field, v.space LIMIT ").bind(REKEY_BATCH_SIZE);
        let rows = sql.rows(conn).await?;
        for row in &rows {
            last = (row.try_get(0)?, row.try_get(1)?);
            let mut sql = Sql::new("UPDATE space_field_values SET key = ");
            sql.bind(text_key(row.try_get(2)?)).push(" WHERE field = ").bind(last.0);
            sql.push(" AND space = ").bind(last.1).run(conn).await?;
        }
        if rows.is_empty() {
            break;
        }
    }
    let mut sql = Sql::new("UPDATE space_field_values SET key = COALESCE((SELECT substr(u.name_key, 1, ");
    sql.bind(KEY_LENGTH as i64)
        .push(") FROM users u WHERE u.id = user_id), '') WHERE user_id IS NOT NULL");
    sql.run(conn).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn keys_of_numbers_sort_as_the_numbers(one in any::<i64>(), other in any::<i64>()) {
            prop_assert_eq!(number_key(one).cmp(&number_key(other)), one.cmp(&other));
        }
    }
}
