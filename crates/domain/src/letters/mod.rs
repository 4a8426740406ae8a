//! The case and the diacritics of letters by Unicode's tables, which are compiled in or provided by the browser.

#[cfg(not(feature = "unicode-tables"))]
mod host;
#[cfg(not(feature = "unicode-tables"))]
pub use host::*;

#[cfg(feature = "unicode-tables")]
mod tables;
#[cfg(feature = "unicode-tables")]
pub use tables::*;
