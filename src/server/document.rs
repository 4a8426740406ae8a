//! The HTML document around the application: language, theme, styles and hydration scripts.

use domain::person::Language;
use leptos::{hydration::AutoReload, nonce::use_nonce, prelude::*};
use leptos_meta::MetaTags;

use super::{assets::Entry, leptos_toml::leptos_options, session::Setting};
use crate::{
    i18n::Messages,
    ui::{app::App, browser::WORKER_META, pages::lazy::LazyPage},
};

/// Returns the whole page as the server renders it. What it preloads depends only on the route and not on what was
/// found there; otherwise the answers for a hidden space and for an unknown id would differ.
pub fn document(setting: Setting, entry: &'static Entry, page: Option<LazyPage>) -> impl IntoView {
    let lazy = page.and_then(|page| entry.lazy.get(page.module().name()));
    let worker = entry
        .worker
        .as_ref()
        .map(|script| view! { <meta name=WORKER_META content=script.as_str()/> });
    view! {
        <!DOCTYPE html>
        <html
            lang=setting.language.tag()
            data-theme=setting.theme.as_str()
            data-rows=setting.compact_rows.then_some("compact")
        >
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <link rel="icon" type="image/svg+xml" href="/favicon.bf91063ef2c94bfba484f6.svg"/>
                {worker}
                {style_links(entry, lazy.is_some())}
                {hydration_scripts(entry, setting.language, lazy.map(Vec::as_slice).unwrap_or_default())}
                // Renders only in a watched development build.
                <AutoReload options=leptos_options().clone()/>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// Returns the links of the style sheets: the first screen's and, if wanted, the lazy modules'.
pub fn style_links(entry: &Entry, lazy: bool) -> impl IntoView + use<> {
    let files = entry.style.iter().flat_map(|style| style.files(lazy));
    files
        .map(|name| view! { <link rel="stylesheet" href=format!("/pkg/{name}")/> })
        .collect_view()
}

/// The script that hydrates the page: it fetches what the first screen needs, and gives the page a function that fetches
/// the messages and the styles of the lazy modules. Its parameters are two objects: `files`, the file names, and `words`,
/// the texts of the note that it shows if something cannot be fetched, because the messages are among what may be missing.
/// The note's button tries again; the page stays as the server rendered it. Some browsers do not import a script again after
/// a failure: then the button reloads the page, once the script can be fetched.
///
/// It is a part of every page, so it has no comments. Only one fetch for the lazy modules is under way at a time, and a
/// failed one can be repeated. The note is removed before the page is hydrated, which expects the server's elements alone.
const START: &str = include_str!("start.js");

/// Returns the tags that Leptos' `HydrationScripts` would render, made from the files in the binary: Leptos reads the
/// files from the build folder and panics if it is missing. Leptos also lists the lazy modules that were used while the
/// page was rendered; this lists those of the route.
fn hydration_scripts(entry: &'static Entry, language: Language, lazy: &'static [String]) -> Option<impl IntoView> {
    let (script, wasm) = entry.script.as_ref().zip(entry.wasm.as_ref())?;
    let (catalog, style) = entry.catalogs.get(language.tag()).zip(entry.style.as_ref())?;
    let files = serde_json::json!({
        "script": script,
        "wasm": wasm,
        "catalog": catalog.main,
        "lazyCatalog": catalog.lazy,
        "lazyStyle": style.lazy,
    });
    let messages = Messages(language);
    let words = serde_json::json!({
        "failed": messages.text("page-incomplete"),
        "again": messages.text("try-again"),
    });
    let modules = std::iter::once(wasm).chain(lazy).map(|file| (file, "application/wasm"));
    let catalogs = catalog.files(!lazy.is_empty()).map(|file| (file, "text/plain"));
    let fetched = modules.chain(catalogs).map(|(file, kind)| {
        let address = format!("/pkg/{file}");
        view! { <link rel="preload" href=address r#as="fetch" r#type=kind crossorigin="anonymous"/> }
    });
    Some(view! {
        <link rel="modulepreload" href=format!("/pkg/{script}")/>
        {fetched.collect_view()}
        <script type="module" nonce=use_nonce()>{format!("const files = {files};\nconst words = {words};\n{START}")}</script>
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::assets::Divided;

    /// Returns the names of the files of a build.
    fn built() -> &'static Entry {
        let divided = |name: &str| Divided {
            main: format!("{name}-main"),
            lazy: format!("{name}-lazy"),
        };
        Box::leak(Box::new(Entry {
            style: Some(divided("style")),
            script: Some("spaces.js".to_owned()),
            wasm: Some("spaces.wasm".to_owned()),
            worker: None,
            catalogs: Language::ALL
                .into_iter()
                .map(|language| (language.tag(), divided(language.tag())))
                .collect(),
            lazy: Default::default(),
        }))
    }

    #[test]
    fn a_page_can_report_missing_files_in_its_language_without_its_messages() {
        for (language, failed, again) in [
            (Language::En, "Some files of this page could not be loaded", "Try again"),
            (
                Language::Pl,
                "Nie udało się wczytać części plików tej strony",
                "Spróbuj ponownie",
            ),
        ] {
            let html = Owner::new().with(|| hydration_scripts(built(), language, &[]).to_html());
            let (_, script) = html.split_once("<script").unwrap();
            let (words, _) = script
                .split_once("const words = ")
                .unwrap()
                .1
                .split_once(";\n")
                .unwrap();
            assert!(words.contains(failed) && words.contains(again), "{language:?}: {words}");
            assert!(!words.contains('<') && !words.contains('&'), "{words}");
        }
        assert!(START.contains("words.failed") && START.contains("words.again"));
    }
}
