//! Removing diacritics by Unicode decomposition: with compiled tables or by the browser.

#[cfg(not(feature = "unicode-tables"))]
mod host;
#[cfg(not(feature = "unicode-tables"))]
pub use host::*;

#[cfg(feature = "unicode-tables")]
mod tables;
#[cfg(feature = "unicode-tables")]
pub use tables::*;
