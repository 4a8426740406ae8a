//! Pages and dialogs that the first screen does not need. They are in a few lazy modules: files of WebAssembly that are
//! fetched when something of them is first opened, when a link to it is hovered, or when the browser is idle.
//!
//! A module is one function that takes the page or dialog wanted ([`modules`]). More functions of this kind would be
//! dear: the splitter makes a file for each combination of modules that share code.

mod dialog;
mod modules;
mod page;
mod prefetch;

pub use dialog::LazyDialog;
pub use modules::{EntryPage, FormPage, Module, RecordPage, SettingsPage, StatisticsPage, WantedDialog};
pub use page::LazyPage;
pub use prefetch::prefetch_lazy_modules;

#[cfg(test)]
mod tests;
