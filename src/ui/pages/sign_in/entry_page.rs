//! The layout of the pages without a session: the product's name, a heading, the form, the choice of language.

use domain::person::Language;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{hooks::use_location, params::ParamsMap};

use crate::{
    i18n::use_messages,
    ui::components::{Glyph, Icon},
};

/// A narrow page with the product's name, one heading and its content.
#[component]
pub fn EntryPage(title: String, children: Children) -> impl IntoView {
    let messages = use_messages();
    view! {
        <Title text=title.clone()/>
        <main class="entry" id="main">
            <div class="entry-card">
                <p class="entry-mark">
                    <Icon glyph=Glyph::Layers/>
                    <span>{messages.text("app-name")}</span>
                </p>
                <h1>{title}</h1>
                {children()}
            </div>
            <LanguageSwitch/>
        </main>
    }
}

/// A note about an error of the form as a whole, announced at once by screen readers.
#[component]
pub fn EntryNote(text: String) -> impl IntoView {
    view! {
        <p class="entry-note" role="alert">
            <Icon glyph=Glyph::Warning/>
            <span>{text}</span>
        </p>
    }
}

/// A button for each language, in a plain form: the server stores the choice in a cookie and redirects back.
#[component]
fn LanguageSwitch() -> impl IntoView {
    let messages = use_messages();
    let place = use_location();
    // Errors are left out of the address: the page in the other language starts without them.
    let query = place.query.get_untracked();
    let mut kept = ParamsMap::new();
    for key in ["token", "next", "back"] {
        if let Some(value) = query.get(key) {
            kept.insert(key, value);
        }
    }
    let here = format!("{}{}", place.pathname.get_untracked(), kept.to_query_string());
    view! {
        <form class="entry-languages" method="post" action="/language" aria-label=messages.text("entry-language")>
            <input type="hidden" name="back" value=here/>
            {Language::ALL.map(|language| {
                let current = language == messages.0;
                view! {
                    <button
                        type="submit"
                        class="button quiet"
                        name="language"
                        value=language.tag()
                        lang=language.tag()
                        aria-current=current.then_some("true")
                    >
                        {native_name(language)}
                    </button>
                }
            })}
        </form>
    }
}

/// Returns a language's name in that language itself: a person who looks for it may not read the page's language.
pub fn native_name(language: Language) -> &'static str {
    match language {
        Language::Pl => "Polski",
        Language::En => "English",
    }
}
