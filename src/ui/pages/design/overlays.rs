//! Specimens of what opens over the page: menus, dialogs, toasts.

use std::sync::Arc;

use leptos::prelude::*;

use super::show::Specimen;
use crate::ui::components::{ConfirmDialog, Dialog, Glyph, Menu, MenuItem, MenuLink, PressFn, use_toasts};

#[component]
pub(super) fn Overlays() -> impl IntoView {
    let toasts = use_toasts();
    let (plain, confirm) = (RwSignal::new(false), RwSignal::new(false));
    let again: PressFn = Arc::new(move || toasts.show_status("Taken back".into()));
    let undo = again.clone();
    view! {
        <Specimen name="Menu">
            <Menu label="Actions" glyph=Glyph::ChevronDown>
                <MenuItem label="Archive" glyph=Glyph::Archive on_select=move |()| toasts.show_status("Archived".into())/>
                <MenuLink label="To the list" href="/spaces" glyph=Glyph::Layers/>
            </Menu>
        </Specimen>
        <Specimen name="Dialog, ConfirmDialog">
            <button type="button" class="button" on:click=move |_| plain.set(true)>"Open a dialog"</button>
            <button type="button" class="button" on:click=move |_| confirm.set(true)>"Ask before deleting"</button>
            <Dialog title="A dialog" open=plain>
                <p class="dialog-text">"Esc closes it; the focus goes back to the button."</p>
            </Dialog>
            <ConfirmDialog
                title="Delete 3 spaces"
                text="They go to the trash for 30 days."
                confirm="Delete"
                open=confirm
                on_confirm=Callback::new(move |()| toasts.show_with_undo("3 spaces deleted".into(), undo.clone()))
                danger=true
            />
        </Specimen>
        <Specimen name="Toasts">
            <button type="button" class="button" on:click=move |_| toasts.show_status("Saved".into())>"Say"</button>
            <button
                type="button"
                class="button"
                on:click=move |_| toasts.show_with_undo("3 spaces archived".into(), again.clone())
            >
                "With Undo"
            </button>
            <button type="button" class="button" on:click=move |_| toasts.show_error("It could not be saved.".into())>"Fail"</button>
        </Specimen>
    }
}
