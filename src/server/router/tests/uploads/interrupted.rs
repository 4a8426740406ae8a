//! Lost connections, several requests at once, and restarts.

use std::{io, time::Duration};

use axum::body::Bytes;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::mpsc,
};
use tokio_stream::wrappers::ReceiverStream;

use super::*;
use crate::server::connections::{self, Limits};

/// No answer takes this long.
const LONG: Duration = Duration::from_secs(20);

fn lost() -> io::Result<Bytes> {
    Err(io::ErrorKind::ConnectionReset.into())
}

/// Returns a body that is sent while the test runs.
fn slow() -> (mpsc::Sender<io::Result<Bytes>>, Body) {
    let (sender, receiver) = mpsc::channel(1);
    (sender, Body::from_stream(ReceiverStream::new(receiver)))
}

#[tokio::test]
async fn what_arrived_before_a_connection_was_lost_is_kept() {
    let scene = scene().await;
    let place = scene.begin(&[("filename", "a.txt")], 9).await;
    let parts = [Ok(Bytes::from_static(b"abc")), Ok(Bytes::from_static(b"de")), lost()];
    scene
        .part(&place, 0, Body::from_stream(futures::stream::iter(parts)))
        .await;
    assert_eq!(scene.offset(&place).await, "5");
    file(&scene.part(&place, 5, "fghi").await);
    assert_eq!(scene.stored(b"abcdefghi").await.unwrap(), "abcdefghi");
}

#[tokio::test]
async fn a_part_whose_checksum_is_not_known_is_kept_only_if_the_whole_has_one() {
    let scene = scene().await;
    let hash = sha256(b"abcdef").to_string();
    for (said, kept) in [(vec![], "0"), (vec![("sha256", hash.as_str())], "3")] {
        let place = scene.begin(&said, 6).await;
        let request = scene
            .part_request(&place, 0)
            .header("upload-checksum", "sha1 qvTGHdzF6KLavt4PO0gs2a6pQ00=");
        let parts = [Ok(Bytes::from_static(b"abc")), lost()];
        scene
            .site
            .send(request, Body::from_stream(futures::stream::iter(parts)))
            .await;
        assert_eq!(scene.offset(&place).await, kept);
    }
}

#[tokio::test]
async fn a_restarted_server_goes_on() {
    let mut scene = scene().await;
    let hash = sha256(b"abcdef").to_string();
    let place = scene.begin(&[("filename", "a.txt"), ("sha256", &hash)], 6).await;
    assert_eq!(scene.part(&place, 0, "abc").await.status(), 204);
    scene.restart();
    assert_eq!(scene.offset(&place).await, "3");
    file(&scene.part(&place, 3, "def").await);
    assert_eq!(scene.stored(b"abcdef").await.unwrap(), "abcdef");
}

#[tokio::test]
async fn an_upload_that_had_arrived_when_the_server_was_killed_ends_when_it_is_looked_at() {
    let mut scene = scene().await;
    for lose_row in [false, true] {
        let place = scene.begin(&[("filename", "a.txt")], 6).await;
        assert_eq!(scene.part(&place, 0, "abc").await.status(), 204);
        // The rest arrived and was not acknowledged; the bytes may have been stored already.
        std::fs::write(scene.part_file(&place), "abcdef").unwrap();
        if lose_row {
            scene.change("DELETE FROM file_versions").await;
            scene.change("DELETE FROM files").await;
            scene.change("DELETE FROM blobs").await;
        }
        scene.restart();
        let looked = scene.look(&place).await;
        let id = file(&looked);
        assert_eq!(scene.open(id).await.row.size, 6);
        assert!(!scene.part_file(&place).exists());
    }
}

#[tokio::test]
async fn one_request_at_a_time_writes() {
    let scene = scene().await;
    let place = scene.begin(&[("filename", "a.txt")], 6).await;
    let (sender, body) = slow();
    let first = scene.part(&place, 0, body);
    let rest = async {
        sender.send(Ok("abc".into())).await.unwrap();
        // The first request has the upload when its bytes are taken.
        sender.send(Ok("d".into())).await.unwrap();
        let second = scene.part(&place, 0, "xyz").await;
        assert_eq!(second.status(), 423);
        sender.send(Ok("ef".into())).await.unwrap();
        drop(sender);
    };
    let (first, ()) = tokio::join!(first, rest);
    file(&first);
    assert_eq!(scene.stored(b"abcdef").await.unwrap(), "abcdef");
}

