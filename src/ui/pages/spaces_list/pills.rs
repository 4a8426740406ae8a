//! The active filters as pills with buttons to remove them.

use domain::{
    custom_field::{CustomField, FieldFilter, FieldTest},
    error::AppError,
    group::GroupRef,
    ids::{GroupId, UserId, ViewId},
    list_query::{Day, ListQuery},
    person::PersonRef,
    preset::Preset,
    space::SpaceState,
    visibility::Visibility,
};
use leptos::prelude::*;

use super::{field_filter, state::use_list};
use crate::{
    api::people,
    i18n::{Messages, days::day_words, use_messages},
    ui::components::{Glyph, Icon},
};

/// An active filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pill {
    Group(GroupId),
    Ungrouped,
    Tag(String),
    Visibility(Visibility),
    Preset(Preset),
    Owner(UserId),
    From(Day),
    To(Day),
    By(UserId),
    Import,
    Unread,
    Field(FieldFilter),
    /// Filters of a saved view that the reader cannot see.
    Unseen(ViewId),
    State(SpaceState),
    ArchivedToo,
}

impl Pill {
    /// Returns the filters of a query in the order of the filter dialog. The search has a field of its own.
    pub fn all(query: &ListQuery) -> Vec<Pill> {
        let mut pills: Vec<Pill> = query.groups.iter().copied().map(Pill::Group).collect();
        pills.extend(query.ungrouped.then_some(Pill::Ungrouped));
        pills.extend(query.tags.iter().cloned().map(Pill::Tag));
        pills.extend(query.visibility.iter().copied().map(Pill::Visibility));
        pills.extend(query.presets.iter().copied().map(Pill::Preset));
        pills.extend(query.owner.map(Pill::Owner));
        pills.extend(query.created_from.map(Pill::From));
        pills.extend(query.created_to.map(Pill::To));
        pills.extend(query.created_by.map(Pill::By));
        pills.extend(query.import.map(|_| Pill::Import));
        pills.extend(query.unread.then_some(Pill::Unread));
        pills.extend(query.fields.iter().cloned().map(Pill::Field));
        pills.extend(query.unseen.iter().copied().map(Pill::Unseen));
        pills.extend((query.state != SpaceState::Active).then_some(Pill::State(query.state)));
        pills.extend((query.archived_too && query.state == SpaceState::Active).then_some(Pill::ArchivedToo));
        pills
    }

    /// Removes this filter from the query.
    pub fn remove_from(&self, query: &mut ListQuery) {
        match self {
            Pill::Group(id) => query.groups.retain(|group| group != id),
            Pill::Ungrouped => query.ungrouped = false,
            Pill::Tag(name) => query.tags.retain(|tag| tag != name),
            Pill::Visibility(level) => query.visibility.retain(|other| other != level),
            Pill::Preset(preset) => query.presets.retain(|other| other != preset),
            Pill::Owner(_) => query.owner = None,
            Pill::From(_) => query.created_from = None,
            Pill::To(_) => query.created_to = None,
            Pill::By(_) => query.created_by = None,
            Pill::Import => query.import = None,
            Pill::Unread => query.unread = false,
            Pill::Field(filter) => query.fields.retain(|other| other != filter),
            Pill::Unseen(view) => query.unseen.retain(|other| other != view),
            Pill::State(_) => query.state = SpaceState::Active,
            Pill::ArchivedToo => query.archived_too = false,
        }
    }

    /// Returns the text of the pill. The name of a group or person that is not known is '…'.
    pub fn words(
        &self,
        messages: Messages,
        groups: &[GroupRef],
        fields: Option<&[CustomField]>,
        people: &[PersonRef],
    ) -> String {
        let person = |id: &UserId| {
            people
                .iter()
                .find(|person| person.id == *id)
                .map_or_else(|| "…".to_owned(), |person| person.name.clone())
        };
        match self {
            Pill::Group(id) => {
                let name = groups.iter().find(|group| group.id == *id);
                let name = name.map_or("…", |group| group.name.as_str());
                messages.with("list-pill-group", [("name", name)])
            }
            Pill::Ungrouped => messages.text("list-no-group"),
            Pill::Tag(name) => messages.with("list-pill-tag", [("name", name.as_str())]),
            Pill::Visibility(level) => messages.text(&format!("visibility-{}", level.as_str())),
            Pill::Preset(preset) => messages.text(&format!("preset-{}", preset.as_str())),
            Pill::Owner(id) => messages.with("list-pill-owner", [("name", person(id))]),
            Pill::From(day) => messages.with("list-pill-from", [("day", day_words(messages, *day))]),
            Pill::To(day) => messages.with("list-pill-to", [("day", day_words(messages, *day))]),
            Pill::By(id) => messages.with("list-pill-by", [("name", person(id))]),
            Pill::Import => messages.text("list-pill-import"),
            Pill::Unread => messages.text("list-unread"),
            Pill::Field(filter) => field_filter::words(messages, filter, fields, people),
            Pill::Unseen(_) => messages.text("list-pill-unseen"),
            Pill::ArchivedToo => messages.text("list-state-all"),
            Pill::State(state) => messages.text(&format!("list-state-{}", state.as_str())),
        }
    }
}

/// Returns the query with its order, columns and view, without search and filters.
pub fn cleared(query: &ListQuery) -> ListQuery {
    ListQuery {
        sort: query.sort,
        columns: query.columns.clone(),
        view: query.view,
        ..ListQuery::default()
    }
}

/// Returns the ids of the people that a query refers to.
pub fn named_people(query: &ListQuery) -> Vec<UserId> {
    let in_fields = query.fields.iter().filter_map(|filter| match filter.test {
        FieldTest::Person(id) => Some(id),
        _ => None,
    });
    query
        .owner
        .into_iter()
        .chain(query.created_by)
        .chain(in_fields)
        .collect()
}

