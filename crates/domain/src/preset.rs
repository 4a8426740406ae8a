//! What a space is for. It decides how the space begins; everything can be changed later.

use serde::{Deserialize, Serialize};

use crate::{fold::fold, topic::TopicKind};

/// The words for the presets, folded, in both languages.
const WORDS: &[(Preset, &[&str])] = &[
    (Preset::Discussion, &["discussion", "dyskusja"]),
    (Preset::Knowledge, &["knowledge", "wiedza"]),
    (Preset::Trainings, &["trainings", "training", "szkolenia", "szkolenie"]),
    (Preset::Ideas, &["ideas", "idea", "pomysly", "pomysl"]),
    (Preset::Links, &["links", "link", "linki"]),
    (Preset::Project, &["project", "projekt"]),
];

/// What a space is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Preset {
    Discussion,
    Knowledge,
    Trainings,
    Ideas,
    Links,
    Project,
}

impl Preset {
    pub const ALL: [Preset; 6] = [
        Self::Discussion,
        Self::Knowledge,
        Self::Trainings,
        Self::Ideas,
        Self::Links,
        Self::Project,
    ];

    /// Returns the word in storage and in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Discussion => "discussion",
            Self::Knowledge => "knowledge",
            Self::Trainings => "trainings",
            Self::Ideas => "ideas",
            Self::Links => "links",
            Self::Project => "project",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.as_str() == word)
    }

    /// Returns the preset that a word means, in either language.
    pub fn of_word(word: &str) -> Option<Self> {
        let folded = fold(word.trim());
        let known = WORDS.iter().find(|(_, words)| words.contains(&folded.as_str()));
        known.map(|(preset, _)| *preset)
    }

    /// Returns the kind with which the form for a new topic starts.
    pub fn kind(self) -> TopicKind {
        match self {
            Self::Discussion => TopicKind::Talk,
            Self::Knowledge => TopicKind::Page,
            Self::Trainings | Self::Ideas => TopicKind::Idea,
            Self::Links => TopicKind::Link,
            Self::Project => TopicKind::Task,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_in_either_language_means_a_preset_and_no_other_word_does() {
        for preset in Preset::ALL {
            assert_eq!(Preset::parse(preset.as_str()), Some(preset));
            assert_eq!(Preset::of_word(preset.as_str()), Some(preset));
        }
        assert_eq!(Preset::of_word(" Pomysły "), Some(Preset::Ideas));
        assert_eq!(Preset::of_word("SZKOLENIA"), Some(Preset::Trainings));
        assert_eq!(Preset::of_word("other"), None);
    }
}
