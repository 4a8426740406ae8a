//! Account settings: oneself, the account's people, the trash.

mod browser;
mod change_password;
mod deactivate_dialog;
mod fields;
mod invite_dialog;
mod link_note;
mod nav;
mod profile_page;
mod time_zones;
mod trash_page;
mod user_row;
mod users_page;

pub use fields::FieldsPage;
pub use nav::SettingsNav;
pub use profile_page::ProfilePage;
pub use trash_page::TrashPage;
pub use users_page::UsersPage;
