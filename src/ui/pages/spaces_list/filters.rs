//! The filter dialog. It is initialised from the address, and applying it changes the address.

use domain::{
    error::AppError,
    group::GroupRef,
    list_query::{Day, ListQuery},
    person::PersonRef,
    preset::Preset,
    space::SpaceState,
    visibility::Visibility,
};
use leptos::prelude::*;

use super::super::lazy::{LazyDialog, LazyDialogKind};
use super::{
    field_filter::{FieldDraft, FieldFilterPart},
    pills::{Pill, cleared},
    state::use_list,
    suggestions,
};
use crate::{
    i18n::{Messages, use_messages},
    ui::components::{Checkbox, Chips, Choice, Dialog, Glyph, Icon, SelectField, TextField},
};

/// The people that the query in the address refers to.
type NamedPeople = Resource<Result<Vec<PersonRef>, AppError>>;

/// The choices in the dialog that are not applied yet.
#[derive(Clone, Copy)]
struct Draft {
    groups: RwSignal<Vec<Choice>>,
    ungrouped: RwSignal<bool>,
    tags: RwSignal<Vec<Choice>>,
    levels: [(Visibility, RwSignal<bool>); 3],
    presets: [(Preset, RwSignal<bool>); 6],
    owner: RwSignal<Vec<Choice>>,
    from: RwSignal<String>,
    to: RwSignal<String>,
    by: RwSignal<Vec<Choice>>,
    state: RwSignal<String>,
    unread: RwSignal<bool>,
    custom: FieldDraft,
}

impl Draft {
    fn new() -> Self {
        Self {
            groups: RwSignal::default(),
            ungrouped: RwSignal::new(false),
            tags: RwSignal::default(),
            levels: Visibility::ALL.map(|level| (level, RwSignal::new(false))),
            presets: Preset::ALL.map(|preset| (preset, RwSignal::new(false))),
            owner: RwSignal::default(),
            from: RwSignal::default(),
            to: RwSignal::default(),
            by: RwSignal::default(),
            state: RwSignal::new(SpaceState::Active.as_str().into()),
            unread: RwSignal::new(false),
            custom: FieldDraft::new(),
        }
    }

    fn fill(self, query: &ListQuery, groups: &[GroupRef], people: &[PersonRef]) {
        let person = |id: Option<domain::ids::UserId>| {
            id.map(|id| {
                let known = people.iter().find(|person| person.id == id);
                known.map_or_else(|| Choice::unnamed(id), Choice::person)
            })
            .into_iter()
            .collect::<Vec<_>>()
        };
        let in_query = groups.iter().filter(|group| query.groups.contains(&group.id));
        self.groups.set(
            in_query
                .map(|group| Choice {
                    value: group.id.to_string(),
                    label: group.name.clone(),
                })
                .collect(),
        );
        self.ungrouped.set(query.ungrouped);
        self.tags.set(query.tags.iter().map(|tag| Choice::tag(tag)).collect());
        for (level, chosen) in self.levels {
            chosen.set(query.visibility.contains(&level));
        }
        for (preset, chosen) in self.presets {
            chosen.set(query.presets.contains(&preset));
        }
        self.owner.set(person(query.owner));
        self.by.set(person(query.created_by));
        let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        self.from.set(day(query.created_from));
        self.to.set(day(query.created_to));
        let all = query.archived_too && query.state == SpaceState::Active;
        self.state.set(if all { ALL } else { query.state.as_str() }.into());
        self.unread.set(query.unread);
        self.custom.fill(query);
    }

    fn apply(self, query: &mut ListQuery) {
        query.groups = Choice::ids(&self.groups.get_untracked());
        query.ungrouped = self.ungrouped.get_untracked();
        let tags = self.tags.get_untracked();
        query.tags = tags.iter().map(|tag| domain::fold::fold(&tag.label)).collect();
        query.visibility = self
            .levels
            .iter()
            .filter(|(_, chosen)| chosen.get_untracked())
            .map(|(level, _)| *level)
            .collect();
        let presets = self.presets.into_iter().filter(|(_, chosen)| chosen.get_untracked());
        query.presets = presets.map(|(preset, _)| preset).collect();
        query.owner = Choice::id(&self.owner.get_untracked());
        query.created_by = Choice::id(&self.by.get_untracked());
        query.created_from = Day::parse(&self.from.get_untracked());
        query.created_to = Day::parse(&self.to.get_untracked());
        let state = self.state.get_untracked();
        query.unread = self.unread.get_untracked();
        query.archived_too = state == ALL;
        query.state = SpaceState::parse(&state).unwrap_or_default();
    }
}

