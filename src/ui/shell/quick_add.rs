//! Quick add: the button on every page and the form over the page one is on.

use leptos::prelude::*;

use crate::{
    i18n::use_speech,
    ui::{
        components::{Glyph, Menu, MenuItem},
        pages::{deals::DealFormDialog, space_form::SpaceFormDialog},
    },
};

/// The quick-add button with its menu. Add-ons put their entries here.
#[component]
pub(super) fn QuickAdd(menu: RwSignal<bool>) -> impl IntoView {
    let speech = use_speech();
    let space = RwSignal::new(false);
    let deal = RwSignal::new(false);
    view! {
        <div class="quick-add">
            <Menu label=speech.text("quick-add") glyph=Glyph::Plus class="button primary" open=menu>
                <MenuItem
                    label=speech.text("quick-add-space")
                    glyph=Glyph::Layers
                    on_select=move |()| space.set(true)
                />
                <MenuItem
                    label=speech.text("quick-add-deal")
                    glyph=Glyph::Handshake
                    on_select=move |()| deal.set(true)
                />
            </Menu>
        </div>
        <SpaceFormDialog open=space/>
        <DealFormDialog open=deal/>
    }
    .into_any()
}
