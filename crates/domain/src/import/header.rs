//! Column headers in Polish and English, and the fingerprint of a file.

use super::Target;
use crate::fold::{fold, words};

/// The names of each target, folded; first those that an export writes.
const NAMES: &[(Target, &[&str])] = &[
    // Files of other programs have ids and versions too, so only the headers of an export are recognised.
    (Target::Id, &["id przestrzeni", "space id"]),
    (Target::Version, &["wersja przestrzeni", "space version"]),
    (
        Target::Name,
        &[
            "nazwa",
            "name",
            "nazwa przestrzeni",
            "space name",
            "przestrzen",
            "space",
            "tytul",
            "title",
        ],
    ),
    (
        Target::Description,
        &[
            "opis",
            "description",
            "opis przestrzeni",
            "space description",
            "szczegoly",
            "details",
        ],
    ),
    (
        Target::Groups,
        &[
            "grupy",
            "groups",
            "grupa",
            "group",
            "kategorie",
            "categories",
            "kategoria",
            "category",
        ],
    ),
    (
        Target::Tags,
        &[
            "tagi",
            "tags",
            "tag",
            "etykiety",
            "labels",
            "etykieta",
            "label",
            "slowa kluczowe",
            "keywords",
        ],
    ),
    (
        Target::Visibility,
        &["widocznosc", "visibility", "poziom widocznosci", "visibility level"],
    ),
    (
        Target::Preset,
        &["przeznaczenie", "purpose", "do czego sluzy", "what is it for"],
    ),
    (
        Target::Owner,
        &["opiekun", "owner", "wlasciciel", "opiekun przestrzeni", "space owner"],
    ),
    (
        Target::People,
        &[
            "osoby z dostepem",
            "people with access",
            "uczestnicy",
            "members",
            "uczestnik",
            "member",
            "osoby",
            "people",
            "dostep",
            "access",
        ],
    ),
];

/// Guesses the target of each column from its header. A target that only one column may have goes to the column with
/// its most usual name, or to the first of several such columns.
pub fn match_headers(headers: &[impl AsRef<str>]) -> Vec<Option<Target>> {
    let mut columns = vec![None; headers.len()];
    let whole: Vec<String> = headers.iter().map(|header| key(header.as_ref())).collect();
    match_keys(&whole, &mut columns);
    // A second pass compares only the words before an explanation: 'Nazwa (obowiązkowa)'.
    let short = |header: &str| before_bracket(header).map(key).unwrap_or_default();
    let short: Vec<String> = headers.iter().map(|header| short(header.as_ref())).collect();
    match_keys(&short, &mut columns);
    columns
}

/// Gives columns without a target the target that their keys name.
fn match_keys(keys: &[String], columns: &mut [Option<Target>]) {
    for (target, names) in NAMES {
        let several = target.takes_several();
        for name in *names {
            if !several && columns.contains(&Some(*target)) {
                break;
            }
            let found = keys.iter().zip(columns.iter_mut());
            let found = found.filter(|(key, column)| key == name && column.is_none());
            for (_, column) in found.take(if several { usize::MAX } else { 1 }) {
                *column = Some(*target);
            }
        }
    }
}

/// Returns the words of a header before a bracket, or `None` if there is no bracket or nothing before it.
pub(super) fn before_bracket(header: &str) -> Option<&str> {
    let (words, _) = header.split_once(['(', '[', '{'])?;
    Some(words.trim()).filter(|words| !words.is_empty())
}

/// Returns whether the header is the word that an export writes, in either language.
pub(super) fn is_exports_own(header: &str, target: Target) -> bool {
    let key = key(header);
    let names = NAMES.iter().find(|(named, _)| *named == target);
    names.is_some_and(|(_, names)| names.iter().take(2).any(|name| *name == key))
}

/// Returns a digest of the headers that ignores case, diacritics and punctuation (FNV-1a, 64 bits).
pub fn fingerprint(headers: &[impl AsRef<str>]) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    for header in headers {
        for byte in key(header.as_ref()).bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}

/// Normalizes a header: 'Osoby  z dostępem:' and 'osoby z dostepem' are equal. 'Tagi (2)' is how the reader names a
/// second 'Tagi'.
fn key(header: &str) -> String {
    let folded = fold(header);
    let mut words: Vec<&str> = words(&folded).collect();
    if folded.ends_with(')')
        && words
            .last()
            .is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_digit()))
    {
        words.pop();
    }
    words.join(" ")
}
