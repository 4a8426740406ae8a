//! The uploads in progress: a file for each in the folder of uploads, and who writes to it at the moment.

use std::{
    collections::HashMap,
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use domain::{file::Hash, ids::UploadId};
use sha2::{Digest, Sha256};
use tokio::{sync::watch, time::timeout};

use super::reading::blocking;

/// The folder of uploads in the data folder.
pub const FOLDER: &str = "uploads";
/// Number of bytes that are hashed at once.
const READ_AT_ONCE: usize = 256 * 1024;

/// The uploads in progress. Clones share them.
#[derive(Clone, Debug)]
pub struct Uploads(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    folder: PathBuf,
    slots: Mutex<HashMap<UploadId, Slot>>,
}

/// What is known in memory of one upload.
#[derive(Debug, Default)]
struct Slot {
    /// Tells the request that has the upload what others wish; `None` if no request has it.
    taken: Option<watch::Sender<Wish>>,
    hashing: Option<Hashing>,
}

/// The hash of the beginning of a file.
#[derive(Clone, Debug, Default)]
pub struct Hashing {
    hash: Sha256,
    length: u64,
}

impl Hashing {
    /// Adds the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.hash.update(bytes);
        self.length += bytes.len() as u64;
    }

    /// Returns the number of bytes.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Returns the hash of the bytes.
    pub fn finish(self) -> Hash {
        Hash::of_digest(self.hash.finalize().into())
    }
}

/// What another request of the same person wishes from the request that has the upload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wish {
    GoOn,
    /// End if nothing arrives: the client has probably lost that connection.
    EndIfIdle,
    /// End now.
    End,
}

/// The only permission to change the file of an upload, until it is dropped.
#[derive(Debug)]
pub struct Claim {
    uploads: Uploads,
    id: UploadId,
    wishes: watch::Receiver<Wish>,
}

impl Uploads {
    /// Returns the uploads of a data folder.
    pub fn new(data: &Path) -> Self {
        Self(Arc::new(Shared {
            folder: data.join(FOLDER),
            slots: Mutex::default(),
        }))
    }

    fn slots(&self) -> MutexGuard<'_, HashMap<UploadId, Slot>> {
        self.0.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the upload, or returns `None` if another request has it.
    pub fn claim(&self, id: UploadId) -> Option<Claim> {
        let mut slots = self.slots();
        let slot = slots.entry(id).or_default();
        if slot.taken.is_some() {
            return None;
        }
        let (sender, wishes) = watch::channel(Wish::GoOn);
        slot.taken = Some(sender);
        Some(Claim {
            uploads: self.clone(),
            id,
            wishes,
        })
    }

    /// Takes the upload when the request that has it ends, which is told to fulfil the wish. Returns `None` if it does not
    /// end in time.
    pub async fn claim_within(&self, id: UploadId, wish: Wish, limit: Duration) -> Option<Claim> {
        if let Some(claim) = self.claim(id) {
            return Some(claim);
        }
        let other = self.slots().get(&id).and_then(|slot| slot.taken.clone());
        if let Some(other) = other {
            other.send_if_modified(|wished| {
                let stronger = wish > *wished;
                *wished = wish.max(*wished);
                stronger
            });
            // Resolves when the other claim is dropped.
            timeout(limit, other.closed()).await.ok()?;
        }
        self.claim(id)
    }

    fn path(&self, id: UploadId) -> PathBuf {
        self.0.folder.join(id.to_string())
    }

    /// Returns the number of bytes that have arrived.
    pub async fn length(&self, id: UploadId) -> io::Result<u64> {
        let path = self.path(id);
        blocking(move || match fs::metadata(path) {
            Ok(found) => Ok(found.len()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
            Err(error) => Err(error),
        })
        .await
    }

    /// Returns the size of the files of all uploads, in bytes.
    pub async fn received(&self) -> io::Result<u64> {
        let files = self.files().await?;
        Ok(files.iter().map(|(_, size)| size).sum())
    }

    /// Returns the uploads that have a file, with its size in bytes.
    pub async fn files(&self) -> io::Result<Vec<(UploadId, u64)>> {
        let folder = self.0.folder.clone();
        blocking(move || {
            let entries = match fs::read_dir(folder) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
                entries => entries?,
            };
            let mut found = Vec::new();
            for entry in entries {
                let entry = entry?;
                let Some(id) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else {
                    continue;
                };
                match entry.metadata() {
                    Ok(file) => found.push((id, file.len())),
                    Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                    Err(error) => return Err(error),
                }
            }
            Ok(found)
        })
        .await
    }
}

impl Claim {
    pub fn id(&self) -> UploadId {
        self.id
    }

    /// Returns the path of the file.
    pub fn path(&self) -> PathBuf {
        self.uploads.path(self.id)
    }

    /// Returns the number of bytes that have arrived.
    pub async fn length(&self) -> io::Result<u64> {
        self.uploads.length(self.id).await
    }

    /// Returns what others wish.
    pub fn wish(&self) -> Wish {
        *self.wishes.borrow()
    }

