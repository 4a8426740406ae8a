//! Links: topics about a web address, which a space has once, with tags of their own.

mod bookmark;
#[cfg(feature = "canonical-addresses")]
mod canonical;
mod found;
mod page;
mod query;

pub use self::{
    bookmark::{Bookmark, BookmarkState, BookmarksAdded, Mark, from_marks, from_table},
    found::{address_in, single_address},
    page::{KnownLink, LinkFacet, LinkForm, LinkRow, LinksPage, LinksRights, TagOfLinks, link_tags},
    query::LinksQuery,
};
#[cfg(feature = "canonical-addresses")]
pub use canonical::Address;
