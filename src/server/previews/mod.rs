//! Previews of files. The parsers of formats read what strangers send, so they run in a process of its own, which has
//! limits of memory and time and can open nothing: a hostile file ends its preview and nothing else.

pub mod child;
mod frame;
mod limits;
mod process;
mod program;
mod task;
mod text;

pub use frame::Made;
pub use process::{Failure, run};
pub use task::{INPUT, Task};
pub use text::plain as plain_text;

#[cfg(test)]
mod tests;
