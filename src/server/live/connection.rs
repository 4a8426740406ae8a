//! One WebSocket, from the request to its end.

use std::time::Duration;

use axum::{
    Extension,
    extract::{
        State,
        ws::{
            CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade, close_code,
            rejection::WebSocketUpgradeRejection,
        },
    },
    http::{HeaderMap, Uri},
    response::{IntoResponse, Response},
};
use domain::{
    access::{Viewer, Visible, visible},
    error::AppError,
    ids::SpaceId,
    live::{CLOSED_SIGNED_OUT, ClientMessage, LiveEvent, Watch},
    person::Me,
    topic::{
        TopicAddress,
        access::{TopicAction, decide_topic},
    },
};
use tokio::time::{Instant, interval_at, timeout};

use super::{
    connected::Out,
    cursor,
    filter::{RESYNC, Serialised, frame},
    follow,
    hub::Seat,
    replay,
};
use crate::server::{
    clock, csrf, errors,
    jobs::Kind,
    state::{AppState, CurrentPerson},
    store::{StoreError, engine::sql::Conn, events, live, sessions, spaces, topics},
};

/// The maximum size of a message from a tab, in bytes.
const LARGEST_MESSAGE: usize = 1024;
/// The size of the buffers of a connection, in bytes. Most frames are smaller.
const BUFFER: usize = 1024;
/// The maximum number of unwritten bytes of a connection.
const LARGEST_BUFFER: usize = 256 * 1024;
const PING_EVERY: Duration = Duration::from_secs(30);
/// The maximum number of messages from a tab between two pings.
const MESSAGES: u32 = 120;
/// Maximum time for writing a message.
const STALLED: Duration = Duration::from_secs(10);
/// Maximum time for closing a connection.
const CLOSING: Duration = Duration::from_secs(1);

/// The maximum age of a page whose events since its loading are repeated, in milliseconds.
const LONGEST_AGE: i64 = 10 * 60 * 1000;
/// What is added to the age, because a transaction takes its time before it commits, in milliseconds.
const CLOCK_STEP: i64 = 1_000;

/// From where on a connection receives events.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Since {
    /// From the cursor of an earlier connection.
    Cursor(String),
    /// From this number of milliseconds ago, when the page was loaded.
    Age(i64),
}

impl Since {
    /// Reads `since` or `age` from the address.
    fn from_query(query: &str) -> Self {
        let mut age = 0;
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "since" => return Self::Cursor(value.into_owned()),
                "age" => age = value.parse().unwrap_or_default(),
                _ => {}
            }
        }
        Self::Age(i64::max(age, 0))
    }
}

