//! Backups of data with and without files, and restoring them.

use super::*;
use crate::server::{
    files::{BlobKey, check, sweep},
    store::{files::blobs as rows, people::users},
};
use domain::{
    file::Hash,
    person::{Language, NewPerson, Role},
};
use sha2::{Digest, Sha256};

fn config(data: &Path) -> Config {
    Config {
        data: data.to_owned(),
        listen: ([127, 0, 0, 1], 0).into(),
        public_url: None,
        trusted_proxies: Vec::new(),
        mail: None,
        files: Default::default(),
    }
}

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
    backup(&config(&data), &copy, false).await.unwrap();
    assert!(backup(&config(&data), &copy, false).await.is_err());
    add(&store, "b@firma.pl").await;
    store.close().await;

    let kept = restore(&config(&data), &copy, false).await.unwrap().kept.unwrap();
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
    assert!(restore(&config(&data), &wrong, false).await.is_err());
    let hold = DataLock::acquire(&data).unwrap();
    assert!(DataLock::acquire(&data).is_err());
    assert!(
        restore(&config(&data), &wrong, false)
            .await
            .unwrap_err()
            .contains("running")
    );
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
    let refused = restore(&config(&data), &copy, false).await.unwrap_err();
    assert!(refused.contains("later version"), "{refused}");
    assert_eq!(fs::read(data.join(FILE)).unwrap(), before);
    let kept = fs::read_dir(&data).unwrap().filter(|entry| {
        let name = entry.as_ref().unwrap().file_name();
        name.to_string_lossy().contains(".before-")
    });
    assert_eq!(kept.count(), 0);
}

/// Data with files, of which each has the bytes of its name.
struct Data {
    folder: tempfile::TempDir,
    config: Config,
}

impl Data {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = config(&folder.path().join("data"));
        Self { folder, config }
    }

    fn copy(&self) -> PathBuf {
        self.folder.path().join("copy.sqlite3")
    }

    fn stored(&self) -> Blobs {
        Blobs::open(&self.config).unwrap()
    }

    async fn add(&self, names: &[&str]) {
        let store = Store::open(&self.config.data).await.unwrap();
        let mut tx = store.begin().await.unwrap();
        for name in names {
            let size = name.len() as i64;
            rows::put(&mut tx, hash(name), size, "text/plain", clock::now())
                .await
                .unwrap();
            self.stored().put_bytes(&key(name), name.to_string()).await.unwrap();
        }
        tx.commit().await.unwrap();
        store.close().await;
    }

    /// Deletes everything that the server would delete after some days, since no file has these bytes.
    async fn sweep(&self) {
        let store = Store::open(&self.config.data).await.unwrap();
        let later = clock::now() + 10 * 24 * 60 * 60 * 1000;
        sweep::unreferenced(&store, &self.stored(), later).await.unwrap();
        sweep::orphans(&store, &self.stored(), later).await.unwrap();
        store.close().await;
    }

    async fn has(&self, name: &str) -> bool {
        self.stored().exists(&key(name)).await.unwrap()
    }

    async fn is_sound(&self) -> bool {
        let store = Store::open(&self.config.data).await.unwrap();
        let found = check::differences(&store, &self.stored()).await.unwrap();
        store.close().await;
        found.differences.is_empty() && found.orphans.is_none()
    }
}

fn hash(name: &str) -> Hash {
    Hash::of_digest(Sha256::digest(name).into())
}

fn key(name: &str) -> BlobKey {
    BlobKey::Content(hash(name))
}

#[tokio::test]
async fn a_second_backup_copies_only_new_bytes_and_forgets_deleted_ones() {
    let data = Data::new();
    data.add(&["one", "two"]).await;
    let first = backup(&data.config, &data.copy(), false).await.unwrap();
    assert_eq!((first.copied, first.there), (2, 0));
    data.add(&["three"]).await;
    let refused = backup(&data.config, &data.copy(), false).await.unwrap_err();
    assert!(refused.contains("--replace"), "{refused}");
    let second = backup(&data.config, &data.copy(), true).await.unwrap();
    assert_eq!((second.copied, second.there), (1, 2));

    data.sweep().await;
    data.add(&["four"]).await;
    let third = backup(&data.config, &data.copy(), true).await.unwrap();
    assert_eq!((third.copied, third.there), (1, 0));
    let copies = Blobs::in_folder(&beside(&data.copy(), FILES)).unwrap();
    assert!(copies.exists(&key("four")).await.unwrap());
    assert!(!copies.exists(&key("one")).await.unwrap());
    assert!(!beside(&data.copy(), ".part").exists());
}