    /// Waits until others wish something else.
    pub async fn wished(&mut self) {
        if self.wishes.changed().await.is_err() {
            // The sender is in the slot until this claim is dropped.
            std::future::pending::<()>().await;
        }
    }

    /// Opens the file for appending, and creates it with its folder if needed.
    pub async fn open(&self) -> io::Result<File> {
        let (path, folder) = (self.path(), self.uploads.0.folder.clone());
        blocking(move || {
            match File::options().append(true).open(&path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                opened => return opened,
            }
            fs::create_dir_all(&folder)?;
            let file = File::options().append(true).create(true).open(path)?;
            File::open(folder)?.sync_all()?;
            Ok(file)
        })
        .await
    }

    /// Cuts the file off after `length` bytes, so that what arrived later is gone.
    pub async fn cut(&self, length: u64) -> io::Result<()> {
        let path = self.path();
        blocking(move || {
            let file = match File::options().write(true).open(path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
                file => file?,
            };
            file.set_len(length)?;
            file.sync_data()
        })
        .await
    }

    /// Removes the file. It is no error if there is none.
    pub async fn remove(&self) -> io::Result<()> {
        self.set_hashing(None);
        let path = self.path();
        blocking(move || match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        })
        .await
    }

    /// Returns the hash of the first `length` bytes if it is known without reading them.
    pub fn hashing(&self, length: u64) -> Option<Hashing> {
        if length == 0 {
            return Some(Hashing::default());
        }
        let slots = self.uploads.slots();
        let known = slots.get(&self.id)?.hashing.clone();
        known.filter(|known| known.length == length)
    }

    /// Keeps the hash of all bytes of the file, so that they need not be read for it.
    pub fn set_hashing(&self, hashing: Option<Hashing>) {
        if let Some(slot) = self.uploads.slots().get_mut(&self.id) {
            slot.hashing = hashing;
        }
    }

    /// Reads the file and returns its hash.
    pub async fn read_hash(&self) -> io::Result<Hashing> {
        let path = self.path();
        blocking(move || {
            let mut file = match File::open(path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Hashing::default()),
                file => file?,
            };
            let (mut hashing, mut part) = (Hashing::default(), vec![0; READ_AT_ONCE]);
            loop {
                match file.read(&mut part) {
                    Ok(0) => return Ok(hashing),
                    Ok(read) => hashing.update(&part[..read]),
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    Err(error) => return Err(error),
                }
            }
        })
        .await
    }

    /// Returns the first `count` bytes of the file, or all if it is shorter.
    pub async fn head(&self, count: usize) -> io::Result<Vec<u8>> {
        let path = self.path();
        blocking(move || {
            let mut head = Vec::new();
            File::open(path)?.take(count as u64).read_to_end(&mut head)?;
            Ok(head)
        })
        .await
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        let mut slots = self.uploads.slots();
        if let Some(slot) = slots.get_mut(&self.id) {
            slot.taken = None;
            if slot.hashing.is_none() {
                slots.remove(&self.id);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uploads() -> (tempfile::TempDir, Uploads, UploadId) {
        let data = tempfile::tempdir().unwrap();
        let uploads = Uploads::new(data.path());
        (data, uploads, UploadId(uuid::Uuid::now_v7()))
    }

    #[tokio::test]
    async fn one_request_has_an_upload_until_it_ends() {
        let (_data, uploads, id) = uploads();
        let mut first = uploads.claim(id).unwrap();
        assert!(uploads.claim(id).is_none());
        let soon = Duration::from_millis(10);
        assert!(uploads.claim_within(id, Wish::EndIfIdle, soon).await.is_none());
        assert_eq!(first.wish(), Wish::EndIfIdle);
        let other = uploads.clone();
        let waiting = tokio::spawn(async move { other.claim_within(id, Wish::End, Duration::from_secs(60)).await });
        first.wished().await;
        while first.wish() != Wish::End {
            first.wished().await;
        }
        drop(first);
        let second = waiting.await.unwrap().unwrap();
        assert_eq!(second.wish(), Wish::GoOn);
        drop(second);
        assert!(uploads.0.slots.lock().unwrap().is_empty());
    }

    #[tokio::test]
    async fn a_hash_is_remembered_only_for_the_length_of_the_file() {
        let (_data, uploads, id) = uploads();
        let claim = uploads.claim(id).unwrap();
        assert_eq!(claim.length().await.unwrap(), 0);
        claim.open().await.unwrap();
        fs::write(claim.path(), "abc").unwrap();
        let hashing = claim.read_hash().await.unwrap();
        claim.set_hashing(Some(hashing.clone()));
        drop(claim);
        let claim = uploads.claim(id).unwrap();
        assert_eq!(claim.hashing(3).unwrap().finish(), hashing.finish());
        assert!(claim.hashing(2).is_none());
        assert_eq!(claim.hashing(0).unwrap().length(), 0);
        assert_eq!(claim.head(2).await.unwrap(), b"ab");
        assert_eq!(uploads.files().await.unwrap(), [(id, 3)]);
        claim.remove().await.unwrap();
        claim.remove().await.unwrap();
        assert!(claim.hashing(3).is_none());
        assert_eq!(uploads.received().await.unwrap(), 0);
    }
}
