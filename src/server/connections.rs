//! The listener and its connections. They are limited in number, in total and for each address, and in time, so that a
//! client which sends half a request or reads half an answer does not occupy a connection forever.

use std::{
    collections::HashMap,
    future::Future,
    io::ErrorKind,
    net::{IpAddr, SocketAddr},
    pin::pin,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{Router, body::Body, extract::ConnectInfo};
use hyper::{body::Incoming, server::conn::http1};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use ipnet::IpNet;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    task::JoinSet,
    time::timeout,
};
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt;

use super::config::contains;

/// The limits of connections.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Maximum number of connections. Further ones wait in the queue of the operating system.
    pub all: usize,
    /// Maximum number of WebSockets, which are not counted among the others.
    pub web_sockets: usize,
    /// Maximum number of connections from one address; further ones are closed. A trusted proxy has no such limit.
    pub per_address: usize,
    /// Maximum time until the head of a request is complete, from the start of the connection or from the previous
    /// answer. It is also the time for which an idle connection is kept.
    pub head: Duration,
    /// Maximum time for which a client may read nothing of an answer.
    pub stalled: Duration,
}

/// File descriptors reserved for the database and everything else.
const OTHER_FILES: u64 = 128;

impl Default for Limits {
    fn default() -> Self {
        Self {
            all: 4096,
            web_sockets: 20_000,
            per_address: 256,
            head: Duration::from_secs(20),
            stalled: Duration::from_secs(30),
        }
    }
}

impl Limits {
    /// Returns the default limits, with no more connections than the process may have open files. Raises the limit of
    /// open files as far as the operating system permits.
    pub fn of_this_process() -> Self {
        use rustix::process::{Resource, getrlimit, setrlimit};
        let usual = Self::default();
        let mut files = getrlimit(Resource::Nofile);
        let current = files.current;
        files.current = files.maximum;
        let files = match setrlimit(Resource::Nofile, files) {
            Ok(()) => files.maximum,
            Err(_) => current,
        };
        let free = files.map_or(u64::MAX, |files| files.saturating_sub(OTHER_FILES).max(32));
        let free = usize::try_from(free).unwrap_or(usize::MAX);
        let all = usual.all.min(free / 2).max(16);
        Self {
            all,
            web_sockets: usual.web_sockets.min(free.saturating_sub(all)),
            ..usual
        }
    }
}

/// Maximum size of a request's head, in bytes.
const LARGEST_HEAD: usize = 64 * 1024;
/// Pause after a failed accept, for example when the process has too many open files.
const PAUSE: Duration = Duration::from_secs(1);

/// Listens on an address.
///
/// # Errors
/// A sentence that says why not and what to do.
pub async fn listen(address: SocketAddr) -> Result<TcpListener, String> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => format!(
            "Another program listens on {address} already. Stop it, or choose another address, such as --listen {}:{}.",
            host(address.ip()),
            address.port().wrapping_add(1).max(1024)
        ),
        ErrorKind::AddrNotAvailable => format!(
            "{} is not an address of this machine. Choose one that is, such as --listen 127.0.0.1:{}.",
            address.ip(),
            address.port()
        ),
        ErrorKind::PermissionDenied => format!(
            "This user may not listen on {address}. Choose a port above 1023, such as --listen {}:3000.",
            host(address.ip())
        ),
        _ => format!("Cannot listen on {address}: {error}"),
    })
}

fn host(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("[{address}]"),
    }
}

