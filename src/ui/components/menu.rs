//! A button with a menu (ARIA Authoring Practices, 'Menu button').

use std::time::Duration;

use leptos::{
    context::Provider,
    ev::{self, FocusEvent, KeyboardEvent},
    html,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys,
};

use super::{Glyph, Icon, Move};
use crate::ui::browser::{after, keep_in_window, move_focus, new_id, place_as_styled};

/// Time after which a page has the layout of its new width, in milliseconds.
const SETTLED_MS: u32 = 100;
const ENTRIES: &str = "[role=menuitem],[role=menuitemradio],[role=menuitemcheckbox]";

/// The context by which an entry closes its menu.
#[derive(Clone, Copy)]
struct Handle {
    open: RwSignal<bool>,
    button: NodeRef<html::Button>,
}

impl Handle {
    fn close(self) {
        self.open.set(false);
        if let Some(button) = self.button.get_untracked() {
            let _ = button.focus();
        }
    }
}

/// A button that opens a menu.
#[component]
pub fn Menu(
    /// The button's label.
    #[prop(into)]
    label: String,
    #[prop(optional)] glyph: Option<Glyph>,
    /// The button's classes.
    #[prop(optional)]
    class: Option<&'static str>,
    /// Whether the label is only the accessible name and the tooltip.
    #[prop(optional)]
    icon_only: bool,
    /// The accessible name of a button that shows only an icon, if it changes; otherwise it is the label.
    #[prop(optional)]
    name: Option<Signal<String>>,
    /// The button's word, if it changes; otherwise it is the label.
    #[prop(optional)]
    word: Option<Signal<String>>,
    /// Whether the menu is open, if it can also be opened from elsewhere, for example by a key.
    #[prop(optional)]
    open: Option<RwSignal<bool>>,
    /// The view to show instead of the icon.
    #[prop(optional, into)]
    face: Option<ViewFn>,
    children: ChildrenFn,
) -> impl IntoView {
    let open = open.unwrap_or_else(|| RwSignal::new(false));
    let (button, panel, root) = (
        NodeRef::<html::Button>::new(),
        NodeRef::<html::Div>::new(),
        NodeRef::<html::Div>::new(),
    );
    let (button_id, panel_id) = (new_id(), new_id());
    let enter_at = StoredValue::new(Move::First);
    enter(open, panel, enter_at);
    let on_button_key = move |event: KeyboardEvent| {
        let to = match event.key().as_str() {
            "ArrowDown" => Move::First,
            "ArrowUp" => Move::Last,
            _ => return,
        };
        event.prevent_default();
        enter_at.set_value(to);
        open.set(true);
    };
    let on_leave = move |event: FocusEvent| {
        if !stays_in(&event, root) {
            open.set(false);
        }
    };
    let title = label.clone();
    let plain = icon_only.then(|| label.clone());
    let name = move || name.map(|name| name.get()).or_else(|| plain.clone());
    let word = (!icon_only).then(|| {
        view! { <span class="word">{move || word.map_or_else(|| label.clone(), |word| word.get())}</span> }
    });
    let content = content(Handle { open, button }, panel, (panel_id, button_id.clone()), children);
    view! {
        <div class="menu" node_ref=root on:focusout=on_leave>
            <button
                type="button"
                id=button_id
                class=class.unwrap_or("button")
                aria-haspopup="menu"
                aria-expanded=move || open.get().to_string()
                aria-label=name
                title=title
                node_ref=button
                on:click=move |_| open.update(|open| *open = !*open)
                on:keydown=on_button_key
            >
                {face_or_icon(face, glyph, icon_only)}
                {word}
            </button>
            {content}
        </div>
    }
    .into_any()
}

fn face_or_icon(face: Option<ViewFn>, glyph: Option<Glyph>, icon_only: bool) -> Option<AnyView> {
    let icon = |glyph| view! { <Icon glyph=glyph size=if icon_only { 18 } else { 16 }/> }.into_any();
    face.map(|face| face.run()).or_else(|| glyph.map(icon))
}

