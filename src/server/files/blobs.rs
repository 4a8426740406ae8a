//! The storage of bytes under their hash: in a folder, or in a bucket of an S3 server.
//!
//! Nothing is ever whole in memory, except small objects that a caller asks for with [`Blobs::bytes`]. An object appears
//! under its name only when it is complete and on the disk.

use std::{
    collections::BTreeMap,
    error::Error,
    fmt, io,
    ops::Range,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use axum::body::Bytes;
use domain::{error::AppError, file::Hash};
use futures::{
    StreamExt, TryStreamExt, future,
    stream::{BoxStream, try_unfold},
};
use object_store::{
    ClientOptions, GetOptions, GetRange, GetResultPayload, ObjectStore, ObjectStoreExt, PutPayload, RetryConfig,
    WriteMultipart, aws::AmazonS3Builder, local::LocalFileSystem, path::Path as ObjectPath, prefix::PrefixStore,
};
use sha2::{Digest, Sha256};
use tokio::sync::{OwnedRwLockReadGuard, OwnedRwLockWriteGuard, RwLock};

use super::{folder::Folder, reading};
use crate::server::{
    clock,
    config::{
        Config,
        files::{Place, S3Config},
    },
};

/// The folder of stored bytes in the data folder.
pub const FOLDER: &str = "blobs";
/// Size of a part of an object that is sent to an S3 server, in bytes. All parts but the last must have at least 5 MB.
const PART: u64 = 8 * 1024 * 1024;
/// Maximum number of parts of one object; S3 servers accept 10,000.
const PARTS: u64 = 9_000;
/// Number of parts that are sent at the same time.
const PARTS_AT_ONCE: usize = 2;
/// Time limit for connecting to an S3 server.
const CONNECTING: Duration = Duration::from_secs(10);
/// Maximum time in which an S3 server sends nothing.
const SILENT: Duration = Duration::from_secs(60);
/// How often a request is repeated that an S3 server did not answer, and how long.
const RETRIES: usize = 5;
const RETRYING: Duration = Duration::from_secs(60);
/// Number of locks among which the hashes are divided.
const LOCKS: usize = 256;
/// How often objects without a row are looked for. Listing them takes long, and an S3 server may charge for it.
const ORPHANS_EVERY_MS: i64 = 24 * 60 * 60 * 1000;

/// The name of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BlobKey {
    /// The bytes with this hash.
    Content(Hash),
    /// The thumbnail of the bytes with this hash, and its longer side in pixels.
    Thumbnail(Hash, u32),
}

impl BlobKey {
    /// Returns the hash of the content to which the object belongs.
    pub fn hash(&self) -> Hash {
        match self {
            Self::Content(hash) | Self::Thumbnail(hash, _) => *hash,
        }
    }

    /// Returns the path of the object, with two levels of folders, so that no folder becomes large.
    pub fn path(&self) -> String {
        let hash = self.hash().to_string();
        let (first, second) = (&hash[..2], &hash[2..4]);
        match self {
            Self::Content(_) => format!("content/{first}/{second}/{hash}"),
            Self::Thumbnail(_, size) => format!("thumbnails/{first}/{second}/{hash}-{size}"),
        }
    }

    /// Reads a path. Returns `None` for every path that [`Self::path`] does not return.
    pub fn of_path(path: &str) -> Option<Self> {
        let name = path.rsplit('/').next()?;
        let key = match name.split_once('-') {
            Some((hash, size)) => Self::Thumbnail(hash.parse().ok()?, size.parse().ok()?),
            None => Self::Content(name.parse().ok()?),
        };
        (key.path() == path).then_some(key)
    }
}

/// An object in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stored {
    pub key: BlobKey,
    /// In bytes.
    pub size: u64,
    /// When it was stored, milliseconds since the Unix epoch.
    pub at: i64,
}

/// Why an object could not be read or stored.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    #[error("there is no such object")]
    Missing,
    #[error("there is no room")]
    NoRoom,
    #[error("the bytes do not have their hash")]
    Damaged,
    /// The object is larger than the caller reads.
    #[error("the object is larger than expected")]
    TooLarge,
    /// The disk or the server failed. Only the log shows the cause.
    #[error("{0}")]
    Failed(String),
}

impl From<io::Error> for BlobError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::NoRoom,
            _ => Self::Failed(error.to_string()),
        }
    }
}