/// Serves connections until `stop` resolves. It then accepts no more connections, closes idle ones at once and waits at
/// most `grace` for the requests in progress. Returns whether every request was answered.
pub async fn serve(
    listener: TcpListener,
    app: Router,
    limits: Limits,
    trusted: &[IpNet],
    stop: impl Future<Output = ()>,
    grace: Duration,
) -> bool {
    let places = Places::new(limits);
    let (stopping, stopped) = watch::channel(false);
    let mut connections = JoinSet::new();
    let mut stop = pin!(stop);
    loop {
        while connections.try_join_next().is_some() {}
        let (stream, peer, place) = tokio::select! {
            () = &mut stop => break,
            accepted = accept(&listener, &places) => accepted,
        };
        let trusted = trusted.iter().any(|network| contains(network, peer.ip()));
        let Some(counted) = places.count(peer.ip(), trusted) else {
            tracing::debug!(%peer, "too many connections from this address");
            continue;
        };
        let connection = connection(stream, peer, app.clone(), limits, stopped.clone());
        connections.spawn(async move {
            let _held = (place, counted);
            connection.await;
        });
    }
    drop(listener);
    // Every connection has its own receiver.
    let _ = stopping.send(true);
    let all_answered = timeout(grace, async { while connections.join_next().await.is_some() {} })
        .await
        .is_ok();
    connections.shutdown().await;
    all_answered
}

/// Waits for a free place and then for a client.
async fn accept(listener: &TcpListener, places: &Places) -> (TcpStream, SocketAddr, Option<OwnedSemaphorePermit>) {
    // The semaphore is never closed.
    let place = places.all.clone().acquire_owned().await.ok();
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => return (stream, peer, place),
            Err(error) => match error.kind() {
                ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset | ErrorKind::ConnectionRefused => {}
                _ => {
                    tracing::error!(%error, "a connection could not be accepted");
                    tokio::time::sleep(PAUSE).await;
                }
            },
        }
    }
}

/// Serves one connection to its end.
async fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    app: Router,
    limits: Limits,
    mut stopped: watch::Receiver<bool>,
) {
    // Answers are written as a whole; Nagle's algorithm would only delay them.
    let _ = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(limits.stalled));
    let app = app.map_request(move |request: hyper::Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        request
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_buf_size(LARGEST_HEAD)
        .serve_connection(TokioIo::new(Box::pin(stream)), TowerToHyperService::new(app))
        .with_upgrades();
    let mut connection = pin!(connection);
    tokio::select! {
        ended = connection.as_mut() => return log_end(ended),
        _ = stopped.wait_for(|stopped| *stopped) => {}
    }
    connection.as_mut().graceful_shutdown();
    log_end(connection.await);
}

/// Logs the early end of a connection. It is no fault of the server if a client closes it or violates the protocol.
fn log_end(ended: hyper::Result<()>) {
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended early");
    }
}

/// The limited places for connections.
struct Places {
    all: Arc<Semaphore>,
    by_address: ByAddress,
    per_address: usize,
}

impl Places {
    fn new(limits: Limits) -> Self {
        Self {
            all: Arc::new(Semaphore::new(limits.all)),
            by_address: Arc::default(),
            per_address: limits.per_address,
        }
    }

    /// Counts a connection from this address. Returns `None` if the address has its maximum number of connections.
    fn count(&self, address: IpAddr, trusted: bool) -> Option<Counted> {
        let address = network_of(address);
        if trusted {
            return Some(Counted(None));
        }
        let mut counts = self.by_address.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(address).or_default();
        if *count >= self.per_address {
            return None;
        }
        *count += 1;
        Some(Counted(Some((self.by_address.clone(), address))))
    }
}

/// Returns the address itself, or the /64 network of an IPv6 address, since one customer of a provider has a whole /64.
fn network_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => address.into(),
        IpAddr::V6(address) => IpAddr::V6((address.to_bits() >> 64 << 64).into()),
    }
}

/// The number of connections of each address.
type ByAddress = Arc<Mutex<HashMap<IpAddr, usize>>>;

/// A connection that is counted for its address until it is dropped.
struct Counted(Option<(ByAddress, IpAddr)>);

impl Drop for Counted {
    fn drop(&mut self) {
        let Some((counts, address)) = &self.0 else { return };
        let mut counts = counts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(address) {
            *count -= 1;
            if *count == 0 {
                counts.remove(address);
            }
        }
    }
}

#[cfg(test)]
mod tests;