/// The button 'Filters' with its dialog.
#[component]
pub fn Filters(people: NamedPeople) -> impl IntoView {
    let messages = use_messages();
    let list = use_list();
    let open = RwSignal::new(false);
    let in_use = move || list.query.with(|query| Pill::all(query).len());
    view! {
        <button type="button" class="button" aria-haspopup="dialog" on:click=move |_| open.set(true)>
            <Icon glyph=Glyph::Filter/>
            <span>{messages.text("list-filters")}</span>
            {move || match in_use() {
                0 => None,
                count => Some(view! { <span class="filters-in-use">{count}</span> }),
            }}
        </button>
        <LazyDialog dialog=LazyDialogKind::Filters(open, people)/>
    }
}

#[component]
pub fn FilterDialog(open: RwSignal<bool>, people: NamedPeople) -> impl IntoView {
    view! {
        <Dialog title=use_messages().text("list-filters") open>
            <FilterForm open people/>
        </Dialog>
    }
}

/// The form, initially with the filters in the address.
#[component]
fn FilterForm(open: RwSignal<bool>, people: NamedPeople) -> impl IntoView {
    let messages = use_messages();
    let list = use_list();
    let draft = Draft::new();
    let groups = list.groups.get_untracked().and_then(Result::ok).unwrap_or_default();
    let known = people.get_untracked().and_then(Result::ok).unwrap_or_default();
    draft.fill(&list.query.get_untracked(), &groups, &known);
    let apply = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        open.set(false);
        list.change(|query| {
            draft.apply(query);
            draft.custom.apply(query, &list.fields.get_untracked(), messages.0);
        });
    };
    let clear = move |_| {
        open.set(false);
        list.go(&cleared(&list.query.get_untracked()));
    };
    view! {
        <form class="form filter-form" on:submit=apply>
            <Checkbox label=messages.text("list-filter-unread") checked=draft.unread/>
            <Chips label=messages.text("list-filter-group") chosen=draft.groups suggest=suggestions::groups(list)/>
            <Checkbox label=messages.text("list-no-group") checked=draft.ungrouped/>
            <Chips label=messages.text("list-filter-tag") chosen=draft.tags suggest=suggestions::tags()/>
            <fieldset class="field filter-levels">
                <legend>{messages.text("list-filter-visibility")}</legend>
                {draft
                    .levels
                    .into_iter()
                    .map(|(level, checked)| {
                        let label = messages.text(&format!("visibility-{}", level.as_str()));
                        view! { <Checkbox label checked/> }
                    })
                    .collect_view()}
            </fieldset>
            <fieldset class="field filter-levels">
                <legend>{messages.text("preset")}</legend>
                {draft
                    .presets
                    .into_iter()
                    .map(|(preset, checked)| {
                        let label = messages.text(&format!("preset-{}", preset.as_str()));
                        view! { <Checkbox label checked/> }
                    })
                    .collect_view()}
            </fieldset>
            <Chips label=messages.text("list-filter-owner") chosen=draft.owner suggest=suggestions::people() single=true/>
            <div class="filter-days">
                <TextField label=messages.text("list-filter-from") value=draft.from kind="date"/>
                <TextField label=messages.text("list-filter-to") value=draft.to kind="date"/>
            </div>
            <Chips label=messages.text("list-filter-by") chosen=draft.by suggest=suggestions::people() single=true/>
            <SelectField label=messages.text("list-filter-state") value=draft.state options=states(messages)/>
            <FieldFilterPart draft=draft.custom/>
            <div class="form-actions">
                <button type="submit" class="button primary">{messages.text("list-filters-apply")}</button>
                <button type="button" class="button quiet" on:click=clear>{messages.text("list-clear-all")}</button>
            </div>
        </form>
    }
}

/// The option for active and archived spaces together.
const ALL: &str = "all";

fn states(messages: Messages) -> Vec<(String, String)> {
    [SpaceState::Active.as_str(), SpaceState::Archived.as_str(), ALL]
        .into_iter()
        .map(|word| (word.to_owned(), messages.text(&format!("list-state-{word}"))))
        .collect()
}
