//! E-mail: the queue, people's choices, and what a message says at the moment of sending.

mod content;
mod queue;
mod settings;
pub mod subjects;
mod unsubscribing;

pub use content::{check_of, digest_of, link_of, mention_of, request_of};
pub use queue::{Queued, claim, delete_overdue, next_try, queue, record_failure, remove};
pub use settings::{digest_sent, next_digest, of, queue_due_digests, queue_if_wanted, reschedule, save, switch_off};
pub use unsubscribing::{opened, token};
