//! The dialogs for handing over a space and for changing its visibility.

use std::sync::Arc;

use domain::visibility::Visibility;
use leptos::prelude::*;

use super::{live::Live, sentences};
use crate::{
    api::spaces::{change_space_visibility, hand_over_space},
    ui::{
        components::{Chips, Choice, Dialog, VisibilityChoice},
        pages::space_form::{levels, suggest_access},
        shell::session::use_session,
    },
};

/// The dialog that hands the space over to another owner.
#[component]
pub fn HandOverDialog(live: Live, open: RwSignal<bool>) -> impl IntoView {
    view! {
        <Dialog title=live.messages.text("space-hand-over-title") open>
            <HandOver live open/>
        </Dialog>
    }
}

#[component]
fn HandOver(live: Live, open: RwSignal<bool>) -> impl IntoView {
    let messages = live.messages;
    let chosen = RwSignal::new(Vec::<Choice>::new());
    let wrong = RwSignal::new(None::<String>);
    let owner = live.shown.with_untracked(|space| space.owner.clone());
    let text = messages.with("space-hand-over-text", [("owner", owner.name)]);
    let suggest = suggest_access(move || vec![owner.id]);
    let hand_over = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(heir) = chosen.with_untracked(|people| people.first().cloned()) else {
            return wrong.set(Some(messages.text("space-choose-person")));
        };
        let Ok(to) = heir.value.parse() else { return };
        open.set(false);
        let message = messages.with("space-handed-over", [("name", heir.label)]);
        live.act(hand_over_space(live.id(), to), message, None);
    };
    view! {
        <form class="space-dialog" method="post" novalidate on:submit=hand_over>
            <p>{text}</p>
            <Chips label=messages.text("space-new-owner") chosen suggest error=wrong single=true/>
            <DialogActions live open confirm=messages.text("space-hand-over")/>
        </form>
    }
}

/// The dialog that changes the visibility of the space.
#[component]
pub fn VisibilityDialog(live: Live, open: RwSignal<bool>) -> impl IntoView {
    view! {
        <Dialog title=live.messages.text("space-change-visibility") open>
            <ChangeVisibility live open/>
        </Dialog>
    }
}

#[component]
fn ChangeVisibility(live: Live, open: RwSignal<bool>) -> impl IntoView {
    let messages = live.messages;
    let (now, members) = live
        .shown
        .with_untracked(|space| (space.visibility, space.members.len()));
    let level: RwSignal<Visibility> = RwSignal::new(now);
    let allowed = levels(&use_session().visibility, Some(now));
    let effect = move || {
        let to = level.get();
        (to != now).then(|| sentences::effect_sentence(messages, to, members))
    };
    let change = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        open.set(false);
        let to = level.get_untracked();
        if to != now {
            let message = messages.text("space-visibility-changed");
            let undo = Arc::new(move || {
                let message = messages.text("space-visibility-changed");
                live.act(change_space_visibility(live.id(), now), message, None);
            });
            live.act(change_space_visibility(live.id(), to), message, Some(undo));
        }
    };
    view! {
        <form class="space-dialog" method="post" novalidate on:submit=change>
            <VisibilityChoice value=level allowed/>
            <p role="status">{effect}</p>
            <DialogActions live open confirm=messages.text("space-change-visibility")/>
        </form>
    }
}

#[component]
fn DialogActions(live: Live, open: RwSignal<bool>, confirm: String) -> impl IntoView {
    view! {
        <div class="dialog-foot">
            <button type="submit" class="button primary">
                {confirm}
            </button>
            <button type="button" class="button quiet" on:click=move |_| open.set(false)>
                {live.messages.text("space-cancel")}
            </button>
        </div>
    }
}
