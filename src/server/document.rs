//! The document around the application: language, theme, styles, and the scripts that hydrate it.

use domain::person::Language;
use leptos::{hydration::AutoReload, nonce::use_nonce, prelude::*};
use leptos_meta::MetaTags;

use super::{assets::Entry, leptos_toml::leptos_options, session::Setting};
use crate::ui::{app::App, browser::WORKER_META, pages::lazy::LazyPage};

/// The whole page as the server renders it. What it preloads depends on the page at the address alone, not on what was
/// found there: otherwise the answer for a hidden space could be told from that for an unknown one.
pub fn document(setting: Setting, entry: &'static Entry, page: Option<LazyPage>) -> impl IntoView {
    let lazy = page.and_then(|page| entry.lazy.get(page.module().name()));
    let style = entry
        .style
        .as_ref()
        .map(|name| view! { <link rel="stylesheet" href=format!("/pkg/{name}")/> });
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
                {style}
                {hydration_scripts(entry, setting.language, lazy.map(Vec::as_slice).unwrap_or_default())}
                // Of a development build that is watched; otherwise nothing.
                <AutoReload options=leptos_options().clone()/>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// The tags that Leptos' `HydrationScripts` would render, from the files in the binary: Leptos reads them from the
/// folder of the build and panics where it is missing. It also lists the lazy modules that happened to be asked for
/// while the page was rendered; these are those of the route.
fn hydration_scripts(entry: &'static Entry, language: Language, lazy: &'static [String]) -> Option<impl IntoView> {
    let (script, wasm) = entry.script.as_ref().zip(entry.wasm.as_ref())?;
    let catalog = entry.catalogs.get(language.tag())?;
    let start = format!(
        "const catalog = fetch(\"/pkg/{catalog}\").then(answer => answer.text());\
         import(\"/pkg/{script}\").then(async page => {{\
         await page.default({{module_or_path: \"/pkg/{wasm}\"}});\
         page.hydrate(await catalog);\
         }});"
    );
    let modules = std::iter::once(wasm).chain(lazy).map(|file| (file, "application/wasm"));
    let fetched = modules.chain([(catalog, "text/plain")]).map(|(file, kind)| {
        let address = format!("/pkg/{file}");
        view! { <link rel="preload" href=address r#as="fetch" r#type=kind crossorigin="anonymous"/> }
    });
    Some(view! {
        <link rel="modulepreload" href=format!("/pkg/{script}")/>
        {fetched.collect_view()}
        <script type="module" nonce=use_nonce()>{start}</script>
    })
}
