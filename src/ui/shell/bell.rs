//! The bell in the top bar: the number of unread notices, and the menu of the newest ones.

use leptos::prelude::*;

use super::unread::{short, use_unread};
use crate::{
    i18n::use_messages,
    ui::{
        components::{Glyph, Icon, Menu},
        pages::lazy::{LazyDialog, LazyDialogKind},
    },
};

/// The bell. In windows under 720 px it is a link to the page of notices, in others the button of a menu.
#[component]
pub(super) fn Bell() -> impl IntoView {
    let messages = use_messages();
    let unread = use_unread();
    let open = RwSignal::new(false);
    let name = Signal::derive(move || match unread.notices() {
        0 => messages.text("notices-title"),
        count => messages.with("notices-unread", [("count", count)]),
    });
    let face = move || {
        view! {
            <Icon glyph=Glyph::Bell size=18/>
            {move || {
                let count = unread.notices();
                (count > 0).then(|| view! { <span class="unread-count" aria-hidden="true">{short(count)}</span> })
            }}
        }
        .into_any()
    };
    view! {
        <a class="bell-link button quiet icon round" href="/notices" aria-label=name title=messages.text("notices-title")>
            {face()}
        </a>
        <div class="bell">
            <Menu
                label=messages.text("notices-title") name=name class="button quiet icon round" icon_only=true open=open
                face=face
            >
                <LazyDialog dialog=LazyDialogKind::Notices(open)/>
            </Menu>
        </div>
    }
    .into_any()
}
