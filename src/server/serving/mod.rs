//! The bytes of files, as browsers get them: contents, thumbnails, zips, and the texts of previews.
//!
//! Bytes of strangers must never become a page or a script of this site. A browser shows only types that it cannot run;
//! everything else it saves. No answer is sent with a type that a browser would accept as a script or as styles.

mod answer;
mod conditional;
pub mod content;
mod disposition;
pub mod sniff;
pub mod stripping;
pub mod text;
pub mod thumbnail;
mod types;
mod watched;
pub mod zip;