#[tokio::test]
async fn only_a_backup_is_replaced() {
    let data = Data::new();
    data.add(&["one"]).await;
    fs::write(data.copy(), "letters to the editor").unwrap();
    let refused = backup(&data.config, &data.copy(), true).await.unwrap_err();
    assert!(refused.contains("not a backup"), "{refused}");
    assert_eq!(fs::read(data.copy()).unwrap(), b"letters to the editor");
}

#[tokio::test]
async fn bytes_are_restored_and_those_from_before_are_kept() {
    let data = Data::new();
    data.add(&["one", "two"]).await;
    backup(&data.config, &data.copy(), false).await.unwrap();
    data.sweep().await;
    data.add(&["later"]).await;
    assert!(!data.has("one").await);

    let restored = restore(&data.config, &data.copy(), false).await.unwrap();
    assert!(restored.kept_files);
    assert_eq!(restored.copied.copied, 2);
    assert!(data.has("one").await && data.has("two").await);
    // The server deletes what the restored database does not refer to, after a day.
    let store = Store::open(&data.config.data).await.unwrap();
    let later = clock::now() + 10 * 24 * 60 * 60 * 1000;
    assert_eq!(sweep::orphans(&store, &data.stored(), later).await.unwrap(), 1);
    store.close().await;
    assert!(data.is_sound().await);

    // The kept data is a backup itself.
    let kept = restored.kept.unwrap();
    let back = restore(&data.config, &kept, false).await.unwrap();
    assert_eq!(back.copied.copied, 1);
    assert!(data.has("later").await);
}

#[tokio::test]
async fn a_backup_with_damaged_bytes_is_restored_only_if_that_is_wanted() {
    let data = Data::new();
    data.add(&["one", "two", "three"]).await;
    backup(&data.config, &data.copy(), false).await.unwrap();
    data.sweep().await;
    data.add(&["later"]).await;
    let copies = beside(&data.copy(), FILES);
    fs::write(copies.join(key("one").path()), "eno").unwrap();
    fs::remove_file(copies.join(key("two").path())).unwrap();

    let refused = restore(&data.config, &data.copy(), false).await.unwrap_err();
    assert!(refused.starts_with("2 of the files"), "{refused}");
    let store = Store::open(&data.config.data).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    assert_eq!(
        rows::known(&mut tx, &[hash("later"), hash("one")]).await.unwrap(),
        [hash("later")].into()
    );
    drop(tx);
    store.close().await;
    let kept = fs::read_dir(&data.config.data).unwrap().filter(|entry| {
        let name = entry.as_ref().unwrap().file_name();
        name.to_string_lossy().contains(".before-")
    });
    assert_eq!(kept.count(), 0);

    let restored = restore(&data.config, &data.copy(), true).await.unwrap();
    // What is not damaged was copied before the first attempt was refused.
    assert_eq!((restored.copied.copied, restored.copied.lost.len()), (0, 2));
    assert!(data.has("three").await && !data.has("one").await);
}

#[tokio::test]
async fn a_backup_is_made_although_bytes_are_missing_and_says_so() {
    let data = Data::new();
    data.add(&["one", "two", "three"]).await;
    let blobs = data.config.data.join(crate::server::files::blobs::FOLDER);
    fs::remove_file(blobs.join(key("one").path())).unwrap();
    fs::write(blobs.join(key("two").path()), "owt").unwrap();
    assert!(!data.is_sound().await);
    let copied = backup(&data.config, &data.copy(), false).await.unwrap();
    let mut lost = [hash("one"), hash("two")];
    lost.sort();
    assert_eq!((copied.copied, &copied.lost[..]), (1, &lost[..]));
    check_file(&data.copy()).await.unwrap();
}

#[tokio::test]
async fn a_backup_without_files_has_no_folder() {
    let data = Data::new();
    data.add(&[]).await;
    backup(&data.config, &data.copy(), false).await.unwrap();
    assert!(!beside(&data.copy(), FILES).exists());
    restore(&data.config, &data.copy(), false).await.unwrap();
}
