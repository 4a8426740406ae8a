//! The person's menu: profile, language, theme, keyboard shortcuts, sign out.

use domain::person::{Language, Theme};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::{address, session::use_session};
use crate::{
    i18n::use_messages,
    ui::components::{Glyph, Menu, MenuItem, MenuLink, MenuPost, PersonCircle},
};

/// The menu that opens from the person's circle in the top bar.
#[component]
pub(super) fn PersonMenu(keys: RwSignal<bool>) -> impl IntoView {
    let messages = use_messages();
    let me = use_session().me;
    let person = me.as_ref();
    let face = move || view! { <PersonCircle person=person.clone()/> }.into_any();
    let name = me.name.clone();
    view! {
        <div class="person-menu">
            <Menu label=name icon_only=true class="button quiet icon round" face=face>
                <div class="menu-person" role="none">
                    <strong>{me.name.clone()}</strong>
                    <span>{me.email.clone()}</span>
                </div>
                <MenuLink label=messages.text("my-profile") href="/settings/profile" glyph=Glyph::Person/>
                <MenuItem
                    label=messages.text("keyboard-shortcuts")
                    glyph=Glyph::Keyboard
                    on_select=move |()| keys.set(true)
                />
                <hr role="separator"/>
                <Languages/>
                <hr role="separator"/>
                <Themes now=me.theme/>
                <hr role="separator"/>
                <MenuPost label=messages.text("sign-out") action="/sign-out" fields=Vec::new() glyph=Glyph::LogOut/>
            </Menu>
        </div>
    }
    .into_any()
}

/// Returns the address to return to after a plain form was posted.
fn back() -> String {
    address(&use_location())
}

#[component]
fn Languages() -> impl IntoView {
    let messages = use_messages();
    Language::ALL
        .into_iter()
        .map(|language| {
            let tag = language.tag();
            view! {
                <MenuPost
                    label=messages.text(&format!("language-{tag}"))
                    action="/language"
                    fields=vec![("language", tag.to_owned()), ("back", back())]
                    glyph=Glyph::Languages
                    chosen=messages.0 == language
                    lang=tag
                />
            }
        })
        .collect_view()
}

#[component]
fn Themes(now: Theme) -> impl IntoView {
    let messages = use_messages();
    Theme::ALL
        .into_iter()
        .map(|theme| {
            let glyph = match theme {
                Theme::System => Glyph::Settings,
                Theme::Light => Glyph::Sun,
                Theme::Dark => Glyph::Moon,
            };
            let word = theme.as_str();
            view! {
                <MenuPost
                    label=messages.text(&format!("theme-{word}"))
                    action="/theme"
                    fields=vec![("theme", word.to_owned()), ("back", back())]
                    glyph=glyph
                    chosen=now == theme
                />
            }
        })
        .collect_view()
}
