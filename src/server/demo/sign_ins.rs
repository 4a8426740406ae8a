//! The demo account's sign-ins: who came to work when.

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

/// On how many of the working days somebody signs in.
const PRESENCE: f64 = 0.8;
/// Longer than two years, so that no sweep takes the older ones away.
const KEPT_DAYS: u32 = 1_095;

/// Writes everyone's sign-ins since they joined, and when they were seen last.
pub(super) async fn make(account: &Account<'_>, calendar: &mut Calendar) -> Result<(), AppError> {
    let mut permit = account
        .gate(0, account.now - 730 * DAY)
        .account(AccountAction::ManageSettings)
        .await?;
    audit::keep_for(&mut permit, KEPT_DAYS).await?;
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
            users::seen(&mut tx, id, at).await?;
        }
    }
    Ok(tx.commit().await?)
}
