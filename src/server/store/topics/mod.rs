//! Topics, posts, and what people read, follow and are notified about.

pub mod access;
pub mod act;
pub mod content;
mod derived;
pub mod export;
pub mod follows;
pub mod forget;
pub mod index;
pub mod list;
pub mod marks;
pub mod moves;
pub mod notices;
pub mod notify;
mod numbers;
pub(in crate::server::store) mod position;
pub(in crate::server::store) mod posts;
pub(in crate::server::store) mod record;
pub mod rendering;
pub(in crate::server::store) mod row;
pub mod search;
pub mod suggest;
pub mod thread;
pub mod trash;
pub mod unread;
pub mod unread_sql;
pub mod write;