/// Returns the panel while the menu is open. The ids are the panel's and the button's, which labels the panel.
fn content(
    handle: Handle,
    panel: NodeRef<html::Div>,
    (id, named_by): (String, String),
    children: ChildrenFn,
) -> impl Fn() -> Option<AnyView> {
    move || {
        handle.open.get().then(|| {
            let children = children.clone();
            view! {
                <div
                    class="menu-panel"
                    role="menu"
                    id=id.clone()
                    aria-labelledby=named_by.clone()
                    tabindex="-1"
                    node_ref=panel
                    on:keydown=move |event| on_menu_key(&event, panel, handle)
                >
                    <Provider value=handle>{children()}</Provider>
                </div>
            }
            .into_any()
        })
    }
}

/// Places the panel and moves the focus to an entry once it is rendered. While it is open, it is placed again when the
/// window changes its size.
fn enter(open: RwSignal<bool>, panel: NodeRef<html::Div>, enter_at: StoredValue<Move>) {
    Effect::new(move |_| {
        if open.get()
            && let Some(panel) = panel.get()
        {
            let resized = panel.clone();
            let listener = window_event_listener(ev::resize, move |_| {
                // The button moves after the event, when the style of another width applies.
                place_as_styled(&resized);
                let resized = resized.clone();
                after(SETTLED_MS, move || keep_in_window(&resized));
            });
            on_cleanup(move || listener.remove());
            let to = enter_at.get_value();
            enter_at.set_value(Move::First);
            let shown = move || {
                keep_in_window(&panel);
                move_focus(&panel, ENTRIES, to);
            };
            let _ = set_timeout(shown, Duration::ZERO);
        }
    });
}

/// Returns whether the focus moves to another element of the menu. Browsers also report a focus change when the menu
/// itself is removed; its state has been disposed of by then.
fn stays_in(event: &FocusEvent, root: NodeRef<html::Div>) -> bool {
    event
        .related_target()
        .and_then(|target| target.dyn_into::<web_sys::Node>().ok())
        .zip(root.try_get_untracked().flatten())
        .is_some_and(|(target, root)| root.contains(Some(&target)))
}

fn on_menu_key(event: &KeyboardEvent, panel: NodeRef<html::Div>, handle: Handle) {
    let key = event.key();
    let to = match key.as_str() {
        "ArrowDown" => Move::Next,
        "ArrowUp" => Move::Previous,
        "Home" => Move::First,
        "End" => Move::Last,
        "Escape" => {
            event.prevent_default();
            event.stop_propagation();
            return handle.close();
        }
        "Tab" => return handle.open.set(false),
        _ if event.ctrl_key() || event.meta_key() || event.alt_key() => return,
        _ => match (key.chars().next(), key.chars().count()) {
            (Some(letter), 1) if letter.is_alphanumeric() => Move::Letter(letter.to_ascii_lowercase()),
            _ => return,
        },
    };
    event.prevent_default();
    if let Some(panel) = panel.get_untracked() {
        move_focus(&panel, ENTRIES, to);
    }
}

/// Returns what a click on an entry does: closes the menu, then runs the callback.
fn choosing(on_select: Callback<()>) -> impl Fn(leptos::ev::MouseEvent) + 'static {
    let handle = use_context::<Handle>();
    move |_| {
        if let Some(handle) = handle {
            handle.close();
        }
        on_select.run(());
    }
}

/// A menu entry that runs a callback.
#[component]
pub fn MenuItem(
    #[prop(into)] label: String,
    #[prop(into)] on_select: Callback<()>,
    #[prop(optional)] glyph: Option<Glyph>,
) -> impl IntoView {
    let select = choosing(on_select);
    view! {
        <button type="button" class="menu-item" role="menuitem" tabindex="-1" on:click=select>
            {glyph.map(|glyph| view! { <Icon glyph=glyph/> })}
            <span>{label}</span>
        </button>
    }
    .into_any()
}

