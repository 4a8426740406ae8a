//! Add-ons: which server functions and pages belong to each, and switching them on and off.
//!
//! The two tables below list everything that is switched off with an add-on. The router reads them for every request,
//! and the frame for every page. A test fails for a function or page that no table lists.

use domain::add_on::{AddOn, AddOns};
use leptos::prelude::*;

use super::{Answer, json::Json};

/// The server functions of Spaces.
const SPACES_FUNCTIONS: &[&str] = &[
    "access_requests",
    "add_field",
    "add_folder",
    "add_group",
    "add_people_of_space",
    "add_post",
    "add_space",
    "add_task",
    "add_topic",
    "add_view",
    "answer_request",
    "apply_operation",
    "archive_field",
    "archive_space",
    "ask_for_access",
    "begin_import",
    "cancel_import",
    "catch_up",
    "change_group",
    "change_space_visibility",
    "change_task",
    "change_task_columns",
    "change_tasks",
    "change_view",
    "close_topic",
    "commit_import",
    "count_field_values",
    "count_groups",
    "count_spaces",
    "create_project_space",
    "delete_field",
    "delete_group",
    "delete_items",
    "delete_post",
    "delete_space",
    "delete_topic",
    "delete_view",
    "deleted_items",
    "deleted_topics",
    "edit_post",
    "follow_all",
    "follow_level",
    "follow_space",
    "follow_topic",
    "give_access",
    "hand_over_space",
    "has_asked_for_access",
    "import_context",
    "import_names",
    "import_progress",
    "import_spaces",
    "leave_space",
    "list_all_fields",
    "list_fields",
    "list_folders",
    "list_groups",
    "list_library",
    "list_notices",
    "list_spaces",
    "list_tasks",
    "list_topics",
    "list_views",
    "mark_caught_up",
    "mark_notices_read",
    "mark_read",
    "mark_space_read",
    "mark_unread",
    "move_items",
    "move_task",
    "move_topic",
    "my_tasks",
    "open_file",
    "open_space",
    "open_topic",
    "operation_progress",
    "order_fields",
    "order_groups",
    "past_imports",
    "pin_topic",
    "post_source",
    "post_versions",
    "preview_field",
    "preview_move",
    "preview_operation",
    "preview_post",
    "preview_text",
    "preview_undo_import",
    "react",
    "read_file_rules",
    "read_files",
    "read_space_rules",
    "readers_of_post",
    "recent_operations",
    "rename_file",
    "rename_folder",
    "rename_topic",
    "reopen_topic",
    "restore_field",
    "restore_items",
    "restore_post",
    "restore_space",
    "restore_topic",
    "save_field",
    "save_file_rules",
    "save_space",
    "save_space_rules",
    "search_posts",
    "send_import_chunk",
    "set_task_private",
    "skipped_by_undo",
    "space_activity",
    "suggest_mentions",
    "suggest_spaces",
    "suggest_tags",
    "take_access",
    "task_board",
    "task_cards",
    "undo_import",
    "undo_operation",
    "unread_spaces",
];

/// The pages of Spaces; each entry includes all paths below it.
const SPACES_PAGES: &[&str] = &[
    "/catch-up",
    "/files",
    "/notices",
    "/search",
    "/spaces",
    "/tasks",
    "/settings/fields/spaces",
    "/settings/files",
    "/settings/import",
    "/settings/trash",
    "/settings/visibility/spaces",
];

/// Returns the add-on that the server function at this path belongs to.
pub fn of_function(path: &str) -> Option<AddOn> {
    let name = path.strip_prefix("/api/")?;
    SPACES_FUNCTIONS.contains(&name).then_some(AddOn::Spaces)
}

/// Returns the add-on that the page at this path belongs to.
pub fn of_page(path: &str) -> Option<AddOn> {
    let under = |page: &str| {
        path.strip_prefix(page)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    SPACES_PAGES.iter().any(|page| under(page)).then_some(AddOn::Spaces)
}

/// Returns the start page: the path that `/` redirects to.
pub fn home(add_ons: &AddOns) -> &'static str {
    if add_ons.has(AddOn::Spaces) {
        "/spaces"
    } else {
        "/deals"
    }
}

/// Returns every add-on with whether it is on.
#[server(prefix = "/api", endpoint = "list_add_ons", input = Json, output = Json)]
pub async fn list_add_ons() -> Answer<Vec<(AddOn, bool)>> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::account};

    let mut tx = Gate::signed_in()?.read_as(AccountAction::ManageSettings).await?;
    let add_ons = account::add_ons(&mut tx).await?;
    Ok(AddOn::ALL.map(|add_on| (add_on, add_ons.has(add_on))).to_vec())
}

/// Switches an add-on on or off for the whole account. Its data is kept.
#[server(prefix = "/api", endpoint = "switch_add_on", input = Json, output = Json)]
pub async fn switch_add_on(add_on: AddOn, on: bool) -> Answer<()> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::account};

    let mut permit = Gate::signed_in()?.account(AccountAction::ManageSettings).await?;
    account::switch_add_on(&mut permit, add_on, on).await?;
    Ok(permit.commit().await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_includes_the_paths_below_it_but_not_similar_names() {
        for path in [
            "/spaces",
            "/spaces/",
            "/spaces/new",
            "/spaces/1/edit",
            "/settings/trash",
            "/files/1/content",
            "/settings/files",
        ] {
            assert_eq!(of_page(path), Some(AddOn::Spaces), "{path}");
        }
        for path in ["/", "/spacesuit", "/settings", "/settings/users", "/deals/spaces"] {
            assert_eq!(of_page(path), None, "{path}");
        }
    }
}
