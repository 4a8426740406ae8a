//! The gate: who asks, and what they may do. Reads take its viewer, writes a permit that only the gate makes.
//!
//! A permit owns the writing transaction in which the rule was asked, so nothing can change between check and act.

use domain::{
    access::{self, AccountAction, Action, Standing, Viewer},
    error::AppError,
    ids::{SpaceId, UserId},
    person::{Language, Me},
};

use super::{
    clock,
    jobs::Jobs,
    state,
    store::{Connection, Store, StoreError, Tx, Zone, account, engine::sql::Conn, people::users, spaces},
};

mod deals;

pub use deals::DealPermit;

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
        Ok(SpacePermit {
            tx,
            me,
            space: id,
            standing,
            action,
            at: self.now(),
        })
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
        Ok(AccountPermit {
            tx,
            account: self.store.account().clone(),
            me,
            action,
            at: self.now(),
        })
    }
}

/// Asks the rule with what the account decides at this moment of the transaction.
async fn ask(conn: &mut Conn, viewer: &Viewer, action: AccountAction) -> Result<(), AppError> {
    let rules = account::rules(conn).await?;
    Ok(access::decide_account(viewer, &rules, action)?)
}

/// Leave to do one thing with one space, inside the transaction that made sure of it.
pub struct SpacePermit {
    tx: Tx,
    me: Me,
    space: SpaceId,
    standing: Standing,
    action: Action,
    at: i64,
}

impl SpacePermit {
    /// The transaction, for this act alone: leave to edit is no leave to delete.
    pub fn act(&mut self, action: Action) -> Result<&mut Conn, AppError> {
        if self.action == action {
            Ok(&mut self.tx)
        } else {
            Err(AppError::NotAllowed)
        }
    }

    /// The space.
    pub fn space(&self) -> SpaceId {
        self.space
    }

    /// Who acts.
    pub fn actor(&self) -> UserId {
        self.me.id
    }

    /// Who acts, as the rules see them.
    pub fn viewer(&self) -> Viewer {
        self.me.viewer()
    }

    /// How the person stood to the space when the permit was made.
    pub fn standing(&self) -> Standing {
        self.standing
    }

    /// When: one instant for everything that the act writes.
    pub fn at(&self) -> i64 {
        self.at
    }

    /// Makes it so. A permit that is dropped leaves nothing behind.
    pub async fn commit(self) -> Result<(), StoreError> {
        Ok(self.tx.commit().await?)
    }
}

/// Leave to do one thing in the account, inside a transaction.
pub struct AccountPermit {
    tx: Tx,
    account: account::Remembered,
    me: Me,
    action: AccountAction,
    at: i64,
}

impl AccountPermit {
    /// The language of whom acts, for what is read from texts.
    pub fn language(&self) -> Language {
        self.me.language
    }

    /// The transaction, for this act alone.
    pub fn act(&mut self, action: AccountAction) -> Result<&mut Conn, AppError> {
        if self.action == action {
            Ok(&mut self.tx)
        } else {
            Err(AppError::NotAllowed)
        }
    }

    /// Who acts.
    pub fn actor(&self) -> UserId {
        self.me.id
    }

    /// Who acts, as the rules see them.
    pub fn viewer(&self) -> Viewer {
        self.me.viewer()
    }

    /// When.
    pub fn at(&self) -> i64 {
        self.at
    }

    /// Makes it so. A permit that is dropped leaves nothing behind.
    pub async fn commit(self) -> Result<(), StoreError> {
        if self.action != AccountAction::ManageSettings {
            return Ok(self.tx.commit().await?);
        }
        // Goes on even if the request is given up meanwhile: what is committed must not stay remembered otherwise.
        let (tx, account) = (self.tx, self.account);
        let committed = tokio::spawn(async move {
            let committed = tx.commit().await;
            account.forget();
            committed
        });
        let stopped = |cause| StoreError::Damaged(format!("a commit stopped: {cause}"));
        Ok(committed.await.map_err(stopped)??)
    }
}
