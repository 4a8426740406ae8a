//! Quick add: the button on every page and the form over the page one is on.

use domain::{access::AccountAction, add_on::AddOn};
use leptos::prelude::*;

use super::session::use_session;
use crate::{
    i18n::use_messages,
    ui::{
        components::{Glyph, Menu, MenuItem, Piece},
        pages::{
            deals::{deal_form_dialog, fetch_deal_form_dialog},
            space_form::{fetch_space_form_dialog, space_form_dialog},
        },
    },
};

/// The quick-add button with its menu. Add-ons put their entries here; without any there is no button.
#[component]
pub(super) fn QuickAdd(menu: RwSignal<bool>) -> impl IntoView {
    let messages = use_messages();
    let space = RwSignal::new(false);
    let deal = RwSignal::new(false);
    let session = use_session();
    let spaces = session.add_ons.has(AddOn::Spaces) && session.may(AccountAction::AddSpace);
    view! {
        <div class="quick-add">
            <Menu label=messages.text("quick-add") glyph=Glyph::Plus class="button primary" open=menu>
                {spaces.then(|| view! {
                    <MenuItem
                        label=messages.text("quick-add-space")
                        glyph=Glyph::Layers
                        on_select=move |()| space.set(true)
                    />
                })}
                <MenuItem
                    label=messages.text("quick-add-deal")
                    glyph=Glyph::Handshake
                    on_select=move |()| deal.set(true)
                />
            </Menu>
        </div>
        {spaces.then(|| view! { <Piece open=space fetch=fetch_space_form_dialog view=move || space_form_dialog(space)/> })}
        <Piece open=deal fetch=fetch_deal_form_dialog view=move || deal_form_dialog(deal)/>
    }
    .into_any()
}
