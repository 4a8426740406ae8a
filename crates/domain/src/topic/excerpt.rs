//! The part of a found text around its first match.

use crate::fold::fold;

/// Maximum number of characters of an excerpt.
const EXCERPT: usize = 200;
/// Number of characters before the first match.
const BEFORE: usize = 60;

/// Returns the part of the text around the first word that begins like one of the folded words, as pieces that match or
/// not, in turn, beginning with one that does not. Without a match it is the beginning of the text.
pub fn excerpt(text: &str, words: &[String]) -> Vec<String> {
    let text: Vec<char> = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect();
    let matches = matches(&text, words);
    let (begin, end) = window(&text, matches.first().map_or(0, |range| range.0));
    let mut pieces = Vec::new();
    let mut plain = String::from(if begin > 0 { "…" } else { "" });
    let mut at = begin;
    for (from, until) in matches {
        if from < at || until > end {
            continue;
        }
        plain.extend(&text[at..from]);
        pieces.push(std::mem::take(&mut plain));
        pieces.push(text[from..until].iter().collect());
        at = until;
    }
    plain.extend(&text[at..end]);
    if end < text.len() {
        plain.push('…');
    }
    if !plain.is_empty() || pieces.is_empty() {
        pieces.push(plain);
    }
    pieces
}

/// Returns the part of the text that is shown, cut between words where possible.
fn window(text: &[char], first: usize) -> (usize, usize) {
    // Two characters are kept for the dots.
    let room = EXCERPT - 2;
    if text.len() <= EXCERPT {
        return (0, text.len());
    }
    let mut begin = first.saturating_sub(BEFORE).min(text.len() - room);
    if begin > 0
        && let Some(blank) = text[begin..first.max(begin)].iter().position(|c| *c == ' ')
    {
        begin += blank + 1;
    }
    let most = (begin + room).min(text.len());
    let blank = text[begin..most].iter().rposition(|c| *c == ' ');
    let end = match blank {
        Some(blank) if most < text.len() && blank > room / 2 => begin + blank,
        _ => most,
    };
    (begin, end)
}

/// Returns the ranges of the matches, from the beginning of a word to the end of what was searched for.
fn matches(text: &[char], words: &[String]) -> Vec<(usize, usize)> {
    let words: Vec<Vec<char>> = words.iter().map(|word| word.chars().collect()).collect();
    let folded = folded(text);
    let mut found = Vec::new();
    for start in 0..folded.len() {
        let (first, at) = folded[start];
        let before = start.checked_sub(1).map(|before| folded[before]);
        // A character such as '🄡', which is folded to '(r)', is shown whole or not at all.
        let begins = before.is_none_or(|(before, from)| !before.is_alphanumeric() && from != at);
        if !first.is_alphanumeric() || !begins {
            continue;
        }
        let is_here = |word: &&Vec<char>| {
            folded.len() - start >= word.len()
                && word
                    .iter()
                    .zip(&folded[start..])
                    .all(|(wanted, (found, _))| wanted == found)
        };
        let longest = words.iter().filter(is_here).map(Vec::len).max().unwrap_or(0);
        if longest == 0 {
            continue;
        }
        // A mark after a letter belongs to it.
        let last = folded[start + longest - 1].1;
        let next = folded[start + longest..]
            .iter()
            .map(|(_, at)| *at)
            .find(|at| *at > last);
        found.push((at, next.unwrap_or(text.len()).min(marks_end(text, last))));
    }
    found
}

/// Returns the end of the character here and of the marks that follow it.
fn marks_end(text: &[char], at: usize) -> usize {
    let marks = text[at + 1..]
        .iter()
        .take_while(|c| !c.is_ascii() && fold(&c.to_string()).is_empty());
    at + 1 + marks.count()
}

/// Returns the folded characters, each with the place of the one from which it was made.
fn folded(text: &[char]) -> Vec<(char, usize)> {
    let mut folded = Vec::with_capacity(text.len());
    for (at, c) in text.iter().enumerate() {
        if c.is_ascii() {
            folded.push((c.to_ascii_lowercase(), at));
        } else {
            folded.extend(fold(&c.to_string()).chars().map(|c| (c, at)));
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(text: &str, words: &[&str]) -> Vec<String> {
        excerpt(text, &words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn a_match_keeps_the_letters_of_the_text() {
        assert_eq!(of("Nowa Łódź, łódka", &["lod"]), ["Nowa ", "Łód", "ź, ", "łód", "ka"]);
        assert_eq!(
            of("Oferta_v2-final", &["oferta", "fin"]),
            ["", "Oferta", "_v2-", "fin", "al"]
        );
        assert_eq!(of("z\u{307}aba i", &["zab"]), ["", "z\u{307}ab", "a i"]);
        assert_eq!(of("große", &["gros"]), ["", "groß", "e"]);
    }

    #[test]
    fn only_beginnings_of_words_match() {
        assert_eq!(of("preoferta", &["oferta"]), ["preoferta"]);
        assert_eq!(of("", &["a"]), [""]);
        assert_eq!(of("🄡 r", &["r"]), ["🄡 ", "r"]);
    }

    #[test]
    fn a_long_text_is_cut_around_the_first_match() {
        let text = format!("{} tutaj {}", "słowo ".repeat(100), "dalej ".repeat(100));
        let pieces = of(&text, &["tutaj"]);
        assert!(
            pieces[0].starts_with("…słowo ") && pieces[1] == "tutaj" && pieces[2].ends_with("dalej…"),
            "{pieces:?}"
        );
    }

    proptest! {
        #[test]
        fn an_excerpt_is_short_and_part_of_the_text(text in "\\PC{0,600}", word in "[a-z]{1,3}") {
            let whole = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let pieces = of(&text, &[&word]);
            let joined = pieces.concat();
            prop_assert!(joined.chars().count() <= EXCERPT);
            let shown = joined.trim_start_matches('…').trim_end_matches('…');
            prop_assert!(whole.contains(shown));
            for matched in pieces.iter().skip(1).step_by(2) {
                prop_assert!(fold(matched).starts_with(&word));
            }
        }
    }
}
