//! Names of files and folders.

use std::collections::HashSet;

use crate::{
    error::Reason,
    letters,
    limits::FILE_NAME_BYTES,
    text::{is_blank, without_invisible},
};

/// The names that Windows reserves for devices, with any extension.
const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Checks a typed name: any Unicode in its canonical composition (NFC), without control characters, marks of direction and
/// path separators.
///
/// # Errors
///
/// `Required` if nothing remains, or if it is '.' or '..'; `TooLong` if it has more than 255 bytes.
pub fn checked(raw: &str) -> Result<String, Reason> {
    let name = clean(raw);
    if is_blank(&name) || name.chars().all(|c| c == '.') {
        return Err(Reason::Required);
    }
    if name.len() > FILE_NAME_BYTES {
        return Err(Reason::TooLong { max: FILE_NAME_BYTES });
    }
    Ok(name)
}

/// Returns a name for an uploaded file: like [`checked`], but a name that is too long is cut before its extension, and one
/// with nothing in it is replaced by `file`.
pub fn uploaded(raw: &str) -> String {
    let name = clean(raw.rsplit(['/', '\\']).next().unwrap_or(raw));
    if is_blank(&name) || name.chars().all(|c| c == '.') {
        return "file".to_owned();
    }
    with_suffix(&name, "")
}

/// Returns the key by which two names in one folder are the same: composed letters in lower case.
pub fn key(name: &str) -> String {
    letters::lowercase(&letters::composed(name))
}

/// Returns the name that the browser and a zip get: with `_` for the characters that Windows forbids, without dots and
/// spaces at the end, and not one of its devices.
pub fn portable(name: &str) -> String {
    let replaced: String = name
        .chars()
        .map(|c| match c {
            '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' => '_',
            c if c.is_control() => '_',
            c => c,
        })
        .collect();
    let trimmed = replaced.trim_end_matches(['.', ' ']);
    let stem = trimmed.split('.').next().unwrap_or(trimmed).trim_end();
    match trimmed {
        "" => "_".to_owned(),
        _ if is_device(stem) => format!("_{trimmed}"),
        name => name.to_owned(),
    }
}

fn is_device(stem: &str) -> bool {
    let stem = stem.to_lowercase();
    let numbered = |prefix: &str| {
        stem.strip_prefix(prefix).is_some_and(|rest| {
            matches!(
                rest,
                "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³"
            )
        })
    };
    RESERVED.contains(&stem.as_str()) || numbered("com") || numbered("lpt")
}

/// Names that are used in one folder of a zip, without regard to case.
#[derive(Debug, Default)]
pub struct UsedNames(HashSet<String>);

impl UsedNames {
    /// Returns the name, or the first of `name (2).ext`, `name (3).ext` … that is not used, and uses it.
    pub fn take(&mut self, name: &str) -> String {
        let mut taken = name.to_owned();
        let mut number = 2_u64;
        while !self.0.insert(key(&taken)) {
            taken = numbered(name, number);
            number += 1;
        }
        taken
    }
}

/// Returns the name with a number before its extension, in at most 255 bytes.
pub fn numbered(name: &str, number: u64) -> String {
    with_suffix(name, &format!(" ({number})"))
}

/// Returns the stem and the extension with its dot. A dot at the beginning begins no extension, and neither does one before
/// more than 16 bytes.
fn split(name: &str) -> (&str, &str) {
    match name.rfind('.') {
        Some(dot) if dot > 0 && name.len() - dot <= 17 => name.split_at(dot),
        _ => (name, ""),
    }
}

fn with_suffix(name: &str, suffix: &str) -> String {
    let (stem, extension) = split(name);
    let mut end = stem.len().min(FILE_NAME_BYTES - suffix.len() - extension.len());
    while !stem.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{suffix}{extension}", &stem[..end])
}

/// Returns the name with composed letters, without invisible and control characters; separators of paths become `_`.
fn clean(raw: &str) -> String {
    let kept: String = without_invisible(raw)
        .chars()
        .filter_map(|c| match c {
            '/' | '\\' => Some('_'),
            '\u{2028}' | '\u{2029}' => None,
            c if c.is_control() => None,
            c => Some(c),
        })
        .collect();
    letters::composed(kept.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_may_be_any_unicode_without_control_characters() {
        assert_eq!(
            checked(" Umowa — Łódź №1 😀.pdf ").as_deref(),
            Ok("Umowa — Łódź №1 😀.pdf")
        );
        assert_eq!(checked("a\nb\u{202e}gpj.exe").as_deref(), Ok("abgpj.exe"));
        assert_eq!(checked("../../etc/passwd").as_deref(), Ok(".._.._etc_passwd"));
        for wrong in ["", " ", ".", "..", "\u{200b}", "\n"] {
            assert_eq!(checked(wrong), Err(Reason::Required), "{wrong:?}");
        }
        assert_eq!(checked(&"ł".repeat(127)).map(|name| name.len()), Ok(254));
        assert_eq!(checked(&"ł".repeat(128)), Err(Reason::TooLong { max: 255 }));
    }

    #[test]
    fn letters_are_the_same_however_they_are_composed() {
        let composed = "\u{17b}\u{f3}\u{142}\u{107}.pdf";
        let decomposed = "Z\u{307}o\u{301}\u{142}c\u{301}.PDF";
        assert_eq!(checked(decomposed).as_deref(), Ok("\u{17b}\u{f3}\u{142}\u{107}.PDF"));
        assert_eq!(key(composed), key(decomposed));
    }

    #[test]
    fn an_uploaded_file_always_gets_a_name() {
        assert_eq!(uploaded("C:\\Users\\Anna\\oferta.docx"), "oferta.docx");
        assert_eq!(uploaded("a/b/.."), "file");
        let long = uploaded(&format!("{}.tar.gz", "ż".repeat(300)));
        assert!(long.len() <= FILE_NAME_BYTES && long.ends_with(".gz"), "{long}");
        assert_eq!(uploaded(".env"), ".env");
    }

    #[test]
    fn names_in_a_zip_are_safe_on_windows_and_unique() {
        for (name, safe) in [
            ("a:b?.txt", "a_b_.txt"),
            ("con.txt", "_con.txt"),
            ("COM1", "_COM1"),
            ("concert.txt", "concert.txt"),
            ("end. ", "end"),
            ("...", "_"),
        ] {
            assert_eq!(portable(name), safe);
        }
        let mut used = UsedNames::default();
        assert_eq!(used.take("a.txt"), "a.txt");
        assert_eq!(used.take("A.txt"), "A (2).txt");
        assert_eq!(used.take("a.txt"), "a (3).txt");
    }

    proptest! {
        #[test]
        fn a_checked_name_is_unchanged_and_any_upload_has_a_checked_name(raw in ".{0,300}") {
            if let Ok(name) = checked(&raw) {
                prop_assert_eq!(checked(&name), Ok(name.clone()));
            }
            let name = uploaded(&raw);
            prop_assert_eq!(checked(&name), Ok(name.clone()));
            prop_assert!(portable(&name).len() <= FILE_NAME_BYTES + 1);
        }
    }
}
