//! From a row of the queue to a message, at the moment of sending.

use domain::{limits, mail::Kind, person::Me, text};
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
            Store, StoreError,
            engine::sql::Conn,
            mail::{self, Queued},
            people::users,
        },
    },
};

/// Returns the message, or `None` if there is nothing to send: the person is deactivated or does not want this kind, the
/// subject is read, gone or out of their sight, or their address cannot be written to.
pub async fn compose(
    conn: &mut Conn,
    store: &Store,
    config: &Config,
    from: &MailConfig,
    queued: &Queued,
) -> Result<Option<Message>, StoreError> {
    let Some(me) = users::me(conn, queued.person).await? else {
        return Ok(None);
    };
    if !mail::of(conn, me.id).await?.allow(queued.kind) {
        return Ok(None);
    }
    let mut frame = Frame::new(config, Messages(me.language));
    if queued.kind.is_optional() {
        frame = frame.with_unsubscribe(unsubscribe::path(&mail::token(store, me.id, queued.kind)?));
    }
    let Some(content) = content_of(conn, &frame, &me, queued).await? else {
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
        .ok())
}

async fn content_of(conn: &mut Conn, frame: &Frame, me: &Me, queued: &Queued) -> Result<Option<Content>, StoreError> {
    Ok(match queued.kind {
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
        Kind::Digest => content::digest(frame, &mail::digest_of(conn, me).await?),
    })
}
