//! The filters of the library: the dialog in which they are chosen, and the pills that show and remove them.

use domain::{
    day::Day,
    file::{FileKind, LibraryQuery},
    ids::UserId,
    person::PersonRef,
};
use leptos::{ev::SubmitEvent, prelude::*};

use super::{state::LibraryState, words};
use crate::{
    i18n::Messages,
    ui::components::{Dialog, Glyph, Icon, SelectField, TextField, kind_text},
};

/// A filter that is in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Filter {
    Kind(FileKind),
    Person(UserId),
    From(Day),
    To(Day),
}

impl Filter {
    /// Returns the filters of a query in the order of the dialog.
    fn all(query: &LibraryQuery) -> Vec<Self> {
        let filters = [
            query.kind.map(Self::Kind),
            query.person.map(Self::Person),
            query.from.map(Self::From),
            query.to.map(Self::To),
        ];
        filters.into_iter().flatten().collect()
    }

    fn remove_from(self, query: &mut LibraryQuery) {
        match self {
            Self::Kind(_) => query.kind = None,
            Self::Person(_) => query.person = None,
            Self::From(_) => query.from = None,
            Self::To(_) => query.to = None,
        }
    }

    /// Returns the text of the pill. The name of a person that is not known is '…'.
    fn words(self, messages: Messages, query: &LibraryQuery, people: &[PersonRef]) -> String {
        let [from, to] = words::days(messages, query);
        match self {
            Self::Kind(kind) => kind_text(messages, kind),
            Self::Person(id) => {
                let known = people.iter().find(|person| person.id == id);
                let name = known.map_or("…", |person| person.name.as_str());
                messages.with("library-pill-person", [("name", name)])
            }
            Self::From(_) => from.unwrap_or_default(),
            Self::To(_) => to.unwrap_or_default(),
        }
    }
}

/// Removes search and filters from the query.
pub fn clear(query: &mut LibraryQuery) {
    query.search.clear();
    for filter in Filter::all(query) {
        filter.remove_from(query);
    }
}

/// The button 'Filters' with its dialog.
#[component]
pub fn Filters(library: LibraryState) -> impl IntoView {
    let messages = library.messages;
    let open = RwSignal::new(false);
    let in_use = Memo::new(move |_| library.query.with(|query| Filter::all(query).len()));
    let count = move || match in_use.get() {
        0 => None,
        count => Some(view! { <span class="filters-in-use">{count}</span> }),
    };
    view! {
        <button type="button" class="button" aria-haspopup="dialog" on:click=move |_| open.set(true)>
            <Icon glyph=Glyph::Filter/>
            <span>{messages.text("list-filters")}</span>
            {count}
        </button>
        <Dialog title=messages.text("list-filters") open>
            <FilterForm library open/>
        </Dialog>
    }
    .into_any()
}

/// Returns the people of the filter: those who added files, and the one in the address.
fn people_of(library: LibraryState) -> Vec<PersonRef> {
    library
        .page
        .with(|page| page.as_ref().map(|page| page.people.clone()).unwrap_or_default())
}

/// The form, initially with the filters in the address.
#[component]
fn FilterForm(library: LibraryState, open: RwSignal<bool>) -> impl IntoView {
    let messages = library.messages;
    let query = library.query.get_untracked();
    let text = |value: Option<String>| RwSignal::new(value.unwrap_or_default());
    let kind = text(query.kind.map(|kind| kind.as_str().to_owned()));
    let person = text(query.person.map(|person| person.to_string()));
    let from = text(query.from.map(|day| day.to_string()));
    let to = text(query.to.map(|day| day.to_string()));
    let people = untrack(|| people_of(library));
    let unknown = query.person.filter(|id| people.iter().all(|person| person.id != *id));
    let people = [(String::new(), messages.text("library-filter-anybody"))]
        .into_iter()
        .chain(unknown.map(|id| (id.to_string(), "…".to_owned())))
        .chain(people.into_iter().map(|person| (person.id.to_string(), person.name)))
        .collect::<Vec<_>>();
    let apply = move |event: SubmitEvent| {
        event.prevent_default();
        open.set(false);
        library.change(|query| {
            query.kind = FileKind::parse(&kind.get_untracked());
            query.person = person.get_untracked().parse().ok();
            query.from = Day::parse(&from.get_untracked());
            query.to = Day::parse(&to.get_untracked());
        });
    };
    let clear_all = move |_| {
        open.set(false);
        library.change(clear);
    };
    view! {
        <form class="form filter-form" on:submit=apply>
            <SelectField label=messages.text("library-filter-kind") value=kind options=kinds(messages)/>
            <SelectField
                label=messages.text("library-filter-person") value=person options=people
            />
            <div class="filter-days">
                <TextField label=messages.text("library-filter-from") value=from kind="date"/>
                <TextField label=messages.text("library-filter-to") value=to kind="date"/>
            </div>
            <div class="form-actions">
                <button type="submit" class="button primary">{messages.text("library-filters-apply")}</button>
                <button type="button" class="button quiet" on:click=clear_all>{messages.text("list-clear-all")}</button>
            </div>
        </form>
    }
    .into_any()
}

