//! Reading columns as domain types.

use std::str::FromStr;

use domain::person::PersonRef;
use sqlx::{Row, any::AnyRow};

use crate::server::store::StoreError;

/// Parses a text column.
pub fn parsed<T: FromStr>(row: &AnyRow, column: usize) -> Result<T, StoreError> {
    let text: &str = row.try_get(column)?;
    text.parse()
        .map_err(|_| StoreError::Damaged(format!("column {column} holds '{text}'")))
}

/// Reads a boolean that is stored as 0 or 1.
pub fn boolean(row: &AnyRow, column: usize) -> Result<bool, StoreError> {
    Ok(row.try_get::<i64, _>(column)? != 0)
}

/// Reads a person from three columns: id, name, time of deactivation.
pub fn person(row: &AnyRow, column: usize) -> Result<PersonRef, StoreError> {
    Ok(PersonRef {
        id: parsed(row, column)?,
        name: row.try_get(column + 1)?,
        active: row.try_get::<Option<i64>, _>(column + 2)?.is_none(),
    })
}
