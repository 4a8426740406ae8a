//! Who receives an event about many spaces at once.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::{access::Viewer, ids::UserId};

/// The people who may find, or could find before, at least one of many spaces.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audience {
    pub everybody: bool,
    pub people: HashSet<UserId>,
}

impl Audience {
    /// Returns whether the viewer belongs to the audience. Administrators see all spaces.
    pub fn has(&self, viewer: &Viewer) -> bool {
        self.everybody || viewer.is_admin() || self.people.contains(&viewer.id)
    }
}