/// Returns the people that the query refers to, for pills and the filter dialog.
pub fn use_named_people() -> Resource<Result<Vec<PersonRef>, AppError>> {
    let list = use_list();
    let ids = Memo::new(move |_| list.query.with(named_people));
    Resource::new(
        move || ids.get(),
        |ids| async move {
            if ids.is_empty() {
                return Ok(Vec::new());
            }
            people::find_people(ids).await.map_err(|failure| failure.0)
        },
    )
}

/// The pills with 'Clear all'; nothing if no filter is active.
#[component]
pub fn FilterPills(people: Resource<Result<Vec<PersonRef>, AppError>>) -> impl IntoView {
    let messages = use_messages();
    let list = use_list();
    let pills = Memo::new(move |_| list.query.with(Pill::all));
    let shown = move || {
        let pills = pills.get();
        let groups = list.known_groups();
        let people = people.get().and_then(Result::ok).unwrap_or_default();
        (!pills.is_empty()).then(|| {
            view! {
                <GoneFilters/>
                <ul class="filter-pills" aria-label=messages.text("list-filters-in-use")>
                    {pills
                        .into_iter()
                        .map(|pill| {
                            let fields = list.fields.get();
                            let fields = list.fields_known.get().then_some(fields.as_slice());
                            let words = pill.words(messages, &groups, fields, &people);
                            view! { <li><PillButton pill words/></li> }
                        })
                        .collect_view()}
                    <li>
                        <button
                            type="button"
                            class="button quiet"
                            on:click=move |_| list.go(&cleared(&list.query.get_untracked()))
                        >
                            {messages.text("list-clear-all")}
                        </button>
                    </li>
                </ul>
            }
        })
    };
    view! { <Transition>{shown}</Transition> }
}

/// A note that a filter refers to a deleted field or choice, which explains an empty list, with a button to remove it.
#[component]
fn GoneFilters() -> impl IntoView {
    let messages = use_messages();
    let list = use_list();
    let gone = Memo::new(move |_| {
        list.fields_known.get()
            && list.query.with(|query| {
                let fields = list.fields.get();
                query.fields.iter().any(|filter| field_filter::is_gone(filter, &fields))
            })
    });
    let remove = move |_| {
        let fields = list.fields.get_untracked();
        list.change(|query| query.fields.retain(|filter| !field_filter::is_gone(filter, &fields)));
    };
    view! {
        <Show when=move || gone.get()>
            <p class="note" role="status">
                <span>{messages.text("field-filter-gone")}</span>
                <button type="button" class="button" on:click=remove>
                    {messages.text("field-filter-gone-take-off")}
                </button>
            </p>
        </Show>
    }
    .into_any()
}

#[component]
fn PillButton(pill: Pill, words: String) -> impl IntoView {
    let messages = use_messages();
    let list = use_list();
    let label = messages.with("list-take-off", [("filter", words.clone())]);
    view! {
        <span class="pill filter-pill">
            <span class="filter-words">{words}</span>
            <button
                type="button"
                class="pill-remove"
                aria-label=label.clone()
                title=label
                on:click=move |_| list.change(|query| pill.remove_from(query))
            >
                <Icon glyph=Glyph::X size=16/>
            </button>
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{list_query::ImportFilter, person::Language};
    use uuid::Uuid;

    fn full() -> ListQuery {
        ListQuery {
            search: "oferta".into(),
            groups: vec![GroupId(Uuid::from_u128(1)), GroupId(Uuid::from_u128(2))],
            ungrouped: true,
            tags: vec!["lodz".into()],
            visibility: vec![Visibility::Private],
            owner: Some(UserId(Uuid::from_u128(3))),
            created_from: Day::parse("2026-01-02"),
            created_to: Day::parse("2026-02-03"),
            created_by: Some(UserId(Uuid::from_u128(4))),
            import: Some(ImportFilter {
                id: domain::ids::ImportId(Uuid::from_u128(5)),
                outcome: None,
            }),
            unread: true,
            fields: vec![FieldFilter {
                field: domain::ids::FieldId(Uuid::from_u128(6)),
                test: FieldTest::Filled,
            }],
            unseen: vec![ViewId(Uuid::from_u128(7))],
            state: SpaceState::Archived,
            ..ListQuery::default()
        }
    }

    #[test]
    fn every_filter_has_a_pill_that_removes_it() {
        let mut query = full();
        let pills = Pill::all(&query);
        assert_eq!(pills.len(), 14);
        for pill in &pills {
            pill.remove_from(&mut query);
        }
        assert_eq!(
            query,
            ListQuery {
                search: "oferta".into(),
                ..ListQuery::default()
            }
        );
    }

    #[test]
    fn showing_archived_spaces_too_has_a_pill() {
        let mut query = ListQuery {
            archived_too: true,
            ..ListQuery::default()
        };
        assert_eq!(Pill::all(&query), [Pill::ArchivedToo]);
        Pill::ArchivedToo.remove_from(&mut query);
        assert_eq!(query, ListQuery::default());
    }

    #[test]
    fn clearing_removes_all_filters() {
        let query = cleared(&full());
        assert!(Pill::all(&query).is_empty());
        assert!(!query.is_filtered());
    }

    #[test]
    fn a_pill_shows_known_names() {
        let id = UserId(Uuid::from_u128(3));
        let people = [PersonRef {
            id,
            name: "Łucja Żak".into(),
            active: true,
        }];
        let words = |people| Pill::Owner(id).words(Messages(Language::En), &[], None, people);
        assert_eq!(words(&people[..]), "Owner: Łucja Żak");
        assert_eq!(words(&[]), "Owner: …");
    }
}