impl From<object_store::Error> for BlobError {
    fn from(error: object_store::Error) -> Self {
        if matches!(error, object_store::Error::NotFound { .. }) {
            return Self::Missing;
        }
        let mut cause: Option<&(dyn Error + 'static)> = Some(&error);
        while let Some(at) = cause {
            let kind = at.downcast_ref::<io::Error>().map(io::Error::kind);
            if matches!(kind, Some(io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)) {
                return Self::NoRoom;
            }
            cause = at.source();
        }
        Self::Failed(error.to_string())
    }
}

impl From<BlobError> for AppError {
    fn from(error: BlobError) -> Self {
        match error {
            BlobError::NoRoom => Self::NoRoom,
            cause => {
                // The cause is logged and never sent to the person.
                tracing::error!(id = %clock::new_id(), %cause, "the storage of files failed");
                Self::Unavailable
            }
        }
    }
}

/// The storage of bytes. Clones share it.
#[derive(Clone)]
pub struct Blobs(Arc<Inner>);

struct Inner {
    objects: Arc<dyn ObjectStore>,
    /// The folder in which the objects are files; `None` if they are elsewhere.
    folder: Option<Folder>,
    locks: Vec<Arc<RwLock<()>>>,
    /// When objects without a row were last looked for, milliseconds since the Unix epoch.
    orphans_sought: AtomicI64,
}

impl fmt::Debug for Blobs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Blobs({})", self.0.objects)
    }
}

