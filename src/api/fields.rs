//! Custom fields of spaces.

use domain::{
    custom_field::{CustomField, FieldForm, Impact},
    ids::FieldId,
};
use leptos::prelude::*;

use super::{Answer, json::Json};

/// Returns the custom fields that are not archived, in their order.
#[server(prefix = "/api", endpoint = "list_fields", input = Json, output = Json)]
pub async fn list_fields() -> Answer<Vec<CustomField>> {
    use crate::server::{gate::Gate, store::fields};

    let fields = fields::cached(Gate::signed_in()?.store()).await?;
    Ok(fields.to_vec())
}

/// Returns all custom fields, archived ones included; for administrators only.
#[server(prefix = "/api", endpoint = "list_all_fields", input = Json, output = Json)]
pub async fn list_all_fields() -> Answer<Vec<CustomField>> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::fields};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read_as(AccountAction::ManageSettings).await?;
    Ok(fields::all(&mut tx).await?)
}

/// Adds a field at the end and returns its id.
#[server(prefix = "/api", endpoint = "add_field", input = Json, output = Json)]
pub async fn add_field(form: FieldForm) -> Answer<FieldId> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::fields};

    let mut permit = Gate::signed_in()?.account(AccountAction::ManageSettings).await?;
    let id = fields::add(&mut permit, form).await?;
    permit.commit().await?;
    Ok(id)
}

/// Returns the effect of this change of the field on the values of spaces.
#[server(prefix = "/api", endpoint = "preview_field", input = Json, output = Json)]
pub async fn preview_field(id: FieldId, form: FieldForm) -> Answer<Impact> {
    use domain::{access::AccountAction, error::AppError};

    use crate::server::{gate::Gate, store::fields::change};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read_as(AccountAction::ManageSettings).await?;
    let form = form.checked().map_err(AppError::Invalid)?;
    Ok(change::preview(&mut tx, id, &form, gate.me().language).await?)
}

/// Saves a changed field. `accepted` is the number of lost values that the person confirmed.
#[server(prefix = "/api", endpoint = "save_field", input = Json, output = Json)]
pub async fn save_field(id: FieldId, form: FieldForm, accepted: u32) -> Answer<()> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::fields};

    let mut permit = Gate::signed_in()?.account(AccountAction::ManageSettings).await?;
    fields::save(&mut permit, id, form, accepted).await?;
    Ok(permit.commit().await?)
}

/// Changes the order of the fields.
#[server(prefix = "/api", endpoint = "order_fields", input = Json, output = Json)]
pub async fn order_fields(order: Vec<FieldId>) -> Answer<()> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::fields};

    let mut permit = Gate::signed_in()?.account(AccountAction::ManageSettings).await?;
    fields::order(&mut permit, &order).await?;
    Ok(permit.commit().await?)
}

/// Archives the field; its values are kept.
#[server(prefix = "/api", endpoint = "archive_field", input = Json, output = Json)]
pub async fn archive_field(id: FieldId) -> Answer<()> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::fields};

    let mut permit = Gate::signed_in()?.account(AccountAction::ManageSettings).await?;
    fields::archive(&mut permit, id).await?;
    Ok(permit.commit().await?)
}

/// Restores an archived field with its values.
#[server(prefix = "/api", endpoint = "restore_field", input = Json, output = Json)]
pub async fn restore_field(id: FieldId) -> Answer<()> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::fields};

    let mut permit = Gate::signed_in()?.account(AccountAction::ManageSettings).await?;
    fields::restore(&mut permit, id).await?;
    Ok(permit.commit().await?)
}

/// Returns how many spaces have a value in the field.
#[server(prefix = "/api", endpoint = "count_field_values", input = Json, output = Json)]
pub async fn count_field_values(id: FieldId) -> Answer<u32> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::fields};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read_as(AccountAction::ManageSettings).await?;
    Ok(fields::count_with_value(&mut tx, id).await?)
}

/// Deletes the field with all its values. `accepted` is the number of deleted values that the person confirmed.
#[server(prefix = "/api", endpoint = "delete_field", input = Json, output = Json)]
pub async fn delete_field(id: FieldId, accepted: u32) -> Answer<()> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::fields};

    let mut permit = Gate::signed_in()?.account(AccountAction::ManageSettings).await?;
    fields::delete(&mut permit, id, accepted).await?;
    Ok(permit.commit().await?)
}
