//! What a queued message is about, as text in the queue.

use domain::ids::{SpaceId, TopicId, UserId};

/// Returns the subject of a mention. `post` is the key of the post in storage, which stays when its topic is moved.
pub fn mention(post: i64) -> String {
    post.to_string()
}

/// Returns the key of the post of a mention.
pub fn read_mention(subject: &str) -> Option<i64> {
    subject.parse().ok()
}

/// Returns the subject of the request of a person for access to a space.
pub fn request(space: SpaceId, asks: UserId) -> String {
    format!("{space}/{asks}")
}

/// Returns the space of a request and the person who asks.
pub fn read_request(subject: &str) -> Option<(SpaceId, UserId)> {
    let (space, asks) = subject.split_once('/')?;
    Some((space.parse().ok()?, asks.parse().ok()?))
}

/// Returns the subject of the check of a page.
pub fn check(page: TopicId) -> String {
    page.to_string()
}

/// Returns the page of a check.
pub fn read_check(subject: &str) -> Option<TopicId> {
    subject.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::clock;

    #[test]
    fn a_subject_is_read_as_it_was_written() {
        let (space, asks) = (SpaceId(clock::new_id()), UserId(clock::new_id()));
        assert_eq!(read_request(&request(space, asks)), Some((space, asks)));
        assert_eq!(read_mention(&mention(7)), Some(7));
        let page = TopicId(clock::new_id());
        assert_eq!(read_check(&check(page)), Some(page));
        for wrong in ["", "link", "1/2"] {
            assert_eq!((read_mention(wrong), read_request(wrong)), (None, None), "{wrong}");
        }
    }
}
