//! The query of a list of deals: search, filters, order and page, in the form of an address.

use form_urlencoded::{Serializer, parse};
use serde::{Deserialize, Serialize};

use super::DealState;
use crate::{
    address::append_some,
    ids::{StageId, UserId},
    limits,
    list_query::{Day, Place},
};

/// The order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DealSort {
    #[default]
    Name,
    Stage,
    Value,
    Owner,
    Changed,
}

impl DealSort {
    pub const ALL: [DealSort; 5] = [Self::Name, Self::Stage, Self::Value, Self::Owner, Self::Changed];

    /// Returns the word in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Stage => "stage",
            Self::Value => "value",
            Self::Owner => "owner",
            Self::Changed => "changed",
        }
    }

    /// Returns whether the first click on the header shows the largest or latest first.
    pub fn starts_descending(self) -> bool {
        matches!(self, Self::Value | Self::Changed)
    }
}

/// Search, filters and order of a list of deals. They are stored only in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealQuery {
    /// Every word must be the beginning of a word of the name.
    pub search: String,
    /// In any of these stages.
    pub stages: Vec<StageId>,
    pub state: Option<DealState>,
    pub owner: Option<UserId>,
    /// The first day, in the viewer's time zone.
    pub created_from: Option<Day>,
    pub created_to: Option<Day>,
    pub created_by: Option<UserId>,
    /// The first day on which it was won or lost, in the viewer's time zone.
    pub closed_from: Option<Day>,
    pub closed_to: Option<Day>,
    pub closed_by: Option<UserId>,
    pub sort: DealSort,
    pub descending: bool,
}

impl DealQuery {
    /// Reads the query of an address. Unknown parts are ignored.
    pub fn from_query(query: &str) -> (Self, Place) {
        let mut list = Self::default();
        let mut place = Place::First;
        let mut descending = None;
        for (key, value) in parse(query.trim_start_matches('?').as_bytes()) {
            match &*key {
                "q" => list.search = value.chars().take(limits::SEARCH).collect(),
                "stage" => list.stages.extend(value.parse::<StageId>().ok()),
                "state" => list.state = DealState::parse(&value),
                "owner" => list.owner = value.parse().ok(),
                "from" => list.created_from = Day::parse(&value),
                "to" => list.created_to = Day::parse(&value),
                "by" => list.created_by = value.parse().ok(),
                "closed-from" => list.closed_from = Day::parse(&value),
                "closed-to" => list.closed_to = Day::parse(&value),
                "closed-by" => list.closed_by = value.parse().ok(),
                "sort" => {
                    let known = DealSort::ALL.into_iter().find(|by| by.as_str() == value);
                    list.sort = known.unwrap_or_default();
                }
                "order" => descending = Some(value == "desc"),
                "after" => place = Place::After(value.into_owned()),
                "before" => place = Place::Before(value.into_owned()),
                "page" if value == "last" => place = Place::Last,
                _ => {}
            }
        }
        list.descending = descending.unwrap_or_else(|| list.sort.starts_descending());
        (list, place)
    }

    /// Returns the query of the address of this list, without the question mark; empty for the default list.
    pub fn to_query(&self, place: &Place) -> String {
        let mut out = Serializer::new(String::new());
        if !self.search.is_empty() {
            out.append_pair("q", &self.search);
        }
        for stage in &self.stages {
            out.append_pair("stage", &stage.to_string());
        }
        let day = |day: Option<Day>| day.map(|day| day.to_string());
        let id = |id: Option<UserId>| id.map(|id| id.to_string());
        let usual = self.sort.starts_descending();
        let direction = if self.descending { "desc" } else { "asc" };
        let (after, before) = match place {
            Place::After(cursor) => (Some(cursor.clone()), None),
            Place::Before(cursor) => (None, Some(cursor.clone())),
            Place::First | Place::Last => (None, None),
        };
        let pairs = [
            ("state", self.state.map(|state| state.as_str().to_owned())),
            ("owner", id(self.owner)),
            ("from", day(self.created_from)),
            ("to", day(self.created_to)),
            ("by", id(self.created_by)),
            ("closed-from", day(self.closed_from)),
            ("closed-to", day(self.closed_to)),
            ("closed-by", id(self.closed_by)),
            (
                "sort",
                (self.sort != DealSort::Name).then(|| self.sort.as_str().to_owned()),
            ),
            ("order", (self.descending != usual).then(|| direction.to_owned())),
            ("after", after),
            ("before", before),
            ("page", (*place == Place::Last).then(|| "last".to_owned())),
        ];
        append_some(&mut out, pairs);
        out.finish()
    }

    /// Returns the address of this list.
    pub fn address(&self, place: &Place) -> String {
        match self.to_query(place) {
            query if query.is_empty() => "/deals".to_owned(),
            query => format!("/deals?{query}"),
        }
    }

    /// Returns whether the list has a filter.
    pub fn is_filtered(&self) -> bool {
        let plain = Self {
            sort: self.sort,
            descending: self.descending,
            ..Self::default()
        };
        *self != plain
    }

    /// Returns all people in the filters.
    pub fn people(&self) -> Vec<UserId> {
        [self.owner, self.created_by, self.closed_by]
            .into_iter()
            .flatten()
            .collect()
    }

    /// Returns whether the list has filters by day or by the person who acted, as in links from the statistics.
    pub fn has_days(&self) -> bool {
        self.created_from.is_some()
            || self.created_to.is_some()
            || self.created_by.is_some()
            || self.closed_from.is_some()
            || self.closed_to.is_some()
            || self.closed_by.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    #[test]
    fn the_default_list_has_the_address_without_a_query() {
        assert_eq!(DealQuery::default().address(&Place::First), "/deals");
        assert_eq!(DealQuery::from_query("").0, DealQuery::default());
        assert_eq!(
            DealQuery::from_query("?state=gone&stage=x&sort=size").0,
            DealQuery::default()
        );
    }

    proptest! {
        #[test]
        fn a_link_shows_the_same_list(
            search in "[a-zł ]{0,12}",
            stages in proptest::collection::vec(any::<u128>(), 0..3),
            state in 0_usize..4,
            people in proptest::option::of(any::<u128>()),
            by in 0_usize..5,
            descending in any::<bool>(),
            cursor in proptest::option::of("[A-Za-z0-9.-]{1,20}"),
        ) {
            let person = people.map(|id| UserId(Uuid::from_u128(id)));
            let list = DealQuery {
                search,
                stages: stages.into_iter().map(|id| StageId(Uuid::from_u128(id))).collect(),
                state: DealState::ALL.get(state).copied(),
                owner: person,
                created_from: Day::parse("2024-02-29"),
                closed_to: Day::parse("2026-11-24"),
                closed_by: person,
                sort: DealSort::ALL[by],
                descending,
                ..DealQuery::default()
            };
            let place = cursor.map_or(Place::First, Place::Before);
            prop_assert_eq!(DealQuery::from_query(&list.to_query(&place)), (list, place));
        }
    }
}
