//! The catalogs of the page's language: one for the main module, fetched together with it, and one for the lazy modules,
//! fetched together with the first of these. The document names their addresses. The plural rules are the browser's.

use std::{
    borrow::Cow,
    cell::{OnceCell, RefCell},
    sync::OnceLock,
};

use domain::{error::AppError, person::Language};
use js_sys::{Array, Function, Intl::PluralRules, Object, Promise};
use messages::Catalog;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

static MAIN: OnceLock<Catalog> = OnceLock::new();
static LAZY: OnceLock<Catalog> = OnceLock::new();

thread_local! {
    static FETCH_LAZY: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Sets the text of the main module's catalog, and the function that fetches the text of the other. The language changes
/// only with a new load of the page.
pub fn set_catalogs(main: String, fetch_lazy: Function) {
    MAIN.get_or_init(|| Catalog::new(main.leak()));
    FETCH_LAZY.set(Some(fetch_lazy));
}

/// Returns the catalogs that are loaded.
pub fn catalogs(_language: Language) -> impl Iterator<Item = &'static Catalog> {
    [&MAIN, &LAZY].into_iter().filter_map(OnceLock::get)
}

/// Fetches the messages of the lazy modules. Completes at once if they are loaded; a failed fetch can be repeated.
pub async fn fetch_lazy_catalog() -> Result<(), AppError> {
    if LAZY.get().is_none() {
        let fetch = FETCH_LAZY.with_borrow(Clone::clone).ok_or(AppError::Offline)?;
        let text = fetch.call0(&JsValue::NULL).map(JsCast::unchecked_into::<Promise>);
        let text = JsFuture::from(text.map_err(|_| AppError::Offline)?).await;
        let text = text.ok().and_then(|text| text.as_string()).ok_or(AppError::Offline)?;
        LAZY.get_or_init(|| Catalog::new(text.leak()));
    }
    Ok(())
}

/// Returns the number's plural category in the language (CLDR).
pub fn plural_category(language: Language, number: i64) -> Cow<'static, str> {
    thread_local! {
        static RULES: OnceCell<PluralRules> = const { OnceCell::new() };
    }
    RULES.with(|rules| {
        let rules = rules.get_or_init(|| PluralRules::new(&Array::of1(&language.tag().into()), &Object::new()));
        Cow::Owned(rules.select(number as f64).into())
    })
}
