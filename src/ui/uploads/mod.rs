//! The uploads of the tab: files on their way to the library, to posts and to new versions, from any page.
//!
//! The frame provides [`Uploads`]. What sends them and the panel are in a lazy module, which the frame shows once the
//! browser is idle.

mod attaching;
mod destination;
mod drop;
mod item;
mod kept;
mod panel;
mod phase;
mod protocol;
mod queue;
mod restoring;
mod row;
mod sending;
mod state;
mod words;

pub use super::browser::uploading::PickedFile;
pub use attaching::for_box;
pub use destination::Destination;
pub use drop::{DropFiles, DropInto};
pub use item::Item;
pub use panel::UploadsPanel;
pub use phase::{Phase, Refusal};
pub use queue::Summary;
pub use state::{Ended, Uploads};
