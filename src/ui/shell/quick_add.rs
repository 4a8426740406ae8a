//! Quick add: the button on every page, and its dialogs, which open over the current page.

use domain::{access::AccountAction, add_on::AddOn};
use leptos::prelude::*;

use super::{frame::FrameState, session::use_session};
use crate::{
    i18n::use_messages,
    ui::{
        components::{Glyph, Menu, MenuItem},
        pages::lazy::{LazyDialog, LazyDialogKind},
    },
};

/// The quick-add button with its menu, and the dialogs for a space and a deal.
#[component]
pub(super) fn QuickAdd(state: FrameState) -> impl IntoView {
    let messages = use_messages();
    let (menu, space, deal) = (state.quick_add, state.add_space, state.add_deal);
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
        {spaces.then(|| view! { <LazyDialog dialog=LazyDialogKind::Space(space)/> })}
        <LazyDialog dialog=LazyDialogKind::Deal(deal)/>
    }
    .into_any()
}
