//! Backups of data with and without files, and restoring them.

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
