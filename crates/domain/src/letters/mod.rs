//! The case and the marks of letters by Unicode's tables: with compiled tables or by the browser.

#[cfg(not(feature = "unicode-tables"))]
mod host;
#[cfg(not(feature = "unicode-tables"))]
pub use host::*;

#[cfg(feature = "unicode-tables")]
mod tables;
#[cfg(feature = "unicode-tables")]
pub use tables::*;
