//! Files that are sent while they are read, so that a long one takes no more memory than one part.

use std::{future::Future, io};

use axum::body::Body;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use super::store::StoreError;

/// Receives the parts of a file. Sending fails when the client has closed the connection.
pub type Parts = mpsc::Sender<io::Result<Vec<u8>>>;

/// Returns the body of a file whose parts `send` sends. If it fails, the client learns that the file is incomplete. `what`
/// names the file in the log.
pub fn body<Sending>(what: &'static str, send: impl FnOnce(Parts) -> Sending + Send + 'static) -> Body
where
    Sending: Future<Output = Result<(), StoreError>> + Send,
{
    let (parts, received) = mpsc::channel(2);
    tokio::spawn(async move {
        if let Err(cause) = send(parts.clone()).await {
            tracing::warn!(what, %cause, "a download was aborted");
            let _ = parts.send(Err(io::Error::other("aborted"))).await;
        }
    });
    Body::from_stream(ReceiverStream::new(received))
}
