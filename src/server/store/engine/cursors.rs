//! Encrypted list cursors for addresses. A cursor reveals nothing about the row that it points at, cannot be forged,
//! and is valid for one reader in one list only.

use domain::ids::UserId;

use super::{
    seal::Seal,
    sql::{Conn, Value},
};
use crate::server::store::StoreError;

/// The row of the table of secrets that holds the key.
const NAME: &str = "cursors";

/// The encryption of cursors. Equal places in a list have equal cursors.
#[derive(Clone, Debug)]
pub struct Cursors(Seal);

impl Cursors {
    /// Reads the key, or generates it if there is none yet.
    pub(super) async fn load(conn: &mut Conn) -> Result<Self, StoreError> {
        Ok(Self(Seal::load(conn, NAME).await?))
    }

    /// Returns the cursors of one reader in one list. `list` identifies the list with its filters and order.
    pub fn of<'a>(&'a self, reader: UserId, list: &str) -> ListCursors<'a> {
        ListCursors {
            seal: &self.0,
            bound: format!("{reader} {list}"),
        }
    }
}

/// The cursors of one reader in one list.
pub struct ListCursors<'a> {
    seal: &'a Seal,
    bound: String,
}

impl ListCursors<'_> {
    /// Encrypts a place in the list. `phase` is the part of the list, `keys` are the sort keys of the row.
    pub fn seal<'a>(&self, phase: usize, keys: impl Iterator<Item = &'a Value>) -> Result<String, StoreError> {
        let keys = keys.map(|key| match key {
            Value::Integer(number) => serde_json::Value::from(*number),
            Value::Text(text) => serde_json::Value::from(text.as_str()),
        });
        let place = serde_json::Value::Array(std::iter::once(phase.into()).chain(keys).collect()).to_string();
        self.seal.seal(place.as_bytes(), &self.bound)
    }

    /// Decrypts the phase and the keys of a place. Returns `None` for every text that was not made for this reader and
    /// list.
    pub fn open(&self, text: &str) -> Option<(usize, Vec<Value>)> {
        let place = self.seal.open(text, &self.bound)?;
        let mut parts = serde_json::from_slice::<Vec<serde_json::Value>>(&place)
            .ok()?
            .into_iter();
        let phase = usize::try_from(parts.next()?.as_u64()?).ok()?;
        let keys = parts.map(|part| match part {
            serde_json::Value::String(text) => Some(Value::Text(text)),
            part => part.as_i64().map(Value::Integer),
        });
        Some((phase, keys.collect::<Option<_>>()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::UserId;
    use uuid::Uuid;

    #[test]
    fn a_cursor_is_valid_only_for_its_reader_and_list() {
        let cursors = Cursors(Seal::of_tests());
        let (reader, other) = (UserId(Uuid::from_u128(1)), UserId(Uuid::from_u128(2)));
        let keys = [Value::Text("łódź".into()), Value::Integer(-3)];
        let list = cursors.of(reader, "spaces q=a");
        let text = list.seal(1, keys.iter()).unwrap();
        let (phase, read) = list.open(&text).unwrap();
        assert_eq!(phase, 1);
        assert!(matches!(&read[..], [Value::Text(name), Value::Integer(-3)] if name == "łódź"));
        assert_eq!(list.seal(1, keys.iter()).unwrap(), text);
        assert!(cursors.of(other, "spaces q=a").open(&text).is_none());
        assert!(cursors.of(reader, "spaces q=b").open(&text).is_none());
        for place in 0..text.len() {
            let mut altered = text.clone().into_bytes();
            altered[place] = if altered[place] == b'0' { b'1' } else { b'0' };
            assert!(list.open(std::str::from_utf8(&altered).unwrap()).is_none());
        }
        assert!(list.open("").is_none() && list.open("1.6c").is_none());
    }
}
