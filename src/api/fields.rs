//! Custom fields of spaces.

use domain::{
    custom_field::{CustomField, FieldForm, Impact},
    ids::FieldId,
};
use leptos::prelude::*;
use server_fn::codec::Json;

use super::Answer;

/// The fields that spaces show, in their order.
#[server(prefix = "/api", endpoint = "list_fields", input = Json, output = Json)]
pub async fn list_fields() -> Answer<Vec<CustomField>> {
    use crate::server::{gate::Gate, store::fields};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    Ok(fields::list(&mut tx).await?)
}

/// All fields, archived ones too, for those who rule over them.
#[server(prefix = "/api", endpoint = "list_all_fields", input = Json, output = Json)]
pub async fn list_all_fields() -> Answer<Vec<CustomField>> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::fields};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read_as(AccountAction::ManageSettings).await?;
    Ok(fields::all(&mut tx).await?)
}

/// Adds a field at the end.
#[server(prefix = "/api", endpoint = "add_field", input = Json, output = Json)]
pub async fn add_field(form: FieldForm) -> Answer<FieldId> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::fields};

    let mut permit = Gate::signed_in()?.account(AccountAction::ManageSettings).await?;
    let id = fields::add(&mut permit, form).await?;
    permit.commit().await?;
    Ok(id)
}

/// What changing the field like this would do to the values that spaces hold.
#[server(prefix = "/api", endpoint = "preview_field", input = Json, output = Json)]
pub async fn preview_field(id: FieldId, form: FieldForm) -> Answer<Impact> {
    use domain::{access::AccountAction, error::AppError};

    use crate::server::{gate::Gate, store::fields::change};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read_as(AccountAction::ManageSettings).await?;
    let form = form.checked().map_err(AppError::Invalid)?;
    Ok(change::preview(&mut tx, id, &form, gate.me().language).await?)
}

/// Saves a changed field; `accepted` is how many values the person knows to be lost.
#[server(prefix = "/api", endpoint = "save_field", input = Json, output = Json)]
pub async fn save_field(id: FieldId, form: FieldForm, accepted: u32) -> Answer<()> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::fields};

    let mut permit = Gate::signed_in()?.account(AccountAction::ManageSettings).await?;
    fields::save(&mut permit, id, form, accepted).await?;
    Ok(permit.commit().await?)
}

/// Puts the fields into this order.
#[server(prefix = "/api", endpoint = "order_fields", input = Json, output = Json)]
pub async fn order_fields(order: Vec<FieldId>) -> Answer<()> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::fields};

    let mut permit = Gate::signed_in()?.account(AccountAction::ManageSettings).await?;
    fields::order(&mut permit, &order).await?;
    Ok(permit.commit().await?)
}

/// Puts the field away; its values are kept.
#[server(prefix = "/api", endpoint = "archive_field", input = Json, output = Json)]
pub async fn archive_field(id: FieldId) -> Answer<()> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::fields};

    let mut permit = Gate::signed_in()?.account(AccountAction::ManageSettings).await?;
    fields::archive(&mut permit, id).await?;
    Ok(permit.commit().await?)
}

/// Brings the field back with its values.
#[server(prefix = "/api", endpoint = "restore_field", input = Json, output = Json)]
pub async fn restore_field(id: FieldId) -> Answer<()> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::fields};

    let mut permit = Gate::signed_in()?.account(AccountAction::ManageSettings).await?;
    fields::restore(&mut permit, id).await?;
    Ok(permit.commit().await?)
}

/// How many spaces hold a value in the field.
#[server(prefix = "/api", endpoint = "count_field_values", input = Json, output = Json)]
pub async fn count_field_values(id: FieldId) -> Answer<u32> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::fields};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read_as(AccountAction::ManageSettings).await?;
    Ok(fields::count_with_value(&mut tx, id).await?)
}

/// Deletes the field with every value; `accepted` is how many values the person knows to go.
#[server(prefix = "/api", endpoint = "delete_field", input = Json, output = Json)]
pub async fn delete_field(id: FieldId, accepted: u32) -> Answer<()> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::fields};

    let mut permit = Gate::signed_in()?.account(AccountAction::ManageSettings).await?;
    fields::delete(&mut permit, id, accepted).await?;
    Ok(permit.commit().await?)
}
