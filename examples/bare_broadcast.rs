//! Broadcasts 150 bytes to every WebSocket that is connected, at each `POST /send`, from a minimal handler without sessions,
//! rules or a database. The benchmark compares the live stream with it (bench/parts/live.mjs).

use std::{error::Error, net::SocketAddr};

use axum::{
    Router,
    extract::{
        State, WebSocketUpgrade,
        ws::{Message, WebSocket},
    },
    response::Response,
    routing::{get, post},
};
use clap::Parser;
use tokio::sync::broadcast::{self, Sender};

#[derive(Parser)]
struct Arguments {
    /// Data folder, which is not used
    #[arg(long)]
    data: std::path::PathBuf,
    /// Address to listen on
    #[arg(long)]
    listen: SocketAddr,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let (sender, _) = broadcast::channel::<Message>(16);
    let app = Router::new()
        .route("/", get(async || "ready"))
        .route("/live", get(connect))
        .route("/send", post(send))
        .with_state(sender);
    let listener = tokio::net::TcpListener::bind(arguments.listen).await?;
    Ok(axum::serve(listener, app).await?)
}

async fn connect(State(sender): State<Sender<Message>>, upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(move |socket| serve(sender, socket))
}

async fn serve(sender: Sender<Message>, mut socket: WebSocket) {
    let mut received = sender.subscribe();
    while let Ok(message) = received.recv().await {
        if socket.send(message).await.is_err() {
            return;
        }
    }
}

async fn send(State(sender): State<Sender<Message>>) {
    // Nobody may be connected.
    let _ = sender.send(Message::Text("x".repeat(150).into()));
}
