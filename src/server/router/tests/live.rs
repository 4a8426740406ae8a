//! The live stream over real sockets.

use std::{net::SocketAddr, time::Duration};

use domain::{
    access::Action,
    ids::{SpaceId, UserId},
    live::{CLOSED_SIGNED_OUT, Frame, LiveEvent, TopicChange},
    person::Role,
    space::SpaceForm,
    visibility::Visibility,
};
use futures::{SinkExt, StreamExt};
use tokio::{net::TcpStream, sync::oneshot, time::timeout};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{Error, Message, client::IntoClientRequest},
};

use super::*;
use crate::server::{
    clock,
    connections::{self, Limits},
    permits::{Purpose, SystemPermit},
    store::{
        sessions, spaces,
        tests::{
            topics::people::{assign, start, start_private},
            world::{add_with, save},
        },
    },
};

/// No answer takes this long.
const LONG: Duration = Duration::from_secs(20);

struct Running {
    site: Site,
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
}

type Socket = WebSocketStream<TcpStream>;

/// Starts the server with its connections as they are in production.
async fn running() -> Running {
    let site = site().await;
    let listener = connections::listen(([127, 0, 0, 1], 0).into()).await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let app = site.app.clone();
    tokio::spawn(async move {
        let stop = async {
            let _ = stopped.await;
        };
        connections::serve(listener, app, Limits::default(), &[], stop, LONG).await
    });
    Running {
        site,
        address,
        stop: Some(stop),
    }
}

impl Running {
    async fn person(&self, name: &str, role: Role) -> Person {
        self.site.person(name, role).await
    }

    async fn connect_from(&self, origin: Option<&str>, cookie: &str, query: &str) -> Result<Socket, Error> {
        let address = format!("ws://{}/live{query}", self.address);
        let mut request = address.into_client_request().unwrap();
        let headers = request.headers_mut();
        headers.insert("cookie", cookie.parse().unwrap());
        if let Some(origin) = origin {
            headers.insert("origin", origin.parse().unwrap());
        }
        let stream = TcpStream::connect(self.address).await.unwrap();
        client_async(request, stream).await.map(|(socket, _)| socket)
    }

    async fn try_connect(&self, person: &Person, query: &str) -> Result<Socket, Error> {
        let origin = format!("http://{}", self.address);
        self.connect_from(Some(&origin), &person.cookie, query).await
    }

    /// Connects, and returns the socket with the first frame.
    async fn connect(&self, person: &Person, query: &str) -> (Socket, Frame) {
        let mut socket = self.try_connect(person, query).await.unwrap();
        let first = frame(&mut socket).await;
        (socket, first)
    }
}

fn status(refused: Result<Socket, Error>) -> u16 {
    match refused {
        Err(Error::Http(answer)) => answer.status().as_u16(),
        other => panic!("{other:?}"),
    }
}

async fn message(socket: &mut Socket) -> Option<Result<Message, Error>> {
    timeout(LONG, socket.next()).await.unwrap()
}

async fn frame(socket: &mut Socket) -> Frame {
    match message(socket).await {
        Some(Ok(Message::Text(text))) => serde_json::from_str(&text).unwrap(),
        other => panic!("{other:?}"),
    }
}

/// Returns the code with which the server closes the connection.
async fn close_code(socket: &mut Socket) -> u16 {
    loop {
        match message(socket).await {
            Some(Ok(Message::Close(Some(close)))) => return close.code.into(),
            Some(Ok(_)) => {}
            other => panic!("{other:?}"),
        }
    }
}

async fn say(socket: &mut Socket, text: String) {
    socket.send(Message::text(text)).await.unwrap();
}

async fn take(owner: &Gate, space: SpaceId, person: UserId) {
    let mut permit = owner.space(space, Action::ManagePeople).await.unwrap();
    spaces::act::take_access(&mut permit, &[person]).await.unwrap();
    permit.commit().await.unwrap();
}

