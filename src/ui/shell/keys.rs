//! Keyboard shortcuts of every page. Single keys can be switched off in the profile, and never act while somebody
//! types. Ctrl+K opens the palette.

use domain::add_on::AddOn;
use leptos::{
    ev::{self, KeyboardEvent},
    prelude::*,
};
use leptos_router::hooks::use_navigate;

use super::{frame::FrameState, session::use_session};
use crate::{
    i18n::use_messages,
    ui::{
        browser::{dialog_is_open, is_typing},
        components::Dialog,
    },
};

/// Time within which the second key must follow `g`, in milliseconds.
const SECOND_KEY: f64 = 1500.0;

/// Listens for the keys until the frame is removed.
pub(super) fn listen(state: FrameState) {
    let session = use_session();
    let (on, spaces) = (session.me.shortcuts, session.add_ons.has(AddOn::Spaces));
    let navigate = use_navigate();
    Effect::new(move |_| {
        let navigate = navigate.clone();
        let after_g = StoredValue::new(None::<f64>);
        let handle = window_event_listener(ev::keydown, move |event| {
            if opens_palette(&event) {
                event.prevent_default();
                state.palette.set(true);
            }
            let with_other = event.ctrl_key() || event.meta_key() || event.alt_key();
            if !on || with_other || event.default_prevented() || is_typing(&event) {
                return;
            }
            let second = after_g
                .get_value()
                .is_some_and(|at| event.time_stamp() - at < SECOND_KEY);
            after_g.set_value(None);
            match event.key().as_str() {
                "g" => after_g.set_value(Some(event.time_stamp())),
                "s" if second && spaces => navigate("/spaces", Default::default()),
                "/" => {
                    if let Some(field) = state.search.get_untracked() {
                        let _ = field.focus();
                        field.select();
                        event.prevent_default();
                    }
                }
                "c" => {
                    event.prevent_default();
                    state.quick_add.set(true);
                }
                "?" => state.keys.set(true),
                _ => {}
            }
        });
        on_cleanup(move || handle.remove());
    });
}

/// Returns whether the key opens the palette: Ctrl+K or Cmd+K, unless a writing box has used it or a dialog is open.
fn opens_palette(event: &KeyboardEvent) -> bool {
    let control = (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.shift_key();
    control && matches!(event.key().as_str(), "k" | "K") && !event.default_prevented() && !dialog_is_open()
}

/// The dialog that lists all keyboard shortcuts.
#[component]
pub fn KeysDialog(open: RwSignal<bool>) -> impl IntoView {
    let messages = use_messages();
    let session = use_session();
    let (off, spaces) = (!session.me.shortcuts, session.add_ons.has(AddOn::Spaces));
    let content = move || {
        let row = |keys: &[&'static str], name: &str| {
            let keys = keys.iter().map(|key| view! { <kbd>{*key}</kbd> }).collect_view();
            view! {
                <div>
                    <dt>{keys}</dt>
                    <dd>{messages.text(name)}</dd>
                </div>
            }
        };
        view! {
            {off.then(|| view! { <p class="dialog-text">{messages.text("keys-off")}</p> })}
            <dl class="keys">
                {spaces.then(|| row(&["/"], "key-search"))}
                {row(&["c"], "key-add")}
                {row(&["Ctrl+K"], "palette-title")}
                {spaces.then(|| view! {
                    {row(&["g", "s"], "key-spaces")} {row(&["j", "k"], "key-move")} {row(&["x"], "key-tick")}
                    {row(&["Enter"], "key-open")} {row(&["Ctrl+X", "Ctrl+V"], "key-move-files")}
                })}
                {row(&["?"], "key-help")}
            </dl>
        }
        .into_any()
    };
    view! {
        <Dialog title=messages.text("keyboard-shortcuts") open=open>
            {content()}
        </Dialog>
    }
    .into_any()
}