/// Keeps the sweep from deleting the objects of a hash.
#[must_use]
pub struct Held(#[allow(dead_code, reason = "dropping it releases the lock")] OwnedRwLockReadGuard<()>);

/// Keeps everybody else from storing the objects of a hash.
#[must_use]
pub struct Alone(#[allow(dead_code, reason = "dropping it releases the lock")] OwnedRwLockWriteGuard<()>);

impl Blobs {
    /// Opens the storage that the configuration names, and creates its folder if needed.
    ///
    /// # Errors
    ///
    /// A sentence for the operator.
    pub fn open(config: &Config) -> Result<Self, String> {
        match &config.files.place {
            Place::Folder => Self::in_folder(&config.data.join(FOLDER)),
            Place::S3(s3) => Self::in_bucket(s3).map_err(|error| format!("{}: {error}", s3.public())),
        }
    }

    /// Opens the storage in a folder, and creates it if needed.
    pub fn in_folder(root: &Path) -> Result<Self, String> {
        let said = |error: &dyn fmt::Display| format!("{}: {error}", root.display());
        let folder = Folder::open(root.to_owned()).map_err(|error| said(&error))?;
        let objects = LocalFileSystem::new_with_prefix(root).map_err(|error| said(&error))?;
        Ok(Self::of(Arc::new(objects.with_fsync(true)), Some(folder)))
    }

    fn in_bucket(config: &S3Config) -> Result<Self, String> {
        // It fails if the default is set already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        // A large file takes longer than any time limit for whole requests.
        let client = ClientOptions::new()
            .with_timeout_disabled()
            .with_connect_timeout(CONNECTING)
            .with_read_timeout(SILENT);
        let mut builder = AmazonS3Builder::new()
            .with_client_options(client)
            .with_retry(RetryConfig {
                max_retries: RETRIES,
                retry_timeout: RETRYING,
                ..RetryConfig::default()
            })
            .with_bucket_name(config.bucket());
        for (key, value) in config.options() {
            builder = builder.with_config(*key, value);
        }
        let s3 = builder.build().map_err(|error| error.to_string())?;
        Ok(match config.prefix() {
            "" => Self::of(Arc::new(s3), None),
            prefix => Self::of(Arc::new(PrefixStore::new(s3, prefix)), None),
        })
    }

    fn of(objects: Arc<dyn ObjectStore>, folder: Option<Folder>) -> Self {
        Self(Arc::new(Inner {
            objects,
            folder,
            locks: (0..LOCKS).map(|_| Arc::default()).collect(),
            orphans_sought: AtomicI64::new(0),
        }))
    }

    /// Returns whether the objects are on the disk of the server.
    pub fn is_local(&self) -> bool {
        self.0.folder.is_some()
    }

    /// Waits until the sweep does not delete objects of this hash, and keeps it from doing so. A caller that stores
    /// bytes holds them from before they are stored until the row that refers to them is committed.
    pub async fn hold(&self, hash: Hash) -> Held {
        Held(self.lock(hash).read_owned().await)
    }

    /// Takes the objects of those of the hashes that nobody holds, for deleting them.
    pub fn try_alone(&self, hashes: &[Hash]) -> (Vec<Hash>, Vec<Alone>) {
        let mut taken: BTreeMap<usize, Option<Alone>> = BTreeMap::new();
        let free = hashes.iter().copied().filter(|hash| {
            let lock = taken.entry(lock_of(*hash));
            lock.or_insert_with(|| self.lock(*hash).try_write_owned().ok().map(Alone))
                .is_some()
        });
        let free = free.collect();
        (free, taken.into_values().flatten().collect())
    }

    fn lock(&self, hash: Hash) -> Arc<RwLock<()>> {
        self.0.locks[lock_of(hash)].clone()
    }

    /// Returns whether objects without a row should be looked for: when the server has started, and once a day.
    pub fn orphans_are_due(&self, now: i64) -> bool {
        let last = self.0.orphans_sought.swap(now, Ordering::Relaxed);
        let due = now - last >= ORPHANS_EVERY_MS;
        if !due {
            self.0.orphans_sought.store(last, Ordering::Relaxed);
        }
        due
    }

    /// Returns the bytes of an object, or those in the range, as a stream that reads while it is polled.
    ///
    /// # Errors
    ///
    /// `Missing` if there is no such object. A range that begins after its end is an error.
    pub async fn stream(
        &self,
        key: &BlobKey,
        range: Option<Range<u64>>,
    ) -> Result<BoxStream<'static, io::Result<Bytes>>, BlobError> {
        if range.as_ref().is_some_and(Range::is_empty) {
            return Ok(futures::stream::empty().boxed());
        }
        let options = GetOptions::new().with_range(range.map(GetRange::Bounded));
        let found = self.0.objects.get_opts(&path(key), options).await?;
        Ok(match found.payload {
            GetResultPayload::File(file, _) => reading::file(file, found.range),
            GetResultPayload::Stream(stream) => stream.map_err(io::Error::other).boxed(),
        })
    }

    /// Returns the bytes of an object of at most `max` bytes.
    pub async fn bytes(&self, key: &BlobKey, max: u64) -> Result<Bytes, BlobError> {
        let found = self.0.objects.get(&path(key)).await?;
        match found.meta.size > max {
            true => Err(BlobError::TooLarge),
            false => Ok(found.bytes().await?),
        }
    }

    /// Stores these bytes.
    pub async fn put_bytes(&self, key: &BlobKey, bytes: impl Into<Bytes>) -> Result<(), BlobError> {
        let payload = PutPayload::from_bytes(bytes.into());
        self.0.objects.put(&path(key), payload).await?;
        Ok(())
    }

    /// Stores the file. On the same file system nothing is copied: the object and the file are one, so that the file must
    /// not be changed afterwards. The caller removes it.
    pub async fn put_file(&self, key: &BlobKey, file: &Path) -> Result<(), BlobError> {
        if let Some(folder) = &self.0.folder
            && folder.link(file.to_owned(), key.path()).await?
        {
            return Ok(());
        }
        self.send(key, file).await
    }

    /// Stores a file by reading and sending it in parts.
    async fn send(&self, key: &BlobKey, file: &Path) -> Result<(), BlobError> {
        let (file, size) = open(file.to_owned()).await?;
        self.put_stream(key, reading::file(file, 0..size), size, None).await
    }

    /// Stores the bytes of a stream, which are `size`. Nothing is stored if they do not have the hash.
    pub async fn put_stream(
        &self,
        key: &BlobKey,
        bytes: BoxStream<'static, io::Result<Bytes>>,
        size: u64,
        hash: Option<Hash>,
    ) -> Result<(), BlobError> {
        let mut bytes = checked(bytes, size, hash);
        if size <= PART {
            let mut whole = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
            while let Some(part) = bytes.try_next().await? {
                whole.extend_from_slice(&part);
            }
            return self.put_bytes(key, whole).await;
        }
        let upload = self.0.objects.put_multipart(&path(key)).await?;
        let part = usize::try_from(PART.max(size.div_ceil(PARTS))).unwrap_or(usize::MAX);
        let mut upload = WriteMultipart::new_with_chunk_size(upload, part);
        loop {
            let sent = match bytes.try_next().await {
                Ok(None) => break,
                Ok(Some(part)) => upload.wait_for_capacity(PARTS_AT_ONCE).await.map(|()| upload.put(part)),
                Err(error) => {
                    // The server keeps the parts of an upload that is not aborted.
                    let _ = upload.abort().await;
                    return Err(error);
                }
            };
            if let Err(error) = sent {
                let _ = upload.abort().await;
                return Err(error.into());
            }
        }
        upload.finish().await?;
        Ok(())
    }

    /// Returns whether there is such an object.
    pub async fn exists(&self, key: &BlobKey) -> Result<bool, BlobError> {
        match self.size(key).await {
            Ok(_) => Ok(true),
            Err(BlobError::Missing) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Returns the size of an object in bytes.
    pub async fn size(&self, key: &BlobKey) -> Result<u64, BlobError> {
        Ok(self.0.objects.head(&path(key)).await?.size)
    }

    /// Deletes an object. One that does not exist is deleted already.
    pub async fn delete(&self, key: &BlobKey) -> Result<(), BlobError> {
        match self.0.objects.delete(&path(key)).await.map_err(BlobError::from) {
            Ok(()) | Err(BlobError::Missing) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Returns all objects, in no order. Files and objects with other names are left out.
    pub fn list(&self) -> BoxStream<'static, Result<Stored, BlobError>> {
        let found = self.0.objects.list(None).map_err(BlobError::from);
        let ours = found.try_filter_map(async |meta| {
            Ok(BlobKey::of_path(meta.location.as_ref()).map(|key| Stored {
                key,
                size: meta.size,
                at: meta.last_modified.timestamp_millis(),
            }))
        });
        // An object may be deleted while the list is read.
        let gone = |next: &Result<Stored, BlobError>| matches!(next, Err(BlobError::Missing));
        ours.filter(move |next| future::ready(!gone(next))).boxed()
    }

    /// Gives all objects a second name in another folder, so that they can be deleted here. Returns whether that was
    /// possible: not for objects elsewhere, or on another file system.
    pub async fn link_all(&self, into: PathBuf) -> Result<bool, BlobError> {
        match &self.0.folder {
            Some(folder) => Ok(folder.link_all(into).await?),
            None => Ok(false),
        }
    }

    /// Removes the files of writes that a crash ended before this time, milliseconds since the Unix epoch. Returns how
    /// many.
    pub async fn remove_unfinished(&self, before: i64) -> Result<u64, BlobError> {
        match &self.0.folder {
            Some(folder) => Ok(folder.remove_unfinished(before).await?),
            None => Ok(0),
        }
    }
}

#[cfg(test)]
impl Blobs {
    /// Returns a storage in memory.
    pub fn in_memory() -> Self {
        Self::of(Arc::new(object_store::memory::InMemory::new()), None)
    }
}

/// Returns the number of the lock of a hash.
fn lock_of(hash: Hash) -> usize {
    usize::from(hash.digest()[0]) % LOCKS
}

fn path(key: &BlobKey) -> ObjectPath {
    ObjectPath::from(key.path())
}

/// Returns the same stream, which fails at its end if the bytes are not `size`, or do not have the hash.
fn checked(
    bytes: BoxStream<'static, io::Result<Bytes>>,
    size: u64,
    hash: Option<Hash>,
) -> BoxStream<'static, Result<Bytes, BlobError>> {
    let hashing = hash.map(|hash| (hash, Sha256::new()));
    let checked = try_unfold((bytes, hashing, 0), move |(mut bytes, mut hashing, read)| async move {
        let Some(part) = bytes.try_next().await? else {
            let agrees = hashing.is_none_or(|(hash, hashing)| Hash::of_digest(hashing.finalize().into()) == hash);
            return match agrees && read == size {
                true => Ok(None),
                false => Err(BlobError::Damaged),
            };
        };
        if let Some((_, hashing)) = &mut hashing {
            hashing.update(&part);
        }
        let read = read + part.len() as u64;
        Ok(Some((part, (bytes, hashing, read))))
    });
    checked.boxed()
}

async fn open(path: PathBuf) -> io::Result<(std::fs::File, u64)> {
    reading::blocking(move || {
        let file = std::fs::File::open(path)?;
        let size = file.metadata()?.len();
        Ok((file, size))
    })
    .await
}

#[cfg(test)]
mod tests;
