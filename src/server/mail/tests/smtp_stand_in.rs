//! A stand-in for a mail server: it speaks as much SMTP as one message needs, without encryption.

use std::sync::{Arc, Mutex};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// What the stand-in does with one connection.
#[derive(Clone, Copy, Debug)]
pub enum Behaviour {
    Accept,
    /// Refuses the message after it was sent, for now.
    Refuse,
    /// Takes the connection and never answers.
    Hang,
}

pub struct StandIn {
    pub port: u16,
    received: Arc<Mutex<Vec<String>>>,
}

impl StandIn {
    /// Starts a stand-in with a behaviour for each connection, in their order. Later connections are accepted.
    pub async fn start(behaviours: &[Behaviour]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let received = Arc::new(Mutex::new(Vec::new()));
        let (kept, behaviours) = (received.clone(), behaviours.to_vec());
        tokio::spawn(async move {
            let mut held = Vec::new();
            let mut behaviours = behaviours.into_iter();
            while let Ok((stream, _)) = listener.accept().await {
                match behaviours.next().unwrap_or(Behaviour::Accept) {
                    Behaviour::Hang => held.push(stream),
                    behaviour => converse(stream, behaviour, &kept).await.unwrap(),
                }
            }
        });
        Self { port, received }
    }

    /// Returns the messages that were sent so far, also those that were refused.
    pub fn received(&self) -> Vec<String> {
        self.received.lock().unwrap().clone()
    }
}

async fn converse(stream: TcpStream, behaviour: Behaviour, received: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 stand-in\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let answer = match line.get(..4) {
            Some("DATA") => {
                write.write_all(b"354 go on\r\n").await?;
                let mut message = String::new();
                while let Some(line) = lines.next_line().await?.filter(|line| line != ".") {
                    message.push_str(&line);
                    message.push('\n');
                }
                received.lock().unwrap().push(message);
                match behaviour {
                    Behaviour::Refuse => "451 not now",
                    _ => "250 kept",
                }
            }
            Some("QUIT") => "221 bye",
            _ => "250 fine",
        };
        write.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(())
}
