//! A space's page: topics; about, people with access, activity.

mod about;
mod activity;
mod dropped;
mod live;
mod manage_dialogs;
mod membership;
mod menu;
mod outline;
mod page;
mod people;
mod sentences;
mod tabs;

pub use page::SpaceShowPage;
pub use people::PersonName;
