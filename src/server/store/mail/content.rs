//! What a message says, read at the moment of sending: only what its reader has not read and may still see.

use domain::{
    ids::SpaceId,
    mail::{CheckMail, DigestMail, DigestTopic, LinkMail, MentionMail, RequestMail},
    person::Me,
    topic::{Notice, NoticeAbout},
};

use super::{settings, subjects};
use crate::server::store::{StoreError, engine::sql::Conn, people::links, topics::notices};

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
pub async fn mention_of(conn: &mut Conn, me: &Me, subject: &str) -> Result<Option<MentionMail>, StoreError> {
    let Some(post) = subjects::read_mention(subject) else {
        return Ok(None);
    };
    let notice = notices::mention(conn, &me.viewer(), post).await?;
    Ok(notice.and_then(|notice| match notice.about {
        NoticeAbout::Posts {
            topic,
            title,
            first_post,
            excerpt,
            ..
        } => Some(MentionMail {
            space_name: notice.space_name,
            topic_title: title,
            author: notice.actor.name,
            excerpt,
            link: topic.post_link(first_post),
        }),
        NoticeAbout::Request { .. } | NoticeAbout::Answer { .. } | NoticeAbout::Check { .. } => None,
    }))
}

/// Returns the data of a message about the request `subject`. `None` if it is answered, withdrawn or the person may not
/// answer it.
pub async fn request_of(conn: &mut Conn, me: &Me, subject: &str) -> Result<Option<RequestMail>, StoreError> {
    let Some((space, asks)) = subjects::read_request(subject) else {
        return Ok(None);
    };
    let notice = notices::request(conn, &me.viewer(), space, asks).await?;
    Ok(notice.and_then(|notice| match notice.about {
        NoticeAbout::Request { sentence, .. } => Some(RequestMail {
            space_name: notice.space_name,
            author: notice.actor.name,
            excerpt: sentence,
            link: format!("/spaces/{space}?tab=about"),
        }),
        NoticeAbout::Posts { .. } | NoticeAbout::Answer { .. } | NoticeAbout::Check { .. } => None,
    }))
}

/// Returns the data of a message about the page `subject`, which is to be checked again. `None` if the notice is read,
/// withdrawn or out of the person's sight.
pub async fn check_of(conn: &mut Conn, me: &Me, subject: &str) -> Result<Option<CheckMail>, StoreError> {
    let Some(page) = subjects::read_check(subject) else {
        return Ok(None);
    };
    let notice = notices::check(conn, &me.viewer(), page).await?;
    Ok(notice.and_then(|notice| match notice.about {
        NoticeAbout::Check { topic, title, day } => Some(CheckMail {
            space_name: notice.space_name,
            page_title: title,
            day,
            author: notice.actor.name,
            link: topic.path(),
        }),
        NoticeAbout::Posts { .. } | NoticeAbout::Request { .. } | NoticeAbout::Answer { .. } => None,
    }))
}

/// Returns the topics with unread notices of which the newest is later than the last digest, by space. Without topics the
/// digest is not sent.
pub async fn digest_of(conn: &mut Conn, me: &Me) -> Result<DigestMail, StoreError> {
    let since = settings::digested_up_to(conn, me.id).await?;
    let lines = notices::digest(conn, &me.viewer(), since).await?;
    let up_to = lines.iter().map(|(notice, _)| notice.at).max().unwrap_or(since);
    let topics = by_space(lines).into_iter().filter_map(digest_topic).collect();
    Ok(DigestMail { topics, up_to })
}

/// Sorts the lines, which are newest first: by space, the one with the newest line first, and in each space those with an
/// outcome before the others.
fn by_space(mut lines: Vec<(Notice, String)>) -> Vec<(Notice, String)> {
    let spaces: Vec<SpaceId> = lines.iter().map(|(notice, _)| notice.space).collect();
    let place = |space| spaces.iter().position(|other| *other == space);
    lines.sort_by_key(|(notice, outcome)| (place(notice.space), outcome.is_empty()));
    lines
}

fn digest_topic((notice, outcome): (Notice, String)) -> Option<DigestTopic> {
    match notice.about {
        NoticeAbout::Posts {
            topic,
            title,
            count,
            first_post,
            excerpt,
            ..
        } => Some(DigestTopic {
            space_name: notice.space_name,
            topic_title: title,
            outcome,
            unread: u32::try_from(count).unwrap_or(u32::MAX),
            author: notice.actor.name,
            excerpt,
            link: topic.post_link(first_post),
        }),
        NoticeAbout::Request { .. } | NoticeAbout::Answer { .. } | NoticeAbout::Check { .. } => None,
    }
}
