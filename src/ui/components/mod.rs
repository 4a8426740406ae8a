//! The design system: small components with all their states, the same on every page.

mod activity_entry;
mod button_link;
mod chips;
mod conflict;
mod dialog;
mod draft;
mod feedback;
mod field;
mod field_entry;
mod field_value;
mod file_marks;
mod html;
mod icon;
mod loading_region;
mod marks;
mod menu;
mod moves;
mod order;
mod page;
mod pager;
mod switch;
mod time;
mod toast;
mod visibility_choice;
mod waiting;
mod writing_box;

pub use activity_entry::ActivityEntry;
pub use button_link::ButtonLink;
pub use chips::{Chips, Choice, SuggestFn};
pub use conflict::{ConflictRow, ConflictTable};
pub use dialog::{ConfirmDialog, Dialog};
pub use draft::{DraftNote, DraftPlace};
pub use feedback::{EmptyState, FailedPage, FailureNote, NoAccess, NotFoundPage, ProgressBar, Skeleton};
pub use field::{Checkbox, SelectField, TextArea, TextField};
pub use field_entry::{Entered, FieldEntry, FieldInput};
pub use field_value::FieldValue;
pub use file_marks::{FileThumb, kind_glyph, kind_text, thumb_of};
pub use html::Html;
pub use icon::{Glyph, Icon};
pub use loading_region::LoadingRegion;
pub use marks::{GroupPill, PersonCircle, TagPill, VisibilityMark};
pub use menu::{Menu, MenuCheck, MenuItem, MenuLink, MenuPost, MenuRadio};
pub use moves::{Move, cookie_in};
pub use order::moved;
pub use page::{DocumentTitle, Page};
pub use pager::Pager;
pub use switch::Switch;
pub use time::{ExactTime, Relative, day_text, exact_text, relative_text};
pub use toast::{PressFn, Toasts, ToastsRegion, use_toasts};
pub use visibility_choice::VisibilityChoice;
pub use waiting::{Waiting, WaitingLine, use_waiting};
pub use writing_box::{
    AttachedFiles, BoxFiles, Coming, REACTIONS, WritingBox, WritingHandle, file_markdown, names_file,
};
