//! The choice of what a space is for.

use domain::preset::Preset;
use leptos::prelude::*;

use crate::{
    i18n::use_messages,
    ui::{
        browser::new_id,
        components::{Glyph, Icon},
    },
};

/// Returns the icon of a preset.
fn preset_glyph(preset: Preset) -> Glyph {
    match preset {
        Preset::Discussion => Glyph::Talk,
        Preset::Knowledge => Glyph::FileText,
        Preset::Trainings => Glyph::Calendar,
        Preset::Ideas => Glyph::Lightbulb,
        Preset::Links => Glyph::Link,
        Preset::Project => Glyph::SquareCheck,
    }
}

/// A radio group of the presets. The sentence under it says how a space of the chosen one begins.
#[component]
pub fn PresetChoice(value: RwSignal<Option<Preset>>) -> impl IntoView {
    let messages = use_messages();
    let (group, legend, help) = (new_id(), new_id(), new_id());
    let option = |preset: Option<Preset>, glyph: Option<Glyph>, word: String| {
        let name = group.clone();
        view! {
            <label class="kind-option">
                <input
                    type="radio"
                    class="visually-hidden"
                    name=name
                    value=preset.map_or("", Preset::as_str)
                    checked=value.get_untracked() == preset
                    prop:checked=move || value.get() == preset
                    on:change=move |_| value.set(preset)
                />
                {glyph.map(|glyph| view! { <Icon glyph/> })}
                <span>{word}</span>
            </label>
        }
        .into_any()
    };
    let none = option(None, None, messages.text("preset-none"));
    let presets = Preset::ALL
        .map(|preset| {
            let word = messages.text(&format!("preset-{}", preset.as_str()));
            option(Some(preset), Some(preset_glyph(preset)), word)
        })
        .collect_view();
    let means = move || match value.get() {
        Some(preset) => messages.text(&format!("preset-{}-means", preset.as_str())),
        None => messages.text("preset-none-means"),
    };
    view! {
        <div class="field" role="radiogroup" aria-labelledby=legend aria-describedby=help>
            <span class="field-label" id=legend.clone()>{messages.text("preset-question")}</span>
            <div class="kind-choice">{none} {presets}</div>
            <p class="field-note" id=help.clone()>{means}</p>
        </div>
    }
    .into_any()
}
