//! Functions that only work in a browser; on the server, where no events occur, they do nothing.

#[cfg(feature = "hydrate")]
mod there;
#[cfg(feature = "hydrate")]
pub use there::copy;

#[cfg(not(feature = "hydrate"))]
mod absent;
#[cfg(not(feature = "hydrate"))]
pub use absent::copy;
