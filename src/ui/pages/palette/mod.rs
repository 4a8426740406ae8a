//! The palette: a dialog that goes to whatever the search finds and runs any action of the page and of quick add, by
//! keyboard.

mod actions;
mod dialog;
mod list;
mod recent;
mod rows;
mod state;

use leptos::prelude::*;

pub use dialog::Palette;

/// The dialogs that the palette is and opens: whether each is open.
#[derive(Clone, Copy)]
pub struct PaletteParts {
    /// The palette itself.
    pub open: RwSignal<bool>,
    /// The form for a space, over the page.
    pub add_space: RwSignal<bool>,
    /// The form for a deal, over the page.
    pub add_deal: RwSignal<bool>,
    /// The list of keyboard shortcuts.
    pub keys: RwSignal<bool>,
}
