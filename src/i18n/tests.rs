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
