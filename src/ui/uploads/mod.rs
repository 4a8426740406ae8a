//! The uploads of the tab: files on their way to the library, to posts and to new versions, from any page.
//!
//! The frame provides [`Uploads`]. What sends them and the panel are in a lazy module, which the frame shows once the
//! browser is idle.

mod destination;
mod item;
mod kept;
mod queue;
mod sending;
mod state;

pub use super::browser::uploading::PickedFile;
pub use destination::Destination;
pub use item::{Item, Phase, Refusal};
pub use queue::Summary;
pub use sending::CarryUploads;
pub use state::{Ended, Uploads};
