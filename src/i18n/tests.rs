//! Tests: both languages have the same messages, and the code uses no message that is missing.

use std::{collections::BTreeSet, fs, path::Path};

use messages::Catalog;

use super::*;

fn names(language: Language) -> BTreeSet<String> {
    catalogs(language).flat_map(Catalog::names).map(str::to_owned).collect()
}

#[test]
fn both_languages_have_the_same_messages() {
    let (polish, english) = (names(Language::Pl), names(Language::En));
    let missing: Vec<_> = polish.symmetric_difference(&english).collect();
    assert!(missing.is_empty(), "in one language only: {missing:?}");
    assert!(english.len() > 1_000);
}

#[test]
fn the_code_uses_no_missing_message() {
    let known = names(Language::En);
    let mut used = BTreeSet::new();
    read(
        &Path::new(&std::env::var("CARGO_MANIFEST_DIR").unwrap()).join("src"),
        &mut used,
    );
    let missing: Vec<_> = used.difference(&known).collect();
    assert!(missing.is_empty(), "no such message: {missing:?}");
}

#[test]
fn thousands_are_separated_as_the_language_does() {
    let words = |language, count: u32| Messages(language).with("list-select-all", [("count", count)]);
    assert!(words(Language::En, 100_000).contains("100,000"));
    assert!(words(Language::Pl, 100_000).contains("100\u{a0}000"));
    assert!(words(Language::En, 999).contains("999"));
    assert_eq!(Messages(Language::En).written(-1_234_567), "-1,234,567");
}

#[test]
fn no_polish_line_can_end_with_a_one_letter_word() {
    for line in catalog_text(Language::Pl).split(['\n', '\u{4}', '\u{5}', '\u{6}']) {
        let mut words = line.split(' ').peekable();
        while let Some(word) = words.next() {
            let last = word.rsplit(['\u{a0}', '(', '„']).next().unwrap_or_default();
            let short = matches!(last.to_lowercase().as_str(), "a" | "i" | "o" | "u" | "w" | "z");
            assert!(
                !short || words.peek().is_none(),
                "an ordinary space, which can break, after “{last}” in: {line}"
            );
        }
    }
}

fn read(folder: &Path, used: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            read(&path, used);
        } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("i18n/tests.rs") {
            let code = fs::read_to_string(&path).unwrap();
            for call in [".text(\"", ".with(\""] {
                used.extend(
                    code.split(call)
                        .skip(1)
                        .filter_map(|rest| rest.split('"').next())
                        .map(str::to_owned),
                );
            }
        }
    }
}

#[test]
fn polish_has_three_plural_forms() {
    let messages = Messages(Language::Pl);
    let counted = |count: u32| messages.with("spaces-count", [("count", count)]);
    assert_eq!(counted(1), "1 przestrzeń");
    assert_eq!(counted(2), "2 przestrzenie");
    assert_eq!(counted(5), "5 przestrzeni");
    assert_eq!(counted(22), "22 przestrzenie");
}

/// The numbers with each Polish plural form; 12 and 22 end with the same digit.
const COUNTS: [u32; 5] = [1, 2, 5, 12, 22];

#[test]
fn polish_nouns_and_verbs_agree_with_their_number() {
    let messages = Messages(Language::Pl);
    let members = [
        "1 uczestnik",
        "2 uczestnicy",
        "5 uczestników",
        "12 uczestników",
        "22 uczestników",
    ];
    let rows = [
        "1 ukryty wiersz: też zostanie wczytany.",
        "2 ukryte wiersze: też zostaną wczytane.",
        "5 ukrytych wierszy: też zostanie wczytanych.",
        "12 ukrytych wierszy: też zostanie wczytanych.",
        "22 ukryte wiersze: też zostaną wczytane.",
    ];
    let letters = ["1 znak", "2 znaki", "5 znaków", "12 znaków", "22 znaki"];
    for (place, count) in COUNTS.into_iter().enumerate() {
        for name in ["space-will-private", "space-will-hidden"] {
            let sentence = messages.with(name, [("count", count)]);
            assert!(
                sentence.contains(&format!("{} i\u{a0}administratorzy", members[place])),
                "{sentence}"
            );
        }
        assert_eq!(messages.with("import-hidden-rows", [("count", count)]), rows[place]);
        let too_long = messages.with("import-reason-too-long", [("max", count)]);
        assert_eq!(too_long, format!("Ponad {}", letters[place]));
    }
}

#[test]
fn every_polish_plural_has_the_forms_that_its_sentence_needs() {
    let folder = Path::new(&std::env::var("CARGO_MANIFEST_DIR").unwrap()).join("locales/pl");
    let mut plurals = 0;
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let text = fs::read_to_string(entry.path()).unwrap();
        for choice in text.split(" ->\n").skip(1) {
            let variants: Vec<&str> = choice
                .lines()
                .map_while(|line| line.trim().split_once('['))
                .map(|(_, rest)| rest)
                .collect();
            let variant = |key: &str| {
                let found = variants.iter().find_map(|variant| variant.strip_prefix(key));
                found.map(str::trim)
            };
            let Some(one) = variant("one]") else { continue };
            plurals += 1;
            // Without a form for 'few', 2 and 5 have the same sentence, as after a preposition: 'w 5 przestrzeniach'.
            let many = variant("many]").or_else(|| variant("other]"));
            assert!(
                many.is_some_and(|many| many != one),
                "the same sentence for 1 and 5: {one}"
            );
        }
    }
    assert!(plurals > 40, "{plurals} plurals were found");
}
