//! Every component in every state, in both themes: a page for developers of the interface, only in development builds.

#[cfg(not(debug_assertions))]
mod absent;
#[cfg(debug_assertions)]
mod controls;
#[cfg(debug_assertions)]
mod marks;
#[cfg(debug_assertions)]
mod overlays;
#[cfg(debug_assertions)]
mod show;
#[cfg(debug_assertions)]
mod states;

#[cfg(not(debug_assertions))]
pub use absent::DesignPage;
#[cfg(debug_assertions)]
pub use show::DesignPage;
