//! The links of a space, in its library: the list, adding one, and importing bookmarks.

mod add;
mod import;
mod import_table;
mod reading;
mod row;
mod search;
mod state;
mod tab;

pub use {
    state::LinksState,
    tab::{LinksActions, LinksTab},
};
