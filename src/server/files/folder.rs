//! The folder of the storage: a local file becomes an object without being copied.

use std::{
    fs::{self, DirEntry, File},
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use rand::Rng;

use super::reading::blocking;

/// The folder. Clones share it.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
    /// Locked while folders are added, so that nobody uses a folder that a power failure could still take away.
    adding: Arc<Mutex<()>>,
    /// Locked while a file has its staged name, so that the sweep does not take it for that of a write that ended.
    staging: Arc<Mutex<()>>,
}

impl Folder {
    /// Opens the folder, and creates it if needed.
    pub fn open(root: PathBuf) -> io::Result<Self> {
        fs::create_dir_all(&root)?;
        Ok(Self {
            root,
            adding: Arc::default(),
            staging: Arc::default(),
        })
    }

    /// Makes the file the object at `place`, a path in the folder, and waits until both are on the disk. The file keeps
    /// its own name too. Returns whether that was possible: not on another file system, or on one without links.
    pub async fn link(&self, file: PathBuf, place: String) -> io::Result<bool> {
        let folder = self.clone();
        blocking(move || folder.link_now(&file, &folder.root.join(place))).await
    }

    fn link_now(&self, file: &Path, place: &Path) -> io::Result<bool> {
        File::open(file)?.sync_all()?;
        let parent = place.parent().unwrap_or(&self.root);
        self.add_folder(parent)?;
        // The storage leaves out names of this form, as those of its own unfinished writes.
        let mut staged = place.as_os_str().to_owned();
        staged.push(format!("#{}", rand::rng().random::<u32>()));
        let staged = PathBuf::from(staged);
        let staging = lock(&self.staging);
        if let Err(error) = fs::hard_link(file, &staged) {
            return match error.kind() {
                io::ErrorKind::NotFound | io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Err(error),
                _ => Ok(false),
            };
        }
        let renamed = fs::rename(&staged, place);
        // Renaming changes nothing if both names are of the same file already.
        let _ = fs::remove_file(&staged);
        drop(staging);
        renamed?;
        File::open(parent)?.sync_all()?;
        Ok(true)
    }

    /// Adds a folder with those around it, and waits until they are on the disk.
    fn add_folder(&self, folder: &Path) -> io::Result<()> {
        let _adding = lock(&self.adding);
        if folder.is_dir() {
            return Ok(());
        }
        fs::create_dir_all(folder)?;
        let around = folder.ancestors().skip(1);
        for around in around.take_while(|around| around.starts_with(&self.root)) {
            File::open(around)?.sync_all()?;
        }
        Ok(())
    }

    /// Gives all files a second name in another folder, and waits until it is on the disk. Returns whether that was
    /// possible.
    pub async fn link_all(&self, into: PathBuf) -> io::Result<bool> {
        let root = self.root.clone();
        blocking(move || {
            let mut waiting = vec![(root, into.clone())];
            while let Some((from, to)) = waiting.pop() {
                fs::create_dir_all(&to)?;
                for entry in fs::read_dir(from)? {
                    let entry = entry?;
                    let name = to.join(entry.file_name());
                    if entry.file_type()?.is_dir() {
                        waiting.push((entry.path(), name));
                    } else if fs::hard_link(entry.path(), name).is_err() {
                        fs::remove_dir_all(into)?;
                        return Ok(false);
                    }
                }
            }
            rustix::fs::syncfs(File::open(into)?)?;
            Ok(true)
        })
        .await
    }

    /// Removes the files of writes that did not end and were last changed before this time, milliseconds since the Unix
    /// epoch. Returns how many.
    pub async fn remove_unfinished(&self, before: i64) -> io::Result<u64> {
        let (root, staging) = (self.root.clone(), self.staging.clone());
        blocking(move || {
            let before = UNIX_EPOCH + Duration::from_millis(u64::try_from(before).unwrap_or_default());
            let (mut removed, mut waiting) = (0, vec![root]);
            while let Some(folder) = waiting.pop() {
                for entry in fs::read_dir(folder)? {
                    let entry = entry?;
                    if entry.file_type()?.is_dir() {
                        waiting.push(entry.path());
                    } else if is_unfinished(&entry.file_name().to_string_lossy()) {
                        let _staging = lock(&staging);
                        removed += u64::from(remove_if_older(&entry, before)?);
                    }
                }
            }
            Ok(removed)
        })
        .await
    }
}

/// Removes a file that was last changed before this time, and returns whether it did. A file that is gone has been
/// renamed or removed since its folder was read.
fn remove_if_older(entry: &DirEntry, before: SystemTime) -> io::Result<bool> {
    let removed = || {
        let older = entry.metadata()?.modified()? < before;
        if older {
            fs::remove_file(entry.path())?;
        }
        Ok(older)
    };
    match removed() {
        Err(error) if io::Error::kind(&error) == io::ErrorKind::NotFound => Ok(false),
        removed => removed,
    }
}

fn lock(mutex: &Mutex<()>) -> MutexGuard<'_, ()> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn is_unfinished(name: &str) -> bool {
    name.split_once('#')
        .is_some_and(|(_, number)| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_file_becomes_an_object_however_often() {
        let data = tempfile::tempdir().unwrap();
        let folder = Folder::open(data.path().join("blobs")).unwrap();
        let file = data.path().join("part");
        fs::write(&file, "bytes").unwrap();
        for _ in 0..2 {
            assert!(folder.link(file.clone(), "content/ab/cd/x".into()).await.unwrap());
        }
        let damaged = data.path().join("blobs/content/ab/cd/y");
        fs::write(&damaged, "dama").unwrap();
        assert!(folder.link(file.clone(), "content/ab/cd/y".into()).await.unwrap());
        fs::remove_file(&file).unwrap();
        assert_eq!(fs::read(damaged).unwrap(), b"bytes");
        let names = fs::read_dir(data.path().join("blobs/content/ab/cd")).unwrap();
        assert_eq!(names.count(), 2, "no staged file may be left");
        assert!(folder.link(file, "content/ab/cd/z".into()).await.is_err());
    }

    #[tokio::test]
    async fn only_old_unfinished_writes_are_removed() {
        let data = tempfile::tempdir().unwrap();
        let folder = Folder::open(data.path().join("blobs")).unwrap();
        let inside = data.path().join("blobs/content");
        fs::create_dir_all(&inside).unwrap();
        for name in ["a", "a#1", "a#x", "a#"] {
            fs::write(inside.join(name), "").unwrap();
        }
        assert_eq!(folder.remove_unfinished(0).await.unwrap(), 0);
        assert_eq!(folder.remove_unfinished(i64::MAX / 1_000_000).await.unwrap(), 1);
        assert!(!inside.join("a#1").exists());
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn files_that_are_being_stored_are_not_removed() {
        let data = tempfile::tempdir().unwrap();
        let folder = Folder::open(data.path().join("blobs")).unwrap();
        let file = data.path().join("part");
        fs::write(&file, "bytes").unwrap();
        let sweeping = folder.clone();
        let sweeps = tokio::spawn(async move {
            for _ in 0..2_000 {
                assert_eq!(sweeping.remove_unfinished(i64::MAX / 1_000_000).await.unwrap(), 0);
            }
        });
        let mut turn = 0;
        while !sweeps.is_finished() {
            assert!(
                folder
                    .link(file.clone(), format!("content/ab/cd/{}", turn % 8))
                    .await
                    .unwrap()
            );
            turn += 1;
        }
        sweeps.await.unwrap();
    }
}
