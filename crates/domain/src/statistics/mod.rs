//! Statistics: what is counted, and the lists behind the numbers.

mod period;

use serde::{Deserialize, Serialize};

pub use period::{Period, Span, StatisticsQuery, Step};

use crate::{
    access::Viewer,
    add_on::AddOn,
    audit,
    deal::{DealQuery, DealSort, DealState},
    ids::UserId,
    list_query::{ListQuery, Place},
    person::PersonRef,
    topic::PostQuery,
};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Spaces created in the period that still exist.
    SpacesCreated,
    /// Topics added in the period that still exist.
    TopicsAdded,
    /// Posts written in the period that still exist, those that begin a topic included.
    PostsWritten,
    /// Files uploaded in the period that still exist, in the library or in a post. Versions are not counted.
    FilesAdded,
    DealsAdded,
    DealsWon,
    DealsLost,
    /// Sign-ins: everyone's for administrators, the viewer's own for others.
    SignIns,
}

impl Measure {
    pub const ALL: [Measure; 8] = [
        Self::SpacesCreated,
        Self::TopicsAdded,
        Self::PostsWritten,
        Self::FilesAdded,
        Self::DealsAdded,
        Self::DealsWon,
        Self::DealsLost,
        Self::SignIns,
    ];

    /// Returns the word in messages.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SpacesCreated => "spaces-created",
            Self::TopicsAdded => "topics-added",
            Self::PostsWritten => "posts-written",
            Self::FilesAdded => "files-added",
            Self::DealsAdded => "deals-added",
            Self::DealsWon => "deals-won",
            Self::DealsLost => "deals-lost",
            Self::SignIns => "sign-ins",
        }
    }

    /// Returns the add-on with which the measure is switched off.
    pub fn add_on(self) -> Option<AddOn> {
        let of_spaces = matches!(
            self,
            Self::SpacesCreated | Self::TopicsAdded | Self::PostsWritten | Self::FilesAdded
        );
        of_spaces.then_some(AddOn::Spaces)
    }

    /// Returns the address of the list behind the number. For administrators, sign-ins are listed in the audit log. For
    /// other people, a page lists their own sign-ins; there is no list of the sign-ins of others, and none of the files of
    /// all spaces.
    pub fn list(self, span: Span, person: Option<UserId>, viewer: &Viewer) -> Option<String> {
        let closed = |state| DealQuery {
            state: Some(state),
            closed_from: Some(span.from),
            closed_to: Some(span.to),
            closed_by: person,
            sort: DealSort::Name,
            ..DealQuery::default()
        };
        Some(match self {
            Self::SpacesCreated => format!("/spaces?{}", created(span, person).to_query(&Place::First)),
            Self::TopicsAdded => written(span, person, true).address(),
            Self::PostsWritten => written(span, person, false).address(),
            Self::FilesAdded => return None,
            Self::DealsAdded => added(span, person).address(&Place::First),
            Self::DealsWon => closed(DealState::Won).address(&Place::First),
            Self::DealsLost => closed(DealState::Lost).address(&Place::First),
            Self::SignIns if viewer.is_admin() => signed_in(span, person).address(),
            Self::SignIns if person.is_some_and(|person| person != viewer.id) => return None,
            Self::SignIns => format!("{OWN_SIGN_INS}?{}", signed_in(span, person).to_query()),
        })
    }
}

/// The path of the statistics as a file.
pub const EXPORT: &str = "/statistics/activities/export";
/// The path of the page with the viewer's own sign-ins.
pub const OWN_SIGN_INS: &str = "/statistics/sign-ins";

fn signed_in(span: Span, person: Option<UserId>) -> audit::Filter {
    audit::Filter {
        kind: Some(audit::Kind::SignedIn),
        person,
        from: Some(span.from),
        to: Some(span.to),
    }
}

/// Returns the list of the spaces created in these days, archived ones included.
pub fn created(span: Span, person: Option<UserId>) -> ListQuery {
    ListQuery {
        created_from: Some(span.from),
        created_to: Some(span.to),
        created_by: person,
        archived_too: true,
        ..ListQuery::default()
    }
}

/// Returns the list of the posts written in these days.
fn written(span: Span, person: Option<UserId>, first: bool) -> PostQuery {
    PostQuery {
        author: person,
        from: Some(span.from),
        to: Some(span.to),
        first,
        ..PostQuery::default()
    }
}

fn added(span: Span, person: Option<UserId>) -> DealQuery {
    DealQuery {
        created_from: Some(span.from),
        created_to: Some(span.to),
        created_by: person,
        ..DealQuery::default()
    }
}

/// One line of the statistics.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    pub measure: Measure,
    /// Count for each bucket of the period.
    pub now: Vec<u32>,
    /// Count for each bucket of the previous period.
    pub before: Vec<u32>,
}

impl Counted {
    /// Returns the count of the whole period.
    pub fn total(&self) -> u32 {
        self.now.iter().fold(0, |sum, count| sum.saturating_add(*count))
    }

    /// Returns the count of the whole previous period.
    pub fn previous(&self) -> u32 {
        self.before.iter().fold(0, |sum, count| sum.saturating_add(*count))
    }
}

/// Counts of events in a period that the viewer may see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statistics {
    pub span: Span,
    pub previous: Span,
    pub step: Step,
    pub rows: Vec<Counted>,
    /// Number of days for which sign-ins are kept, if the periods go back further.
    pub sign_ins_kept: Option<u32>,
    /// The person whose actions are counted, if the query names one.
    pub person: Option<PersonRef>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{list_query::Day, person::Role};

    #[test]
    fn numbers_link_to_their_lists() {
        let (span, _) = StatisticsQuery::default().spans(Day::parse("2026-11-24").unwrap());
        let viewer = |role| Viewer {
            id: UserId(uuid::Uuid::from_u128(1)),
            role,
        };
        let list = Measure::SpacesCreated.list(span, None, &viewer(Role::User)).unwrap();
        assert_eq!(list, "/spaces?from=2026-11-01&to=2026-11-30&state=all");
        let (query, _) = ListQuery::from_query(list.split_once('?').unwrap().1);
        assert_eq!(query, created(span, None));
        for role in Role::ALL {
            let list = Measure::SignIns.list(span, None, &viewer(role)).unwrap();
            let filter = audit::Filter::from_query(list.split_once('?').unwrap().1);
            assert_eq!(filter, signed_in(span, None));
        }
        let other = Some(UserId(uuid::Uuid::from_u128(2)));
        assert_eq!(Measure::SignIns.list(span, other, &viewer(Role::User)), None);
    }
}
