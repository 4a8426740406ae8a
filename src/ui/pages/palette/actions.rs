//! The actions that the palette offers: those of the page, of quick add, and of the frame.

use domain::{
    access::AccountAction,
    add_on::AddOn,
    file::LibraryQuery,
    ids::{FolderId, SpaceId},
    person::{Language, Theme},
    session::Session,
};

use super::rows::{Does, Row, Section};
use crate::{
    i18n::Messages,
    ui::{components::Glyph, pages::settings::settings_pages},
};

/// What the palette was opened over.
pub struct Place {
    pub path: String,
    /// The query of the address, without the question mark.
    pub search: String,
    /// The labels of the buttons and links in the head of the page.
    pub page_actions: Vec<String>,
}

impl Place {
    /// Returns the space whose page or a part of it is open, if the person may do something there.
    fn space(&self) -> Option<SpaceId> {
        let mut parts = self.path.split('/').skip(1);
        let id = parts.next().filter(|part| *part == "spaces").and(parts.next())?;
        id.parse().ok().filter(|_| !self.page_actions.is_empty())
    }

    /// Returns the address of the page.
    pub fn address(&self) -> String {
        match self.search.is_empty() {
            true => self.path.clone(),
            false => format!("{}?{}", self.path, self.search),
        }
    }

    /// Returns the folder of the library that the page shows.
    pub fn folder(&self) -> Option<FolderId> {
        let query = self.ends_with("/library").then_some(self.search.as_str());
        LibraryQuery::from_query(query.unwrap_or_default()).folder
    }

    fn ends_with(&self, part: &str) -> bool {
        self.path.trim_end_matches('/').ends_with(part)
    }
}

/// Returns all actions that the person may choose here.
pub fn actions(messages: Messages, session: &Session, place: &Place) -> Vec<Row> {
    let list = List { messages };
    let mut rows = list.of_page(place);
    rows.extend(list.adding(session));
    rows.extend(list.pages(session));
    rows.extend(list.settings(session));
    rows.extend(list.account(session));
    rows
}

struct List {
    messages: Messages,
}

impl List {
    fn row(&self, section: Section, key: &str, name: &str, glyph: Glyph, does: Does) -> Row {
        Row {
            key: key.to_owned(),
            section,
            title: vec![self.messages.text(name)],
            note: String::new(),
            glyph,
            does,
        }
    }

    fn page(&self, address: &str, name: &str, glyph: Glyph) -> Row {
        self.row(Section::Go, address, name, glyph, Does::Open(address.to_owned()))
    }

    /// Returns what the head of the page offers, and what can be added to its space.
    fn of_page(&self, place: &Place) -> Vec<Row> {
        let pressed = place.page_actions.iter().enumerate().map(|(at, label)| Row {
            key: format!("page-{at}"),
            section: Section::Page,
            title: vec![label.clone()],
            note: String::new(),
            glyph: Glyph::ChevronRight,
            does: Does::Press(at, label.clone()),
        });
        let mut rows: Vec<Row> = pressed.collect();
        let Some(space) = place.space() else {
            return rows;
        };
        let id = space.to_string();
        if !place.ends_with(&id) || place.search.contains("tab=") {
            let address = format!("/spaces/{id}?new=topic");
            let does = Does::Open(address.clone());
            rows.push(self.row(Section::Page, &address, "palette-new-topic", Glyph::Talk, does));
        }
        if !place.ends_with("/library") {
            let does = Does::Upload(space);
            rows.push(self.row(Section::Page, "upload", "palette-upload", Glyph::Upload, does));
        }
        rows
    }

    fn adding(&self, session: &Session) -> Vec<Row> {
        let mut rows = Vec::new();
        if session.add_ons.has(AddOn::Spaces) && session.may(AccountAction::AddSpace) {
            rows.push(self.row(
                Section::Add,
                "add-space",
                "palette-add-space",
                Glyph::Layers,
                Does::AddSpace,
            ));
        }
        rows.push(self.row(
            Section::Add,
            "add-deal",
            "palette-add-deal",
            Glyph::Handshake,
            Does::AddDeal,
        ));
        if session.add_ons.has(AddOn::Spaces) && session.may(AccountAction::Import) {
            let import = self.page("/spaces/import", "palette-import", Glyph::Upload);
            rows.push(Row {
                section: Section::Add,
                ..import
            });
        }
        rows
    }

