//! The query of the tasks of a space in an address.

use form_urlencoded::{Serializer, parse};
use serde::{Deserialize, Serialize};

use super::super::TopicState;
use crate::ids::UserId;

/// How tasks are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TasksView {
    #[default]
    Board,
    List,
}

/// What is shown of the tasks of a space.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TasksQuery {
    pub view: TasksView,
    /// `None` shows open and closed tasks.
    pub state: Option<TopicState>,
    pub assignee: Option<UserId>,
}

impl TasksQuery {
    /// Reads the query of an address. What it does not know is ignored.
    pub fn from_query(query: &str) -> Self {
        let mut tasks = Self::default();
        for (key, value) in parse(query.trim_start_matches('?').as_bytes()) {
            match &*key {
                "view" if value == "list" => tasks.view = TasksView::List,
                "state" => tasks.state = TopicState::parse(&value),
                "assignee" => tasks.assignee = value.parse().ok(),
                _ => {}
            }
        }
        tasks
    }

    /// Returns the query of the address.
    pub fn to_query(&self) -> String {
        let mut query = Serializer::new(String::new());
        if self.view == TasksView::List {
            query.append_pair("view", "list");
        }
        if let Some(state) = self.state {
            query.append_pair("state", state.as_str());
        }
        if let Some(assignee) = self.assignee {
            query.append_pair("assignee", &assignee.to_string());
        }
        query.finish()
    }

    /// Returns whether some tasks are left out.
    pub fn is_filtered(&self) -> bool {
        self.state.is_some() || self.assignee.is_some()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn the_address_of_a_board_shows_the_same_board() {
        for view in [TasksView::Board, TasksView::List] {
            for state in [None, Some(TopicState::Open)] {
                for assignee in [None, Some(UserId(Uuid::from_u128(5)))] {
                    let query = TasksQuery { view, state, assignee };
                    assert_eq!(TasksQuery::from_query(&query.to_query()), query);
                }
            }
        }
        let unknown = TasksQuery::from_query("?view=map&state=lost&assignee=me");
        assert_eq!(unknown, TasksQuery::default());
    }
}
