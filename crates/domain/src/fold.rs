//! Text folding for search: 'Łódź' is found by 'lodz'.

use crate::{
    letters::{lowercase, without_marks},
    text::is_invisible,
};

/// Returns the text in lower case without diacritics and invisible characters. Letters that do not decompose (ł, ø, đ,
/// ß …) are replaced.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    fold_polish(text).unwrap_or_else(|| fold_any(text))
}

/// Folds Polish text. Nearly every text here is Polish, and an import folds several words in each row; Unicode's tables
/// take ten times as long.
fn fold_polish(text: &str) -> Option<String> {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        folded.push(match c {
            c if c.is_ascii() => c.to_ascii_lowercase(),
            'ą' | 'Ą' => 'a',
            'ć' | 'Ć' => 'c',
            'ę' | 'Ę' => 'e',
            'ł' | 'Ł' => 'l',
            'ń' | 'Ń' => 'n',
            'ó' | 'Ó' => 'o',
            'ś' | 'Ś' => 's',
            'ź' | 'Ź' | 'ż' | 'Ż' => 'z',
            '„' | '”' | '–' => c,
            _ => return None,
        });
    }
    Some(folded)
}

fn fold_any(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let visible = |c: &char| !is_invisible(*c);
    let mut one = String::new();
    for c in without_marks(text).chars().filter(visible) {
        if c.is_ascii() {
            folded.push(c.to_ascii_lowercase());
            continue;
        }
        // Each letter is lowered separately, because in a whole word the form of a sigma depends on its position.
        one.clear();
        one.push(c);
        lowercase(&one).chars().for_each(|c| push_folded(&mut folded, c));
    }
    folded
}

fn push_folded(folded: &mut String, c: char) {
    match c {
        'ł' => folded.push('l'),
        'ø' => folded.push('o'),
        'đ' | 'ð' => folded.push('d'),
        'ħ' => folded.push('h'),
        'ı' => folded.push('i'),
        'ŧ' => folded.push('t'),
        'ß' => folded.push_str("ss"),
        'æ' => folded.push_str("ae"),
        'œ' => folded.push_str("oe"),
        'þ' => folded.push_str("th"),
        c => folded.push(c),
    }
}

/// Returns the words of a folded text: runs of letters and digits, as in the full-text index.
pub fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// Returns whether every word of the search is the beginning of a word of the text.
pub fn matches(text: &str, search: &str) -> bool {
    let text = fold(text);
    words(&fold(search)).all(|wanted| words(&text).any(|word| word.starts_with(wanted)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn polish_letters_lose_their_diacritics() {
        assert_eq!(fold("Zażółć gęślą jaźń ŁÓDŹ"), "zazolc gesla jazn lodz");
        assert_eq!(fold("Straße, Ørsted, İstanbul"), "strasse, orsted, istanbul");
    }

    #[test]
    fn invisible_characters_change_nothing() {
        assert_eq!(fold("Kli\u{ad}enci\u{200b}"), "klienci");
        assert_eq!(fold("Jan\u{a0}Kowal"), "jan kowal");
    }

    #[test]
    fn every_word_must_begin_a_word() {
        assert!(matches("Wdrożenie CRM w Łodzi", "lod crm"));
        assert!(!matches("Wdrożenie CRM w Łodzi", "odzi"));
        assert!(matches("anything", "  "));
    }

    proptest! {
        #[test]
        fn polish_folding_agrees_with_general_folding(text in "[a-zA-Z0-9 ,.ąćęłńóśźżĄĆĘŁŃÓŚŹŻ„”–\u{301}é]{0,40}") {
            prop_assert_eq!(fold(&text), fold_any(&text));
        }

        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once.clone());
        }
    }
}
