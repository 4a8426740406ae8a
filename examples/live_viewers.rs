//! Measures the live stream of a running server: the time from sending a change until each of many viewers has its
//! frame.
//!
//! Usage: live_viewers ADDRESS COOKIES VIEWERS CHANGES, such as `live_viewers 127.0.0.1:3000 cookies.txt 1000 20`. The
//! file has the session cookie of one person on each line (`spaces=…`). One person may have 50 connections, so 1,000
//! viewers need 20 people. The first person adds public spaces.
//!
//! With `bare` in place of the address, measures a server without Spaces that broadcasts 150 bytes.

use std::{
    error::Error,
    time::{Duration, Instant},
};

use axum::{
    Router,
    extract::ws::{Message, WebSocketUpgrade},
    routing::{any, post},
};
use futures::StreamExt;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::{broadcast, mpsc},
};
use tokio_tungstenite::{client_async, tungstenite::client::IntoClientRequest};

type Failure = Box<dyn Error + Send + Sync>;

/// Time without a frame after which a viewer counts as having missed the change.
const MISSED: Duration = Duration::from_secs(5);

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let usage = "live_viewers ADDRESS COOKIES VIEWERS CHANGES";
    let mut address = arguments.next().ok_or(usage)?;
    let cookies = arguments.next().ok_or(usage)?;
    let viewers: usize = arguments.next().ok_or(usage)?.parse()?;
    let changes: u32 = arguments.next().ok_or(usage)?.parse()?;
    let mut cookies: Vec<String> = match address.as_str() {
        "bare" => vec![String::new()],
        _ => std::fs::read_to_string(cookies)?.lines().map(str::to_owned).collect(),
    };
    cookies.retain(|cookie| !cookie.is_empty() || address == "bare");
    let author = cookies.first().ok_or("no cookies")?.clone();
    if address == "bare" {
        address = bare().await?;
    }
    let (seen, mut frames) = mpsc::unbounded_channel();
    for number in 0..viewers {
        watch(&address, &cookies[number % cookies.len()], seen.clone()).await?;
    }
    let mut times = Vec::new();
    for number in 0..changes {
        let sent = Instant::now();
        change(&address, &author, number).await?;
        for _ in 0..viewers {
            let at: Instant = tokio::time::timeout(MISSED, frames.recv()).await?.ok_or("no viewers")?;
            times.push(at - sent);
        }
    }
    times.sort_unstable();
    let place = |share: usize| times[(times.len() - 1) * share / 100];
    println!(
        "{viewers} viewers: p50 {:?}, p99 {:?}, max {:?}",
        place(50),
        place(99),
        place(100)
    );
    Ok(())
}

/// Connects a viewer, which reports when each frame after the first arrives.
async fn watch(address: &str, cookie: &str, seen: mpsc::UnboundedSender<Instant>) -> Result<(), Failure> {
    let mut request = format!("ws://{address}/live").into_client_request()?;
    request
        .headers_mut()
        .insert("origin", format!("http://{address}").parse()?);
    request.headers_mut().insert("cookie", cookie.parse()?);
    let (mut socket, _) = client_async(request, TcpStream::connect(address).await?).await?;
    socket.next().await.ok_or("no first frame")??;
    tokio::spawn(async move {
        while let Some(Ok(message)) = socket.next().await {
            if message.is_text() && seen.send(Instant::now()).is_err() {
                return;
            }
        }
    });
    Ok(())
}

/// Adds a public space, which every viewer hears of.
async fn change(address: &str, cookie: &str, number: u32) -> Result<(), Failure> {
    let request = uuid::Builder::from_random_bytes(rand::random()).into_uuid();
    let form = serde_json::json!({
        "name": format!("Live {number}"), "description": "", "groups": [], "tags": [], "visibility": "public",
        "people": [], "version": 0,
    });
    let body = serde_json::json!({ "form": form, "request": request }).to_string();
    let head = format!(
        "POST /api/add_space HTTP/1.1\r\nhost: {address}\r\norigin: http://{address}\r\ncookie: {cookie}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    match answer.starts_with("HTTP/1.1 200") {
        true => Ok(()),
        false => Err(answer.into()),
    }
}

/// Starts a server that broadcasts 150 bytes to all WebSockets at each POST. Returns its address.
async fn bare() -> Result<String, Failure> {
    let frames = broadcast::Sender::<()>::new(16);
    let (heard, sent) = (frames.clone(), frames);
    let connect = move |upgrade: WebSocketUpgrade| {
        let mut frames = heard.subscribe();
        async move {
            upgrade.on_upgrade(async move |mut socket| {
                let text = "x".repeat(150);
                let mut open = socket.send(Message::text("{}")).await.is_ok();
                while open && frames.recv().await.is_ok() {
                    open = socket.send(Message::text(text.clone())).await.is_ok();
                }
            })
        }
    };
    let app = Router::new().route("/live", any(connect)).route(
        "/api/add_space",
        post(move || async move {
            // Fails only without viewers.
            let _ = sent.send(());
        }),
    );
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?.to_string();
    tokio::spawn(async move { axum::serve(listener, app).await });
    Ok(address)
}
