//! The bar at the bottom of the list: the number of ticked rows, the operations, and the progress of a running
//! operation.

use domain::{
    access::AccountAction,
    list_query::ListQuery,
    operation::{Operation, OperationKind},
};
use leptos::prelude::*;

use super::{
    run::{kind_words, use_runner},
    selection::Ticks,
    state::{DialogState, ListState, use_list},
};
use crate::{
    api::operations,
    i18n::{Messages, use_messages},
    ui::{
        components::{Glyph, Icon, Menu, MenuItem, ProgressBar},
        shell::session::use_session,
    },
};

/// The state of the lazily loaded bar and of the dialogs that it opens. The bar is fetched when operations are first
/// switched on.
#[derive(Clone, Copy)]
pub struct OperationsBarState {
    /// Whether the bar is needed. Stays true from then on.
    pub open: RwSignal<bool>,
    pub chosen: DialogState<OperationKind>,
    /// Whether the dialog that exports the ticked rows is open.
    pub exporting: RwSignal<bool>,
}

impl OperationsBarState {
    /// Creates the state. `open` becomes true when operations are switched on or one is running.
    pub fn new(chosen: DialogState<OperationKind>, exporting: RwSignal<bool>) -> Self {
        let open = RwSignal::new(false);
        let (list, runner) = (use_list(), use_runner());
        Effect::new(move |_| {
            if list.operating.get() || runner.progress.with(Option::is_some) {
                open.set(true);
            }
        });
        Self {
            open,
            chosen,
            exporting,
        }
    }
}

/// The bar, which slides in when a row is ticked.
#[component]
pub fn OperationsBar(state: OperationsBarState) -> impl IntoView {
    let OperationsBarState { chosen, exporting, .. } = state;
    let messages = use_messages();
    let list = use_list();
    let runner = use_runner();
    let exact = exact_count(list);
    let ticked = Memo::new(move |_| list.operating.get() && !list.ticks.with(Ticks::is_empty));
    let shown = Memo::new(move |_| ticked.get() || runner.progress.with(Option::is_some));
    move || {
        shown.get().then(|| {
            view! {
                <div class="operations-bar" role="region" aria-label=messages.text("list-operations")>
                    <Running/>
                    {move || ticked.get().then(|| view! { <Ticked exact chosen exporting/> })}
                </div>
            }
        })
    }
}

/// Returns the exact number of matching spaces, for lists whose own count stops at its ceiling. It is requested when
/// all matching spaces are ticked.
fn exact_count(list: ListState) -> RwSignal<Option<u32>> {
    let exact = RwSignal::new(None);
    super::state::later(
        move || {
            let wanted = list.ticks.with(Ticks::is_all_matching) && list.count.get().is_some_and(|count| count.over);
            (wanted.then(|| list.query.with(ListQuery::spaces)), list.changes.get())
        },
        |(query, _)| async move {
            let Some(query) = query else { return Ok(None) };
            // The preview of any operation counts the selected spaces.
            let selection = domain::operation::Selection::Matching(Box::new(query));
            let foreseen = operations::preview_operation(selection, Operation::Archive).await;
            foreseen
                .map(|foreseen| Some(foreseen.outcome.total))
                .map_err(|failure| failure.0)
        },
        move |counted| exact.set(counted.ok().flatten()),
    );
    exact
}

#[component]
fn Running() -> impl IntoView {
    let messages = use_messages();
    let runner = use_runner();
    let running = Memo::new(move |_| runner.progress.with(Option::is_some));
    let done = Signal::derive(move || runner.progress.get().map_or(0, |(done, _)| done));
    let total = Signal::derive(move || runner.progress.get().map_or(1, |(_, total)| total));
    move || {
        running
            .get()
            .then(|| view! { <ProgressBar label=messages.text("list-operation-running") done total/> })
    }
}

#[component]
fn Ticked(
    exact: RwSignal<Option<u32>>,
    chosen: DialogState<OperationKind>,
    exporting: RwSignal<bool>,
) -> impl IntoView {
    let messages = use_messages();
    let list = use_list();
    let runner = use_runner();
    let count = move || {
        list.ticks
            .with(|ticks| ticked_words(messages, list, ticks, exact.get()))
    };
    let offers_all = Memo::new(move |_| {
        let count = list.count.get();
        list.ticks
            .with(|ticks| list.shown.with(|page| ticks.offers_all_matching(page, count)))
    });
    let clear = messages.text("list-untick-all");
    view! {
        <span class="ticked-count" aria-live="polite">{count}</span>
        {move || {
            offers_all
                .get()
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="button"
                            on:click=move |_| list.ticks.update(Ticks::set_all_matching)
                        >
                            {move || all_matching_words(messages, list)}
                        </button>
                    }
                })
        }}
        <Show when=move || !runner.busy.get()>
            <OperationsMenu chosen exporting/>
        </Show>
        <button
            type="button"
            class="button icon quiet"
            aria-label=clear.clone()
            title=clear
            on:click=move |_| list.ticks.set(Ticks::default())
        >
            <Icon glyph=Glyph::X/>
        </button>
    }
}

#[component]
fn OperationsMenu(chosen: DialogState<OperationKind>, exporting: RwSignal<bool>) -> impl IntoView {
    let messages = use_messages();
    let exports = use_session().may(AccountAction::Export);
    view! {
        <Menu label=messages.text("list-operations-menu") glyph=Glyph::Layers class="button primary opens-up">
            {OperationKind::ALL
                .into_iter()
                .map(|kind| {
                    let choose = Callback::new(move |()| chosen.open_for(kind));
                    view! { <MenuItem label=kind_words(messages, kind) on_select=choose glyph=glyph(kind)/> }
                })
                .collect_view()}
            {exports.then(|| {
                let choose = Callback::new(move |()| exporting.set(true));
                view! { <MenuItem label=messages.text("export") on_select=choose glyph=Glyph::Download/> }
            })}
        </Menu>
    }
}

fn glyph(kind: OperationKind) -> Glyph {
    match kind {
        OperationKind::AddToGroup | OperationKind::RemoveFromGroup => Glyph::Folder,
        OperationKind::AddTag | OperationKind::RemoveTag => Glyph::Tag,
        OperationKind::ChangeVisibility => Glyph::Globe,
        OperationKind::ChangeOwner => Glyph::Person,
        OperationKind::GiveAccess | OperationKind::TakeAccess => Glyph::Users,
        OperationKind::SetField => Glyph::Pencil,
        OperationKind::Archive => Glyph::Archive,
        OperationKind::Restore => Glyph::Undo,
        OperationKind::Delete => Glyph::Trash,
    }
}

fn ticked_words(messages: Messages, list: ListState, ticks: &Ticks, exact: Option<u32>) -> String {
    if !ticks.is_all_matching() {
        return messages.with("list-ticked", [("count", ticks.len() as u32)]);
    }
    match list.count.get() {
        Some(count) if !count.over => messages.with("list-ticked", [("count", count.shown)]),
        _ => exact.map_or_else(
            || messages.text("list-ticked-over"),
            |count| messages.with("list-ticked", [("count", count)]),
        ),
    }
}

fn all_matching_words(messages: Messages, list: ListState) -> String {
    match list.count.get() {
        Some(count) if !count.over => messages.with("list-select-all", [("count", count.shown)]),
        Some(_) => messages.text("list-select-all-over"),
        None => messages.text("list-select-all-uncounted"),
    }
}
