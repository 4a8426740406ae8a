//! Filters and order by custom fields, as SQL on a space under the alias `s`.
//!
//! The caller has limited the rows to spaces that the viewer may open: no filter may reveal a value of another space.

use domain::{
    custom_field::{FieldFilter, FieldTest, Kind},
    ids::FieldId,
};

use super::{
    super::{engine::sql::Sql, search},
    values::{day_number, number_key},
};

const TEXTS: &[Kind] = &[Kind::ShortText, Kind::LongText, Kind::Link, Kind::Email, Kind::Phone];

/// Adds ` AND …` for every filter.
pub fn add_filters(sql: &mut Sql, filters: &[FieldFilter]) {
    for filter in filters {
        sql.push(" AND ");
        match &filter.test {
            FieldTest::Blank => {
                sql.push("NOT ");
                has_value(sql, filter.field);
            }
            FieldTest::AnyOf(choices) => {
                // The cross join starts from the few choices and looks up their many values.
                sql.push(
                    "s.number IN (SELECT l.space FROM field_choices c CROSS JOIN space_field_choices l \
                     WHERE l.choice = c.number AND c.field = ",
                );
                number(sql, filter.field, &[Kind::OneChoice, Kind::SeveralChoices]);
                sql.push(" AND c.id").within(choices).push(")");
            }
            test => {
                sql.push("s.number IN (SELECT v.space FROM space_field_values v WHERE v.field = ");
                add_test(sql, filter.field, test);
                sql.push(")");
            }
        }
    }
}

/// Adds the condition on the field's number and its value `v`.
fn add_test(sql: &mut Sql, field: FieldId, test: &FieldTest) {
    match test {
        FieldTest::Words(text) => {
            number(sql, field, TEXTS);
            // A word consists of letters and digits, none of which is special to LIKE.
            for word in search::words(text) {
                sql.push(" AND v.words LIKE ").bind(format!("% {word}%"));
            }
        }
        FieldTest::Numbers { from, to } => {
            number(sql, field, &[Kind::Number, Kind::Money]);
            between(sql, from.map(|number| number.0), to.map(|number| number.0));
        }
        FieldTest::Days { from, to } => {
            number(sql, field, &[Kind::Date]);
            between(sql, from.map(day_number), to.map(day_number));
        }
        FieldTest::Boolean(boolean) => {
            number(sql, field, &[Kind::YesNo]);
            sql.push(" AND v.key = ").bind(number_key(i64::from(*boolean)));
        }
        FieldTest::Person(person) => {
            number(sql, field, &[Kind::Person]);
            sql.push(" AND v.user_id = ").text(person);
        }
        FieldTest::Filled | FieldTest::Blank | FieldTest::AnyOf(_) => number(sql, field, &[]),
    }
}

fn between(sql: &mut Sql, from: Option<i64>, to: Option<i64>) {
    if let Some(from) = from {
        sql.push(" AND v.key >= ").bind(number_key(from));
    }
    if let Some(to) = to {
        sql.push(" AND v.key <= ").bind(number_key(to));
    }
}

/// Adds the number of the field if it is shown and of one of these kinds; an empty list permits every kind.
pub fn number(sql: &mut Sql, field: FieldId, kinds: &[Kind]) {
    sql.push("(SELECT f.number FROM fields f WHERE f.id = ").text(field);
    sql.push(" AND f.archived_at IS NULL");
    if !kinds.is_empty() {
        sql.push(" AND f.kind").within(kinds.iter().map(|kind| kind.as_str()));
    }
    sql.push(")");
}

/// Adds the condition that the space has a value in the field. It is evaluated for each space in turn, so that a page
/// of the spaces without a value does not first collect all that have one.
pub fn has_value(sql: &mut Sql, field: FieldId) {
    sql.push("EXISTS (SELECT 1 FROM space_field_values v WHERE v.space = s.number AND v.field = ");
    number(sql, field, &[]);
    sql.push(")");
}
