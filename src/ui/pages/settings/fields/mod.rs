//! `/settings/fields/spaces`: the custom fields of spaces, for administrators.

mod choices;
mod dialog;
mod form;
mod impact;
mod page;
mod row;

pub use page::FieldsPage;
