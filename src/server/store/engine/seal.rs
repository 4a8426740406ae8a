//! Authenticated encryption of short texts for addresses, with a key that the database keeps.

use std::sync::Arc;

use aes_gcm_siv::{
    Aes256GcmSiv, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use rand::RngCore;
use sqlx::Row;

use super::sql::{Conn, Sql};
use crate::server::store::StoreError;

const KEY_BYTES: usize = 32;
/// The mode derives the nonce of each message from the message, so the given one can be constant. Equal texts therefore
/// have equal encryptions.
const NONCE: [u8; 12] = [0; 12];

/// A key, ready for use. A sealed text reveals nothing, cannot be forged, and opens only with the words to which it was
/// bound.
#[derive(Clone)]
pub struct Seal(Arc<Aes256GcmSiv>);

impl std::fmt::Debug for Seal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seal")
    }
}

impl Seal {
    /// Reads the key in the row `name` of the table of secrets, or generates it if there is none yet.
    pub(super) async fn load(conn: &mut Conn, name: &str) -> Result<Self, StoreError> {
        let mut key = [0; KEY_BYTES];
        rand::rng().fill_bytes(&mut key);
        let mut sql = Sql::new("INSERT INTO secrets (name, value) VALUES (");
        sql.bind(name).push(", ").bind(hex::encode(key));
        sql.push(") ON CONFLICT (name) DO NOTHING").run(conn).await?;
        let mut sql = Sql::new("SELECT value FROM secrets WHERE name = ");
        let row = sql.bind(name).row(conn).await?.ok_or(StoreError::NotFound)?;
        let damaged = || StoreError::Damaged(format!("the key '{name}' has the wrong length"));
        let key = hex::decode(row.try_get::<String, _>(0)?).map_err(|_| damaged())?;
        let cipher = Aes256GcmSiv::new_from_slice(&key).map_err(|_| damaged())?;
        Ok(Self(Arc::new(cipher)))
    }

    /// Encrypts the text and binds it to the words, in hexadecimal digits.
    pub fn seal(&self, text: &[u8], bound_to: &str) -> Result<String, StoreError> {
        let payload = Payload {
            msg: text,
            aad: bound_to.as_bytes(),
        };
        let sealed = self.0.encrypt(Nonce::from_slice(&NONCE), payload);
        let sealed = sealed.map_err(|_| StoreError::Damaged("a text cannot be encrypted".into()))?;
        Ok(hex::encode(sealed))
    }

    /// Decrypts the text. Returns `None` for every text that was not sealed with this key and these words.
    pub fn open(&self, sealed: &str, bound_to: &str) -> Option<Vec<u8>> {
        let sealed = hex::decode(sealed).ok()?;
        let payload = Payload {
            msg: &sealed,
            aad: bound_to.as_bytes(),
        };
        self.0.decrypt(Nonce::from_slice(&NONCE), payload).ok()
    }
}

#[cfg(test)]
impl Seal {
    /// Returns a fixed key.
    pub(in crate::server::store) fn of_tests() -> Self {
        Self(Arc::new(Aes256GcmSiv::new_from_slice(&[7; KEY_BYTES]).unwrap()))
    }
}