fn space(space: SpaceId) -> Vec<LiveEvent> {
    vec![LiveEvent::Space { space }]
}

#[tokio::test]
async fn a_hidden_space_causes_frames_only_for_its_people() {
    let server = running().await;
    let owner = server.person("owner", Role::User).await;
    let member = server.person("member", Role::User).await;
    let stranger = server.person("stranger", Role::User).await;
    let (mut inside, first) = server.connect(&member, "").await;
    assert!(first.cursor.is_some() && first.events.is_empty(), "{first:?}");
    let (mut outside, _) = server.connect(&stranger, "").await;
    let hidden = add_with(&owner.gate, "hidden", Visibility::Hidden, &[member.gate.me().id]).await;
    let public = add_with(&owner.gate, "public", Visibility::Public, &[]).await;
    // The frames of one batch may be one.
    let mut events = Vec::new();
    while !events.contains(&LiveEvent::Space { space: public }) {
        events.extend(frame(&mut inside).await.events);
    }
    events.dedup();
    assert_eq!(events, [space(hidden), space(public)].concat());
    assert_eq!(frame(&mut outside).await.events, space(public));
}

#[tokio::test]
async fn a_connection_with_a_cursor_receives_what_it_missed_once_and_in_order() {
    let server = running().await;
    let owner = server.person("owner", Role::User).await;
    let reader = server.person("reader", Role::User).await;
    let (mut live, first) = server.connect(&reader, "").await;
    let (gone, _) = server.connect(&reader, "").await;
    drop(gone);
    let mut expected = Vec::new();
    for number in 0..3 {
        let id = add_with(&owner.gate, &format!("space {number}"), Visibility::Public, &[]).await;
        add_with(&owner.gate, "hidden", Visibility::Hidden, &[]).await;
        expected.extend(space(id));
    }
    let (mut events, mut cursor) = (Vec::new(), None);
    while events.last() != expected.last() {
        let next = frame(&mut live).await;
        events.extend(next.events);
        cursor = next.cursor;
    }
    events.dedup();
    assert_eq!(events, expected);
    let (_, missed) = server
        .connect(&reader, &format!("?since={}", first.cursor.unwrap()))
        .await;
    assert_eq!(missed.events, expected);
    let (_, nothing) = server.connect(&reader, &format!("?since={}", cursor.unwrap())).await;
    assert_eq!(nothing.events, []);
    // A page that was loaded before receives what happened since; a cursor of another person is worthless.
    let (_, loaded) = server.connect(&reader, "?age=60000").await;
    assert_eq!(loaded.events, expected);
    let (_, foreign) = server
        .connect(&owner, &format!("?since={}", missed.cursor.unwrap()))
        .await;
    assert_eq!(foreign.events, [LiveEvent::Resync]);
    let (_, forged) = server.connect(&owner, "?since=00ff").await;
    assert_eq!(forged.events, [LiveEvent::Resync]);
}

#[tokio::test]
async fn strangers_and_other_sites_are_refused() {
    let server = running().await;
    let anna = server.person("anna", Role::User).await;
    let ours = format!("http://{}", server.address);
    assert_eq!(status(server.connect_from(Some(&ours), "spaces=none", "").await), 401);
    for origin in [None, Some("http://evil.example"), Some("null")] {
        assert_eq!(
            status(server.connect_from(origin, &anna.cookie, "").await),
            403,
            "{origin:?}"
        );
    }
    server.connect(&anna, "").await;
}

#[tokio::test]
async fn the_end_of_the_session_closes_the_connection() {
    let server = running().await;
    let store = &server.site.state.store;
    let (anna, ola) = (
        server.person("anna", Role::User).await,
        server.person("ola", Role::User).await,
    );
    let ((mut of_anna, _), (mut of_ola, _)) = (server.connect(&anna, "").await, server.connect(&ola, "").await);
    let mut tx = SystemPermit::begin(store, Purpose::Session).await.unwrap();
    sessions::end_all(&mut tx, anna.gate.me().id, None).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(close_code(&mut of_anna).await, CLOSED_SIGNED_OUT);
    let mut tx = store.begin().await.unwrap();
    users::deactivate(&mut tx, ola.gate.me().id).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(close_code(&mut of_ola).await, CLOSED_SIGNED_OUT);
}

