//! The phases of a list of spaces. Spaces that the viewer may open and spaces of which they see only the outline are
//! sorted separately.

use domain::{ids::FieldId, list_query::SortBy};

use super::clauses::Scope;

/// A phase of the list: the spaces in it, and whether they are sorted by a custom field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phase {
    pub(super) scope: Scope,
    pub(super) part: Part,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    /// The spaces with a value in the field.
    Valued(FieldId),
    /// The other spaces, in which the viewer sees no value.
    Rest(FieldId),
}

impl Phase {
    pub(super) const fn whole(scope: Scope) -> Self {
        Self {
            scope,
            part: Part::Whole,
        }
    }

    /// Returns the order of the phase in a list sorted by `by`. Rows that do not show that column are sorted by name.
    pub fn order(self, by: SortBy) -> SortBy {
        match (self.scope, self.part) {
            (Scope::Outline, _) | (_, Part::Rest(_)) => SortBy::Name,
            _ => by,
        }
    }
}
