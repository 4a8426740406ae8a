//! Opening the database: first the connections, then the rebuild of data that this version derives differently.

use std::path::Path;

use super::{Store, clean_names, rekeying};
use crate::server::store::{StoreError, events, people::users};

impl Store {
    /// Opens the database in the folder, and creates or migrates it if needed.
    pub async fn open(data_dir: &Path) -> Result<Self, StoreError> {
        let store = Self::connect(data_dir).await?;
        let mut tx = store.begin_write().await?;
        rekeying::rebuild_outdated(&mut tx).await?;
        users::write_missing_words(&mut tx).await?;
        clean_names::clean(&mut tx).await?;
        store.newest_event_sender().send_replace(events::newest(&mut tx).await?);
        tx.commit().await?;
        Ok(store)
    }
}
