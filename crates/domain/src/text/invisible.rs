//! Invisible characters: removed before texts are compared and stored, and shown where a text is wrong.

use std::borrow::Cow;
use std::fmt::Write;

/// Returns whether a character is invisible (Unicode: Default_Ignorable_Code_Point, without unassigned characters, and
/// the marks that control annotations and the direction of text).
pub fn is_invisible(c: char) -> bool {
    // Nearly every character of a text is below U+00AD.
    c >= '\u{ad}'
        && matches!(
            c,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

/// Returns whether a text has no visible character.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_invisible(c))
}

/// Returns the text without invisible characters, except those that join letters or modify the character before them:
/// the joiners of Arabic and Indic scripts and of emoji, variation selectors after a character, the tags of a flag.
pub fn without_invisible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_invisible) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    // Whether the last characters are a flag that may be followed by its tags.
    let mut flag = false;
    while let Some(c) = chars.next() {
        let before = out.chars().next_back();
        let kept = match c {
            '\u{200c}' | '\u{200d}' => {
                let joins_next = |next: &char| joins(*next) && !is_invisible(*next);
                before.is_some_and(joins) && chars.peek().is_some_and(joins_next)
            }
            '\u{fe0e}' | '\u{fe0f}' => before.is_some_and(is_sign) || chars.peek() == Some(&'\u{20e3}'),
            '\u{fe00}'..='\u{fe0d}' | '\u{e0100}'..='\u{e01ef}' => before.is_some_and(|before| before >= '\u{2190}'),
            '\u{180b}'..='\u{180d}' | '\u{180f}' => {
                before.is_some_and(|before| matches!(before, '\u{1820}'..='\u{18aa}'))
            }
            '\u{e0020}'..='\u{e007f}' => flag,
            c => !is_invisible(c),
        };
        flag = kept && (c == '\u{1f3f4}' || flag && matches!(c, '\u{e0020}'..='\u{e007e}'));
        if kept {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Returns whether a joiner may be next to the character: a letter of a script whose letters join, or a part of an
/// emoji.
fn joins(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{10ff}' | '\u{1780}'..='\u{18af}' | '\u{1b00}'..='\u{1bff}' | '\u{a800}'..='\u{abff}')
        || is_sign(c)
        || c == '\u{fe0f}'
}

fn is_sign(c: char) -> bool {
    matches!(c, '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2190}'..='\u{2bff}' | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1faff}')
}

/// Returns the text with its invisible characters and unusual blanks replaced by their numbers, such as
/// `Klienci[U+00A0]`.
pub fn revealed(text: &str) -> Cow<'_, str> {
    let hidden = |c: char| {
        is_invisible(c)
            || c.is_whitespace() && !matches!(c, ' ' | '\n' | '\r' | '\t')
            || c.is_control() && !matches!(c, '\n' | '\r' | '\t')
    };
    let clean = without_invisible(text);
    let same = clean.len() == text.len();
    if same && !text.chars().any(|c| hidden(c) && !is_invisible(c)) {
        return Cow::Borrowed(text);
    }
    let mut kept = clean.chars().peekable();
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        let stays = kept.next_if_eq(&c).is_some();
        if hidden(c) && !(stays && is_invisible(c)) {
            let _ = write!(out, "[U+{:04X}]", u32::from(c));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn invisible_characters_are_removed_and_joiners_are_kept() {
        for (raw, clean) in [
            ("jan@example.test\u{200b}", "jan@example.test"),
            ("\u{feff}ola", "ola"),
            ("Kli\u{ad}enci", "Klienci"),
            ("\u{202e}Anna\u{2069}", "Anna"),
            ("a\u{200d}b\u{fe0f}", "ab"),
            ("👨\u{200d}👩\u{200d}👧", "👨\u{200d}👩\u{200d}👧"),
            ("❤\u{fe0f}\u{200d}🔥 \u{200d}x", "❤\u{fe0f}\u{200d}🔥 x"),
            ("1\u{fe0f}\u{20e3}", "1\u{fe0f}\u{20e3}"),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            (
                "\u{1f3f4}\u{e0067}\u{e0062}\u{e007f} a\u{e0067}",
                "\u{1f3f4}\u{e0067}\u{e0062}\u{e007f} a",
            ),
        ] {
            assert_eq!(without_invisible(raw), clean, "{raw:?}");
        }
        assert!(is_blank("\u{200b} \u{a0}\u{ad}") && is_blank("") && !is_blank("\u{200b}a"));
    }

    #[test]
    fn a_wrong_text_shows_its_invisible_characters() {
        for (raw, shown) in [
            ("a@b\u{200b}x", "a@b[U+200B]x"),
            ("Klienci\u{a0}", "Klienci[U+00A0]"),
            ("a\u{200d}b", "a[U+200D]b"),
            ("👨\u{200d}👧", "👨\u{200d}👧"),
            ("two\nlines", "two\nlines"),
            ("Łódź", "Łódź"),
        ] {
            assert_eq!(revealed(raw), shown, "{raw:?}");
        }
    }

    proptest! {
        #[test]
        fn a_clean_text_is_unchanged(raw in "[a-zł \u{ad}\u{200b}-\u{200f}\u{fe0f}\u{1f3f4}\u{e0062}\u{e007f}❤👩ی]{0,20}") {
            let once = without_invisible(&raw).into_owned();
            prop_assert_eq!(without_invisible(&once), once.as_str());
        }
    }
}
