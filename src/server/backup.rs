//! Backup and restore of the data, and the lock file that keeps two servers from using the same data.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use super::{
    clock,
    store::{FILE, Store, check_file},
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

/// Writes a consistent copy while the server runs. The file appears under its name only when it is complete.
pub async fn backup(data: &Path, to: &Path) -> Result<(), String> {
    if !data.join(FILE).exists() {
        return Err(format!("There is no data in {}.", data.display()));
    }
    if to.exists() {
        return Err(format!("{} exists already. Choose another name.", to.display()));
    }
    let part = beside(to, ".part");
    let said = |error: &dyn std::fmt::Display| format!("{}: {error}", to.display());
    let _ = fs::remove_file(&part);
    let store = Store::open(data).await.map_err(|error| said(&error))?;
    let copied = store.copy_into(&part).await;
    store.close().await;
    copied.map_err(|error| said(&error))?;
    settle(&part, to).map_err(|error| said(&error))
}

/// Restores a copy after checking it. The present data is kept beside it. Returns the name of that file, if there was
/// data.
pub async fn restore(data: &Path, from: &Path) -> Result<Option<PathBuf>, String> {
    let _hold = DataLock::acquire(data)?;
    check_file(from)
        .await
        .map_err(|error| format!("{} cannot be restored: {error}", from.display()))?;
    let place = data.join(FILE);
    let said = |error: std::io::Error| format!("{}: {error}", data.display());
    let part = beside(&place, ".part");
    fs::copy(from, &part).map_err(said)?;
    let kept = place
        .exists()
        .then(|| beside(&place, &format!(".before-{}", clock::now())));
    if let Some(kept) = &kept {
        // The write-ahead log moves together with its database.
        for ending in ["-wal", "-shm"] {
            if beside(&place, ending).exists() {
                fs::rename(beside(&place, ending), beside(kept, ending)).map_err(said)?;
            }
        }
        fs::rename(&place, kept).map_err(said)?;
    }
    settle(&part, &place).map_err(said)?;
    Ok(kept)
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
mod tests {
    use super::*;
    use crate::server::store::people::users;
    use domain::person::{Language, NewPerson, Role};

    async fn add(store: &Store, email: &str) {
        let mut tx = store.begin().await.unwrap();
        let person = NewPerson {
            name: "Anna".into(),
            email: email.into(),
            role: Role::User,
        };
        users::add(&mut tx, &person, Language::Pl, None).await.unwrap();
        tx.commit().await.unwrap();
    }

    #[tokio::test]
    async fn a_backup_can_be_restored_and_the_replaced_data_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let (data, copy) = (folder.path().join("data"), folder.path().join("copy.sqlite3"));
        let store = Store::open(&data).await.unwrap();
        add(&store, "a@firma.pl").await;
        // The store is open and may write, as in a running server.
        backup(&data, &copy).await.unwrap();
        assert!(backup(&data, &copy).await.is_err());
        add(&store, "b@firma.pl").await;
        store.close().await;

        let kept = restore(&data, &copy).await.unwrap().unwrap();
        assert!(kept.exists());
        let store = Store::open(&data).await.unwrap();
        assert_eq!(users::list(&store).await.unwrap().len(), 1);
    }

    #[tokio::test]
    async fn nothing_is_restored_under_a_running_server_or_from_a_damaged_file() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let wrong = folder.path().join("wrong");
        fs::write(&wrong, "not a database").unwrap();
        assert!(restore(&data, &wrong).await.is_err());
        let hold = DataLock::acquire(&data).unwrap();
        assert!(DataLock::acquire(&data).is_err());
        assert!(restore(&data, &wrong).await.unwrap_err().contains("running"));
        drop(hold);
    }

    #[tokio::test]
    async fn a_copy_of_a_later_version_is_refused_before_anything_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let (data, copy) = (folder.path().join("data"), folder.path().join("copy.sqlite3"));
        let store = Store::open(&data).await.unwrap();
        add(&store, "a@firma.pl").await;
        store.close().await;
        let later = folder.path().join("later");
        let store = Store::open(&later).await.unwrap();
        store.migrate_as_a_later_version().await;
        store.copy_into(&copy).await.unwrap();
        store.close().await;

        let before = fs::read(data.join(FILE)).unwrap();
        let refused = restore(&data, &copy).await.unwrap_err();
        assert!(refused.contains("later version"), "{refused}");
        assert_eq!(fs::read(data.join(FILE)).unwrap(), before);
        let kept = fs::read_dir(&data).unwrap().filter(|entry| {
            let name = entry.as_ref().unwrap().file_name();
            name.to_string_lossy().contains(".before-")
        });
        assert_eq!(kept.count(), 0);
    }
}
