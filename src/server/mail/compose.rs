//! From a row of the queue to a message, at the moment of sending.

use domain::{add_on::AddOn, limits, mail::Kind, person::Me, text};
use lettre::{Message, message::Mailbox};

use super::{
    content::{self, Content, Frame},
    unsubscribe,
};
use crate::{
    i18n::Messages,
    server::{
        config::{Config, mail::MailConfig},
        store::{
            Store, StoreError, account,
            engine::sql::Conn,
            mail::{self, Queued},
            people::users,
        },
    },
};

/// A message that is ready to be sent.
pub struct Composed {
    pub message: Message,
    /// Time of the newest notice in a digest, milliseconds since the Unix epoch.
    pub digest_up_to: Option<i64>,
}

/// Returns the message, or `None` if there is nothing to send: the person is deactivated or does not want this kind, the
/// subject is read, gone, out of their sight or in an add-on that is switched off, or their address cannot be written to.
pub async fn compose(
    conn: &mut Conn,
    store: &Store,
    config: &Config,
    from: &MailConfig,
    queued: &Queued,
) -> Result<Option<Composed>, StoreError> {
    let Some(me) = users::me(conn, queued.person).await? else {
        return Ok(None);
    };
    if !mail::of(conn, me.id).await?.allow(queued.kind) {
        return Ok(None);
    }
    // What is not about the account is about spaces.
    if queued.kind.is_optional() && !account::add_ons(conn).await?.has(AddOn::Spaces) {
        return Ok(None);
    }
    let mut frame = Frame::new(config, Messages(me.language));
    if queued.kind.is_optional() {
        frame = frame.with_unsubscribe(unsubscribe::path(&mail::token(store, me.id, queued.kind)?));
    }
    let Some((content, digest_up_to)) = content_of(conn, &frame, &me, queued).await? else {
        return Ok(None);
    };
    let message = me
        .email
        .parse()
        // The library panics at a name with a line break, which only a damaged database has.
        .map(|address| Mailbox::new(text::line(&me.name, limits::PERSON_NAME).ok(), address))
        .map_err(|error| error.to_string())
        .and_then(|to| {
            let message = content.message(&from.from, to, &queued.id, &config.host());
            message.map_err(|error| error.to_string())
        });
    Ok(message
        .inspect_err(|error| tracing::error!(person = %queued.person, error, "an e-mail cannot be written"))
        .ok()
        .map(|message| Composed { message, digest_up_to }))
}

/// Returns what the message says, and the time of the newest notice in a digest.
async fn content_of(
    conn: &mut Conn,
    frame: &Frame,
    me: &Me,
    queued: &Queued,
) -> Result<Option<(Content, Option<i64>)>, StoreError> {
    let content = match queued.kind {
        Kind::Invitation => mail::link_of(conn, me)
            .await?
            .map(|mail| content::invitation(frame, &mail)),
        Kind::NewPassword => mail::link_of(conn, me)
            .await?
            .map(|mail| content::new_password(frame, &mail)),
        Kind::Mention => mail::mention_of(conn, me, &queued.subject)
            .await?
            .map(|mail| content::mention(frame, &mail)),
        Kind::Request => mail::request_of(conn, me, &queued.subject)
            .await?
            .map(|mail| content::request(frame, &mail)),
        Kind::Check => mail::check_of(conn, me, &queued.subject)
            .await?
            .map(|mail| content::check(frame, &mail)),
        Kind::Digest => {
            let mail = mail::digest_of(conn, me).await?;
            return Ok(content::digest(frame, &mail).map(|content| (content, Some(mail.up_to))));
        }
    };
    Ok(content.map(|content| (content, None)))
}