#[tokio::test]
async fn a_client_that_comes_back_does_not_wait_for_its_lost_connection() {
    let scene = scene().await;
    let place = scene.begin(&[("filename", "a.txt")], 6).await;
    let (sender, body) = slow();
    let first = scene.part(&place, 0, body);
    let rest = async {
        sender.send(Ok("abc".into())).await.unwrap();
        sender.send(Ok("d".into())).await.unwrap();
        let started = std::time::Instant::now();
        assert_eq!(scene.offset(&place).await, "4");
        assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
        file(&scene.part(&place, 4, "ef").await);
    };
    let (first, ()) = tokio::join!(first, rest);
    assert_eq!(first.status(), 408);
    assert_eq!(scene.stored(b"abcdef").await.unwrap(), "abcdef");
}

#[tokio::test]
async fn an_upload_is_given_up_while_bytes_arrive() {
    let scene = scene().await;
    let place = scene.begin(&[], 6).await;
    let (sender, body) = slow();
    let first = scene.part(&place, 0, body);
    let rest = async {
        sender.send(Ok("abc".into())).await.unwrap();
        sender.send(Ok("d".into())).await.unwrap();
        let end = scene.request(&scene.owner, "DELETE", &place);
        assert_eq!(scene.site.send(end, "").await.status(), 204);
    };
    tokio::join!(first, rest);
    assert_eq!(scene.look(&place).await.status(), 404);
    assert!(!scene.part_file(&place).exists());
}

#[tokio::test]
async fn over_real_connections_nothing_that_arrived_is_lost() {
    let scene = scene().await;
    let listener = connections::listen(([127, 0, 0, 1], 0).into()).await.unwrap();
    let address = listener.local_addr().unwrap();
    let app = scene.site.app.clone();
    tokio::spawn(async move {
        connections::serve(listener, app, Limits::default(), &[], std::future::pending(), LONG).await
    });
    let bytes: Vec<u8> = (0..3_000_000_u32).map(|number| (number % 251) as u8).collect();
    let hash = sha256(&bytes).to_string();
    let place = scene
        .begin(&[("filename", "large.bin"), ("sha256", &hash)], bytes.len())
        .await;
    let send = async |offset: usize, announced: usize, sent: usize| {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let head = format!(
            "PATCH {place} HTTP/1.1\r\nhost: {address}\r\norigin: http://{address}\r\ncookie: {}\r\n\
             tus-resumable: 1.0.0\r\ncontent-type: {PART}\r\nupload-offset: {offset}\r\ncontent-length: {announced}\r\n\r\n",
            scene.owner.cookie
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(&bytes[offset..offset + sent]).await.unwrap();
        stream
    };
    // The client disappears in the middle of a part.
    let stream = send(0, bytes.len(), 1_000_000).await;
    drop(stream);
    // A question for the offset would end the part before all of it was read.
    let id: UploadId = place.rsplit('/').next().unwrap().parse().unwrap();
    for _ in 0..1_000 {
        if scene.site.state.uploads.length(id).await.unwrap() == 1_000_000 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let offset: usize = scene.offset(&place).await.parse().unwrap();
    assert_eq!(offset, 1_000_000);
    let rest = bytes.len() - offset;
    let mut stream = send(offset, rest, rest).await;
    let mut answer = vec![0; 4096];
    let read = tokio::time::timeout(LONG, stream.read(&mut answer))
        .await
        .unwrap()
        .unwrap();
    let answer = String::from_utf8_lossy(&answer[..read]).to_string();
    assert!(answer.starts_with("HTTP/1.1 204"), "{answer}");
    assert!(answer.contains("spaces-file: "), "{answer}");
    assert_eq!(scene.stored(&bytes).await.unwrap(), bytes);
}
