//! The permit of what the server writes without asking a rule about a person.

use std::ops::{Deref, DerefMut};

use crate::server::store::{Store, StoreError, engine::sql::Conn, events::Writing};

/// What the server writes for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Set-up, sign-in, joining by a link, and the record of what was refused.
    SignIn,
    /// A browser's session.
    Session,
    /// A person's own settings and password.
    OwnSettings,
    /// The record that somebody read what they may read and others want to know of.
    ReadRecord,
    /// Removing what has ended or was kept long enough.
    Sweep,
    /// The search index, which follows the spaces.
    Index,
    /// A command on the server's machine.
    CommandLine,
    /// The account of the demo, before anybody can sign in.
    Demo,
}

/// The permission to write for a purpose of the server's own.
pub struct SystemPermit {
    writing: Writing,
    purpose: Purpose,
}

impl SystemPermit {
    /// Begins a writing transaction for this purpose.
    pub async fn begin(store: &Store, purpose: Purpose) -> Result<Self, StoreError> {
        Ok(Self {
            writing: store.begin().await?,
            purpose,
        })
    }

    /// Makes what was written and its events durable and visible. A permit that is dropped leaves nothing behind.
    pub async fn commit(self) -> Result<(), StoreError> {
        tracing::trace!(purpose = ?self.purpose, "the server writes");
        self.writing.commit().await
    }
}

impl Deref for SystemPermit {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        &self.writing
    }
}

impl DerefMut for SystemPermit {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.writing
    }
}
