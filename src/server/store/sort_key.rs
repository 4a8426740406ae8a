//! Sort keys: texts in Polish order without leaning on the engine's collation.

use std::sync::OnceLock;

use icu_collator::{
    Collator, CollatorBorrowed, CollatorPreferences, options::CollatorOptions, preferences::CollationNumericOrdering,
};

/// Which keys these are; keys of another version are made anew when the server starts.
pub const VERSION: &str = "icu4x-2.4-pl-numeric";

/// A hex text that sorts, byte by byte, as the text does in Polish: 'ł' after 'l', 'Projekt 2' before 'Projekt 10'.
pub fn sort_key(text: &str) -> String {
    let Some(collator) = collator() else {
        return domain::fold::fold(text);
    };
    let mut key = Vec::with_capacity(text.len() * 2);
    let Ok(()) = collator.write_sort_key_to(text, &mut key);
    let mut hex = String::with_capacity(key.len() * 2);
    for byte in key {
        for half in [byte >> 4, byte & 15] {
            hex.push(char::from(if half < 10 { b'0' + half } else { b'a' - 10 + half }));
        }
    }
    hex
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
    fn polish_letters_follow_their_own() {
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
    fn numbers_sort_by_value() {
        assert!(sort_key("Projekt 2") < sort_key("Projekt 10"));
    }
}
