//! Sending what is queued.

use std::{fs, num::NonZeroU32, path::Path, sync::Arc, time::Duration};

use domain::{
    ids::UserId,
    mail::{DigestTime, Kind, MailSettings},
};
use tokio_util::sync::CancellationToken;

use super::smtp_stand_in::{Behaviour, StandIn};
use crate::server::{
    config::{
        Config,
        mail::{Secret, mail_config},
    },
    mail::delivery::{Delivery, Next},
    store::{
        Store, mail,
        people::{links, users},
        tests::world::World,
    },
};

const MINUTE: i64 = 60 * 1000;
pub const LONG: Duration = Duration::from_secs(20);
pub const MANY: NonZeroU32 = NonZeroU32::MIN.saturating_add(999);

pub fn config(smtp: Option<u16>, folder: &Path) -> Arc<Config> {
    let secret = smtp.map(|port| Secret::new(&format!("smtp://127.0.0.1:{port}?tls=none")).unwrap());
    let folder = smtp.is_none().then(|| folder.to_owned());
    let mail = mail_config(secret.as_ref(), folder.as_ref(), Some("spaces@example.com"), true);
    Arc::new(Config {
        data: ".".into(),
        listen: ([127, 0, 0, 1], 3000).into(),
        public_url: Some("https://spaces.example.com".parse().unwrap()),
        trusted_proxies: Vec::new(),
        mail: mail.unwrap(),
        files: Default::default(),
    })
}

pub fn delivery(store: &Store, config: &Arc<Config>, limit: Duration, per_minute: NonZeroU32) -> Delivery {
    let mail = config.mail.clone().unwrap();
    let delivery = Delivery::new(store.clone(), config.clone(), mail).unwrap();
    delivery.limited(limit, per_minute)
}

pub async fn send(delivery: &Delivery, now: i64) -> Next {
    delivery.send_due(|| now, &CancellationToken::new()).await.unwrap()
}

/// Makes a link for a person and queues the message about it.
async fn invite(store: &Store, person: UserId) {
    let mut tx = store.begin().await.unwrap();
    links::make(&mut tx, links::Kind::Join, Some(person)).await.unwrap();
    mail::queue(&mut tx, 0, person, Kind::Invitation, "link").await.unwrap();
    tx.commit().await.unwrap();
}

async fn waiting(store: &Store) -> Option<i64> {
    mail::next_try(&mut store.reader().acquire().await.unwrap())
        .await
        .unwrap()
}

/// Returns the messages in the folder.
pub fn written(folder: &Path) -> Vec<String> {
    let files = fs::read_dir(folder).unwrap().flatten();
    let files = files.filter(|file| file.path().extension().is_some_and(|ending| ending == "eml"));
    files.map(|file| fs::read_to_string(file.path()).unwrap()).collect()
}

pub fn header<'a>(message: &'a str, name: &str) -> &'a str {
    let line = message.lines().find(|line| line.starts_with(&format!("{name}: ")));
    line.unwrap_or_else(|| panic!("no {name} in {message}"))
}

#[tokio::test]
async fn an_invitation_has_a_link_of_its_own_that_works() {
    let (world, folder) = (World::new().await, tempfile::tempdir().unwrap());
    let person = world.user("Jan").await.me().id;
    invite(&world.store, person).await;
    let delivery = delivery(&world.store, &config(None, folder.path()), LONG, MANY);
    assert_eq!(send(&delivery, 0).await, Next::Due(None));
    let messages = written(folder.path());
    assert_eq!(messages.len(), 1);
    assert_eq!(header(&messages[0], "To"), "To: Jan <jan@example.org>");
    assert!(!messages[0].contains("List-Unsubscribe"));
    // The text is quoted-printable.
    let text = messages[0].replace("=\r\n", "").replace("=3D", "=");
    let token = text.split("https://spaces.example.com/join?token=").nth(1).unwrap();
    let token = &token[..64];
    assert!(links::is_valid(&world.store, links::Kind::Join, token).await.unwrap());
    assert_eq!(waiting(&world.store).await, None);
}

#[tokio::test]
async fn a_message_is_tried_again_with_the_same_id_until_the_server_takes_it() {
    let (world, folder) = (World::new().await, tempfile::tempdir().unwrap());
    let person = world.user("Jan").await.me().id;
    invite(&world.store, person).await;
    let server = StandIn::start(&[Behaviour::Hang, Behaviour::Refuse, Behaviour::Accept]).await;
    let config = config(Some(server.port), folder.path());
    let short = delivery(&world.store, &config, Duration::from_millis(100), MANY);
    // The server hangs, which is cut off.
    assert!(matches!(send(&short, 0).await, Next::Pause(_)));
    assert_eq!(waiting(&world.store).await, Some(MINUTE));
    // The program is started again, and the server refuses.
    let delivery = delivery(&world.store, &config, LONG, MANY);
    assert_eq!(send(&delivery, MINUTE - 1).await, Next::Due(Some(MINUTE)));
    assert_eq!(send(&delivery, MINUTE).await, Next::Due(Some(3 * MINUTE)));
    assert_eq!(send(&delivery, 3 * MINUTE).await, Next::Due(None));
    let messages = server.received();
    assert_eq!(messages.len(), 2);
    assert_eq!(header(&messages[0], "Message-ID"), header(&messages[1], "Message-ID"));
    assert_eq!(send(&delivery, 100 * MINUTE).await, Next::Due(None));
    assert_eq!(server.received().len(), 2);
}

