//! Topics: the list in a space's page, and the page of a topic with its thread.

mod close;
mod deleted;
mod draft_files;
mod drafts;
mod edit_post;
mod facets;
mod follow;
mod head;
mod kind;
mod list;
mod list_state;
mod live;
mod marks;
mod move_topic;
mod new_topic;
mod page;
mod pending;
mod post;
mod post_menu;
mod reactions;
mod reply;
mod text_change;
mod thread;
mod thread_state;
mod topic_menu;
mod versions;

pub use list::{FollowSpace, TopicsTab};
pub use list_state::{TopicsState, search_of};
pub use page::TopicPage;
