//! Handing a message to a mail server, or writing it to a folder.

use std::time::Duration;

use lettre::{
    AsyncFileTransport, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    transport::smtp::extension::ClientId,
};
use tokio::time::timeout;

use crate::server::config::mail::{MailConfig, Route};

/// The maximum time for one message, from connecting to the server's last answer.
const TIME_LIMIT: Duration = Duration::from_secs(60);

/// Sends messages one at a time, each over its own connection.
pub struct Sender {
    transport: Transport,
    time_limit: Duration,
}

enum Transport {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Folder(AsyncFileTransport<Tokio1Executor>),
}

/// The reason why a message was not sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// The server answered, and does not take this message now or at all.
    #[error("the server refused: {0}")]
    Refused(String),
    /// There is no connection, or the server does not answer. Other messages would fail too.
    #[error("no answer: {0}")]
    Unreachable(String),
    /// Its content could not be read.
    #[error("not made: {0}")]
    NotMade(String),
}

impl Sender {
    /// Returns a sender that introduces itself to mail servers as `host`.
    ///
    /// # Errors
    ///
    /// The system's certificates cannot be read, or the folder cannot be made.
    pub fn new(config: &MailConfig, host: &str) -> Result<Self, String> {
        let transport = match &config.route {
            Route::Smtp(address) => {
                let unusable = |_| {
                    format!(
                        "{}: the mail server cannot be used; are the system's certificates installed?",
                        address.public()
                    )
                };
                let mut builder =
                    AsyncSmtpTransport::<Tokio1Executor>::from_url(address.with_password()).map_err(unusable)?;
                if host.parse::<std::net::IpAddr>().is_err() {
                    builder = builder.hello_name(ClientId::Domain(host.to_owned()));
                }
                Transport::Smtp(builder.build())
            }
            Route::Folder(folder) => {
                let failed = |error| format!("{}: {error}", folder.display());
                std::fs::create_dir_all(folder).map_err(failed)?;
                Transport::Folder(AsyncFileTransport::new(folder))
            }
        };
        Ok(Self {
            transport,
            time_limit: TIME_LIMIT,
        })
    }

    /// Returns the same sender with another time limit for one message.
    #[cfg(test)]
    pub fn within(self, time_limit: Duration) -> Self {
        Self { time_limit, ..self }
    }

    /// Sends a message, within the time limit.
    pub async fn send(&self, message: Message) -> Result<(), SendError> {
        let sent = timeout(self.time_limit, self.hand_over(message)).await;
        sent.unwrap_or_else(|_| Err(SendError::Unreachable(format!("for {:?}", self.time_limit))))
    }

    async fn hand_over(&self, message: Message) -> Result<(), SendError> {
        match &self.transport {
            Transport::Smtp(smtp) => smtp
                .send(message)
                .await
                .map(drop)
                .map_err(|error| match error.status() {
                    Some(_) => SendError::Refused(error.to_string()),
                    None => SendError::Unreachable(error.to_string()),
                }),
            Transport::Folder(folder) => folder
                .send(message)
                .await
                .map(drop)
                .map_err(|error| SendError::Unreachable(error.to_string())),
        }
    }
}
