//! The query of the list of links, in the form of an address.

use form_urlencoded::{Serializer, parse};
use serde::{Deserialize, Serialize};

use crate::{ids::SpaceId, limits};

/// What of the links of a space is listed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct LinksQuery {
    /// Every word must be the beginning of a word of title, host or a tag; letters with diacritics are equal to those
    /// without.
    pub search: String,
    /// Only links with this tag.
    pub tag: Option<String>,
}

impl LinksQuery {
    /// Returns whether there is a search or a filter.
    pub fn is_filtered(&self) -> bool {
        !self.search.trim().is_empty() || self.tag.is_some()
    }

    /// Returns whether the query of a library's address shows links rather than files.
    pub fn is_shown(query: &str) -> bool {
        parse(query.trim_start_matches('?').as_bytes()).any(|(key, value)| key == "by" && value == "link")
    }

    /// Reads the query of an address. Unknown parts are ignored.
    pub fn from_query(query: &str) -> Self {
        let mut links = Self::default();
        for (key, value) in parse(query.trim_start_matches('?').as_bytes()) {
            match &*key {
                "q" => links.search = value.chars().take(limits::SEARCH).collect(),
                "tag" if !value.trim().is_empty() => {
                    links.tag = Some(value.trim().chars().take(limits::TAG_NAME).collect());
                }
                _ => {}
            }
        }
        links
    }

    /// Returns the query for an address, without a question mark.
    pub fn to_query(&self) -> String {
        let mut query = Serializer::new(String::new());
        query.append_pair("by", "link");
        if !self.search.is_empty() {
            query.append_pair("q", &self.search);
        }
        if let Some(tag) = &self.tag {
            query.append_pair("tag", tag);
        }
        query.finish()
    }

    /// Returns the address of the list.
    pub fn address(&self, space: SpaceId) -> String {
        format!("/spaces/{space}/library?{}", self.to_query())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_list_of_links_shows_the_same_links() {
        let query = LinksQuery {
            search: "ceny & łódź".into(),
            tag: Some("Sprzedaż".into()),
        };
        assert_eq!(LinksQuery::from_query(&query.to_query()), query);
        assert!(query.is_filtered() && LinksQuery::is_shown(&query.to_query()));
        assert!(!LinksQuery::default().is_filtered());
        assert!(LinksQuery::is_shown(&LinksQuery::default().to_query()));
        assert!(!LinksQuery::is_shown("?by=topic&q=link"));
        assert_eq!(LinksQuery::from_query("?tag=%20&x=1"), LinksQuery::default());
    }
}
