//! The checklist of a task: adding by Enter, ticking, editing, reordering and removing.

use domain::{
    ids::ChecklistItemId,
    topic::task::{
        CHECKLIST_ITEM, CHECKLIST_ITEMS, ChecklistChange, ChecklistItem, Progress, TaskChange, checklist_item,
    },
};
use leptos::{ev::KeyboardEvent, html, prelude::*};

use super::TaskState;
use crate::{
    i18n::Argument,
    ui::{
        browser::new_uuid,
        components::{Glyph, Menu, MenuItem, TextField},
        errors::reason,
    },
};

/// The state of the list.
#[derive(Clone, Copy)]
struct List {
    state: TaskState,
    items: Memo<Vec<ChecklistItem>>,
    /// The item that is being edited.
    editing: RwSignal<Option<ChecklistItemId>>,
    /// What screen readers are told.
    announced: RwSignal<String>,
}

impl List {
    fn change(self, change: ChecklistChange) {
        self.state.change(TaskChange::Checklist(change));
    }

    /// Moves an item up or down, and says where it is.
    fn shift(self, item: ChecklistItemId, down: bool) {
        let messages = self.state.thread.messages;
        let (from, all) = self.items.with_untracked(|items| {
            let from = items.iter().position(|known| known.id == item);
            (from, items.len())
        });
        let to = from.and_then(|from| if down { Some(from + 1) } else { from.checked_sub(1) });
        let Some(to) = to.filter(|to| *to < all) else { return };
        self.announced
            .set(messages.with("checklist-moved", [("place", to + 1), ("all", all)]));
        self.change(ChecklistChange::Move { item, to });
    }
}

/// The checklist.
#[component]
pub(super) fn Checklist(state: TaskState) -> impl IntoView {
    let messages = state.thread.messages;
    let list = List {
        state,
        items: Memo::new(move |_| state.task.with(|task| task.checklist.clone())),
        editing: RwSignal::new(None),
        announced: RwSignal::new(String::new()),
    };
    let progress = move || {
        let progress = list.items.with(|items| Progress::of(items));
        let words = [("done", progress.done), ("all", progress.all)];
        (progress.all > 0).then(|| messages.with("checklist-progress", words))
    };
    let shown = Memo::new(move |_| state.change.get() || list.items.with(|items| !items.is_empty()));
    view! {
        <Show when=move || shown.get()>
            <div class="checklist">
                <h2 class="checklist-title" id="checklist">
                    {messages.text("checklist")}
                    <span class="muted">{progress}</span>
                </h2>
                <ul class="checklist-items" aria-labelledby="checklist">
                    <For each=move || list.items.get() key=|item| (item.id, item.text.clone()) let:item>
                        <Item list item/>
                    </For>
                </ul>
                <Show when=move || state.change.get() && list.items.with(|items| items.len() < CHECKLIST_ITEMS)>
                    <NewItem list/>
                </Show>
                <p class="visually-hidden" role="status">{move || list.announced.get()}</p>
            </div>
        </Show>
    }
    .into_any()
}

#[component]
fn Item(list: List, item: ChecklistItem) -> impl IntoView {
    let messages = list.state.thread.messages;
    let id = item.id;
    let done = Memo::new(move |_| {
        list.items
            .with(|items| items.iter().any(|known| known.id == id && known.done))
    });
    let on_key = move |event: KeyboardEvent| {
        let down = match event.key().as_str() {
            "ArrowDown" => true,
            "ArrowUp" => false,
            _ => return,
        };
        if event.alt_key() && list.state.change.get_untracked() {
            event.prevent_default();
            list.shift(id, down);
        }
    };
    let tick = move |event| {
        let done = event_target_checked(&event);
        list.change(ChecklistChange::Tick { item: id, done });
    };
    let text = StoredValue::new(item.text);
    let editing = Memo::new(move |_| list.editing.get() == Some(id));
    view! {
        <li class="checklist-item" class:done=move || done.get() on:keydown=on_key>
            <Show
                when=move || !editing.get()
                fallback=move || view! { <EditItem list id text=text.get_value()/> }
            >
                <label class="check">
                    <input
                        type="checkbox"
                        checked=done.get_untracked()
                        prop:checked=move || done.get()
                        disabled=move || !list.state.change.get()
                        on:change=tick
                    />
                    <span>{text.get_value()}</span>
                </label>
                <Show when=move || list.state.change.get()>
                    <Menu
                        label=messages.with("checklist-item-menu", [("name", text.get_value())])
                        glyph=Glyph::More class="button icon quiet" icon_only=true
                    >
                        <MenuItem
                            label=messages.text("checklist-item-edit") glyph=Glyph::Pencil
                            on_select=move |()| list.editing.set(Some(id))
                        />
                        <MenuItem
                            label=messages.text("checklist-item-up") glyph=Glyph::ArrowUp
                            on_select=move |()| list.shift(id, false)
                        />
                        <MenuItem
                            label=messages.text("checklist-item-down") glyph=Glyph::ArrowDown
                            on_select=move |()| list.shift(id, true)
                        />
                        <MenuItem
                            label=messages.text("checklist-item-remove") glyph=Glyph::Trash
                            on_select=move |()| {
                                list.announced.set(messages.text("checklist-removed"));
                                list.change(ChecklistChange::Remove { item: id });
                            }
                        />
                    </Menu>
                </Show>
            </Show>
        </li>
    }
    .into_any()
}

#[component]
fn EditItem(list: List, id: ChecklistItemId, text: String) -> impl IntoView {
    let messages = list.state.thread.messages;
    let value = RwSignal::new(text);
    let wrong = RwSignal::new(None::<String>);
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match checklist_item(&value.get_untracked()) {
            Ok(text) => {
                list.editing.set(None);
                list.change(ChecklistChange::Reword { item: id, text });
            }
            Err(why) => wrong.set(Some(reason(messages, &why))),
        }
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            list.editing.set(None);
        }
    };
    view! {
        <form class="checklist-form" method="post" novalidate on:submit=save on:keydown=on_key>
            <TextField
                label=messages.text("checklist-item-text") value error=wrong autofocus=true max=CHECKLIST_ITEM
            />
            <button type="submit" class="button">{messages.text("task-repeat-save")}</button>
        </form>
    }
    .into_any()
}

/// The field for the next item. Enter adds it, and the field is ready for another.
#[component]
fn NewItem(list: List) -> impl IntoView {
    let messages = list.state.thread.messages;
    let value = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let form = NodeRef::<html::Form>::new();
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match checklist_item(&value.get_untracked()) {
            Ok(text) => {
                wrong.set(None);
                value.set(String::new());
                let item = ChecklistItemId(new_uuid());
                list.change(ChecklistChange::Add { item, text });
            }
            Err(why) => wrong.set(Some(reason(messages, &why))),
        }
    };
    view! {
        <form class="checklist-form" method="post" novalidate node_ref=form on:submit=add>
            <TextField label=messages.text("checklist-add") value error=wrong max=CHECKLIST_ITEM/>
        </form>
    }
    .into_any()
}
