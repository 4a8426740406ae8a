//! What only a browser can do; on the server, where no event ever happens, nothing.

#[cfg(feature = "hydrate")]
mod there;
#[cfg(feature = "hydrate")]
pub use there::{copy, load};

#[cfg(not(feature = "hydrate"))]
mod absent;
#[cfg(not(feature = "hydrate"))]
pub use absent::{copy, load};
