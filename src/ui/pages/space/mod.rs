//! A space's page: about, people with access, activity.

mod about;
mod activity;
mod live;
mod outline;
mod page;
mod people;
mod rule_dialogs;
mod rule_menu;
mod sentences;

pub use page::SpaceShowPage;
pub use people::PersonName;