#[tokio::test]
async fn a_refused_message_does_not_hold_up_the_next_one() {
    let (world, folder) = (World::new().await, tempfile::tempdir().unwrap());
    for name in ["Jan", "Ewa"] {
        let person = world.user(name).await.me().id;
        invite(&world.store, person).await;
    }
    let server = StandIn::start(&[Behaviour::Refuse, Behaviour::Accept]).await;
    let delivery = delivery(&world.store, &config(Some(server.port), folder.path()), LONG, MANY);
    assert_eq!(send(&delivery, 0).await, Next::Due(Some(MINUTE)));
    let messages = server.received();
    assert_eq!(header(&messages[0], "To"), "To: Jan <jan@example.org>");
    assert_eq!(header(&messages[1], "To"), "To: Ewa <ewa@example.org>");
}

#[tokio::test]
async fn a_try_that_a_crash_interrupted_is_repeated() {
    let (world, folder) = (World::new().await, tempfile::tempdir().unwrap());
    let person = world.user("Jan").await.me().id;
    invite(&world.store, person).await;
    let mut tx = world.store.begin().await.unwrap();
    let claimed = mail::claim(&mut tx, 0).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    let delivery = delivery(&world.store, &config(None, folder.path()), LONG, MANY);
    assert_eq!(send(&delivery, 0).await, Next::Due(Some(MINUTE)));
    assert_eq!(send(&delivery, MINUTE).await, Next::Due(None));
    let messages = written(folder.path());
    assert_eq!(messages.len(), 1);
    let id = format!("Message-ID: <{}@spaces.example.com>", claimed.id);
    assert_eq!(header(&messages[0], "Message-ID"), id);
}

#[tokio::test]
async fn no_more_messages_are_sent_than_the_quota_permits() {
    let (world, folder) = (World::new().await, tempfile::tempdir().unwrap());
    for name in ["Jan", "Ewa", "Adam"] {
        let person = world.user(name).await.me().id;
        invite(&world.store, person).await;
    }
    let two = NonZeroU32::MIN.saturating_add(1);
    let delivery = delivery(&world.store, &config(None, folder.path()), LONG, two);
    let Next::Pause(pause) = send(&delivery, 0).await else {
        panic!("all were sent")
    };
    assert!(pause > Duration::from_secs(1), "{pause:?}");
    assert_eq!(written(folder.path()).len(), 2);
    assert!(matches!(send(&delivery, 0).await, Next::Pause(_)));
    assert_eq!(written(folder.path()).len(), 2);
}

#[tokio::test]
async fn nothing_is_sent_that_is_no_longer_wanted_or_permitted() {
    let (world, folder) = (World::new().await, tempfile::tempdir().unwrap());
    let delivery = delivery(&world.store, &config(None, folder.path()), LONG, MANY);
    let (jan, ewa) = (world.user("Jan").await, world.user("Ewa").await);
    // Deactivated.
    invite(&world.store, jan.me().id).await;
    let mut tx = world.store.begin().await.unwrap();
    users::deactivate(&mut tx, jan.me().id).await.unwrap();
    // Joined by the link that the administrator passed on.
    let shown = links::make(&mut tx, links::Kind::Join, Some(ewa.me().id))
        .await
        .unwrap();
    mail::queue(&mut tx, 0, ewa.me().id, Kind::Invitation, "link")
        .await
        .unwrap();
    links::redeem(&mut tx, links::Kind::Join, &shown).await.unwrap();
    // Switched off.
    let without = MailSettings::default().without(Kind::Mention);
    mail::save(&mut tx, ewa.me(), &without, 0).await.unwrap();
    mail::queue(&mut tx, 0, ewa.me().id, Kind::Mention, "1").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(send(&delivery, 0).await, Next::Due(None));
    assert!(written(folder.path()).is_empty());
}

#[tokio::test]
async fn an_empty_digest_is_not_sent_and_the_next_one_is_due_an_hour_later() {
    let (world, folder) = (World::new().await, tempfile::tempdir().unwrap());
    let delivery = delivery(&world.store, &config(None, folder.path()), LONG, MANY);
    let jan = world.user("Jan").await;
    let hourly = MailSettings {
        digest: DigestTime::Hourly,
        ..MailSettings::default()
    };
    let mut tx = world.store.begin().await.unwrap();
    mail::save(&mut tx, jan.me(), &hourly, 0).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(send(&delivery, 0).await, Next::Due(Some(60 * MINUTE)));
    assert_eq!(send(&delivery, 61 * MINUTE).await, Next::Due(Some(120 * MINUTE)));
    assert!(written(folder.path()).is_empty());
}
