//! Bytes that have arrived completely: they become an object of the storage, and then a file of a space or of a deal.

use std::path::Path;

use axum::body::Bytes;
use domain::{
    access::Action,
    deal::access::DealAction,
    error::AppError,
    file::{Hash, upload::Target},
    ids::{DealFileId, FileId},
};
use sha2::{Digest, Sha256};

use super::{BlobKey, Blobs, blobs::Held};
use crate::server::{
    permits::{DealPermit, SpacePermit},
    serving::{
        sniff,
        stripping::{self, Examined},
    },
    store::{
        Store, StoreError,
        deals::{self, NewDealFile},
        engine::sql::Conn,
        files::{
            add::{NewFile, add_version_or_file},
            blobs, previews,
        },
    },
};

/// Bytes that are stored, and what was found in them. The sweep leaves them alone until this is dropped, which is after the
/// rows that refer to them are committed.
#[must_use]
pub struct Arrived {
    name: String,
    hash: Hash,
    /// In bytes.
    size: i64,
    content_type: String,
    examined: Examined,
    _held: Held,
}

impl Arrived {
    /// Stores the bytes of a file on the disk, which must not be changed afterwards. `name` is the name that the client gives
    /// it, `head` are its first bytes.
    ///
    /// # Errors
    ///
    /// The bytes could not be read or stored.
    pub async fn from_file(
        (store, blobs): (&Store, &Blobs),
        name: &str,
        (path, head): (&Path, &[u8]),
        (hash, size): (Hash, i64),
    ) -> Result<Self, AppError> {
        let held = blobs.hold(hash).await;
        blobs.put_file(&BlobKey::Content(hash), path).await?;
        Self::examine((store, blobs), name, head, (hash, size), held).await
    }

    /// Stores bytes that are in memory.
    ///
    /// # Errors
    ///
    /// The bytes could not be stored.
    pub async fn from_memory(
        (store, blobs): (&Store, &Blobs),
        name: &str,
        bytes: impl Into<Bytes>,
    ) -> Result<Self, AppError> {
        let bytes = bytes.into();
        let hash = Hash::of_digest(Sha256::digest(&bytes).into());
        let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        let held = blobs.hold(hash).await;
        blobs.put_bytes(&BlobKey::Content(hash), bytes.clone()).await?;
        let head = &bytes[..bytes.len().min(sniff::HEAD)];
        Self::examine((store, blobs), name, head, (hash, size), held).await
    }

    async fn examine(
        (store, blobs): (&Store, &Blobs),
        name: &str,
        head: &[u8],
        (hash, size): (Hash, i64),
        held: Held,
    ) -> Result<Self, AppError> {
        let content_type = sniff::content_type(head, name);
        let examined = stripping::examined(store, blobs, hash, size, &content_type).await?;
        Ok(Self {
            name: name.to_owned(),
            hash,
            size,
            content_type,
            examined,
            _held: held,
        })
    }

    /// Adds the rows of the bytes and of their preview.
    async fn keep(&self, conn: &mut Conn, at: i64) -> Result<(), StoreError> {
        blobs::put(conn, self.hash, self.size, &self.content_type, at).await?;
        previews::keep(conn, self.hash, &self.content_type, &self.examined.picture, at).await
    }

    /// Adds the file to the space of the permit, or a version of a file that is there. `path` are the folders below the
    /// target, outermost first.
    ///
    /// # Errors
    ///
    /// Those of [`add_version_or_file`].
    pub async fn add_to_space(
        &self,
        permit: &mut SpacePermit,
        target: Target,
        path: Vec<String>,
    ) -> Result<FileId, StoreError> {
        let at = permit.at();
        self.keep(permit.act(Action::Discuss)?, at).await?;
        let new = NewFile {
            target,
            path,
            name: self.name.clone(),
            hash: self.hash.to_string(),
            size: self.size,
            content_type: self.content_type.clone(),
        };
        add_version_or_file(permit, &new).await
    }

    /// Adds the file to the deal of the permit, for a note that the person will add.
    pub async fn add_to_deal(&self, permit: &mut DealPermit) -> Result<DealFileId, StoreError> {
        let at = permit.at();
        self.keep(permit.act(DealAction::WriteNote)?, at).await?;
        let new = NewDealFile {
            name: self.name.clone(),
            hash: self.hash,
            size: self.size,
            content_type: self.content_type.clone(),
        };
        deals::add_file(permit, &new).await
    }
}
