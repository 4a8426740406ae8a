//! Checking the emoji of a reaction, by the grammar of emoji sequences in Unicode Technical Standard 51.
//!
//! Whether a code point is an emoji is decided by the blocks and ranges that contain emoji. The exact table of Unicode
//! would be large in the page's WebAssembly; the few other symbols in these ranges do no harm.

use std::{iter::Peekable, str::Chars};

use crate::{error::Reason, limits};

/// Joins emoji to one.
const JOINER: char = '\u{200d}';
/// Asks for the coloured form of the character before.
const COLOURED: char = '\u{fe0f}';
/// Makes a keycap of the character before.
const KEYCAP: char = '\u{20e3}';
/// Ends the tags of the flag of a region.
const TAGS_END: char = '\u{e007f}';

/// Checks the emoji of a reaction, which is exactly one.
pub fn emoji(raw: &str) -> Result<String, Reason> {
    let text = raw.trim();
    if text.is_empty() {
        return Err(Reason::Required);
    }
    let mut rest = text.chars().peekable();
    if text.chars().count() > limits::EMOJI || !sequence(&mut rest) || rest.next().is_some() {
        return Err(Reason::NotAnEmoji);
    }
    Ok(text.to_owned())
}

type Rest<'t> = Peekable<Chars<'t>>;

/// Reads one emoji: elements that are joined.
fn sequence(rest: &mut Rest<'_>) -> bool {
    loop {
        if !element(rest) {
            return false;
        }
        if rest.next_if_eq(&JOINER).is_none() {
            return true;
        }
    }
}

/// Reads one element: a flag of two letters, a keycap, or an emoji with its modifiers.
fn element(rest: &mut Rest<'_>) -> bool {
    match rest.next() {
        Some(first) if is_flag_letter(first) => rest.next_if(|next| is_flag_letter(*next)).is_some(),
        Some('0'..='9' | '#' | '*') => {
            rest.next_if_eq(&COLOURED);
            rest.next_if_eq(&KEYCAP).is_some()
        }
        Some(first) if is_emoji(first) => {
            if rest.next_if_eq(&COLOURED).is_none() {
                rest.next_if(|next| is_skin_tone(*next));
            }
            tags(rest)
        }
        _ => false,
    }
}

/// Reads the tags of a flag of a region, if there are some.
fn tags(rest: &mut Rest<'_>) -> bool {
    let mut tagged = false;
    while rest.next_if(|next| matches!(next, '\u{e0020}'..='\u{e007e}')).is_some() {
        tagged = true;
    }
    rest.next_if_eq(&TAGS_END).is_some() == tagged
}

fn is_flag_letter(character: char) -> bool {
    matches!(character, '\u{1f1e6}'..='\u{1f1ff}')
}

fn is_skin_tone(character: char) -> bool {
    matches!(character, '\u{1f3fb}'..='\u{1f3ff}')
}

fn is_emoji(character: char) -> bool {
    matches!(
        character,
        '©' | '®'
            | '‼'
            | '⁉'
            | '™'
            | 'ℹ'
            | '\u{2194}'..='\u{21aa}'
            | '\u{231a}'..='\u{23ff}'
            | 'Ⓜ'
            | '\u{25aa}'..='\u{25fe}'
            | '\u{2600}'..='\u{27bf}'
            | '\u{2934}'..='\u{2935}'
            | '\u{2b05}'..='\u{2b55}'
            | '〰'
            | '〽'
            | '㊗'
            | '㊙'
            | '\u{1f004}'..='\u{1f0cf}'
            | '\u{1f170}'..='\u{1f19a}'
            | '\u{1f201}'..='\u{1f251}'
            | '\u{1f300}'..='\u{1faff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reaction_is_exactly_one_emoji() {
        for good in [
            "👍",
            " 😀 ",
            "❤️",
            "❤",
            "👍🏽",
            "👩‍👩‍👧‍👦",
            "👩🏽‍🚀",
            "❤️‍🔥",
            "🏳️‍🌈",
            "👁️‍🗨️",
            "🇵🇱",
            "1️⃣",
            "#️⃣",
            "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
            "™️",
            "🫡",
        ] {
            assert_eq!(emoji(good).as_deref(), Ok(good.trim()));
        }
        for bad in [
            "ok",
            "1",
            "#",
            "<b>",
            "👍 👍",
            "😀😀",
            "🇵🇱🇵🇱",
            "🇵",
            "👍👎🏽",
            "👍ok",
            "👍\u{200d}",
            "\u{200d}👍",
            "\u{fe0f}",
            "🏴\u{e0067}",
            "ł",
            "–",
            "…",
            "👍\u{7}",
        ] {
            assert_eq!(emoji(bad), Err(Reason::NotAnEmoji), "{bad:?}");
        }
        assert_eq!(emoji(" "), Err(Reason::Required));
        let long = ["👩"; 9].join("\u{200d}");
        assert_eq!(emoji(&long), Err(Reason::NotAnEmoji));
    }
}
