//! Messages in two languages: the compiler from Fluent files (<https://projectfluent.org>) to catalogs, and the reader of
//! catalogs.
//!
//! A catalog is the text of all messages of one language, one message in each line, sorted by name. Its reader needs no
//! parser of Fluent's syntax and no plural tables, so neither becomes part of the page's WebAssembly.
//!
//! A line has a name, [`mark::END`] and a pattern. A pattern is text with marks:
//!
//! - `ARGUMENT name END`: the value of the argument;
//! - `SELECT name END (KEY key END pattern)* STOP`: the pattern of the first key that equals the value of the argument
//!   or its plural category; the last pattern is the default.

mod catalog;
#[cfg(feature = "compile")]
mod compile;

pub use catalog::{Argument, Catalog, Number};
#[cfg(feature = "compile")]
pub use compile::{CompileError, compile, compile_folders};

/// The characters that structure a pattern. None of them occurs in a message.
mod mark {
    pub const ARGUMENT: char = '\u{1}';
    pub const END: char = '\u{2}';
    pub const SELECT: char = '\u{3}';
    pub const KEY: char = '\u{4}';
    pub const STOP: char = '\u{5}';
    /// A line break inside a message.
    pub const BREAK: char = '\u{6}';
    /// The first character that messages may contain; all marks are below it.
    pub const SHOWN: char = ' ';
}
