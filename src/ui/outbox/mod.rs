//! The outbox of the tab: posts that are being sent, from any page, and the stored drafts from which they come.
//!
//! The frame provides the state. What sends is in a lazy module, which the frame shows once the browser is idle.

mod destination;
mod draft;
mod sending;
mod state;

pub use destination::{Destination, Place};
pub use draft::{Draft, Kept, all_drafts, keep_as_reply, key_of, read_draft, remove_draft, store_draft};
pub use sending::SendWaiting;
pub use state::{Outbox, Pending, Phase, provide_outbox, use_outbox};
