//! What is being typed before the caret: a person, a space or an emoji.

use std::ops::Range;

use domain::{ids::SpaceId, person::PersonRef};

/// What can be completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Person,
    Space,
    Emoji,
}

/// A word that can be completed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trigger {
    pub kind: Kind,
    /// From the sign to the caret, in bytes.
    pub range: Range<usize>,
    /// The text after the sign.
    pub typed: String,
}

/// Maximum number of characters of a word that is completed.
const MAX_TYPED: usize = 40;
/// Number of letters after which emoji are suggested.
const EMOJI_FROM: usize = 2;

/// Returns what is being typed at the caret, a byte offset. The sign must begin a word.
pub fn trigger(text: &str, caret: usize) -> Option<Trigger> {
    let before = text.get(..caret)?;
    let line = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
    let at = line.rfind(['@', '#', ':'])?;
    let typed = &line[at + 1..];
    let kind = match line.as_bytes().get(at)? {
        b'@' => Kind::Person,
        b'#' => Kind::Space,
        _ => Kind::Emoji,
    };
    let begins = line[..at]
        .chars()
        .next_back()
        .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '„' | '"' | '/' | '-'));
    let fits = typed.chars().count() <= MAX_TYPED && !typed.starts_with(char::is_whitespace);
    let word = match kind {
        // A first name and a surname.
        Kind::Person => {
            typed.split(' ').count() <= 2 && typed.chars().all(|c| c.is_alphanumeric() || " -'’.".contains(c))
        }
        Kind::Space => typed.split(' ').count() <= 3 && !typed.contains(['#', '[', ']']),
        Kind::Emoji => typed.chars().count() >= EMOJI_FROM && typed.chars().all(|c| c.is_alphanumeric() || c == '_'),
    };
    (begins && fits && word).then(|| Trigger {
        kind,
        range: caret - typed.len() - 1..caret,
        typed: typed.to_owned(),
    })
}

/// Returns the Markdown of a mention.
pub fn mention(person: &PersonRef) -> String {
    format!("[@{}](person:{}) ", label(&person.name), person.id)
}

/// Returns the Markdown of a reference to a space.
pub fn space_reference(space: SpaceId, name: &str) -> String {
    format!("[#{}](space:{space}) ", label(name))
}

fn label(name: &str) -> String {
    name.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}

/// Returns the ids of the mentioned people, each with a comma: what decides who will read the text.
pub fn mentioned(text: &str) -> String {
    let ids = text.split("](person:").skip(1);
    ids.filter_map(|rest| rest.split(')').next())
        .fold(String::new(), |mut all, id| {
            all.push_str(id);
            all.push(',');
            all
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Option<(Kind, String)> {
        trigger(text, text.len()).map(|found| (found.kind, found.typed))
    }

    #[test]
    fn a_sign_at_the_start_of_a_word_completes() {
        assert_eq!(typed("Hi @an"), Some((Kind::Person, "an".into())));
        assert_eq!(typed("@Anna Ż"), Some((Kind::Person, "Anna Ż".into())));
        assert_eq!(typed("(#of"), Some((Kind::Space, "of".into())));
        assert_eq!(typed("ok :uś"), Some((Kind::Emoji, "uś".into())));
        assert_eq!(typed("@"), Some((Kind::Person, String::new())));
    }

    #[test]
    fn addresses_headings_times_and_finished_mentions_do_not() {
        for text in [
            "a@b",
            "# Title",
            "12:30",
            "a\n",
            ":-",
            "[@Anna](person:1) x",
            "@Anna poszła do",
            ": a",
        ] {
            assert_eq!(typed(text), None, "{text}");
        }
    }

    #[test]
    fn the_word_reaches_from_the_sign_to_the_caret() {
        let found = trigger("ą @an\nx", 6).unwrap();
        assert_eq!((found.range, found.typed.as_str()), (3..6, "an"));
    }

    #[test]
    fn mentioned_people_are_read_from_the_text() {
        assert_eq!(mentioned("a [@A](person:1) [#S](space:2) [@B](person:3)"), "1,3,");
    }

    #[test]
    fn a_name_cannot_end_its_label() {
        assert_eq!(label("a]b[c\\"), "a\\]b\\[c\\\\");
    }
}
