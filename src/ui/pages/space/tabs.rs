//! The tabs of a space's page (ARIA Authoring Practices, 'Tabs'). They are links, so that each has an address.

use leptos::{ev::KeyboardEvent, html, prelude::*};

use super::live::Live;
use crate::ui::{browser::move_focus, components::Move, pages::library::library_path};

/// A tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    Topics,
    Library,
    About,
}

/// The query parameter that names the tab.
const PARAMETER: &str = "tab";
const PANEL: &str = "space-panel";

impl Tab {
    const ALL: [Tab; 3] = [Self::Topics, Self::Library, Self::About];

    fn word(self) -> &'static str {
        match self {
            Self::Topics => "topics",
            Self::Library => "library",
            Self::About => "about",
        }
    }

    /// Returns the tab that the query of an address shows. The library has a path of its own.
    pub fn of(query: &str) -> Self {
        let pairs = query.trim_start_matches('?').split('&');
        let named = pairs
            .filter_map(|pair| pair.split_once('='))
            .find(|(key, _)| *key == PARAMETER);
        let named = named.filter(|(_, word)| *word == Self::About.word());
        named.map_or(Self::Topics, |_| Self::About)
    }

    fn id(self) -> String {
        format!("space-tab-{}", self.word())
    }
}

/// The links to the tabs.
#[component]
pub fn Tabs(live: Live, tab: Memo<Tab>) -> impl IntoView {
    let messages = live.messages;
    let list = NodeRef::<html::Div>::new();
    let on_key = move |event: KeyboardEvent| {
        if event.key() == " " {
            event.prevent_default();
            return event_target::<leptos::web_sys::HtmlElement>(&event).click();
        }
        let Some(to) = Move::in_row(&event.key()) else { return };
        event.prevent_default();
        if let Some(list) = list.get_untracked() {
            move_focus(&list, "[role=tab]", to);
        }
    };
    let links = Tab::ALL.map(|one| {
        let href = match one {
            Tab::Topics => format!("/spaces/{}", live.id()),
            Tab::Library => library_path(live.id()),
            Tab::About => format!("/spaces/{}?{PARAMETER}={}", live.id(), one.word()),
        };
        let name = match one {
            Tab::Topics => messages.text("topics"),
            Tab::Library => messages.text("library"),
            Tab::About => messages.text("space-about"),
        };
        view! {
            <a
                class="tab"
                role="tab"
                id=one.id()
                href=href
                aria-selected=move || (tab.get() == one).to_string()
                aria-controls=PANEL
                tabindex=move || if tab.get() == one { "0" } else { "-1" }
            >
                {name}
            </a>
        }
    });
    view! {
        <div class="tabs" role="tablist" aria-label=messages.text("space-tabs") node_ref=list on:keydown=on_key>
            {links.into_iter().collect_view()}
        </div>
    }
    .into_any()
}

/// Returns the panel of the shown tab.
pub fn tab_panel(tab: Memo<Tab>, content: impl Fn() -> AnyView + Send + 'static) -> impl IntoView {
    view! {
        <div class="tab-panel" role="tabpanel" id=PANEL aria-labelledby=move || tab.get().id()>
            {content}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_without_a_known_tab_shows_the_topics() {
        assert_eq!(Tab::of("?tab=about"), Tab::About);
        assert_eq!(Tab::of("tab=about&mine=1"), Tab::About);
        for query in ["", "?state=open", "?tab=lost", "?tab=library"] {
            assert_eq!(Tab::of(query), Tab::Topics, "{query}");
        }
    }
}
