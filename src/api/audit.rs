//! The audit log, for administrators. Its export is a plain route (`server::audit_export`).

use domain::audit::{Filter, Page, Place};
use leptos::prelude::*;

use super::{Answer, json::Json};

/// Returns a page of the lines that match the filter, newest first; with `before`, the page after that place.
#[server(prefix = "/api", endpoint = "read_audit_log", input = Json, output = Json)]
pub async fn read_audit_log(filter: Filter, before: Option<Place>) -> Answer<Page> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::audit};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read_as(AccountAction::ReadAuditLog).await?;
    let (lines, next) = audit::log::lines(&mut tx, &gate.zone(), &filter, before, audit::log::PAGE_SIZE).await?;
    let kept_days = audit::kept_days(&mut tx).await?;
    Ok(Page { lines, next, kept_days })
}

/// Sets for how many days audit lines are kept.
#[server(prefix = "/api", endpoint = "keep_audit_log", input = Json, output = Json)]
pub async fn keep_audit_log(days: u32) -> Answer<()> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::audit};

    let mut permit = Gate::signed_in()?.account(AccountAction::ManageSettings).await?;
    audit::set_kept_days(&mut permit, days).await?;
    Ok(permit.commit().await?)
}
