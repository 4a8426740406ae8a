//! Values in IndexedDB: databases with one store each.
//!
//! IndexedDB may be missing or full (private windows). Everything then fails, and what was to be kept is lost by a reload.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransactionMode};

/// A database with one store.
pub struct Database {
    pub name: &'static str,
    pub store: &'static str,
}

impl Database {
    /// Stores a value under a key.
    pub async fn put(&self, key: &str, value: &JsValue) -> Result<(), JsValue> {
        let store = self.store(IdbTransactionMode::Readwrite).await?;
        settle(&store.put_with_key(value, &key.into())?).await.map(|_| ())
    }

    /// Stores values under keys: all of them or none.
    pub async fn put_all(&self, entries: &[(String, JsValue)]) -> Result<(), JsValue> {
        let store = self.store(IdbTransactionMode::Readwrite).await?;
        let mut last = None;
        for (key, value) in entries {
            last = Some(store.put_with_key(value, &key.as_str().into())?);
        }
        match last {
            // Requests are done in their order.
            Some(last) => settle(&last).await.map(|_| ()),
            None => Ok(()),
        }
    }

    /// Removes keys: all of them or none.
    pub async fn remove_all(&self, keys: &[String]) -> Result<(), JsValue> {
        let store = self.store(IdbTransactionMode::Readwrite).await?;
        let mut last = None;
        for key in keys {
            last = Some(store.delete(&key.as_str().into())?);
        }
        match last {
            Some(last) => settle(&last).await.map(|_| ()),
            None => Ok(()),
        }
    }

    /// Returns the value under a key; `undefined` if there is none.
    pub async fn get(&self, key: &str) -> Result<JsValue, JsValue> {
        let store = self.store(IdbTransactionMode::Readonly).await?;
        settle(&store.get(&key.into())?).await
    }

    /// Returns the keys that begin with a text, with their values.
    pub async fn all(&self, start: &str) -> Result<Vec<(JsValue, JsValue)>, JsValue> {
        let store = self.store(IdbTransactionMode::Readonly).await?;
        let range = IdbKeyRange::bound(&start.into(), &format!("{start}\u{ffff}").into())?;
        let keys = store.get_all_keys_with_key(&range)?;
        let values = store.get_all_with_key(&range)?;
        // Both are asked for before either is waited for: a request that is done tells nobody who comes later.
        let (keys, values) = futures::join!(settle(&keys), settle(&values));
        let list = |found: Result<JsValue, JsValue>| found?.dyn_into::<js_sys::Array>();
        Ok(list(keys)?.iter().zip(list(values)?.iter()).collect())
    }

    /// Removes a key.
    pub async fn remove(&self, key: &str) -> Result<(), JsValue> {
        let store = self.store(IdbTransactionMode::Readwrite).await?;
        settle(&store.delete(&key.into())?).await.map(|_| ())
    }

    async fn store(&self, mode: IdbTransactionMode) -> Result<IdbObjectStore, JsValue> {
        let database = self.open().await?;
        let transaction = database.transaction_with_str_and_mode(self.store, mode)?;
        // The transaction still completes after this.
        database.close();
        transaction.object_store(self.store)
    }

    async fn open(&self) -> Result<IdbDatabase, JsValue> {
        let window = web_sys::window().ok_or(JsValue::NULL)?;
        let factory = window.indexed_db()?.ok_or(JsValue::NULL)?;
        let request: IdbOpenDbRequest = factory.open_with_u32(self.name, 1)?;
        let (fresh, store) = (request.clone(), self.store);
        let make = Closure::once(move |_: JsValue| {
            let result = fresh.result().ok();
            if let Some(database) = result.and_then(|found| found.dyn_into::<IdbDatabase>().ok()) {
                let _ = database.create_object_store(store);
            }
        });
        request.set_onupgradeneeded(Some(make.as_ref().unchecked_ref()));
        settle(&request).await?.dyn_into()
    }
}

/// Waits for the request and returns its result.
async fn settle(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let done = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(done).await?;
    request.result()
}
