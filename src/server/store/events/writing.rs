//! The writing transaction whose commit tells those who follow events.

use std::ops::{Deref, DerefMut};

use tokio::sync::watch;

use super::read::newest;
use crate::server::store::{
    StoreError,
    engine::{Store, Tx, sql::Conn},
};

/// A writing transaction. Dropped without [`Writing::commit`] it leaves nothing behind, events neither.
#[derive(Debug)]
pub struct Writing {
    tx: Tx,
    news: watch::Sender<i64>,
}

impl Store {
    /// Begins a writing transaction. It is the writer from its first statement, so that it never fails half-way
    /// because another wrote meanwhile. Outside of tests only permits call this.
    pub(in crate::server) async fn begin(&self) -> Result<Writing, StoreError> {
        Ok(Writing {
            tx: self.begin_write().await?,
            news: self.news().clone(),
        })
    }

    /// Returns the number of the newest committed event, as it changes.
    pub fn newest_event(&self) -> watch::Receiver<i64> {
        self.news().subscribe()
    }
}

impl Writing {
    /// Undoes what was written at once, and not only when the connection is used again.
    pub async fn rollback(self) -> Result<(), StoreError> {
        Ok(self.tx.rollback().await?)
    }

    /// Makes what was written durable and visible, then tells those who follow that there are new events.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        let number = newest(&mut self.tx).await?;
        self.tx.commit().await?;
        self.news.send_if_modified(|told| {
            let is_news = number > *told;
            *told = number.max(*told);
            is_news
        });
        Ok(())
    }
}

impl Deref for Writing {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        &self.tx
    }
}

impl DerefMut for Writing {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.tx
    }
}
