//! Messages in two languages: the compiler from Fluent files (<https://projectfluent.org>) to catalogs, and the reader of
//! catalogs.
//!
//! A catalog is the text of one language's messages, a line a message, sorted by name. It needs no parser of Fluent's
//! syntax and no plural tables where it is read, which keeps both out of the page's WebAssembly.
//!
//! Line: name, [`mark::END`], pattern. A pattern is text with marks:
//!
//! - `ARGUMENT name END`: the argument's value;
//! - `SELECT name END (KEY key END pattern)* STOP`: the pattern of the first key that is the argument's value, or its
//!   plural category; the last one is the default.

mod catalog;
#[cfg(feature = "compile")]
mod compile;

pub use catalog::{Argument, Catalog, Number};
#[cfg(feature = "compile")]
pub use compile::{CompileError, compile, compile_folders};

/// The characters that structure a pattern. None of them is in a text that people read.
mod mark {
    pub const ARGUMENT: char = '\u{1}';
    pub const END: char = '\u{2}';
    pub const SELECT: char = '\u{3}';
    pub const KEY: char = '\u{4}';
    pub const STOP: char = '\u{5}';
    /// A line break inside a message.
    pub const BREAK: char = '\u{6}';
    /// The first character that people read; all marks are below.
    pub const SHOWN: char = ' ';
}
