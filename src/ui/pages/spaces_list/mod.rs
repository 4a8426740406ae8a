//! The list of spaces: search, filters, groups, rows, operations. Its query is stored only in the address.

mod columns;
mod columns_dialog;
mod conversations;
mod export;
mod field_filter;
mod filters;
mod groups_manager;
mod groups_panel;
mod keys;
mod operation_dialog;
mod operations_bar;
mod page;
mod pager;
mod pills;
mod recent;
mod row;
mod run;
mod search;
mod selection;
mod set_field;
mod state;
mod suggestions;
mod table;
mod ticking;
mod toolbar;
mod unread_rows;
mod view_dialog;
mod views;

pub use {
    columns_dialog::ColumnsDialog,
    export::ExportDialog,
    filters::FilterDialog,
    groups_manager::GroupsManager,
    operation_dialog::OperationDialog,
    operations_bar::{OperationsBar, OperationsBarState},
    page::SpacesListPage,
    recent::RecentDialog,
    row::DeleteSpace,
    state::{DialogState, Pause, later},
    view_dialog::ViewDialog,
    views::ViewAct,
};
