//! Refused sign-ins in the audit log: so few that the log does not fill.

use domain::{
    audit::{self, Event, REFUSALS_MAX, SAME_REFUSAL_MS},
    fold::fold,
};

use super::lines::write;
use crate::server::{
    permits::{Purpose, SystemPermit},
    store::{
        Store, StoreError,
        engine::sql::{Conn, Sql},
        people::users,
    },
};

/// Records a refused sign-in with this e-mail, limited by [`SAME_REFUSAL_MS`] and [`REFUSALS_MAX`]. The same queries
/// and writes are made whether or not the account knows the e-mail, so that neither the time taken nor a full log
/// reveals whether it does.
pub async fn record_refusal(store: &Store, now: i64, email: &str, event: &Event) -> Result<(), StoreError> {
    let mut conn = store.reader().acquire().await?;
    let known = users::by_email(&mut conn, email).await?;
    let subject = known.map_or_else(|| fold(&audit::tried_email(email)), |id| id.to_string());
    if !is_new(&mut conn, now, &subject, event).await? {
        return Ok(());
    }
    drop(conn);
    let mut tx = SystemPermit::begin(store, Purpose::SignIn).await?;
    // Of two concurrent tries the second finds the line that the first wrote.
    if is_new(&mut tx, now, &subject, event).await? {
        write(&mut tx, now, None, &subject, event).await?;
    }
    tx.commit().await
}

async fn is_new(conn: &mut Conn, now: i64, subject: &str, event: &Event) -> Result<bool, StoreError> {
    let (kind, _) = event.to_storage();
    let mut same = Sql::new("SELECT 1 FROM audit_lines a WHERE a.subject_id = ");
    same.bind(subject).push(" AND a.at > ").bind(now - SAME_REFUSAL_MS);
    same.push(" AND a.kind = ").bind(kind).push(" LIMIT 1");
    let mut all = Sql::new("SELECT count(*) FROM audit_lines a WHERE a.topic = ");
    all.bind(event.topic().as_str()).push(" AND a.at > ");
    all.bind(now - SAME_REFUSAL_MS)
        .push(" AND a.kind IN ('sign_in_refused', 'sign_in_paused')");
    Ok(same.row(conn).await?.is_none() && all.count(conn).await? < i64::from(REFUSALS_MAX))
}
