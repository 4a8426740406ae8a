//! The words of a line of the notices.

use domain::topic::{Notice, NoticeAbout, NoticeReason};

use crate::i18n::{Argument, Messages};

/// Returns the address to which the line leads.
pub fn href(notice: &Notice) -> String {
    match &notice.about {
        NoticeAbout::Posts { topic, first_post, .. } => topic.post_link(*first_post),
        // There the people of the space are.
        NoticeAbout::Request { .. } => format!("/spaces/{}?tab=about", notice.space),
        NoticeAbout::Answer { .. } => format!("/spaces/{}", notice.space),
    }
}

/// Returns the heading of the line: the topic's title, or what was asked or answered.
pub fn title(messages: Messages, notice: &Notice) -> String {
    match &notice.about {
        NoticeAbout::Posts { title, .. } => title.clone(),
        NoticeAbout::Request { .. } => messages.with("notice-request", [("name", notice.actor.name.as_str())]),
        NoticeAbout::Answer { granted: true } => messages.text("notice-granted"),
        NoticeAbout::Answer { granted: false } => messages.text("notice-declined"),
    }
}

/// Returns why the person gets the line; nothing if its title says so.
pub fn reason(messages: Messages, notice: &Notice) -> Option<String> {
    let NoticeAbout::Posts { reason, count, .. } = &notice.about else {
        return None;
    };
    Some(match reason {
        NoticeReason::Mention => messages.with(
            "notice-mention",
            [
                ("name", Argument::from(notice.actor.name.as_str())),
                ("count", (*count).into()),
            ],
        ),
        NoticeReason::Assigned => messages.with("notice-assigned", [("count", *count)]),
        NoticeReason::TakingPart => messages.with("notice-taking-part", [("count", *count)]),
        NoticeReason::Following => messages.with("notice-following", [("count", *count)]),
    })
}

/// Returns the words that the actor wrote: the beginning of the newest post, or the sentence of a request.
pub fn excerpt(notice: &Notice) -> Option<&str> {
    let text = match &notice.about {
        NoticeAbout::Posts { excerpt, .. } => excerpt,
        NoticeAbout::Request { sentence, .. } => sentence,
        NoticeAbout::Answer { .. } => return None,
    };
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use domain::{
        ids::{SpaceId, UserId},
        person::{Language, PersonRef},
        topic::{RequestState, TopicAddress},
    };
    use uuid::Uuid;

    use super::*;

    fn notice(about: NoticeAbout) -> Notice {
        Notice {
            about,
            space: SpaceId(Uuid::nil()),
            space_name: "Oferty".into(),
            actor: PersonRef {
                id: UserId(Uuid::nil()),
                name: "Anna Łuczak".into(),
                active: true,
            },
            at: 0,
            unread: true,
        }
    }

    fn posts(reason: NoticeReason, count: i64) -> Notice {
        notice(NoticeAbout::Posts {
            topic: TopicAddress {
                space: SpaceId(Uuid::nil()),
                number: 3,
            },
            title: "Cennik".into(),
            reason,
            count,
            first_post: 12,
            excerpt: "Dzień dobry".into(),
        })
    }

    #[test]
    fn a_line_says_why_and_how_many_posts_there_are() {
        let polish = |reason, count| super::reason(Messages(Language::Pl), &posts(reason, count)).unwrap();
        assert_eq!(polish(NoticeReason::Mention, 1), "Anna Łuczak wspomina o\u{a0}Tobie");
        assert!(polish(NoticeReason::Mention, 3).contains("3 nowe wpisy"));
        assert!(polish(NoticeReason::TakingPart, 5).contains("5 nowych wpisów"));
        assert!(polish(NoticeReason::Following, 1).contains("1 nowy wpis"));
    }

    #[test]
    fn a_line_leads_to_its_first_unread_post() {
        assert!(href(&posts(NoticeReason::Following, 2)).ends_with("/topics/3#post-12"));
    }

    #[test]
    fn an_empty_sentence_is_not_quoted() {
        let about = NoticeAbout::Request {
            sentence: String::new(),
            state: RequestState::Pending,
        };
        assert_eq!(excerpt(&notice(about)), None);
        assert_eq!(excerpt(&posts(NoticeReason::Following, 1)), Some("Dzień dobry"));
    }
}
