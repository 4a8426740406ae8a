//! Sort keys: texts whose byte order is Polish alphabetical order, independent of the engine's collation.

use std::sync::OnceLock;

use icu_collator::{
    Collator, CollatorBorrowed, CollatorPreferences, options::CollatorOptions, preferences::CollationNumericOrdering,
};

/// The version of the keys. Keys of another version are rebuilt when the database is opened ([`super::rekeying`]).
pub const VERSION: &str = "icu4x-2.4-pl-numeric-2";

/// Separates the keys of several texts. It sorts before every character of a key, so that 'a, b' sorts after 'a' and
/// before 'ab'.
pub const SEPARATOR: char = '\u{1}';

/// Returns a text whose byte order is the Polish order of the given text: 'ł' after 'l', 'Projekt 2' before 'Projekt
/// 10'. It is for sorting only and is not legible.
pub fn sort_key(text: &str) -> String {
    let Some(collator) = collator() else {
        return domain::fold::fold(text);
    };
    let mut key = Vec::with_capacity(text.len() * 2);
    let Ok(()) = collator.write_sort_key_to(text, &mut key);
    // Characters sort as their UTF-8 bytes do, and most bytes of a key become one-byte characters. Database engines
    // refuse NUL.
    let after_separator = u32::from(SEPARATOR) + 1;
    key.into_iter()
        .filter_map(|byte| char::from_u32(u32::from(byte) + after_separator))
        .collect()
}

fn collator() -> Option<&'static CollatorBorrowed<'static>> {
    static COLLATOR: OnceLock<Option<CollatorBorrowed<'static>>> = OnceLock::new();
    COLLATOR
        .get_or_init(|| {
            let mut preferences = CollatorPreferences::from(icu_locale_core::locale!("pl"));
            preferences.numeric_ordering = Some(CollationNumericOrdering::True);
            Collator::try_new(preferences, CollatorOptions::default()).ok()
        })
        .as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polish_letters_sort_after_their_base_letters() {
        let mut words = [
            "żaba", "źle", "zoo", "łódź", "las", "lód", "Ala", "ąkać", "azot", "bal", "ćma", "cyna",
        ];
        words.sort_by_key(|word| sort_key(word));
        assert_eq!(
            words,
            [
                "Ala", "azot", "ąkać", "bal", "cyna", "ćma", "las", "lód", "łódź", "zoo", "źle", "żaba"
            ]
        );
    }

    #[test]
    fn no_key_contains_the_separator() {
        for text in ["", "a", "Łódź 12", "\u{1}\0", "漢字 🦊"] {
            assert!(sort_key(text).chars().all(|c| c > SEPARATOR), "{text:?}");
        }
    }

    #[test]
    fn keys_are_short() {
        let name = "Przebudowa magazynu – Zielona Góra";
        assert!(sort_key(name).len() < name.len() * 2, "{}", sort_key(name).len());
    }

    #[test]
    fn numbers_sort_by_value() {
        assert!(sort_key("Projekt 2") < sort_key("Projekt 10"));
    }
}
