//! The settings of spaces: which visibility levels the account uses, and who may add, group, import and export spaces.

use domain::account_rules::SpaceRules;
use leptos::prelude::*;

use super::{Answer, json::Json};

/// Returns the settings.
#[server(prefix = "/api", endpoint = "read_space_rules", input = Json, output = Json)]
pub async fn read_space_rules() -> Answer<SpaceRules> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::account};

    let mut tx = Gate::signed_in()?.read_as(AccountAction::ManageSettings).await?;
    Ok(account::space_rules(&mut tx).await?)
}

/// Saves the settings; they apply to spaces that are added or changed later. Fails with `Conflict` if somebody else has
/// saved them meanwhile.
#[server(prefix = "/api", endpoint = "save_space_rules", input = Json, output = Json)]
pub async fn save_space_rules(rules: SpaceRules) -> Answer<()> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::account};

    let mut permit = Gate::signed_in()?.account(AccountAction::ManageSettings).await?;
    account::save_space_rules(&mut permit, rules).await?;
    Ok(permit.commit().await?)
}
