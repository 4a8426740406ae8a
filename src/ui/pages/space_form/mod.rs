//! Adding and editing a space: one form, on its own page and in the quick-add dialog.

mod conflict;
mod custom;
mod differences;
mod form;
mod keys;
mod more;
mod page;
mod preset;
mod project;
mod state;
mod submission;
mod suggest;
mod typed;
mod typed_fields;

pub use form::SpaceForm;
pub use page::{SpaceFormDialog, SpaceFormPage};

// Also used by other pages.
pub use conflict::level_name;
pub use suggest::people as suggest_access;
pub use typed::levels;
