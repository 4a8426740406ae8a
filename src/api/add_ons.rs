//! Add-ons: which doors belong to which, and the switch.
//!
//! The two tables below are the only place that says what an add-on takes along when it is switched off: the router
//! asks them at every door, the frame for every page. A test fails for a door that stands in no table.

use domain::add_on::{AddOn, AddOns};
use leptos::prelude::*;
use server_fn::codec::Json;

use super::Answer;

/// The server functions of Spaces.
const SPACES_FUNCTIONS: &[&str] = &[
    "add_field",
    "add_group",
    "add_space",
    "add_view",
    "apply_operation",
    "archive_field",
    "archive_space",
    "begin_import",
    "cancel_import",
    "change_group",
    "change_space_visibility",
    "change_view",
    "commit_import",
    "count_field_values",
    "count_groups",
    "count_spaces",
    "create_project_space",
    "delete_field",
    "delete_group",
    "delete_space",
    "delete_view",
    "give_access",
    "hand_over_space",
    "import_context",
    "import_names",
    "import_progress",
    "import_spaces",
    "list_all_fields",
    "list_fields",
    "list_groups",
    "list_spaces",
    "list_views",
    "open_space",
    "operation_progress",
    "order_fields",
    "order_groups",
    "past_imports",
    "preview_field",
    "preview_operation",
    "preview_undo_import",
    "read_space_rules",
    "recent_operations",
    "restore_field",
    "restore_space",
    "save_field",
    "save_space",
    "save_space_rules",
    "send_import_chunk",
    "skipped_by_undo",
    "space_activity",
    "suggest_tags",
    "take_access",
    "undo_import",
    "undo_operation",
];

/// The pages of Spaces, each with all that is under it.
const SPACES_PAGES: &[&str] = &[
    "/spaces",
    "/settings/fields/spaces",
    "/settings/import",
    "/settings/trash",
    "/settings/visibility/spaces",
];

/// The add-on that the server function at this path belongs to.
pub fn of_function(path: &str) -> Option<AddOn> {
    let name = path.strip_prefix("/api/")?;
    SPACES_FUNCTIONS.contains(&name).then_some(AddOn::Spaces)
}

/// The add-on that the page at this path belongs to.
pub fn of_page(path: &str) -> Option<AddOn> {
    let under = |page: &str| {
        path.strip_prefix(page)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    SPACES_PAGES.iter().any(|page| under(page)).then_some(AddOn::Spaces)
}

/// Where a person is led who asked for no page in particular.
pub fn home(add_ons: &AddOns) -> &'static str {
    if add_ons.has(AddOn::Spaces) {
        "/spaces"
    } else {
        "/deals"
    }
}

/// Every add-on, and whether it is on.
#[server(prefix = "/api", endpoint = "list_add_ons", input = Json, output = Json)]
pub async fn list_add_ons() -> Answer<Vec<(AddOn, bool)>> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::account};

    let mut tx = Gate::signed_in()?.read_as(AccountAction::ManageSettings).await?;
    let add_ons = account::add_ons(&mut tx).await?;
    Ok(AddOn::ALL.map(|add_on| (add_on, add_ons.has(add_on))).to_vec())
}

/// Switches an add-on for the whole account. What it holds is kept.
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
    fn a_page_takes_along_what_is_under_it_and_nothing_beside_it() {
        for path in [
            "/spaces",
            "/spaces/",
            "/spaces/new",
            "/spaces/1/edit",
            "/settings/trash",
        ] {
            assert_eq!(of_page(path), Some(AddOn::Spaces), "{path}");
        }
        for path in ["/", "/spacesuit", "/settings", "/settings/users", "/deals/spaces"] {
            assert_eq!(of_page(path), None, "{path}");
        }
    }
}
