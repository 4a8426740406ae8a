//! The catalog of the page's language. The document names its address, and the page fetches it together with its
//! WebAssembly. The plural rules are the browser's.

use std::{borrow::Cow, cell::OnceCell, sync::OnceLock};

use domain::person::Language;
use js_sys::{Array, Intl::PluralRules, Object};
use messages::Catalog;

static CATALOG: OnceLock<Catalog> = OnceLock::new();

/// Sets the catalog's text. Only the first call has an effect: the language changes only with a new load of the page.
pub fn set(text: String) {
    CATALOG.get_or_init(|| Catalog::new(text.leak()));
}

/// Returns the messages of the page's language; an empty catalog before [`set`].
pub fn catalog(_language: Language) -> &'static Catalog {
    static NONE: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get().unwrap_or_else(|| NONE.get_or_init(|| Catalog::new("")))
}

/// Returns the number's plural category in the language (CLDR).
pub fn plural_category(language: Language, number: f64) -> Cow<'static, str> {
    thread_local! {
        static RULES: OnceCell<PluralRules> = const { OnceCell::new() };
    }
    RULES.with(|rules| {
        let rules = rules.get_or_init(|| PluralRules::new(&Array::of1(&language.tag().into()), &Object::new()));
        Cow::Owned(rules.select(number).into())
    })
}
