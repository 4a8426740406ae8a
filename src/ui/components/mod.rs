//! The design system: small parts with all their states, the same on every page.

mod button_link;
mod chips;
mod conflict;
mod dialog;
mod feedback;
mod field;
mod field_entry;
mod field_value;
mod icon;
mod marks;
mod menu;
mod moves;
mod page;
mod piece;
mod switch;
mod time;
mod toast;
mod visibility_choice;

pub use button_link::ButtonLink;
pub use chips::{Chips, Choice, SuggestFn};
pub use conflict::{ConflictRow, ConflictTable};
pub use dialog::{ConfirmDialog, Dialog};
pub use feedback::{EmptyState, FailureNote, NoAccess, NotFoundPage, ProgressBar, Skeleton};
pub use field::{Checkbox, SelectField, TextArea, TextField};
pub use field_entry::{Entered, FieldEntry, FieldInput};
pub use field_value::FieldValue;
pub use icon::{Glyph, Icon};
pub use marks::{GroupPill, PersonCircle, TagPill, VisibilityMark};
pub use menu::{Menu, MenuCheck, MenuItem, MenuLink, MenuPost};
pub use moves::{Move, cookie_in};
pub use page::Page;
pub use piece::Piece;
pub use switch::Switch;
pub use time::{ExactTime, Relative, civil_day_text, day_text, exact_text, relative_text};
pub use toast::{Toasts, ToastsRegion, use_toasts};
pub use visibility_choice::VisibilityChoice;