#[tokio::test]
async fn who_loses_a_watched_space_hears_it_at_once_and_hidden_spaces_are_like_unknown_ones() {
    let server = running().await;
    let owner = server.person("owner", Role::User).await;
    let member = server.person("member", Role::User).await;
    let id = add_with(&owner.gate, "hidden", Visibility::Hidden, &[member.gate.me().id]).await;
    let other = add_with(&owner.gate, "other", Visibility::Hidden, &[]).await;
    let (mut socket, _) = server.connect(&member, "").await;
    for unseen in [other, SpaceId(clock::new_id())] {
        say(&mut socket, format!(r#"{{"watch":{{"space":"{unseen}"}}}}"#)).await;
        let answer = frame(&mut socket).await;
        assert_eq!(
            (answer.cursor, answer.events),
            (None, vec![LiveEvent::Gone { space: unseen }])
        );
    }
    say(&mut socket, format!(r#"{{"watch":{{"space":"{id}"}}}}"#)).await;
    // A change shows that the message was handled: nothing else answers it.
    let mut form: SpaceForm = SpaceForm::new(Visibility::Hidden);
    form.name = "renamed".into();
    form.people = vec![member.gate.me().id];
    form.version = 1;
    save(&owner.gate, id, form).await.unwrap();
    assert_eq!(frame(&mut socket).await.events, space(id));
    take(&owner.gate, id, member.gate.me().id).await;
    let mut events = Vec::new();
    while !events.contains(&LiveEvent::Gone { space: id }) {
        events.extend(frame(&mut socket).await.events);
    }
    assert!(events.contains(&LiveEvent::Space { space: id }));
    // From now on nothing of the space is received.
    let public = add_with(&owner.gate, "public", Visibility::Public, &[]).await;
    assert_eq!(frame(&mut socket).await.events, space(public));
}

#[tokio::test]
async fn others_at_the_same_topic_hear_who_is_writing() {
    let server = running().await;
    let owner = server.person("owner", Role::User).await;
    let (anna, ola) = (
        server.person("anna", Role::User).await,
        server.person("ola", Role::User).await,
    );
    let id = add_with(&owner.gate, "space", Visibility::Public, &[]).await;
    let topics = [
        start(&owner.gate, id, "first").await.number,
        start(&owner.gate, id, "second").await.number,
    ];
    let mut sockets = Vec::new();
    for (person, topic) in [(&anna, topics[0]), (&ola, topics[0]), (&owner, topics[1])] {
        let (mut socket, _) = server.connect(person, "").await;
        say(
            &mut socket,
            format!(r#"{{"watch":{{"space":"{id}","topic":{topic}}}}}"#),
        )
        .await;
        sockets.push(socket);
    }
    for _ in 0..200 {
        say(&mut sockets[0], r#"{"writing":true}"#.into()).await;
        match timeout(Duration::from_millis(100), sockets[1].next()).await {
            Ok(Some(Ok(Message::Text(text)))) => {
                let heard: Frame = serde_json::from_str(&text).unwrap();
                let person = anna.gate.me().as_ref();
                assert_eq!(
                    heard.events,
                    [LiveEvent::Writing {
                        space: id,
                        topic: topics[0],
                        person
                    }]
                );
                assert!(timeout(Duration::from_millis(50), sockets[2].next()).await.is_err());
                return;
            }
            Ok(other) => panic!("{other:?}"),
            Err(_) => {}
        }
    }
    panic!("nobody heard it");
}

/// Returns whether an event of the kind arrives within this time; others are passed.
async fn hears(socket: &mut Socket, time: Duration, wanted: impl Fn(&LiveEvent) -> bool) -> bool {
    let heard = async {
        while let Some(Ok(received)) = socket.next().await {
            if let Message::Text(text) = received
                && serde_json::from_str::<Frame>(&text).unwrap().events.iter().any(&wanted)
            {
                return true;
            }
        }
        false
    };
    timeout(time, heard).await.unwrap_or(false)
}

#[tokio::test]
async fn nobody_else_hears_who_is_writing_in_a_private_topic() {
    let server = running().await;
    let owner = server.person("owner", Role::User).await;
    let admin = server.person("admin", Role::Administrator).await;
    let (anna, ola) = (
        server.person("anna", Role::User).await,
        server.person("ola", Role::User).await,
    );
    let id = add_with(&owner.gate, "space", Visibility::Public, &[]).await;
    let topic = start_private(&anna.gate, id, "", "secret").await;
    assign(&anna.gate, topic, Some(ola.gate.me().id)).await.unwrap();
    let mut sockets = Vec::new();
    for person in [&anna, &ola, &owner, &admin] {
        let (mut socket, _) = server.connect(person, "").await;
        let watch = format!(r#"{{"watch":{{"space":"{id}","topic":{}}}}}"#, topic.number);
        say(&mut socket, watch).await;
        sockets.push(socket);
    }
    let (short, writing) = (Duration::from_millis(100), |event: &LiveEvent| {
        matches!(event, LiveEvent::Writing { .. })
    });
    let mut heard = false;
    for _ in 0..200 {
        say(&mut sockets[0], r#"{"writing":true}"#.into()).await;
        heard = hears(&mut sockets[1], short, writing).await;
        if heard {
            break;
        }
    }
    assert!(heard);
    assign(&anna.gate, topic, None).await.unwrap();
    let lost = |event: &LiveEvent| {
        let what = TopicChange::TopicAudienceChanged;
        matches!(event, LiveEvent::Topic { what: changed, .. } if *changed == what)
    };
    assert!(hears(&mut sockets[1], LONG, lost).await);
    for _ in 0..40 {
        say(&mut sockets[0], r#"{"writing":true}"#.into()).await;
        assert!(!hears(&mut sockets[1], short, |_| true).await);
    }
    for other in 2..4 {
        assert!(!hears(&mut sockets[other], short, |_| true).await);
    }
}

#[tokio::test]
async fn connections_and_messages_are_limited() {
    let server = running().await;
    let anna = server.person("anna", Role::User).await;
    let mut sockets = Vec::new();
    for _ in 0..50 {
        sockets.push(server.connect(&anna, "").await.0);
    }
    assert_eq!(status(server.try_connect(&anna, "").await), 503);
    let ola = server.person("ola", Role::User).await;
    server.connect(&ola, "").await;
    // A large message ends the connection, and makes room.
    let mut socket = sockets.remove(0);
    say(&mut socket, "x".repeat(2_000)).await;
    while message(&mut socket).await.is_some_and(|message| message.is_ok()) {}
    drop(socket);
    let mut again = server.try_connect(&anna, "").await;
    while again.is_err() {
        again = server.try_connect(&anna, "").await;
    }
    let mut flood = sockets.remove(0);
    for _ in 0..200 {
        if flood.send(Message::text("{}")).await.is_err() {
            break;
        }
    }
    while message(&mut flood).await.is_some_and(|message| message.is_ok()) {}
}

#[tokio::test]
async fn a_server_that_stops_closes_the_connections() {
    let mut server = running().await;
    let anna = server.person("anna", Role::User).await;
    let (mut socket, _) = server.connect(&anna, "").await;
    let _ = server.stop.take().unwrap().send(());
    let ended = server.site.state.jobs.supervisor.shut_down(LONG);
    let (ended, code) = tokio::join!(ended, close_code(&mut socket));
    assert_eq!((ended, code), (true, 1001));
}
