//! What pages show of links, and the form in which a link is changed.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::{
    error::Reason, fold::fold, group::tag_name, limits, person::PersonRef, space_state::SpaceState, topic::TopicAddress,
};

/// The address of a link's topic, and its tags.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkFacet {
    /// As it was typed, with a scheme. `None` if a topic without an address was made a link.
    pub url: Option<String>,
    /// The host as people read it.
    pub host: String,
    /// In alphabetical order.
    pub tags: Vec<String>,
    /// Another topic of the space with the same address, which the viewer may read.
    pub same: Option<KnownLink>,
}

/// A topic that has an address already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownLink {
    pub topic: TopicAddress,
    pub title: String,
}

/// The form in which a link is changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkForm {
    pub address: String,
    pub tags: Vec<String>,
}

/// A row of the list of links.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkRow {
    pub topic: TopicAddress,
    /// The title, or the first words of the first post if it has none.
    pub title: String,
    pub url: String,
    pub host: String,
    pub tags: Vec<String>,
    pub author: PersonRef,
    /// Milliseconds since the Unix epoch.
    pub created: i64,
}

/// A tag, with the number of links that have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagOfLinks {
    pub name: String,
    pub count: i64,
}

/// A page of the links of a space, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinksPage {
    pub rows: Vec<LinkRow>,
    /// The tags of all links of the space, most frequent first.
    pub tags: Vec<TagOfLinks>,
    /// The cursor of the next page.
    pub next: Option<String>,
    /// Whether the space has no link at all, whatever the filters.
    pub empty: bool,
    pub rights: LinksRights,
    pub space_state: SpaceState,
    /// Milliseconds since the Unix epoch.
    pub now: i64,
}

/// What the viewer may do in the list of links.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinksRights {
    /// Add links and import bookmarks.
    pub add: bool,
}

/// Returns the tags trimmed and without duplicates. Tags with the same folded text are duplicates; the first spelling is
/// kept.
pub fn link_tags(raw: &[String]) -> Result<Vec<String>, Reason> {
    let mut seen = HashSet::new();
    let mut tags = Vec::with_capacity(raw.len());
    for tag in raw {
        let tag = tag_name(tag)?;
        if seen.insert(fold(&tag)) {
            tags.push(tag);
        }
    }
    if tags.len() > limits::TAGS_A_LINK {
        return Err(Reason::TooMany {
            max: limits::TAGS_A_LINK,
        });
    }
    Ok(tags)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_links_follow_the_rules_of_tags() {
        let tags = |raw: &[&str]| link_tags(&raw.iter().map(|tag| (*tag).to_owned()).collect::<Vec<_>>());
        assert_eq!(tags(&[" Łódź ", "lodz", "Ceny"]).unwrap(), ["Łódź", "Ceny"]);
        assert_eq!(tags(&["a,b"]), Err(Reason::HoldsSeparator));
        let many: Vec<String> = (0..=limits::TAGS_A_LINK).map(|number| number.to_string()).collect();
        assert_eq!(
            link_tags(&many),
            Err(Reason::TooMany {
                max: limits::TAGS_A_LINK
            })
        );
    }
}
