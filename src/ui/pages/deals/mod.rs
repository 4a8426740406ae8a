//! Deals: the list, the page of a deal, its form, and the settings of the pipeline.

mod activity;
mod conflict;
mod draft;
mod filters;
mod form;
mod form_page;
mod list_page;
mod live;
mod note_files;
mod notes;
mod page;
mod people;
mod pipeline;
mod pipeline_page;
mod table;
mod typed;
mod words;

pub use form_page::{DealFormDialog, DealFormPage};
pub use list_page::DealsPage;
pub use page::DealShowPage;
pub use pipeline_page::PipelinePage;
