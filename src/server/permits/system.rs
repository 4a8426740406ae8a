//! The permit for writes of the server itself, which no rule about a person decides.

use std::ops::{Deref, DerefMut};

use crate::server::store::{Store, StoreError, engine::sql::Conn, events::Writing};

/// The purpose of a write of the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Set-up, sign-in, joining by a link, and recording refused tries.
    SignIn,
    /// A browser's session.
    Session,
    /// A person's own settings and password.
    OwnSettings,
    /// Recording that a person read something: in the audit log, or as the start of their unread posts.
    ReadRecord,
    /// Rendering posts again after an update.
    Render,
    /// Deleting what has expired.
    Sweep,
    /// Updating the search index.
    Index,
    /// Sending e-mail.
    Mail,
    /// Keeping or ending an upload of the person who began it.
    Upload,
    /// Storing that thumbnails are made.
    Previews,
    /// Writing notices of what happened.
    Notices,
    /// A command on the server's machine.
    CommandLine,
    /// Filling the demo account before anybody can sign in.
    Demo,
}

/// The permission to write for a purpose of the server.
pub struct SystemPermit {
    writing: Writing,
    purpose: Purpose,
}

impl SystemPermit {
    /// Begins a write transaction for this purpose.
    pub async fn begin(store: &Store, purpose: Purpose) -> Result<Self, StoreError> {
        Ok(Self {
            writing: store.begin().await?,
            purpose,
        })
    }

    /// Makes the writes and their events durable and visible. If the permit is dropped instead, nothing is written.
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
