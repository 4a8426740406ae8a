//! Quick add: the button on every page and the form over the page one is on.

use domain::{access::AccountAction, add_on::AddOn};
use leptos::prelude::*;

use super::session::use_session;
use crate::{
    i18n::use_speech,
    ui::{
        components::{Glyph, Menu, MenuItem},
        pages::space_form::SpaceFormDialog,
    },
};

/// The quick-add button with its menu. Add-ons put their entries here; without any there is no button.
#[component]
pub(super) fn QuickAdd(menu: RwSignal<bool>) -> impl IntoView {
    let speech = use_speech();
    let space = RwSignal::new(false);
    let session = use_session();
    let spaces = session.add_ons.has(AddOn::Spaces) && session.may(AccountAction::AddSpace);
    if !spaces {
        return ().into_any();
    }
    view! {
        <div class="quick-add">
            <Menu label=speech.text("quick-add") glyph=Glyph::Plus class="button primary" open=menu>
                {spaces.then(|| view! {
                    <MenuItem
                        label=speech.text("quick-add-space")
                        glyph=Glyph::Layers
                        on_select=move |()| space.set(true)
                    />
                })}
            </Menu>
        </div>
        {spaces.then(|| view! { <SpaceFormDialog open=space/> })}
    }
    .into_any()
}
