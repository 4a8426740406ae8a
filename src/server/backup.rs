//! Backup and restore of the data, and the lock file that keeps two servers from using the same data.

use std::{
    fmt::Display,
    fs::{self, File},
    path::{Path, PathBuf},
};

use super::{
    clock,
    config::Config,
    files::{
        Blobs, backup_lock,
        copies::{self, Copied},
    },
    store::{FILE, Store, check_file, files::blobs::CopyOfDatabase},
};

/// The lock of the data folder. The operating system releases it however the process ends.
pub struct DataLock(#[allow(dead_code, reason = "dropping it releases the lock")] File);

impl DataLock {
    /// Locks the data folder.
    ///
    /// # Errors
    ///
    /// A sentence for the operator if a server has locked it.
    pub fn acquire(data: &Path) -> Result<Self, String> {
        fs::create_dir_all(data).map_err(|error| format!("{}: {error}", data.display()))?;
        let path = data.join("lock");
        let file = File::create(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        file.try_lock()
            .map_err(|_| format!("A server is running on {}. Stop it first.", data.display()))?;
        Ok(Self(file))
    }
}

/// The ending of the name of the folder with the bytes of a backup.
const FILES: &str = ".files";

/// Writes a consistent copy while the server runs: the database, and beside it a folder with the bytes to which it refers.
/// The database appears under its name only when everything is complete. `replace` replaces an earlier backup of this
/// name; bytes that it has are not copied again.
pub async fn backup(config: &Config, to: &Path, replace: bool) -> Result<Copied, String> {
    let data = &config.data;
    if !data.join(FILE).exists() {
        return Err(format!("There is no data in {}.", data.display()));
    }
    if to.exists() {
        if !replace {
            return Err(format!(
                "{} exists already. Choose another name, or add --replace to replace that backup.",
                to.display()
            ));
        }
        let checked = check_file(to).await;
        checked.map_err(|error| format!("{} is not a backup and is not replaced: {error}", to.display()))?;
    }
    let said = |error: &dyn Display| format!("{}: {error}", to.display());
    let stored = Blobs::open(config)?;
    // The server deletes no bytes until they are copied.
    let _kept = backup_lock::keep(data).map_err(|error| format!("{}: {error}", data.display()))?;
    let part = beside(to, ".part");
    let _ = fs::remove_file(&part);
    let store = Store::open(data).await.map_err(|error| said(&error))?;
    let copied = store.copy_into(&part).await;
    store.close().await;
    copied.map_err(|error| said(&error))?;
    let database = CopyOfDatabase::open(&part).await.map_err(|error| said(&error))?;
    let copied = copy_files(&database, &stored, &beside(to, FILES)).await;
    let settled = match copied {
        Ok((copied, copies)) => match settle(&part, to) {
            Ok(()) => prune(&database, copies).await.map(|()| copied),
            Err(error) => Err(said(&error)),
        },
        Err(error) => Err(error),
    };
    database.close().await;
    settled
}

/// Copies the bytes of the database into the folder, which is not added if there are none. Returns what was copied, and
/// the copies.
async fn copy_files(
    database: &CopyOfDatabase,
    stored: &Blobs,
    folder: &Path,
) -> Result<(Copied, Option<Blobs>), String> {
    let first = database.page(None, 1).await.map_err(|error| error.to_string())?;
    if first.is_empty() && !folder.exists() {
        return Ok(Default::default());
    }
    let copies = Blobs::in_folder(folder)?;
    let copied = copies::copy(database, stored, &copies).await?;
    Ok((copied, Some(copies)))
}

/// Deletes the bytes of a replaced backup to which the new one does not refer.
async fn prune(database: &CopyOfDatabase, copies: Option<Blobs>) -> Result<(), String> {
    match copies {
        Some(copies) => copies::prune(database, &copies).await,
        None => Ok(()),
    }
}

/// What was restored.
#[derive(Debug)]
pub struct Restored {
    /// The database from before, if there was one.
    pub kept: Option<PathBuf>,
    /// Whether the bytes from before are kept beside it. If not, the server deletes those to which nothing refers.
    pub kept_files: bool,
    pub copied: Copied,
}

/// Restores a copy after checking it. The present data is kept beside it, as a backup that can be restored itself.
/// `partial` restores also a copy that lacks bytes.
pub async fn restore(config: &Config, from: &Path, partial: bool) -> Result<Restored, String> {
    let data = &config.data;
    let _hold = DataLock::acquire(data)?;
    check_file(from)
        .await
        .map_err(|error| format!("{} cannot be restored: {error}", from.display()))?;
    let said = |error: &dyn Display| format!("{}: {error}", data.display());
    let place = data.join(FILE);
    let kept = place
        .exists()
        .then(|| beside(&place, &format!(".before-{}", clock::now())));
    let stored = Blobs::open(config)?;
    let kept_files = match &kept {
        Some(kept) => stored.link_all(beside(kept, FILES)).await.unwrap_or(false),
        None => false,
    };
    let copied = match restore_files(&stored, from, partial).await {
        Ok(copied) => copied,
        Err(error) => {
            if let Some(kept) = &kept {
                let _ = fs::remove_dir_all(beside(kept, FILES));
            }
            return Err(error);
        }
    };
    let part = beside(&place, ".part");
    fs::copy(from, &part).map_err(|error| said(&error))?;
    if let Some(kept) = &kept {
        // The write-ahead log moves together with its database.
        for ending in ["-wal", "-shm"] {
            if beside(&place, ending).exists() {
                fs::rename(beside(&place, ending), beside(kept, ending)).map_err(|error| said(&error))?;
            }
        }
        fs::rename(&place, kept).map_err(|error| said(&error))?;
    }
    settle(&part, &place).map_err(|error| said(&error))?;
    Ok(Restored {
        kept,
        kept_files,
        copied,
    })
}

/// Copies the bytes of a backup into the storage, except those that are there.
async fn restore_files(stored: &Blobs, from: &Path, partial: bool) -> Result<Copied, String> {
    let said = |error: &dyn Display| format!("{}: {error}", from.display());
    let folder = beside(from, FILES);
    let copies = match folder.is_dir() {
        true => Blobs::in_folder(&folder)?,
        false => stored.clone(),
    };
    let database = CopyOfDatabase::open(from).await.map_err(|error| said(&error))?;
    let copied = copies::copy(&database, &copies, stored).await;
    database.close().await;
    let copied = copied?;
    match copied.lost.first() {
        Some(example) if !partial => Err(format!(
            "{} of the files of {} are missing or damaged in {}, such as {example}. Nothing was restored; \
             --without-lost-files restores everything else.",
            copied.lost.len(),
            from.display(),
            folder.display(),
        )),
        _ => Ok(copied),
    }
}

/// Renames a file after it was written to the disk.
fn settle(part: &Path, place: &Path) -> std::io::Result<()> {
    File::options().write(true).open(part)?.sync_all()?;
    fs::rename(part, place)?;
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

#[cfg(test)]
mod tests;
