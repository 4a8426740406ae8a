//! The bytes of files, as browsers get them: contents, thumbnails, zips.

pub mod sniff;
