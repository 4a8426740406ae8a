//! A page inside the frame.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::i18n::use_messages;

/// A page with its heading, its main action at the right of the heading, and the document's title.
#[component]
pub fn Page(
    #[prop(into)] title: Signal<String>,
    #[prop(optional, into)] action: Option<ViewFn>,
    children: Children,
) -> impl IntoView {
    view! {
        <DocumentTitle title/>
        <div class="page">
            <header class="page-head">
                <h1>{move || title.get()}</h1>
                {action.map(|action| view! { <div class="page-actions">{action.run()}</div> })}
            </header>
            {children()}
        </div>
    }
    .into_any()
}

/// The title of the document: that of the page, and the product's name.
#[component]
pub fn DocumentTitle(#[prop(into)] title: Signal<String>) -> impl IntoView {
    let name = use_messages().text("app-name");
    let first = title.get_untracked();
    // The server reads the title of the document when the page, and with it the signal, may be gone.
    let whole = move || format!("{} · {name}", title.try_get().unwrap_or_else(|| first.clone()));
    view! { <Title text=whole/> }
}
