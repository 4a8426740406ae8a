//! The saved views above the rows: a click shows a view's list. People who may change the current view can edit it
//! here.

use domain::{
    list_query::Place,
    saved_view::{SavedView, ViewForm, kept_query},
};
use leptos::{prelude::*, task::spawn_local};

use super::state::{link, use_list};
use crate::{
    api::views,
    i18n::use_messages,
    ui::{
        components::{Glyph, Icon, Menu, MenuItem, use_toasts},
        errors::sentence,
    },
};

/// The task of a dialog about views.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ViewAct {
    /// Save the current list.
    Save,
    /// Rename a view, or change whether it is shared.
    Edit(SavedView),
    Delete(SavedView),
}

/// The button 'Save view'.
#[component]
pub fn SaveView() -> impl IntoView {
    let messages = use_messages();
    let list = use_list();
    view! {
        <button
            type="button"
            class="button short-of-room"
            title=messages.text("views-save")
            aria-haspopup="dialog"
            on:click=move |_| list.view_act.open_for(ViewAct::Save)
        >
            <Icon glyph=Glyph::Bookmark/>
            <span>{messages.text("views-save")}</span>
        </button>
    }
}

/// The views that the person may see; nothing if there are none.
#[component]
pub fn ViewsBar() -> impl IntoView {
    let messages = use_messages();
    let list = use_list();
    let bar = move || {
        let views = list.views.get().and_then(Result::ok).unwrap_or_default();
        (!views.is_empty()).then(|| {
            view! {
                <nav class="views-bar" aria-label=messages.text("views-title")>
                    <ul>{views.into_iter().map(|view| view! { <ViewItem view/> }).collect_view()}</ul>
                </nav>
            }
        })
    };
    view! { <Transition>{bar}</Transition> }
}

#[component]
fn ViewItem(view: SavedView) -> impl IntoView {
    let list = use_list();
    let (id, to) = (view.id, link(&view.list(), &Place::First));
    let current = Memo::new(move |_| list.query.with(|query| query.view == Some(id)));
    let may_change = view.may_change;
    let view = StoredValue::new(view);
    let differs =
        Memo::new(move |_| current.get() && list.query.with(|query| view.with_value(|view| view.differs(query))));
    let name = view.with_value(|view| view.name.clone());
    view! {
        <li class="view-item" class:current=move || current.get()>
            <a
                class="view-link"
                href=to
                title=name.clone()
                aria-current=move || current.get().then_some("true")
            >
                <span class="view-name">{name.clone()}</span>
                <SharedMark view/>
            </a>
            {move || (may_change && differs.get()).then(|| view! { <SaveChanges view/> })}
            {move || (may_change && current.get()).then(|| view! { <ViewMenu view/> })}
        </li>
    }
}

/// A mark that the view is shared, with its owner's name if it is another person's.
#[component]
fn SharedMark(view: StoredValue<SavedView>) -> impl IntoView {
    let messages = use_messages();
    let me = crate::ui::shell::session::use_session().me.id;
    let words = view.with_value(|view| {
        view.shared.then(|| {
            if view.owner.id == me {
                messages.text("views-shared")
            } else {
                messages.with("views-shared-by", [("name", view.owner.name.clone())])
            }
        })
    });
    words.map(|words| {
        view! {
            <span class="view-shared" title=words.clone()>
                <Icon glyph=Glyph::Users/>
                <span class="visually-hidden">" ("{words.clone()}")"</span>
            </span>
        }
    })
}

/// The button that saves the current list to the view.
#[component]
fn SaveChanges(view: StoredValue<SavedView>) -> impl IntoView {
    let messages = use_messages();
    let list = use_list();
    let toasts = use_toasts();
    let save = move |_| {
        let (id, name) = view.with_value(|view| (view.id, view.name.clone()));
        let form = ViewForm {
            query: list.query.with_untracked(kept_query),
            ..view.with_value(SavedView::form)
        };
        spawn_local(async move {
            match views::change_view(id, form).await {
                Ok(()) => toasts.show_status(messages.with("views-changed", [("name", name)])),
                Err(failure) => toasts.show_error(sentence(messages, &failure.0)),
            }
            list.views.refetch();
        });
    };
    view! {
        <button type="button" class="button" on:click=save>{messages.text("views-save-changes")}</button>
    }
}

#[component]
fn ViewMenu(view: StoredValue<SavedView>) -> impl IntoView {
    let messages = use_messages();
    let list = use_list();
    let label = messages.with("views-menu", [("name", view.with_value(|view| view.name.clone()))]);
    let edit = Callback::new(move |()| list.view_act.open_for(ViewAct::Edit(view.get_value())));
    let delete = Callback::new(move |()| list.view_act.open_for(ViewAct::Delete(view.get_value())));
    view! {
        <Menu label glyph=Glyph::More class="button icon quiet" icon_only=true>
            <MenuItem label=messages.text("views-edit") on_select=edit glyph=Glyph::Pencil/>
            <MenuItem label=messages.text("views-delete") on_select=delete glyph=Glyph::Trash/>
        </Menu>
    }
}
