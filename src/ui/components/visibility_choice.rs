//! The choice of a space's visibility.

use domain::visibility::Visibility;
use leptos::prelude::*;

use super::{Icon, marks::visibility_glyph};
use crate::{i18n::use_messages, ui::browser::new_id};

/// A radio group with a card per allowed level: icon, name, and a sentence that says what it means.
#[component]
pub fn VisibilityChoice(value: RwSignal<Visibility>, allowed: Vec<Visibility>) -> impl IntoView {
    let messages = use_messages();
    let (group, legend) = (new_id(), new_id());
    let cards = allowed
        .into_iter()
        .map(|level| {
            let (word, sentence) = (new_id(), new_id());
            view! {
                <label class="visibility-card">
                    <input
                        type="radio"
                        name=group.clone()
                        value=level.as_str()
                        checked=value.get_untracked() == level
                        prop:checked=move || value.get() == level
                        aria-labelledby=word.clone()
                        aria-describedby=sentence.clone()
                        on:change=move |_| value.set(level)
                    />
                    <span class="visibility-word">
                        <Icon glyph=visibility_glyph(level)/>
                        <span id=word>{messages.text(&format!("visibility-{}", level.as_str()))}</span>
                    </span>
                    <span class="visibility-sentence" id=sentence>
                        {messages.text(&format!("visibility-{}-means", level.as_str()))}
                    </span>
                </label>
            }
        })
        .collect_view();
    view! {
        <div class="field" role="radiogroup" aria-labelledby=legend>
            <span class="field-label" id=legend.clone()>{messages.text("visibility")}</span>
            <div class="visibility-cards">{cards}</div>
        </div>
    }
    .into_any()
}
