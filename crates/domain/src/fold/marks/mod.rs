//! Taking the marks off letters, by Unicode's decompositions: compiled in, or the host's own.

#[cfg(not(feature = "unicode-tables"))]
mod host;
#[cfg(not(feature = "unicode-tables"))]
pub use host::*;

#[cfg(feature = "unicode-tables")]
mod tables;
#[cfg(feature = "unicode-tables")]
pub use tables::*;
