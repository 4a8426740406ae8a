//! Topics, posts, and what people read, follow and are notified about.

pub mod access;
pub mod act;
pub mod follows;
pub mod forget;
pub mod index;
pub mod list;
pub mod marks;
pub mod moves;
pub mod notices;
pub mod notify;
pub mod search;
pub mod suggest;
pub mod thread;
pub mod unread;
pub mod unread_sql;
pub mod write;
