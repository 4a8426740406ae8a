//! The catalogs of both languages, in the server's binary.

use std::{borrow::Cow, sync::OnceLock};

use domain::{error::AppError, person::Language};
use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use messages::Catalog;

/// Returns the catalog's text, as the page fetches it.
pub const fn text(language: Language) -> &'static str {
    match language {
        Language::Pl => include_str!(concat!(env!("OUT_DIR"), "/messages.pl.txt")),
        Language::En => include_str!(concat!(env!("OUT_DIR"), "/messages.en.txt")),
    }
}

/// A language's messages and plural rules.
struct Translations {
    catalog: Catalog,
    /// `None` if the library does not know the language.
    plurals: Option<PluralRules>,
}

fn translations(language: Language) -> &'static Translations {
    static POLISH: OnceLock<Translations> = OnceLock::new();
    static ENGLISH: OnceLock<Translations> = OnceLock::new();
    let cell = match language {
        Language::Pl => &POLISH,
        Language::En => &ENGLISH,
    };
    cell.get_or_init(|| {
        let tag: Result<unic_langid::LanguageIdentifier, _> = language.tag().parse();
        Translations {
            catalog: Catalog::new(text(language)),
            plurals: tag
                .ok()
                .and_then(|tag| PluralRules::create(tag, PluralRuleType::CARDINAL).ok()),
        }
    })
}

/// Returns the catalog of the language.
pub fn catalogs(language: Language) -> impl Iterator<Item = &'static Catalog> {
    std::iter::once(&translations(language).catalog)
}

/// Does nothing: the server has all messages.
pub async fn fetch_lazy_catalog() -> Result<(), AppError> {
    Ok(())
}

/// Returns the number's plural category in the language (CLDR).
pub fn plural_category(language: Language, number: i64) -> Cow<'static, str> {
    let chosen = translations(language)
        .plurals
        .as_ref()
        .and_then(|rules| rules.select(number).ok());
    Cow::Borrowed(match chosen.unwrap_or(PluralCategory::OTHER) {
        PluralCategory::ZERO => "zero",
        PluralCategory::ONE => "one",
        PluralCategory::TWO => "two",
        PluralCategory::FEW => "few",
        PluralCategory::MANY => "many",
        PluralCategory::OTHER => "other",
    })
}
