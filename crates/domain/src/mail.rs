//! E-mail to people of the account: its kinds, the person's own choices, and the data of which a message is made.

use serde::{Deserialize, Serialize};

use crate::day::Day;

/// The number of minutes of a day.
const DAY_MINUTES: u16 = 24 * 60;

/// A kind of message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A link by which a new person joins.
    Invitation,
    /// A link for a new password.
    NewPassword,
    /// Somebody mentioned the person.
    Mention,
    /// Somebody asks for access to a space that the person may grant.
    Request,
    /// A page is to be checked again.
    Check,
    /// The unread topics, at the person's chosen time.
    Digest,
}

impl Kind {
    pub const ALL: [Self; 6] = [
        Self::Invitation,
        Self::NewPassword,
        Self::Mention,
        Self::Request,
        Self::Check,
        Self::Digest,
    ];

    /// Returns the word in storage and in message names.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::NewPassword => "new-password",
            Self::Mention => "mention",
            Self::Request => "request",
            Self::Check => "check",
            Self::Digest => "digest",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// Returns whether a person can switch messages of this kind off. Links for a password are always sent.
    pub fn is_optional(self) -> bool {
        !matches!(self, Self::Invitation | Self::NewPassword)
    }
}

/// How often a person gets the digest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DigestTime {
    #[default]
    Off,
    /// At every full hour of the person's time zone.
    Hourly,
    /// Once a day, at [`MailSettings::minute`].
    Daily,
}

impl DigestTime {
    pub const ALL: [Self; 3] = [Self::Off, Self::Hourly, Self::Daily];

    /// Returns the word in storage and in message names.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Hourly => "hourly",
            Self::Daily => "daily",
        }
    }

    /// Reads the word. An unknown word is read as off.
    pub fn parse(word: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|time| time.as_str() == word)
            .unwrap_or_default()
    }
}

/// A person's choices about e-mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailSettings {
    /// Whether a mention is sent at once.
    pub mentions: bool,
    /// Whether a request for access is sent at once.
    pub requests: bool,
    /// Whether it is sent that a page is to be checked again.
    pub checks: bool,
    pub digest: DigestTime,
    /// Minute of the day at which the daily digest is sent, in the person's time zone, below 1,440.
    pub minute: u16,
}

impl Default for MailSettings {
    fn default() -> Self {
        Self {
            mentions: true,
            requests: true,
            checks: true,
            digest: DigestTime::Off,
            minute: 8 * 60,
        }
    }
}

impl MailSettings {
    /// Returns whether messages of this kind may be sent to the person.
    pub fn allow(&self, kind: Kind) -> bool {
        match kind {
            Kind::Invitation | Kind::NewPassword => true,
            Kind::Mention => self.mentions,
            Kind::Request => self.requests,
            Kind::Check => self.checks,
            Kind::Digest => self.digest != DigestTime::Off,
        }
    }

    /// Returns the same choices without messages of this kind.
    pub fn without(mut self, kind: Kind) -> Self {
        match kind {
            Kind::Invitation | Kind::NewPassword => {}
            Kind::Mention => self.mentions = false,
            Kind::Request => self.requests = false,
            Kind::Check => self.checks = false,
            Kind::Digest => self.digest = DigestTime::Off,
        }
        self
    }

    /// Returns whether the minute is one of a day. The page sends no other.
    pub fn is_valid(&self) -> bool {
        self.minute < DAY_MINUTES
    }

    /// Returns the time of the daily digest as 'HH:MM'.
    pub fn time(&self) -> String {
        format!("{:02}:{:02}", self.minute / 60, self.minute % 60)
    }

    /// Reads 'HH:MM' as a minute of the day.
    pub fn minute_of(time: &str) -> Option<u16> {
        let (hours, minutes) = time.split_once(':')?;
        let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
        (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
    }
}

/// The data of an invitation or of a link for a new password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkMail {
    /// The name of the person that the link is for.
    pub name: String,
    /// The e-mail with which the person signs in.
    pub email: String,
    /// The path and query of the link within the site.
    pub link: String,
}

/// The data of a message about a mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MentionMail {
    pub space_name: String,
    /// The topic's title, or its first words.
    pub topic_title: String,
    /// The name of the person who wrote the post.
    pub author: String,
    /// The beginning of the post, as plain text.
    pub excerpt: String,
    /// The path of the post within the site.
    pub link: String,
}

/// The data of a message about a request for access.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestMail {
    pub space_name: String,
    /// The name of the person who asks.
    pub author: String,
    /// The sentence that they added; empty if there is none.
    pub excerpt: String,
    /// The path of the page where the request is granted or declined, within the site.
    pub link: String,
}

/// The data of a message about a page that is to be checked again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckMail {
    pub space_name: String,
    pub page_title: String,
    /// The day since which it is to be checked.
    pub day: Day,
    /// The name of the person who chose the day.
    pub author: String,
    /// The path of the page within the site.
    pub link: String,
}

/// The data of a digest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DigestMail {
    /// The topics with unread posts, in the order in which they are shown.
    pub topics: Vec<DigestTopic>,
    /// Time of the newest notice, milliseconds since the Unix epoch. The next digest is about later ones.
    pub up_to: i64,
}

/// A topic of a digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DigestTopic {
    pub space_name: String,
    /// The topic's title, or its first words.
    pub topic_title: String,
    /// The outcome of a closed topic; empty if there is none.
    pub outcome: String,
    /// Number of unread posts.
    pub unread: u32,
    /// The name of the person who wrote the last post.
    pub author: String,
    /// The beginning of the last post, as plain text.
    pub excerpt: String,
    /// The path of the first unread post within the site.
    pub link: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_and_digest_times_are_read_as_they_are_stored() {
        for kind in Kind::ALL {
            assert_eq!(Kind::parse(kind.as_str()), Some(kind));
        }
        for time in DigestTime::ALL {
            assert_eq!(DigestTime::parse(time.as_str()), time);
        }
        assert_eq!(Kind::parse("other"), None);
        assert_eq!(DigestTime::parse("other"), DigestTime::Off);
    }

    #[test]
    fn every_optional_kind_can_be_switched_off_and_no_other() {
        let all = MailSettings {
            digest: DigestTime::Hourly,
            ..MailSettings::default()
        };
        for kind in Kind::ALL {
            assert!(all.allow(kind));
            assert_eq!(all.without(kind).allow(kind), !kind.is_optional(), "{kind:?}");
            for other in Kind::ALL.into_iter().filter(|other| *other != kind) {
                assert!(all.without(kind).allow(other));
            }
        }
    }

    #[test]
    fn the_time_of_the_digest_is_read_as_it_is_written() {
        for minute in [0, 59, 8 * 60, DAY_MINUTES - 1] {
            let settings = MailSettings {
                minute,
                ..MailSettings::default()
            };
            assert_eq!(MailSettings::minute_of(&settings.time()), Some(minute));
        }
        for wrong in ["", "8", "24:00", "07:60", "a:b", "-1:00", "07:00:00"] {
            assert_eq!(MailSettings::minute_of(wrong), None, "{wrong}");
        }
    }
}