fn kinds(messages: Messages) -> Vec<(String, String)> {
    let all = (String::new(), messages.text("library-filter-any-kind"));
    let kinds = FileKind::ALL.map(|kind| (kind.as_str().to_owned(), kind_text(messages, kind)));
    [all].into_iter().chain(kinds).collect()
}

/// The pills with 'Clear all'; nothing if no filter is in use.
#[component]
pub fn FilterPills(library: LibraryState) -> impl IntoView {
    let messages = library.messages;
    // Drawn again only if a word changes, so that the focus stays.
    let pills = Memo::new(move |_| {
        let (query, people) = (library.query.get(), people_of(library));
        let filters = Filter::all(&query).into_iter();
        filters
            .map(|filter| (filter, filter.words(messages, &query, &people)))
            .collect::<Vec<_>>()
    });
    move || {
        let pills = pills.get();
        (!pills.is_empty()).then(|| {
            view! {
                <ul class="filter-pills" aria-label=messages.text("list-filters-in-use")>
                    {pills
                        .into_iter()
                        .map(|(filter, words)| view! { <li><Pill library filter words/></li> })
                        .collect_view()}
                    <li>
                        <button type="button" class="button quiet" on:click=move |_| library.change(clear)>
                            {messages.text("list-clear-all")}
                        </button>
                    </li>
                </ul>
            }
        })
    }
}

#[component]
fn Pill(library: LibraryState, filter: Filter, words: String) -> impl IntoView {
    let label = library.messages.with("list-take-off", [("filter", words.as_str())]);
    view! {
        <span class="pill filter-pill">
            <span class="filter-words">{words}</span>
            <button
                type="button"
                class="pill-remove"
                aria-label=label.clone()
                title=label
                on:click=move |_| library.change(|query| filter.remove_from(query))
            >
                <Icon glyph=Glyph::X/>
            </button>
        </span>
    }
}

#[cfg(test)]
mod tests {
    use domain::person::Language;
    use uuid::Uuid;

    use super::*;

    fn full() -> LibraryQuery {
        LibraryQuery {
            search: "oferta".into(),
            kind: Some(FileKind::Picture),
            person: Some(UserId(Uuid::from_u128(3))),
            from: Day::parse("2026-01-02"),
            to: Day::parse("2026-02-03"),
            tiles: true,
            ..LibraryQuery::default()
        }
    }

    #[test]
    fn every_filter_has_a_pill_that_removes_it() {
        let mut query = full();
        let filters = Filter::all(&query);
        assert_eq!(filters.len(), 4);
        for filter in filters {
            filter.remove_from(&mut query);
        }
        assert!(query.is_filtered(), "the search has a field of its own");
        let mut query = full();
        clear(&mut query);
        assert!(!query.is_filtered() && query.tiles);
    }

    #[test]
    fn a_pill_shows_known_names() {
        let query = full();
        let words = |filter: Filter, people: &[PersonRef]| filter.words(Messages(Language::En), &query, people);
        let id = UserId(Uuid::from_u128(3));
        let people = [PersonRef {
            id,
            name: "Łucja Żak".into(),
            active: true,
        }];
        assert_eq!(words(Filter::Person(id), &people), "Added by Łucja Żak");
        assert_eq!(words(Filter::Person(id), &[]), "Added by …");
        assert_eq!(words(Filter::Kind(FileKind::Sheet), &[]), "Spreadsheet");
        let from = words(Filter::all(&query)[2], &[]).replace('\u{a0}', " ");
        assert_eq!(from, "Added from 2 Jan 2026");
    }
}
