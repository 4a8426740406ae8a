//! E-mail about mentions, requests for access and what is unread.

use std::path::Path;

use domain::{
    access::AccountAction,
    add_on::AddOn,
    ids::SpaceId,
    mail::{DigestTime, Kind, MailSettings},
    person::{Language, Role},
    topic::{FollowLevel, TopicAddress},
    visibility::Visibility,
};

use super::queue::{LONG, MANY, config, delivery, header, send, written};
use crate::server::{
    clock,
    gate::Gate,
    store::{
        account, mail,
        people::users,
        tests::{
            notices::{follow_all, mention, notify},
            requests::{answer, ask, take},
            topics::people::*,
            world::{World, add_with},
        },
    },
};

const HOUR: i64 = 60 * 60 * 1000;

/// Sends what is due at the time, and returns all messages so far.
async fn mailed(world: &World, folder: &Path, at: i64) -> Vec<String> {
    send(&delivery(&world.store, &config(None, folder), LONG, MANY), at).await;
    let plain = |message: String| message.replace("=\r\n", "").replace("=3D", "=");
    written(folder).into_iter().map(plain).collect()
}

async fn set(gate: &Gate, settings: MailSettings, at: i64) {
    let mut tx = gate.store().begin().await.unwrap();
    mail::save(&mut tx, gate.me(), &settings, at).await.unwrap();
    tx.commit().await.unwrap();
}

fn link(topic: TopicAddress, post: i64) -> String {
    format!("https://spaces.example.com{}", topic.post_link(post))
}

#[tokio::test]
async fn a_mention_is_mailed_once_to_whoever_wants_it() {
    let (world, folder) = (World::new().await, tempfile::tempdir().unwrap());
    let (anna, jan, ewa) = (
        world.user("Anna").await,
        world.user("Jan").await,
        world.user("Ewa").await,
    );
    set(&ewa, MailSettings::default().without(Kind::Mention), 0).await;
    let space = add_with(&anna, "Plans", Visibility::Public, &[]).await;
    let topic = start(&jan, space, "question").await;
    reply(&anna, topic, "no mention").await;
    let text = format!("{} {}", mention(jan.me().id), mention(ewa.me().id));
    let post = reply(&anna, topic, &text).await;
    for _ in 0..2 {
        notify(&anna).await;
        let messages = mailed(&world, folder.path(), clock::now()).await;
        assert_eq!(messages.len(), 1);
        assert_eq!(header(&messages[0], "To"), "To: Jan <jan@example.org>");
        assert!(messages[0].contains(&link(topic, post)), "{}", messages[0]);
        assert!(messages[0].contains("hello @Jan hello @Ewa"), "{}", messages[0]);
        // A post that is restored is not mailed again.
        delete_post(&anna, topic, post, true).await.unwrap();
        notify(&anna).await;
        delete_post(&anna, topic, post, false).await.unwrap();
    }
}

#[tokio::test]
async fn a_mention_that_is_read_or_out_of_sight_when_it_is_sent_is_not_mailed() {
    let (world, folder) = (World::new().await, tempfile::tempdir().unwrap());
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let text = mention(jan.me().id);
    let space = add_with(&anna, "Plans", Visibility::Private, &[jan.me().id]).await;
    let left = add_with(&anna, "Left", Visibility::Private, &[jan.me().id]).await;
    let hidden = add_with(&anna, "Secret", Visibility::Hidden, &[]).await;
    let seen = start(&anna, space, &text).await;
    let deleted = start(&anna, space, &text).await;
    let withdrawn = start(&anna, space, "question").await;
    let post = reply(&anna, withdrawn, &text).await;
    let moved = start(&anna, space, &text).await;
    start(&anna, left, &text).await;
    notify(&anna).await;
    read(&jan, seen, newest_post(&jan, seen).await).await;
    delete(&anna, deleted).await.unwrap();
    delete_post(&anna, withdrawn, post, true).await.unwrap();
    move_to(&anna, moved, hidden).await.unwrap();
    take(&anna, left, jan.me().id).await;
    assert_eq!(mailed(&world, folder.path(), clock::now()).await, [""; 0]);

    start(&anna, space, &text).await;
    notify(&anna).await;
    let mut tx = world.store.begin().await.unwrap();
    users::deactivate(&mut tx, jan.me().id).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(mailed(&world, folder.path(), clock::now()).await, [""; 0]);
}

#[tokio::test]
async fn nothing_about_spaces_is_mailed_while_they_are_switched_off() {
    let (world, folder) = (World::new().await, tempfile::tempdir().unwrap());
    let (ola, jan) = (world.person("Ola", Role::Administrator).await, world.user("Jan").await);
    let space = add_with(&ola, "Plans", Visibility::Public, &[]).await;
    start(&ola, space, &mention(jan.me().id)).await;
    notify(&ola).await;
    let mut tx = world.store.begin().await.unwrap();
    account::ensure(&mut tx, Language::En).await.unwrap();
    tx.commit().await.unwrap();
    let mut permit = ola.account(AccountAction::ManageSettings).await.unwrap();
    account::switch_add_on(&mut permit, AddOn::Spaces, false).await.unwrap();
    permit.commit().await.unwrap();
    assert_eq!(mailed(&world, folder.path(), clock::now()).await, [""; 0]);
}