    fn pages(&self, session: &Session) -> Vec<Row> {
        let mut rows = Vec::new();
        if session.add_ons.has(AddOn::Spaces) {
            rows.extend([
                self.page("/spaces", "nav-spaces", Glyph::Layers),
                self.page("/catch-up", "nav-catch-up", Glyph::CheckCheck),
                self.page("/notices", "notices-title", Glyph::Bell),
                self.page("/search", "search-title", Glyph::Search),
            ]);
        }
        rows.extend([
            self.page("/deals", "nav-deals", Glyph::Handshake),
            self.page("/statistics/activities", "nav-statistics", Glyph::Chart),
        ]);
        rows
    }

    /// Returns the pages of the settings that the person may open.
    fn settings(&self, session: &Session) -> Vec<Row> {
        let pages = settings_pages(session);
        let row = |(address, glyph, name)| Row {
            note: self.messages.text("nav-settings"),
            ..self.page(address, name, glyph)
        };
        pages.map(row).collect()
    }

    /// Returns the keys, the other themes, the other languages, and the end of the session.
    fn account(&self, session: &Session) -> Vec<Row> {
        let mut rows = vec![self.row(
            Section::Account,
            "keys",
            "keyboard-shortcuts",
            Glyph::Keyboard,
            Does::ShowKeys,
        )];
        for theme in Theme::ALL.into_iter().filter(|theme| *theme != session.me.theme) {
            let word = theme.as_str();
            let glyph = match theme {
                Theme::System => Glyph::Settings,
                Theme::Light => Glyph::Sun,
                Theme::Dark => Glyph::Moon,
            };
            let does = Does::Post("/theme", Some(("theme", word)));
            let row = self.row(Section::Account, word, &format!("theme-{word}"), glyph, does);
            rows.push(Row {
                key: format!("theme-{word}"),
                note: self.messages.text("palette-theme"),
                ..row
            });
        }
        for language in Language::ALL
            .into_iter()
            .filter(|language| *language != self.messages.0)
        {
            let tag = language.tag();
            let does = Does::Post("/language", Some(("language", tag)));
            let row = self.row(
                Section::Account,
                tag,
                &format!("language-{tag}"),
                Glyph::Languages,
                does,
            );
            rows.push(Row {
                key: format!("language-{tag}"),
                note: self.messages.text("palette-language"),
                ..row
            });
        }
        let leaves = Does::Post("/sign-out", None);
        rows.push(self.row(Section::Account, "sign-out", "sign-out", Glyph::LogOut, leaves));
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(path: &str, page_actions: &[&str]) -> Place {
        Place {
            path: path.to_owned(),
            search: String::new(),
            page_actions: page_actions.iter().map(|label| (*label).to_owned()).collect(),
        }
    }

    fn keys(place: &Place) -> Vec<String> {
        let list = List {
            messages: Messages(Language::En),
        };
        list.of_page(place).into_iter().map(|row| row.key).collect()
    }

    #[test]
    fn what_can_be_added_to_a_space_is_offered_on_all_of_its_pages() {
        let id = uuid::Uuid::from_u128(7);
        assert_eq!(
            keys(&place(&format!("/spaces/{id}"), &["New topic"])),
            ["page-0", "upload"]
        );
        let new = format!("/spaces/{id}?new=topic");
        assert_eq!(
            keys(&place(&format!("/spaces/{id}/library"), &["Upload"])),
            ["page-0".to_owned(), new.clone()]
        );
        assert_eq!(
            keys(&place(&format!("/spaces/{id}/topics/1"), &["Follow"])),
            ["page-0".to_owned(), new, "upload".to_owned()]
        );
    }

    #[test]
    fn nothing_is_offered_where_there_is_no_space_or_nothing_may_be_done() {
        let id = uuid::Uuid::from_u128(7);
        for path in ["/spaces", "/spaces/new", "/deals", "/"] {
            assert_eq!(keys(&place(path, &["Add"])), ["page-0"], "{path}");
        }
        assert_eq!(keys(&place(&format!("/spaces/{id}"), &[])), Vec::<String>::new());
    }
}
