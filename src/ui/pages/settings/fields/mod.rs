//! `/settings/fields/spaces`: the custom fields of spaces, for administrators.

mod choices;
mod conflict;
mod dialog;
mod differences;
mod form;
mod impact;
mod page;
mod row;

pub use page::FieldsPage;
