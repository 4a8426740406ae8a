//! The storage in a folder, in memory, and in the bucket of a stand-in for an S3 server.

use super::*;
use crate::server::config::files as settings;

#[path = "s3_stand_in.rs"]
mod s3_stand_in;

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
    assert_eq!(read(blobs, &content, Some(7..7)).await, b"");
    assert_eq!(blobs.bytes(&thumbnail, 4).await.unwrap(), "webp");
    assert!(matches!(blobs.bytes(&thumbnail, 3).await, Err(BlobError::TooLarge)));

    let mut listed: Vec<Stored> = blobs.list().try_collect().await.unwrap();
    listed.sort_by_key(|stored| stored.key);
    assert_eq!(
        listed.iter().map(|stored| stored.key).collect::<Vec<_>>(),
        [content, thumbnail]
    );

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
    let mut listed = blobs.list();
    assert!(clock::now() - listed.try_next().await.unwrap().unwrap().at < 60_000);
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
        assert_eq!(BlobKey::of_path(&format!("{}x", key.path())), None);
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

/// Returns the storage in the stand-in's bucket.
fn in_bucket(address: std::net::SocketAddr, prefix: &str) -> Blobs {
    let environment = [
        ("AWS_ENDPOINT_URL", format!("http://{address}")),
        ("AWS_ACCESS_KEY_ID", "AKIA".to_owned()),
        ("AWS_SECRET_ACCESS_KEY", "hunter2".to_owned()),
        ("HOME", "/".to_owned()),
    ];
    let environment = environment.into_iter().map(|(name, value)| (name.to_owned(), value));
    let place = settings::place(Some(&format!("s3://{}/{prefix}", s3_stand_in::BUCKET)), environment);
    let Ok(Place::S3(s3)) = place else { panic!("a bucket") };
    Blobs::in_bucket(&s3).unwrap()
}

#[tokio::test]
async fn a_bucket_stores_objects_under_its_prefix() {
    let (address, objects) = s3_stand_in::start().await;
    let data = tempfile::tempdir().unwrap();
    let blobs = in_bucket(address, "team/spaces");
    assert!(!blobs.is_local());
    behaves_as_a_storage(&blobs, &data.path().join("part")).await;
    let objects = objects.lock().unwrap();
    let keys: Vec<&String> = objects.objects.keys().collect();
    assert_eq!(keys.len(), 1);
    assert!(keys[0].starts_with("team/spaces/thumbnails/"), "{keys:?}");
}

#[tokio::test]
async fn a_large_file_is_sent_in_parts_and_a_failed_one_leaves_nothing() {
    let (address, objects) = s3_stand_in::start().await;
    let data = tempfile::tempdir().unwrap();
    let blobs = in_bucket(address, "");
    let bytes: Vec<u8> = (0..20_000_000_u32).map(|number| (number % 251) as u8).collect();
    let file = data.path().join("part");
    std::fs::write(&file, &bytes).unwrap();
    let key = BlobKey::Content(hash(&bytes));

    objects.lock().unwrap().fails = true;
    let failed = blobs.put_file(&key, &file).await.unwrap_err();
    assert!(!failed.to_string().contains("hunter2"), "{failed}");
    assert!(objects.lock().unwrap().uploads.is_empty(), "the parts must be given up");
    assert!(!blobs.exists(&key).await.unwrap());

    blobs.put_file(&key, &file).await.unwrap();
    assert_eq!(read(&blobs, &key, None).await, bytes);
    assert_eq!(
        read(&blobs, &key, Some(8_388_600..8_388_620)).await,
        bytes[8_388_600..8_388_620]
    );
}

#[tokio::test]
async fn bytes_with_another_hash_or_size_are_not_stored() {
    let data = tempfile::tempdir().unwrap();
    let local = Blobs::in_folder(&data.path().join("blobs")).unwrap();
    let (address, objects) = s3_stand_in::start().await;
    let bucket = in_bucket(address, "");
    let large = vec![7_u8; 9 << 20];
    for (blobs, bytes) in [(&local, &large), (&bucket, &large), (&local, &b"small".to_vec())] {
        let key = BlobKey::Content(hash(bytes));
        let put = async |size: u64, wanted: Hash| {
            let parts: Vec<_> = bytes
                .chunks(100_000)
                .map(|part| Ok(Bytes::copy_from_slice(part)))
                .collect();
            blobs
                .put_stream(&key, futures::stream::iter(parts).boxed(), size, Some(wanted))
                .await
        };
        let size = bytes.len() as u64;
        assert!(matches!(put(size, hash(b"other")).await, Err(BlobError::Damaged)));
        assert!(matches!(put(size + 1, hash(bytes)).await, Err(BlobError::Damaged)));
        assert!(!blobs.exists(&key).await.unwrap());
        put(size, hash(bytes)).await.unwrap();
        assert_eq!(blobs.size(&key).await.unwrap(), size);
    }
    assert!(objects.lock().unwrap().uploads.is_empty());
}

#[tokio::test]
async fn a_bucket_that_cannot_be_reached_is_an_error() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let blobs = in_bucket(address, "");
    let read = tokio::time::timeout(Duration::from_secs(120), blobs.bytes(&BlobKey::Content(hash(b"")), 1)).await;
    let error = read.unwrap().unwrap_err();
    assert!(matches!(error, BlobError::Failed(_)), "{error}");
}
