//! Specimens of buttons and fields.

use std::sync::Arc;

use domain::visibility::Visibility;
use leptos::prelude::*;

use super::show::Specimen;
use crate::ui::components::{
    Checkbox, Chips, Choice, Glyph, Icon, SelectField, SuggestFn, TextArea, TextField, VisibilityChoice,
};

#[component]
pub(super) fn Controls() -> impl IntoView {
    view! {
        <Buttons/>
        <Fields/>
        <Choices/>
    }
}

#[component]
fn Buttons() -> impl IntoView {
    let kinds = [
        ("button", "Button"),
        ("button primary", "Primary"),
        ("button danger", "Danger"),
        ("button quiet", "Quiet"),
    ];
    let rows = kinds
        .map(|(class, word)| {
            view! {
                <button type="button" class=class>{word}</button>
                <button type="button" class=class disabled=true>{word}</button>
            }
        })
        .collect_view();
    view! {
        <Specimen name="Button">
            {rows}
            <button type="button" class="button" aria-pressed="true">"Pressed"</button>
            <button type="button" class="button" aria-busy="true">"Busy"</button>
            <button type="button" class="button">
                <Icon glyph=Glyph::Upload/>
                <span>"With an icon"</span>
            </button>
            <button type="button" class="button icon quiet" aria-label="Icon alone" title="Icon alone">
                <Icon glyph=Glyph::More size=18/>
            </button>
        </Specimen>
    }
}

#[component]
fn Fields() -> impl IntoView {
    let text = |text: &str| RwSignal::new(text.to_owned());
    let wrong = || Signal::stored(Some("A name is missing.".to_owned()));
    view! {
        <Specimen name="TextField">
            <TextField label="Empty" value=text("") help="Help under the field"/>
            <TextField label="Filled" value=text("Wdrożenie CRM")/>
            <TextField label="Wrong" value=text("") error=wrong()/>
            <TextField label="Near its end" value=text("1234567890 234567") max=18/>
            <TextField label="Day" value=text("2026-11-24") kind="date"/>
        </Specimen>
        <Specimen name="TextArea">
            <TextArea label="Several lines" value=text("Who, what, until when.\nAnd what comes next.")/>
            <TextArea label="Wrong" value=text("") error=wrong() rows=2/>
        </Specimen>
        <Specimen name="SelectField">
            <SelectField
                label="One of a few"
                value=text("pl")
                options=vec![("pl".to_owned(), "Polski".to_owned()), ("en".to_owned(), "English".to_owned())]
            />
        </Specimen>
    }
}

fn colours() -> SuggestFn {
    Arc::new(|text| {
        Box::pin(async move {
            ["Amber", "Green", "Teal", "Violet"]
                .into_iter()
                .filter(|name| name.to_lowercase().contains(&text.to_lowercase()))
                .map(|name| Choice {
                    value: name.into(),
                    label: name.into(),
                })
                .collect()
        })
    })
}

#[component]
fn Choices() -> impl IntoView {
    let teal = Choice {
        value: "Teal".into(),
        label: "Teal".into(),
    };
    view! {
        <Specimen name="Checkbox">
            <Checkbox label="Off" checked=RwSignal::new(false)/>
            <Checkbox label="On" checked=RwSignal::new(true)/>
        </Specimen>
        <Specimen name="Chips">
            <Chips label="Empty" chosen=RwSignal::new(Vec::new()) suggest=colours() help="Several may be chosen"/>
            <Chips label="Chosen, new ones too" chosen=RwSignal::new(vec![teal.clone()]) suggest=colours() allow_new=true/>
            <Chips label="One alone" chosen=RwSignal::new(vec![teal]) suggest=colours() single=true/>
        </Specimen>
        <Specimen name="VisibilityChoice">
            <VisibilityChoice value=RwSignal::new(Visibility::Private) allowed=Visibility::ALL.to_vec()/>
        </Specimen>
    }
}
