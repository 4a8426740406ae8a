//! The live stream: one WebSocket for each open tab, which reports that something changed.
//!
//! One supervised task follows the stored events. For each batch it reads the facts on which access depends once, and
//! decides in memory, by the rule of the domain, which connected person receives which event.

mod connected;
mod connection;
mod cursor;
mod filter;
mod follow;
mod hub;
mod replay;

pub use connection::connect;
pub use hub::Hub;

#[cfg(test)]
mod tests;