/// Returns the number of the newest post of the topic.
async fn newest_post(gate: &Gate, topic: TopicAddress) -> i64 {
    counted(
        gate,
        &format!(
            "SELECT max(p.number) FROM posts p JOIN topics t ON t.id = p.topic_id \
             WHERE t.space_id = '{}' AND t.number = {}",
            topic.space, topic.number
        ),
    )
    .await
}

#[tokio::test]
async fn a_moved_mention_is_mailed_with_its_new_link() {
    let (world, folder) = (World::new().await, tempfile::tempdir().unwrap());
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let space = add_with(&anna, "Plans", Visibility::Public, &[]).await;
    let other = add_with(&anna, "Other", Visibility::Public, &[]).await;
    start(&anna, other, "there before").await;
    let topic = start(&anna, space, &mention(jan.me().id)).await;
    notify(&anna).await;
    let moved = move_to(&anna, topic, other).await.unwrap();
    let messages = mailed(&world, folder.path(), clock::now()).await;
    assert_eq!(messages.len(), 1);
    let post = newest_post(&anna, moved).await;
    assert!(messages[0].contains(&link(moved, post)), "{}", messages[0]);
}

#[tokio::test]
async fn a_request_is_mailed_to_the_owner_and_the_administrators_until_it_is_answered() {
    let (world, folder) = (World::new().await, tempfile::tempdir().unwrap());
    let (anna, jan, ewa) = (
        world.user("Anna").await,
        world.user("Jan").await,
        world.user("Ewa").await,
    );
    world.person("Ola", Role::Administrator).await;
    let iga = world.person("Iga", Role::Administrator).await;
    set(&iga, MailSettings::default().without(Kind::Request), 0).await;
    let space = add_with(&anna, "Plans", Visibility::Private, &[]).await;
    ask(&jan, space).await.unwrap();
    ask(&jan, space).await.unwrap();
    let messages = mailed(&world, folder.path(), clock::now()).await;
    let mut to: Vec<&str> = messages.iter().map(|message| header(message, "To")).collect();
    to.sort_unstable();
    assert_eq!(to, ["To: Anna <anna@example.org>", "To: Ola <ola@example.org>"]);
    let about = format!("https://spaces.example.com/spaces/{space}?tab=about");
    for message in &messages {
        assert!(
            message.contains(&about) && message.contains("I write the offer"),
            "{message}"
        );
    }
    ask(&ewa, space).await.unwrap();
    answer(&anna, space, ewa.me().id, false).await.unwrap();
    assert_eq!(mailed(&world, folder.path(), clock::now()).await.len(), 2);
}

/// Starts a topic at the time, with its title.
async fn titled(gate: &Gate, space: SpaceId, title: &str, at: i64) -> TopicAddress {
    let topic = new_topic(title, "text");
    let number = send_topic(&gate.clone().at(at), space, topic, clock::new_id()).await;
    TopicAddress {
        space,
        number: number.unwrap(),
    }
}

#[tokio::test]
async fn a_digest_is_about_unread_topics_since_the_last_one_with_outcomes_first() {
    let (world, folder) = (World::new().await, tempfile::tempdir().unwrap());
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let one = add_with(&anna, "One", Visibility::Private, &[jan.me().id]).await;
    let two = add_with(&anna, "Two", Visibility::Private, &[jan.me().id]).await;
    let left = add_with(&anna, "Left", Visibility::Private, &[jan.me().id]).await;
    follow_all(&jan, FollowLevel::Everything).await;
    let now = clock::now();
    titled(&anna, one, "Before", now + 1).await;
    let hourly = MailSettings {
        digest: DigestTime::Hourly,
        ..MailSettings::default()
    };
    set(&jan, hourly, now + 2).await;
    let settled = titled(&anna, one, "Settled", now + 3).await;
    close(&anna, settled, "Signed").await.unwrap();
    titled(&anna, one, "Plain", now + 4).await;
    titled(&anna, left, "Unseen", now + 5).await;
    let seen = titled(&anna, two, "Seen", now + 6).await;
    let newest = titled(&anna, two, "Newest", now + 7).await;
    notify(&anna).await;
    read(&jan, seen, newest_post(&jan, seen).await).await;
    take(&anna, left, jan.me().id).await;

    let messages = mailed(&world, folder.path(), now + HOUR + 2).await;
    assert_eq!(messages.len(), 1);
    let first = messages[0].clone();
    let place = |part: &str| first.find(part).unwrap_or_else(|| panic!("{part}: {first}"));
    assert!(place("Newest") < place("Settled"), "{first}");
    assert!(
        place("Settled") < place("Signed") && place("Signed") < place("Plain"),
        "{first}"
    );
    for other in ["Before", "Seen", "Unseen"] {
        assert!(!first.contains(other), "{other}: {first}");
    }
    // Nothing is new.
    assert_eq!(mailed(&world, folder.path(), now + 2 * HOUR + 2).await.len(), 1);
    send_reply(
        &anna.clone().at(now + 2 * HOUR + 3),
        newest,
        "once more",
        clock::new_id(),
    )
    .await
    .unwrap();
    notify(&anna).await;
    let messages = mailed(&world, folder.path(), now + 3 * HOUR + 3).await;
    assert_eq!(messages.len(), 2);
    let second = messages.into_iter().find(|message| *message != first).unwrap();
    assert!(second.contains("Newest") && !second.contains("Settled"), "{second}");
}
