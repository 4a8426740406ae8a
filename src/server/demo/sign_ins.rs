//! The sign-ins of the demo account.

use domain::{access::AccountAction, audit::Event, error::AppError};

use super::{
    Account,
    calendar::{Calendar, DAY},
    cast::COLLEAGUES,
};
use crate::server::{
    permits::{Purpose, SystemPermit},
    store::{audit, people::users},
};

/// The share of working days on which a person signs in.
const PRESENCE: f64 = 0.8;
/// More than two years, so that the sweep does not delete the oldest sign-ins.
const KEPT_DAYS: u32 = 1_095;

/// Records everyone's sign-ins since they joined, and the time of the last one.
pub(super) async fn make(account: &Account<'_>, calendar: &mut Calendar) -> Result<(), AppError> {
    let mut permit = account
        .gate(0, account.now - 730 * DAY)
        .account(AccountAction::ManageSettings)
        .await?;
    audit::set_kept_days(&mut permit, KEPT_DAYS).await?;
    permit.commit().await?;
    let mut tx = SystemPermit::begin(account.store, Purpose::Demo).await?;
    for (who, colleague) in COLLEAGUES.iter().enumerate() {
        let id = account.person(who);
        let event = Event::SignedIn {
            from: format!("192.0.2.{}", who + 10),
        };
        for days in (0..=colleague.joined).rev() {
            let Some(at) = calendar.arrival(account.now - days * DAY, PRESENCE) else {
                continue;
            };
            audit::write(&mut tx, at, Some(id), id, &event).await?;
            users::record_sign_in(&mut tx, id, at).await?;
        }
    }
    Ok(tx.commit().await?)
}
