//! Account settings: the person's profile, users, add-ons, custom fields, rights, files, the audit log, the trash.

mod add_ons_page;
mod administrators_only;
mod audit_filter;
mod audit_kept;
mod audit_lines;
mod audit_log_page;
mod browser;
mod change_password;
mod deactivate_dialog;
mod fields;
mod file_rules_form;
mod file_rules_page;
mod invite_dialog;
mod link_note;
mod mail_form;
mod nav;
mod notifications;
mod profile_page;
mod rights_table;
mod space_rules_form;
mod space_rules_page;
mod time_zones;
mod trash_page;
mod user_row;
mod users_page;

pub use add_ons_page::AddOnsPage;
pub use audit_log_page::AuditLogPage;
pub use fields::FieldsPage;
pub use file_rules_page::FileRulesPage;
pub use nav::{SettingsNav, settings_pages};
pub use profile_page::ProfilePage;
pub use space_rules_page::SpaceRulesPage;
pub use trash_page::TrashPage;
pub use users_page::UsersPage;
