//! The gate: the person of a request, and what they may do. Reads take the viewer from it; writes take a permit, which
//! only the gate creates for a person.

use domain::{
    access::{self, AccountAction, Action, Viewer},
    error::AppError,
    ids::SpaceId,
    person::Me,
};

use super::{
    clock,
    jobs::Jobs,
    permits::{AccountPermit, SpacePermit},
    state,
    store::{Store, StoreError, Tx, Zone, account, engine::sql::Conn, people::users, spaces},
};

mod deals;
pub mod files;
mod topics;

/// The signed-in person of a request.
#[derive(Clone)]
pub struct Gate {
    store: Store,
    me: Me,
    jobs: Jobs,
    /// The time of the person's actions, if it is not the current time.
    instant: Option<i64>,
}

impl Gate {
    /// Returns the gate for the person of this request.
    ///
    /// # Errors
    ///
    /// `SignedOut` if nobody is signed in.
    pub fn signed_in() -> Result<Self, AppError> {
        let me = state::signed_in()?;
        let state = state::app_state()?;
        Ok(Self {
            store: state.store,
            me,
            jobs: state.jobs,
            instant: None,
        })
    }

    /// Returns the gate for a person. The caller has authenticated them.
    pub fn of(store: Store, me: Me) -> Self {
        Self {
            store,
            me,
            jobs: Jobs::default(),
            instant: None,
        }
    }

    /// Returns the same gate with all actions at this instant, for an account with a generated past.
    pub fn at(self, instant: i64) -> Self {
        Self {
            instant: Some(instant),
            ..self
        }
    }

    /// Returns the time of an action that happens now.
    fn now(&self) -> i64 {
        self.instant.unwrap_or_else(clock::now)
    }

    /// Returns the person as the access rules see them.
    pub fn viewer(&self) -> Viewer {
        self.me.viewer()
    }

    pub fn me(&self) -> &Me {
        &self.me
    }

    /// Returns the time zone in which the person's days are counted.
    pub fn zone(&self) -> Zone {
        Zone::named(&self.me.time_zone)
    }

    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Returns the background jobs.
    pub fn jobs(&self) -> &Jobs {
        &self.jobs
    }

    /// Begins a read transaction, in which several queries see the same state.
    pub async fn read(&self) -> Result<Tx, StoreError> {
        Ok(self.store.reader().begin().await?)
    }

    /// Begins a read transaction if the person may do this in the account.
    pub async fn read_as(&self, action: AccountAction) -> Result<Tx, AppError> {
        let mut tx = self.read().await?;
        check_action(&mut tx, &self.viewer(), action).await?;
        Ok(tx)
    }

    /// Returns the permit for one action on one space, or the reason for the refusal.
    pub async fn space(&self, id: SpaceId, action: Action) -> Result<SpacePermit, AppError> {
        let mut tx = self.store.begin().await?;
        let me = self.present(&mut tx).await?;
        let facts = spaces::permitted(&mut tx, &me.viewer(), id, action).await?;
        Ok(SpacePermit::new(tx, me, (id, facts), action, self.now()))
    }

    /// Returns the person as the transaction sees them, because they may have lost a role or their account while the
    /// write waited for the write lock.
    async fn present(&self, conn: &mut Conn) -> Result<Me, AppError> {
        users::me(conn, self.me.id).await?.ok_or(AppError::SignedOut)
    }

    /// Returns the permit for one action in the account, or the reason for the refusal.
    pub async fn account(&self, action: AccountAction) -> Result<AccountPermit, AppError> {
        let mut tx = self.store.begin().await?;
        let me = self.present(&mut tx).await?;
        check_action(&mut tx, &me.viewer(), action).await?;
        Ok(AccountPermit::new(tx, me, action, self.now()))
    }
}

/// Checks the access rule with the account's rules as the transaction sees them.
async fn check_action(conn: &mut Conn, viewer: &Viewer, action: AccountAction) -> Result<(), AppError> {
    let rules = account::rules(conn).await?;
    Ok(access::decide_account(viewer, &rules, action)?)
}
