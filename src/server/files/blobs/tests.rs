//! The storage in a folder and in memory.

use super::*;
use sha2::{Digest, Sha256};

fn hash(bytes: &[u8]) -> Hash {
    Hash::of_digest(Sha256::digest(bytes).into())
}

async fn read(blobs: &Blobs, key: &BlobKey, range: Option<Range<u64>>) -> Vec<u8> {
    let parts: Vec<Bytes> = blobs.stream(key, range).await.unwrap().try_collect().await.unwrap();
    parts.concat()
}

async fn behaves_as_a_storage(blobs: &Blobs, file: &Path) {
    let bytes: Vec<u8> = (0..700_000_u32).map(|number| (number / 7) as u8).collect();
    std::fs::write(file, &bytes).unwrap();
    let (content, thumbnail) = (BlobKey::Content(hash(&bytes)), BlobKey::Thumbnail(hash(&bytes), 320));
    assert!(!blobs.exists(&content).await.unwrap());
    assert!(matches!(blobs.stream(&content, None).await, Err(BlobError::Missing)));
    blobs.put_file(&content, file).await.unwrap();
    blobs.put_file(&content, file).await.unwrap();
    std::fs::remove_file(file).unwrap();
    blobs.put_bytes(&thumbnail, &b"webp"[..]).await.unwrap();

    assert_eq!(blobs.size(&content).await.unwrap(), 700_000);
    assert_eq!(read(blobs, &content, None).await, bytes);
    assert_eq!(read(blobs, &content, Some(10..300_000)).await, bytes[10..300_000]);
    assert_eq!(read(blobs, &content, Some(7..7)).await, []);
    assert_eq!(blobs.bytes(&thumbnail, 4).await.unwrap(), "webp");
    assert!(matches!(blobs.bytes(&thumbnail, 3).await, Err(BlobError::TooLarge)));

    let mut listed: Vec<Stored> = blobs.list().try_collect().await.unwrap();
    listed.sort_by_key(|stored| stored.key);
    assert_eq!(
        listed.iter().map(|stored| stored.key).collect::<Vec<_>>(),
        [content, thumbnail]
    );
    assert!(clock::now() - listed[0].at < 60_000);

    blobs.delete(&content).await.unwrap();
    blobs.delete(&content).await.unwrap();
    assert!(!blobs.exists(&content).await.unwrap());
    assert!(blobs.exists(&thumbnail).await.unwrap());
}

#[tokio::test]
async fn a_folder_stores_objects() {
    let data = tempfile::tempdir().unwrap();
    let blobs = Blobs::in_folder(&data.path().join("blobs")).unwrap();
    behaves_as_a_storage(&blobs, &data.path().join("part")).await;
    // Other files are none of the storage's.
    std::fs::write(data.path().join("blobs/content/README"), "x").unwrap();
    let listed: Vec<Stored> = blobs.list().try_collect().await.unwrap();
    assert_eq!(listed.len(), 1);
}

#[tokio::test]
async fn memory_stores_objects() {
    let data = tempfile::tempdir().unwrap();
    behaves_as_a_storage(&Blobs::in_memory(), &data.path().join("part")).await;
}

#[test]
fn a_path_is_read_only_as_it_is_written() {
    for key in [BlobKey::Content(hash(b"")), BlobKey::Thumbnail(hash(b"a"), 64)] {
        assert_eq!(BlobKey::of_path(&key.path()), Some(key));
        assert_eq!(BlobKey::of_path(&format!("/{}", key.path())), None);
        assert_eq!(BlobKey::of_path(&format!("{}0", key.path())), None);
    }
    let name = hash(b"");
    assert_eq!(BlobKey::of_path(&format!("content/{name}")), None);
    assert_eq!(BlobKey::of_path(&format!("thumbnails/e3/b0/{name}-064")), None);
}

#[tokio::test]
async fn the_sweep_does_not_get_a_hash_that_somebody_holds() {
    let blobs = Blobs::in_memory();
    let held = blobs.hold(hash(b"a")).await;
    let also = blobs.hold(hash(b"a")).await;
    // The hash of 'b' has another lock.
    let both = [hash(b"a"), hash(b"b"), hash(b"b")];
    assert_eq!(blobs.try_alone(&both).0, both[1..]);
    drop((held, also));
    let (free, alone) = blobs.try_alone(&both);
    assert_eq!((free.as_slice(), alone.len()), (&both[..], 2));
    let waiting = tokio::time::timeout(Duration::from_millis(20), blobs.hold(hash(b"a"))).await;
    assert!(waiting.is_err());
    drop(alone);
    let _held = blobs.hold(hash(b"a")).await;
}

#[test]
fn a_full_disk_is_recognised_behind_the_errors_of_the_storage() {
    let full = || io::Error::from(io::ErrorKind::StorageFull);
    assert!(matches!(BlobError::from(full()), BlobError::NoRoom));
    let generic = object_store::Error::Generic {
        store: "test",
        source: Box::new(full()),
    };
    assert!(matches!(BlobError::from(generic), BlobError::NoRoom));
}
