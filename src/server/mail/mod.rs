//! E-mail: what messages say, sending them, and switching a kind of them off.

mod compose;
pub mod content;
pub mod delivery;
mod layout;
pub mod sender;
#[cfg(test)]
mod tests;
pub mod unsubscribe;
