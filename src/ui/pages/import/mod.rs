//! Import of spaces: five steps from a file to a list, and the list of past imports.
//!
//! The steps share the state in [`wizard`]; the worker holds the file's rows.

mod actions;
mod check_cell;
mod check_policies;
mod check_row;
mod check_step;
mod check_table;
mod choose;
mod columns_step;
mod drop_target;
mod file_notes;
mod file_step;
mod for_all;
mod import_step;
mod left_out;
mod notations;
mod page;
mod past;
mod result_step;
mod sending;
mod steps_line;
mod undo;
mod wizard;
mod words;

pub use drop_target::DropToImport;
pub use page::ImportPage;
pub use past::PastImportsPage;
pub use words::worker_error;
