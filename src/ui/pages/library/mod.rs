//! The library of a space: its folders and files, and what is done with them.

mod acts;
mod crumbs;
mod download;
mod drag;
mod filters;
mod item;
mod keys;
mod live;
mod move_dialog;
mod name_dialogs;
mod row;
mod search;
mod selection_bar;
mod state;
mod tab;
mod table;
mod tiles;
mod toolbar;
mod trash;
mod upload;
mod whereabouts;
mod words;

pub use {
    acts::Acts,
    item::{Chosen, Item, Row},
    live::concerns_files,
    move_dialog::MoveDialog,
    name_dialogs::{RenameDialog, Renamed},
    state::{LibraryState, in_folder, library_path, link},
    tab::{LibraryActions, LibraryTab},
    toolbar::{Division, Divisions},
    upload::UploadButton,
};
