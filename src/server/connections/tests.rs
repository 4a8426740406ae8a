//! Tests of connections over the loopback network.

use axum::routing::get;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    sync::{Notify, oneshot},
    task::JoinHandle,
};

use super::*;

const SHORT: Duration = Duration::from_millis(200);
const LONG: Duration = Duration::from_secs(20);
const REQUEST: &[u8] = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n";

struct Running {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    served: JoinHandle<bool>,
    answer: Arc<Notify>,
    requested: Arc<Notify>,
}

/// Starts a server with a page that answers at once and `/slow`, which waits for `answer`.
async fn running(limits: Limits, trusted: &'static [&'static str], grace: Duration) -> Running {
    let listener = listen(([127, 0, 0, 1], 0).into()).await.unwrap();
    let address = listener.local_addr().unwrap();
    let (answer, requested) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let waiting = (answer.clone(), requested.clone());
    let slow = move || async move {
        waiting.1.notify_one();
        waiting.0.notified().await;
        "slow"
    };
    let app = Router::new()
        .route("/", get(|| async { "quick" }))
        .route("/slow", get(slow));
    let (stop, stopped) = oneshot::channel::<()>();
    let trusted: Vec<IpNet> = trusted.iter().map(|network| network.parse().unwrap()).collect();
    let served = tokio::spawn(async move {
        let stop = async {
            let _ = stopped.await;
        };
        serve(listener, app, limits, &trusted, stop, grace).await
    });
    Running {
        address,
        stop: Some(stop),
        served,
        answer,
        requested,
    }
}

fn limits() -> Limits {
    Limits {
        head: LONG,
        ..Limits::default()
    }
}

/// Reads until the server closes the connection; a reset counts as closed.
async fn read_to_end(stream: &mut TcpStream) -> String {
    let mut text = Vec::new();
    timeout(LONG, async { while let Ok(1..) = stream.read_buf(&mut text).await {} })
        .await
        .expect("the server must close the connection");
    String::from_utf8_lossy(&text).into_owned()
}

/// Reads one answer from a connection that stays open.
async fn read_answer(stream: &mut TcpStream, end: &str) -> String {
    let mut text = Vec::new();
    timeout(LONG, async {
        while !text.ends_with(end.as_bytes()) {
            assert_ne!(stream.read_buf(&mut text).await.unwrap(), 0);
        }
    })
    .await
    .expect("an answer");
    String::from_utf8(text).unwrap()
}

#[tokio::test]
async fn an_incomplete_head_and_an_idle_connection_are_closed_after_a_time() {
    let server = running(
        Limits {
            head: SHORT,
            ..limits()
        },
        &[],
        LONG,
    )
    .await;
    let mut half = TcpStream::connect(server.address).await.unwrap();
    half.write_all(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ").await.unwrap();
    let mut silent = TcpStream::connect(server.address).await.unwrap();
    let mut idle = TcpStream::connect(server.address).await.unwrap();
    idle.write_all(REQUEST).await.unwrap();
    assert!(read_to_end(&mut idle).await.starts_with("HTTP/1.1 200"));
    assert!(!read_to_end(&mut half).await.contains("200"));
    assert_eq!(read_to_end(&mut silent).await, "");
}

#[tokio::test]
async fn connections_of_an_address_are_limited_except_those_of_a_trusted_proxy() {
    let two = Limits {
        per_address: 2,
        ..limits()
    };
    let server = running(two, &[], LONG).await;
    let mut kept = Vec::new();
    for _ in 0..2 {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        stream.write_all(REQUEST).await.unwrap();
        read_answer(&mut stream, "quick").await;
        kept.push(stream);
    }
    let mut third = TcpStream::connect(server.address).await.unwrap();
    assert_eq!(read_to_end(&mut third).await, "");
    // Closing a connection frees its place.
    kept.pop();
    let mut answered = false;
    while !answered {
        let mut next = TcpStream::connect(server.address).await.unwrap();
        let _ = next
            .write_all(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            .await;
        answered = read_to_end(&mut next).await.starts_with("HTTP/1.1 200");
    }

    let behind = running(two, &["127.0.0.0/8"], LONG).await;
    let mut kept = Vec::new();
    for _ in 0..5 {
        let mut stream = TcpStream::connect(behind.address).await.unwrap();
        stream.write_all(REQUEST).await.unwrap();
        read_answer(&mut stream, "quick").await;
        kept.push(stream);
    }
}

#[tokio::test]
async fn connections_over_the_total_limit_wait_for_a_place() {
    let server = running(Limits { all: 1, ..limits() }, &[], LONG).await;
    let mut first = TcpStream::connect(server.address).await.unwrap();
    first.write_all(REQUEST).await.unwrap();
    read_answer(&mut first, "quick").await;
    let mut second = TcpStream::connect(server.address).await.unwrap();
    second.write_all(REQUEST).await.unwrap();
    let mut byte = [0];
    assert!(timeout(SHORT, second.read(&mut byte)).await.is_err(), "it waits");
    drop(first);
    read_answer(&mut second, "quick").await;
}

#[tokio::test]
async fn the_size_of_a_head_is_limited() {
    let server = running(limits(), &[], LONG).await;
    let mut large = TcpStream::connect(server.address).await.unwrap();
    let head = format!(
        "GET / HTTP/1.1\r\nHost: x\r\nX-Large: {}\r\n\r\n",
        "a".repeat(4 * LARGEST_HEAD)
    );
    let _ = large.write_all(head.as_bytes()).await;
    assert!(!read_to_end(&mut large).await.contains("200"));
}

#[tokio::test]
async fn stopping_answers_the_request_in_progress_and_closes_idle_connections() {
    let mut server = running(limits(), &[], LONG).await;
    let mut idle = TcpStream::connect(server.address).await.unwrap();
    idle.write_all(REQUEST).await.unwrap();
    read_answer(&mut idle, "quick").await;
    let mut slow = TcpStream::connect(server.address).await.unwrap();
    slow.write_all(b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    server.requested.notified().await;
    server.stop.take().unwrap().send(()).unwrap();
    assert_eq!(read_to_end(&mut idle).await, "");
    server.answer.notify_one();
    assert!(read_to_end(&mut slow).await.ends_with("slow"));
    assert!(server.served.await.unwrap());
    assert!(TcpStream::connect(server.address).await.is_err());
}

#[tokio::test]
async fn stopping_does_not_wait_forever() {
    let mut server = running(limits(), &[], SHORT).await;
    let mut slow = TcpStream::connect(server.address).await.unwrap();
    slow.write_all(b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    server.requested.notified().await;
    server.stop.take().unwrap().send(()).unwrap();
    assert!(!server.served.await.unwrap(), "the unanswered request must be reported");
    assert_eq!(read_to_end(&mut slow).await, "");
}

#[tokio::test]
async fn a_port_in_use_is_reported_in_a_sentence() {
    let taken = listen(([127, 0, 0, 1], 0).into()).await.unwrap();
    let address = taken.local_addr().unwrap();
    let refused = listen(address).await.unwrap_err();
    assert!(
        refused.contains("Another program listens") && refused.contains("--listen"),
        "{refused}"
    );
}
