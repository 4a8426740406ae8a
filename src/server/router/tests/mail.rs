//! E-mail as the router sees it: invitations, the page that switches it off, a person's choices.

use domain::mail::Kind as MailKind;
use tokio_util::sync::CancellationToken;

use super::*;
use crate::server::{
    clock,
    config::mail::mail_config,
    mail::{delivery::Delivery, unsubscribe},
    store::{mail, people::users, tests::contents::contents},
};

const JAN: &str = "{\"person\":{\"name\":\"Jan\",\"email\":\"jan@firma.pl\",\"role\":\"user\"}}";

/// Returns a server that writes e-mail to the folder.
async fn site_with_mail(folder: &std::path::Path) -> Site {
    let mut site = site().await;
    let mut config = Config::clone(&site.state.config);
    config.mail = mail_config(None, Some(&folder.to_owned()), None, false).unwrap();
    site.state.config = Arc::new(config);
    site.app = router(site.state.clone());
    site
}

/// Sends what is queued, and returns all messages so far.
async fn sent(site: &Site, folder: &std::path::Path) -> Vec<String> {
    let mail = site.state.config.mail.clone().unwrap();
    let delivery = Delivery::new(site.state.store.clone(), site.state.config.clone(), mail).unwrap();
    delivery.send_due(clock::now, &CancellationToken::new()).await.unwrap();
    let files = std::fs::read_dir(folder).unwrap().flatten();
    files
        .map(|file| std::fs::read_to_string(file.path()).unwrap())
        .collect()
}

/// Returns the first 64 digits after the text.
fn token_in(text: &str) -> String {
    text.split("token=").nth(1).unwrap()[..64].to_owned()
}

#[tokio::test]
async fn an_invited_person_joins_by_the_mailed_link_and_no_secret_is_stored() {
    let folder = tempfile::tempdir().unwrap();
    let site = site_with_mail(folder.path()).await;
    let admin = site.set_up().await;
    let (_, link) = site.call("invite_user", &admin, JAN).await;
    let shown = token_in(&link);
    let stored = |contents: std::collections::BTreeMap<String, String>, token: &str| {
        contents.values().any(|rows| rows.contains(token))
    };
    assert!(!stored(contents(&site.state.store).await, &shown));
    let messages = sent(&site, folder.path()).await;
    assert_eq!(messages.len(), 1, "{messages:?}");
    let mailed = token_in(&decoded(&messages[0]));
    assert_ne!(mailed, shown);
    assert!(!stored(contents(&site.state.store).await, &mailed));
    let body: &'static str = format!("token={mailed}&password=battery+staple").leak();
    assert_eq!(place(&site.form("/join", body).await), "/spaces");
    let body: &'static str = format!("token={shown}&password=battery+staple").leak();
    assert_eq!(place(&site.form("/join", body).await), "/join?error=used");
    assert_eq!(sent(&site, folder.path()).await.len(), 1);
}

/// Undoes the encoding of a message's text, quoted-printable, as far as a link needs it.
fn decoded(message: &str) -> String {
    message.replace("=\r\n", "").replace("=3D", "=")
}

#[tokio::test]
async fn without_e_mail_nothing_is_queued_and_no_choices_are_offered() {
    let site = site().await;
    let admin = site.set_up().await;
    assert_eq!(site.call("invite_user", &admin, JAN).await.0, 200);
    let mut conn = site.state.store.reader().acquire().await.unwrap();
    assert_eq!(mail::next_try(&mut conn).await.unwrap(), None);
    assert_eq!(site.call("read_mail_settings", &admin, "{}").await.1, "null");
}

#[tokio::test]
async fn choices_are_kept_and_impossible_ones_refused() {
    let folder = tempfile::tempdir().unwrap();
    let site = site_with_mail(folder.path()).await;
    let admin = site.set_up().await;
    let choices =
        "{\"settings\":{\"mentions\":false,\"requests\":true,\"checks\":false,\"digest\":\"daily\",\"minute\":450}}";
    assert_eq!(site.call("save_mail_settings", &admin, choices).await.0, 200);
    let (_, read) = site.call("read_mail_settings", &admin, "{}").await;
    assert_eq!(format!("{{\"settings\":{read}}}"), choices);
    let impossible =
        "{\"settings\":{\"mentions\":true,\"requests\":true,\"checks\":true,\"digest\":\"daily\",\"minute\":1440}}";
    assert_eq!(site.call("save_mail_settings", &admin, impossible).await.0, 400);
}

#[tokio::test]
async fn a_link_in_a_message_switches_its_kind_off_by_post_only() {
    let site = site().await;
    site.set_up().await;
    let store = &site.state.store;
    let mut tx = store.begin().await.unwrap();
    let person = users::by_email(&mut tx, "anna@firma.pl").await.unwrap().unwrap();
    drop(tx);
    let path = unsubscribe::path(&mail::token(store, person, MailKind::Mention).unwrap());
    let settings = async || {
        mail::of(&mut store.reader().acquire().await.unwrap(), person)
            .await
            .unwrap()
    };
    let shown = site.get(&path).await;
    assert_eq!(shown.status(), 200);
    let body = to_bytes(shown.into_body(), 1 << 20).await.unwrap();
    let body = String::from_utf8(body.to_vec()).unwrap();
    assert!(
        body.contains("<form method=\"post\"") && !body.contains("anna@firma.pl"),
        "{body}"
    );
    assert!(settings().await.mentions);

    // As a mail program sends it: without origin, cookie and session.
    let one_click = |path: &str| Request::post(path).header("content-type", "application/x-www-form-urlencoded");
    let stopped = site.send(one_click(&path), "List-Unsubscribe=One-Click").await;
    assert_eq!(stopped.status(), 200);
    assert!(!settings().await.mentions && settings().await.requests);

    let unknown = unsubscribe::path("00ff");
    assert_eq!(site.get(&unknown).await.status(), 404);
    assert_eq!(site.send(one_click(&unknown), "").await.status(), 404);
}
