//! Pages and dialogs that the first screen does not need. They are in a few lazy modules: WebAssembly files that are
//! fetched when one of their pages is first opened, when a link to it is hovered or focused, or when the browser is
//! idle.
//!
//! Each module is one function that takes the wanted page or dialog ([`modules`]). More such functions would be costly:
//! the splitter makes a file for each combination of modules that share code.

mod dialog;
mod modules;
mod outbox;
mod page;
mod prefetch;

pub use dialog::LazyDialog;
pub use modules::{EntryPage, FormPage, LazyDialogKind, Module, RecordPage, SettingsPage, StatisticsPage};
pub use outbox::LazyOutbox;
pub use page::{LazyPage, fetch_module_of};
pub use prefetch::prefetch_lazy_modules;

#[cfg(test)]
mod tests;
