//! How much of a space or topic a person wants to be notified about.

use serde::{Deserialize, Serialize};

use super::NoticeReason;

/// A level of following.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FollowLevel {
    /// Every post.
    Everything,
    /// Posts in topics in which the person wrote, and mentions.
    #[default]
    TakingPart,
    /// Mentions only.
    Mentions,
    Nothing,
}

impl FollowLevel {
    pub const ALL: [FollowLevel; 4] = [Self::Everything, Self::TakingPart, Self::Mentions, Self::Nothing];

    /// Returns the word in storage.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Everything => "everything",
            Self::TakingPart => "taking_part",
            Self::Mentions => "mentions",
            Self::Nothing => "nothing",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == word)
    }

    /// Returns why a new post gives a notice to a person with this level, or `None` if it gives none. The person is not
    /// its author and may open the space.
    pub fn reason(self, mentioned: bool, takes_part: bool) -> Option<NoticeReason> {
        match self {
            Self::Nothing => None,
            _ if mentioned => Some(NoticeReason::Mention),
            Self::Mentions => None,
            Self::TakingPart if takes_part => Some(NoticeReason::TakingPart),
            Self::TakingPart => None,
            Self::Everything => Some(NoticeReason::Following),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_level_gives_the_notices_that_it_names() {
        let reasons = |level: FollowLevel| {
            [(false, false), (false, true), (true, false)].map(|(mentioned, part)| level.reason(mentioned, part))
        };
        let (mention, part) = (Some(NoticeReason::Mention), Some(NoticeReason::TakingPart));
        let all = Some(NoticeReason::Following);
        assert_eq!(reasons(FollowLevel::Everything), [all, all, mention]);
        assert_eq!(reasons(FollowLevel::TakingPart), [None, part, mention]);
        assert_eq!(reasons(FollowLevel::Mentions), [None, None, mention]);
        assert_eq!(reasons(FollowLevel::Nothing), [None, None, None]);
    }

    #[test]
    fn words_in_storage_are_read_back() {
        for level in FollowLevel::ALL {
            assert_eq!(FollowLevel::parse(level.as_str()), Some(level));
        }
        assert_eq!(FollowLevel::parse("all"), None);
    }
}
