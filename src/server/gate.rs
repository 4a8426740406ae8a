//! The gate: the person of a request, and what they may do. Reads take its viewer, writes a permit that only the gate
//! makes.

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
    store::{Connection, Store, StoreError, Tx, Zone, account, engine::sql::Conn, people::users, spaces},
};

mod deals;

/// The signed-in person at the door.
#[derive(Clone)]
pub struct Gate {
    store: Store,
    me: Me,
    jobs: Jobs,
    /// When its acts happen, where that is not now.
    instant: Option<i64>,
}

impl Gate {
    /// The person of this request; `SignedOut` where there is none.
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

    /// The gate for a person that the caller has made sure of.
    pub fn of(store: Store, me: Me) -> Self {
        Self {
            store,
            me,
            jobs: Jobs::default(),
            instant: None,
        }
    }

    /// The same gate, whose acts happen at this instant: for an account that gets a made-up past.
    pub fn at(self, instant: i64) -> Self {
        Self {
            instant: Some(instant),
            ..self
        }
    }

    /// When what is done now happens.
    fn now(&self) -> i64 {
        self.instant.unwrap_or_else(clock::now)
    }

    /// The person as the access rules see them.
    pub fn viewer(&self) -> Viewer {
        self.me.viewer()
    }

    /// The person.
    pub fn me(&self) -> &Me {
        &self.me
    }

    /// The time zone whose days the person means.
    pub fn zone(&self) -> Zone {
        Zone::named(&self.me.time_zone)
    }

    /// The store.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Background work.
    pub fn jobs(&self) -> &Jobs {
        &self.jobs
    }

    /// A reading transaction: several questions answered from the same moment.
    pub async fn read(&self) -> Result<Tx, StoreError> {
        Ok(self.store.reader().begin().await?)
    }

    /// A reading connection, for a single question.
    pub async fn look(&self) -> Result<Connection, StoreError> {
        Ok(self.store.reader().acquire().await?)
    }

    /// A reading transaction for those who may do this in the account.
    pub async fn read_as(&self, action: AccountAction) -> Result<Tx, AppError> {
        let mut tx = self.read().await?;
        ask(&mut tx, &self.viewer(), action).await?;
        Ok(tx)
    }

    /// Lets the person do one thing with one space, or says why not.
    pub async fn space(&self, id: SpaceId, action: Action) -> Result<SpacePermit, AppError> {
        let mut tx = self.store.begin().await?;
        let me = self.present(&mut tx).await?;
        let standing = spaces::standing(&mut tx, &me.viewer(), id)
            .await?
            .ok_or(AppError::NotFound)?;
        access::decide(&me.viewer(), &standing, action)?;
        Ok(SpacePermit::new(tx, me, (id, standing), action, self.now()))
    }

    /// The person as they are at this moment of the transaction: a role that was taken, or an account that was closed,
    /// while a write waited for its turn counts.
    async fn present(&self, conn: &mut Conn) -> Result<Me, AppError> {
        users::me(conn, self.me.id).await?.ok_or(AppError::SignedOut)
    }

    /// Lets the person do one thing in the account, or says why not.
    pub async fn account(&self, action: AccountAction) -> Result<AccountPermit, AppError> {
        let mut tx = self.store.begin().await?;
        let me = self.present(&mut tx).await?;
        ask(&mut tx, &me.viewer(), action).await?;
        Ok(AccountPermit::new(
            tx,
            self.store.account().clone(),
            (me, action),
            self.now(),
        ))
    }
}

/// Asks the rule with what the account decides at this moment of the transaction.
async fn ask(conn: &mut Conn, viewer: &Viewer, action: AccountAction) -> Result<(), AppError> {
    let rules = account::rules(conn).await?;
    Ok(access::decide_account(viewer, &rules, action)?)
}
