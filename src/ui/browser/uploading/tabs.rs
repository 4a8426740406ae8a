//! The tabs of this browser: which of them carries an upload, and when it should go on.

use std::cell::Cell;

use futures::channel::oneshot;
use js_sys::{Object, Promise, Reflect};
use leptos::{ev, prelude::*};
use uuid::Uuid;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::BeforeUnloadEvent;

use super::call;

fn lock_name(tab: Uuid) -> JsValue {
    format!("spaces.uploads.{tab}").into()
}

/// Returns the browser's locks, which exist only with HTTPS.
fn locks() -> Option<JsValue> {
    let navigator: JsValue = window().navigator().into();
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    (!locks.is_undefined()).then_some(locks)
}

thread_local! {
    /// Whether this tab has asked for its lock.
    static ASKED: Cell<bool> = const { Cell::new(false) };
}

/// Holds the lock of this tab until the page is left; returns when no other tab takes over its uploads.
pub async fn hold_tab(tab: Uuid) {
    let Some(locks) = locks().filter(|_| !ASKED.replace(true)) else {
        return;
    };
    let (held, waited) = oneshot::channel::<()>();
    let hold = Closure::once_into_js(move |_: JsValue| {
        let _ = held.send(());
        // It is never resolved.
        Promise::new(&mut |_, _| {})
    });
    if call(&locks, "request", &[lock_name(tab), hold]).is_some() {
        let _ = waited.await;
    }
}

/// The lock of a tab that was closed, whose uploads this tab takes over.
pub struct TakenOver(Option<oneshot::Sender<()>>);

impl Drop for TakenOver {
    fn drop(&mut self) {
        if let Some(free) = self.0.take() {
            let _ = free.send(());
        }
    }
}

/// Takes the lock of another tab if that tab was closed. Without locks, returns `None` if `old` is false: what was not
/// touched for a while belongs to a closed tab.
pub async fn take_over(tab: Uuid, old: bool) -> Option<TakenOver> {
    let Some(locks) = locks() else {
        return old.then_some(TakenOver(None));
    };
    let options = Object::new();
    Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE).ok()?;
    let (told, answer) = oneshot::channel::<bool>();
    let (free, freed) = oneshot::channel::<()>();
    let got = Closure::once_into_js(move |lock: JsValue| {
        let got = !lock.is_null() && !lock.is_undefined();
        let _ = told.send(got);
        wasm_bindgen_futures::future_to_promise(async move {
            if got {
                let _ = freed.await;
            }
            Ok(JsValue::UNDEFINED)
        })
    });
    call(&locks, "request", &[lock_name(tab), options.into(), got])?;
    answer.await.unwrap_or_default().then_some(TakenOver(Some(free)))
}

/// Asks before the page is left while `asks` returns true, until the current owner is disposed of.
pub fn on_unload(asks: impl Fn() -> bool + 'static) {
    let handle = window_event_listener(ev::beforeunload, move |event: BeforeUnloadEvent| {
        if asks() {
            event.prevent_default();
            // Older browsers need it.
            event.set_return_value("");
        }
    });
    on_cleanup(move || handle.remove());
}

/// Calls `wake` when the network is there again or the person looks at the page again, until the current owner is disposed
/// of.
pub fn on_wake(wake: impl Fn() + Clone + 'static) {
    let online = {
        let wake = wake.clone();
        window_event_listener(ev::online, move |_| wake())
    };
    let visible = Closure::<dyn Fn()>::new(move || {
        if !document().hidden() {
            wake();
        }
    });
    let listener = visible.as_ref().unchecked_ref::<js_sys::Function>().clone();
    let _ = document().add_event_listener_with_callback("visibilitychange", &listener);
    let kept = send_wrapper::SendWrapper::new((visible, listener));
    on_cleanup(move || {
        let _ = document().remove_event_listener_with_callback("visibilitychange", &kept.1);
        online.remove();
    });
}
