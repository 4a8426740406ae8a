//! The bar with what can be done with the selected rows.

use leptos::prelude::*;

use super::{download::Download, item::Chosen, state::LibraryState};
use crate::ui::{
    components::{Glyph, Icon},
    pages::picked::Picked,
};

/// The bar, which slides in when a row is selected.
#[component]
pub fn SelectionBar(library: LibraryState) -> impl IntoView {
    let messages = library.messages;
    let chosen = Memo::new(move |_| library.chosen());
    let any = Memo::new(move |_| chosen.with(|chosen| !chosen.items.is_empty()));
    move || {
        any.get().then(|| {
            view! {
                <div class="operations-bar" role="region" aria-label=messages.text("library-selection")>
                    <Acts library chosen/>
                </div>
            }
        })
    }
}

#[component]
fn Acts(library: LibraryState, chosen: Memo<Chosen>) -> impl IntoView {
    let messages = library.messages;
    let count = move || {
        let count = chosen.with(Chosen::count);
        messages.with("library-selected", [("count", count)])
    };
    let (moves, deletes) = (
        Memo::new(move |_| chosen.with(|chosen| chosen.may_move)),
        Memo::new(move |_| chosen.with(|chosen| chosen.may_delete)),
    );
    let move_all = Callback::new(move |()| library.moving.open_for(chosen.get_untracked()));
    let delete_all = Callback::new(move |()| library.acts.delete(chosen.get_untracked()));
    let clear = messages.text("list-untick-all");
    view! {
        <span class="ticked-count" aria-live="polite">{count}</span>
        {move || view! { <Download library chosen=chosen.get()/> }}
        {act_button(library, "library-move", Glyph::FolderInput, moves, move_all)}
        {act_button(library, "library-delete", Glyph::Trash, deletes, delete_all)}
        <button
            type="button"
            class="button icon quiet"
            aria-label=clear.clone()
            title=clear
            on:click=move |_| library.picked.set(Picked::default())
        >
            <Icon glyph=Glyph::X/>
        </button>
    }
    .into_any()
}

/// Returns a button that says why it does nothing if the person may not do it with all selected rows.
fn act_button(
    library: LibraryState,
    name: &'static str,
    glyph: Glyph,
    allowed: Memo<bool>,
    act: Callback<()>,
) -> impl IntoView {
    let messages = library.messages;
    let refused = move || (!allowed.get()).then(|| messages.text("library-not-all"));
    let press = move |_| {
        if allowed.get_untracked() {
            act.run(());
        } else {
            library.acts.toasts.show_status(messages.text("library-not-all"));
        }
    };
    view! {
        <button
            type="button"
            class="button shrinks"
            aria-disabled=move || (!allowed.get()).then_some("true")
            title=refused
            on:click=press
        >
            <Icon glyph/>
            <span class="word">{messages.text(name)}</span>
        </button>
    }
    .into_any()
}