/// A menu entry that is one of several choices.
#[component]
pub fn MenuRadio(
    #[prop(into)] label: String,
    #[prop(into)] chosen: Signal<bool>,
    #[prop(into)] on_select: Callback<()>,
) -> impl IntoView {
    let select = choosing(on_select);
    view! {
        <button
            type="button"
            class="menu-item"
            role="menuitemradio"
            tabindex="-1"
            aria-checked=move || chosen.get().to_string()
            on:click=select
        >
            <span class="menu-check">{move || chosen.get().then(|| view! { <Icon glyph=Glyph::Check/> })}</span>
            <span>{label}</span>
        </button>
    }
    .into_any()
}

/// A menu entry that is on or off. Choosing it does not close the menu.
#[component]
pub fn MenuCheck(#[prop(into)] label: String, checked: RwSignal<bool>) -> impl IntoView {
    view! {
        <button
            type="button"
            class="menu-item"
            role="menuitemcheckbox"
            tabindex="-1"
            aria-checked=move || checked.get().to_string()
            on:click=move |_| checked.update(|on| *on = !*on)
        >
            <span class="menu-check">{move || checked.get().then(|| view! { <Icon glyph=Glyph::Check/> })}</span>
            <span>{label}</span>
        </button>
    }
    .into_any()
}

/// A menu entry that is a link.
#[component]
pub fn MenuLink(
    #[prop(into)] label: String,
    #[prop(into)] href: String,
    #[prop(optional)] glyph: Option<Glyph>,
    /// Whether the address is a file: the browser downloads it and stays on the page.
    #[prop(optional)]
    file: bool,
) -> impl IntoView {
    let handle = use_context::<Handle>();
    let close = move |_| {
        if let Some(handle) = handle {
            handle.open.set(false);
        }
    };
    view! {
        <a
            class="menu-item"
            role="menuitem"
            tabindex="-1"
            href=href
            download=file.then_some("")
            rel=file.then_some("external")
            on:click=close
        >
            {glyph.map(|glyph| view! { <Icon glyph=glyph/> })}
            <span>{label}</span>
        </a>
    }
    .into_any()
}

/// A menu entry that posts a plain form, for settings that the server decides (language, theme, session) and for downloads.
#[component]
pub fn MenuPost(
    #[prop(into)] label: String,
    /// The address to which the form is posted.
    action: &'static str,
    /// Names and values of the form's fields.
    fields: Vec<(&'static str, String)>,
    #[prop(optional)] glyph: Option<Glyph>,
    /// Whether this is the current choice; `None` if the entry is not one of several choices.
    #[prop(optional)]
    chosen: Option<bool>,
    /// The language of the label, if it differs from the language of the page.
    #[prop(optional)]
    lang: Option<&'static str>,
) -> impl IntoView {
    let fields = fields
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    let role = if chosen.is_some() { "menuitemradio" } else { "menuitem" };
    let handle = use_context::<Handle>();
    // The menu is closed only after the form was submitted.
    let close = move |_| {
        let _ = set_timeout(
            move || {
                if let Some(handle) = handle {
                    handle.open.try_set(false);
                }
            },
            Duration::ZERO,
        );
    };
    view! {
        <form method="post" action=action role="none" on:submit=close>
            {fields}
            <button
                type="submit"
                class="menu-item"
                role=role
                tabindex="-1"
                aria-checked=chosen.map(|chosen| chosen.to_string())
                lang=lang
            >
                {glyph.map(|glyph| view! { <Icon glyph=glyph/> })}
                <span>{label}</span>
                {(chosen == Some(true)).then(|| view! { <Icon glyph=Glyph::Check/> })}
            </button>
        </form>
    }
    .into_any()
}
