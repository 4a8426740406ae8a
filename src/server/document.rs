//! The document around the application: language, theme, styles, and the scripts that bring it to life.

use leptos::{WasmSplitManifest, hydration::AutoReload, nonce::use_nonce, prelude::*};
use leptos_meta::MetaTags;

use super::{assets::Entry, session::Setting};
use crate::ui::{app::App, browser::WORKER_META};

/// The whole page as the server renders it.
pub fn document(setting: Setting, entry: &'static Entry) -> impl IntoView {
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
                {hydration_scripts(entry)}
                // Of a development build that is watched; otherwise nothing.
                <AutoReload options=LeptosOptions::builder().output_name("spaces").build()/>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// The tags that Leptos' `HydrationScripts` would render, from the files in the binary: Leptos reads them from the
/// folder of the build and panics where it is missing.
fn hydration_scripts(entry: &'static Entry) -> Option<impl IntoView> {
    let (script, wasm) = entry.script.as_ref().zip(entry.wasm.as_ref())?;
    if let Some((loader, parts)) = &entry.split {
        let manifest = ("/pkg".to_owned(), parts.clone(), loader.clone());
        provide_context(WasmSplitManifest(ArcStoredValue::new(manifest)));
    }
    let start = format!(
        "import(\"/pkg/{script}\").then(page => page.default({{module_or_path: \"/pkg/{wasm}\"}}).then(() => page.hydrate()));"
    );
    Some(view! {
        <link rel="modulepreload" href=format!("/pkg/{script}")/>
        <link rel="preload" href=format!("/pkg/{wasm}") r#as="fetch" r#type="application/wasm" crossorigin="anonymous"/>
        <script type="module" nonce=use_nonce()>{start}</script>
    })
}
