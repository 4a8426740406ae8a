//! The cursor of the stream: the number of an event, encrypted for one reader. Two cursors of the same number differ, and
//! all have the same length, so that a reader cannot tell from two cursors whether something hidden happened between
//! them.

use domain::ids::UserId;

use crate::server::store::{Store, StoreError, engine::sql::Value};

/// The name of the stream among the lists that have cursors.
const LIST: &str = "live";

/// Encrypts the number of an event for one reader.
pub fn seal(store: &Store, reader: UserId, number: i64) -> Result<String, StoreError> {
    let salt: u64 = rand::random();
    let place = [
        Value::Text(format!("{number:019}")),
        Value::Text(format!("{salt:016x}")),
    ];
    store.cursors().of(reader, LIST).seal(0, place.iter())
}

/// Decrypts a number. Returns `None` for every text that was not made for this reader.
pub fn open(store: &Store, reader: UserId, text: &str) -> Option<i64> {
    let (_, place) = store.cursors().of(reader, LIST).open(text)?;
    match place.first()? {
        Value::Text(number) => number.parse().ok(),
        Value::Integer(_) => None,
    }
}