/// Handles the request for a WebSocket. `since` in the address is the cursor of an earlier connection, `age` the
/// milliseconds since the page was loaded.
pub async fn connect(
    State(state): State<AppState>,
    Extension(person): Extension<CurrentPerson>,
    session: tower_sessions::Session,
    headers: HeaderMap,
    uri: Uri,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Response {
    let failed = |error: AppError| errors::answer(error).into_response();
    let (Some(me), Some(session)) = (person.0, session.id()) else {
        return failed(AppError::SignedOut);
    };
    let Ok(upgrade) = upgrade else {
        return failed(AppError::Malformed);
    };
    if !csrf::may_connect(&headers, state.config.public_url.as_ref()) {
        return failed(AppError::NotAllowed);
    }
    follow::start(&state.live, &state.store, &state.jobs);
    if !state.live.has_room(me.id) {
        return failed(AppError::Unavailable);
    }
    let since = Since::from_query(uri.query().unwrap_or_default());
    let session = sessions::key(session);
    upgrade
        .read_buffer_size(BUFFER)
        .write_buffer_size(0)
        .max_write_buffer_size(LARGEST_BUFFER)
        .max_message_size(LARGEST_MESSAGE)
        .max_frame_size(LARGEST_MESSAGE)
        .on_upgrade(async move |socket| {
            let supervisor = state.jobs.supervisor.clone();
            let served = Box::pin(serve(state, me, session, since, socket));
            // A panic is logged and closes the connection.
            let _ = supervisor.run(Kind::Live, "connection", served).await;
        })
}

/// Serves a connection to its end.
async fn serve(state: AppState, me: Me, session: String, since: Since, mut socket: WebSocket) {
    let code = match state.live.join(&me, session.clone()).await {
        None => Some(close_code::AGAIN),
        Some(mut seat) => match opening(&state, &me, &session, &since, &seat).await {
            Ok(Some(text)) => {
                send(&mut socket, Message::Text(text)).await;
                run(&state, &mut seat, &mut socket).await
            }
            Ok(None) => Some(CLOSED_SIGNED_OUT),
            Err(cause) => {
                tracing::error!(%cause, "a live connection could not be opened");
                Some(close_code::AGAIN)
            }
        },
    };
    if let Some(code) = code {
        close(socket, code).await;
    }
}

/// Returns the first frame: the events since the cursor, and the present cursor. Returns `None` if the session has
/// ended meanwhile.
async fn opening(
    state: &AppState,
    me: &Me,
    session: &str,
    since: &Since,
    seat: &Seat,
) -> Result<Option<Utf8Bytes>, StoreError> {
    let mut conn = state.store.reader().acquire().await?;
    // The session or the role may have changed before the connection joined the hub.
    let ended = sessions::ended(&mut conn, &[session.to_owned()], clock::now()).await?;
    let viewers = live::viewers(&mut conn, &[me.id]).await?;
    let (true, Some(viewer)) = (ended.is_empty(), viewers.first()) else {
        return Ok(None);
    };
    state.live.set_viewers(&viewers);
    let after = match since {
        Since::Cursor(cursor) => cursor::open(&state.store, me.id, cursor),
        Since::Age(age) => {
            let loaded = clock::now() - age.min(&LONGEST_AGE) - CLOCK_STEP;
            Some(events::last_before(&mut conn, loaded, seat.position).await?)
        }
    };
    let events = match after {
        Some(after) => replay::between(&mut conn, viewer, after, seat.position).await?,
        None => vec![Serialised(RESYNC.to_owned())],
    };
    let cursor = cursor::seal(&state.store, me.id, seat.position)?;
    Ok(Some(frame(Some(&cursor), &Vec::from_iter(&events))))
}

/// Sends and receives. Returns the code with which to close the connection, or `None` if it has ended.
async fn run(state: &AppState, seat: &mut Seat, socket: &mut WebSocket) -> Option<u16> {
    let stopping = state.jobs.supervisor.stopping();
    let mut pings = interval_at(Instant::now() + PING_EVERY, PING_EVERY);
    let (mut messages, mut answers) = (0, true);
    loop {
        tokio::select! {
            out = seat.out.recv() => match out {
                Some(Out::Frame(text)) => {
                    if !send(socket, Message::Text(text)).await {
                        return None;
                    }
                }
                Some(Out::Close(code)) => return Some(code),
                // The reader was too slow, or the hub starts again: the tab reconnects with its cursor.
                None => return Some(close_code::RESTART),
            },
            received = socket.recv() => match received {
                Some(Ok(Message::Close(_)) | Err(_)) | None => return None,
                Some(Ok(message)) => {
                    messages += 1;
                    answers = true;
                    if messages > MESSAGES {
                        return Some(close_code::POLICY);
                    }
                    if !act(state, seat, socket, &message).await {
                        return Some(close_code::ERROR);
                    }
                }
            },
            _ = pings.tick() => {
                if !std::mem::take(&mut answers) || !send(socket, Message::Ping(Default::default())).await {
                    return None;
                }
                messages = 0;
            }
            () = stopping.cancelled() => return Some(close_code::AWAY),
        }
    }
}

/// Does what a message of the tab asks for. A message that this version does not know is ignored. Returns whether the
/// connection can continue.
async fn act(state: &AppState, seat: &Seat, socket: &mut WebSocket, message: &Message) -> bool {
    let Message::Text(text) = message else { return true };
    match serde_json::from_str(text) {
        Ok(ClientMessage::Watch(Some(watch))) => match may_watch(state, seat, watch).await {
            Ok(true) => true,
            // The same answer for a hidden and for an unknown space.
            Ok(false) => match Serialised::new(&LiveEvent::Gone { space: watch.space }) {
                Ok(event) => send(socket, Message::Text(frame(None, &[&event]))).await,
                Err(_) => false,
            },
            Err(cause) => {
                tracing::error!(%cause, "a live connection could not watch a space");
                false
            }
        },
        Ok(ClientMessage::Watch(None)) => {
            seat.unwatch();
            true
        }
        Ok(ClientMessage::Writing(true)) => {
            seat.writing();
            true
        }
        Ok(ClientMessage::Writing(false)) | Err(_) => true,
    }
}

/// Watches the space if the person may open it now, and the topic if they may see it. Returns whether the space is watched.
async fn may_watch(state: &AppState, seat: &Seat, watch: Watch) -> Result<bool, StoreError> {
    let Some(viewer) = seat.viewer() else { return Ok(true) };
    seat.watch(watch);
    let mut conn = state.store.reader().acquire().await?;
    let facts = spaces::access_facts(&mut conn, &viewer, watch.space).await?;
    let opens = facts.is_some_and(|facts| visible(&viewer, &facts) == Visible::Full);
    let topic = match watch.topic.filter(|_| opens) {
        Some(number) => sees(&mut conn, &viewer, watch.space, number).await?,
        None => false,
    };
    let watched = opens && seat.confirm(watch, topic);
    if !watched {
        seat.unwatch();
    }
    Ok(watched)
}

/// Returns whether the person may see the topic.
async fn sees(conn: &mut Conn, viewer: &Viewer, space: SpaceId, number: i64) -> Result<bool, StoreError> {
    let topic = topics::access::facts(conn, viewer, TopicAddress { space, number }).await?;
    Ok(topic.is_some_and(|topic| decide_topic(viewer, &topic.facts, TopicAction::Read).is_ok()))
}

/// Sends a message. Returns whether it was written in time.
async fn send(socket: &mut WebSocket, message: Message) -> bool {
    matches!(timeout(STALLED, socket.send(message)).await, Ok(Ok(())))
}

/// Closes the connection with a code, and waits briefly for the tab's answer.
async fn close(mut socket: WebSocket, code: u16) {
    let frame = CloseFrame {
        code,
        reason: Default::default(),
    };
    let closing = async {
        if socket.send(Message::Close(Some(frame))).await.is_ok() {
            while let Some(Ok(_)) = socket.recv().await {}
        }
    };
    // A tab that does not answer is disconnected.
    let _ = timeout(CLOSING, closing).await;
}
