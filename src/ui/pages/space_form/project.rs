//! The form of a won deal's project space: its suggested contents, and what is taken over from the deal.

use domain::{
    access::AccountAction,
    custom_field::CustomField,
    deal::{DealDetail, DealFile, ProjectSpace},
    error::AppError,
    file::size_in_words,
    fold::fold,
    group::GroupRef,
    ids::{DealFileId, DealId},
    person::PersonRef,
    visibility::Visibility,
};
use leptos::prelude::*;

use super::{SpaceForm, page::open_saved, state::FormState, typed::Typed, typed_fields::TypedFields};
use crate::{
    api::{
        Answer,
        deals::{deal_files, open_deal},
        fields::list_fields,
        groups::list_groups,
    },
    i18n::{Messages, use_messages},
    ui::{
        components::{Choice, FailedPage, FailureNote, NotFoundPage, Page, SelectField, Skeleton},
        shell::session::use_session,
    },
};

/// The deal, and the owner of its project space. Copy it into closures freely.
#[derive(Clone, Copy)]
pub struct Project {
    deal: StoredValue<DealDetail>,
    /// The id of the space's owner.
    owner: RwSignal<String>,
    /// The files of the deal's notes.
    files: StoredValue<Vec<DealFile>>,
    /// Those that are added to the space.
    chosen: RwSignal<Vec<DealFileId>>,
}

impl Project {
    fn new(deal: DealDetail, files: Vec<DealFile>) -> Self {
        Self {
            chosen: RwSignal::new(files.iter().map(|file| file.id).collect()),
            files: StoredValue::new(files),
            owner: RwSignal::new(deal.owner.id.to_string()),
            deal: StoredValue::new(deal),
        }
    }

    /// Returns the deal, the owner and the chosen files to be sent with the form.
    pub fn request(self) -> Option<ProjectSpace> {
        let owner = self.owner.try_get_untracked()?.parse().ok()?;
        let deal = self.deal.try_with_value(|deal| deal.id)?;
        let files = self.chosen.try_get_untracked()?;
        Some(ProjectSpace { deal, owner, files })
    }

    /// Returns the deal's id, for the key of the draft.
    pub fn id(self) -> DealId {
        self.deal.with_value(|deal| deal.id)
    }
}

/// Returns the initial contents of the form: the deal's name, its people, the group of projects.
fn start(deal: &DealDetail, me: &PersonRef, group: Option<Choice>, level: Visibility, fields: TypedFields) -> Typed {
    Typed {
        name: deal.name.clone(),
        groups: group.into_iter().collect(),
        people: offered(deal, me).iter().map(Choice::person).collect(),
        ..Typed::new(level, fields)
    }
}

/// Returns the people that the form offers: the deal's active people except the person who fills in the form.
fn offered(deal: &DealDetail, me: &PersonRef) -> Vec<PersonRef> {
    let mut people = deal.everyone();
    people.retain(|person| person.active && person.id != me.id);
    people
}

/// Returns the group of projects. If it does not exist, it is added with the space, provided the person may add groups.
fn suggested_group(messages: Messages, groups: &[GroupRef], may_add: bool) -> Option<Choice> {
    let name = messages.text("project-group");
    let known = groups.iter().find(|group| fold(&group.name) == fold(&name));
    known.map(|group| Choice::new(group.id, &group.name)).or_else(|| {
        may_add.then(|| Choice {
            value: String::new(),
            label: name,
        })
    })
}

type Loaded = (DealDetail, Vec<DealFile>, Vec<GroupRef>, Vec<CustomField>);

async fn load(id: DealId) -> Answer<Loaded> {
    Ok((
        open_deal(id).await?,
        deal_files(id).await?,
        list_groups().await?,
        list_fields().await?,
    ))
}

/// The page `/spaces/new?deal={id}`.
#[component]
pub fn NewProjectSpace(id: DealId) -> impl IntoView {
    let messages = use_messages();
    let deal = Resource::new(move || id, load);
    let retry = Callback::new(move |()| deal.refetch());
    view! {
        <Suspense fallback=|| {
            view! { <Skeleton rows=6/> }
        }>
            {move || Suspend::new(async move {
                match deal.await {
                    Ok((deal, files, groups, fields)) if deal.rights.create_space => {
                        view! { <ProjectForm deal files groups fields/> }.into_any()
                    }
                    Ok(_) => view! {
                        <Page title=messages.text("space-add-title")>
                            <FailureNote error=AppError::NotAllowed/>
                        </Page>
                    }
                    .into_any(),
                    Err(failure) if failure.0 == AppError::NotFound => view! { <NotFoundPage/> }.into_any(),
                    Err(failure) => view! { <FailedPage error=failure.0 retry/> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn ProjectForm(
    deal: DealDetail,
    files: Vec<DealFile>,
    groups: Vec<GroupRef>,
    fields: Vec<CustomField>,
) -> impl IntoView {
    let messages = use_messages();
    let session = use_session();
    let may_add = session.may(AccountAction::EditGroups);
    let group = suggested_group(messages, &groups, may_add);
    let blank = TypedFields::new(fields.clone(), session.me.language).with_defaults();
    let start = start(&deal, &session.me.as_ref(), group, session.visibility.default, blank);
    let project = Project::new(deal, files);
    view! {
        <Page title=messages.text("space-add-title")>
            <SpaceForm id="space-form" project=Some((project, start)) fields on_saved=open_saved()/>
        </Page>
    }
}

/// The choices of what is taken over from the deal: owner, people, description, files. Notes are never taken over.
#[component]
pub fn ProjectFields(project: Project, state: FormState) -> impl IntoView {
    let messages = use_messages();
    let me = use_session().me.as_ref();
    let deal = project.deal.get_value();
    let people = offered(&deal, &me);
    let owners = [me]
        .into_iter()
        .chain(people.iter().cloned())
        .map(|person| (person.id.to_string(), person.name))
        .collect::<Vec<_>>();
    if !owners.iter().any(|(id, _)| *id == project.owner.get_untracked()) {
        project
            .owner
            .set(owners.first().map(|(id, _)| id.clone()).unwrap_or_default());
    }
    let ticks = people
        .into_iter()
        .map(|person| view! { <PersonTick person state/> })
        .collect_view();
    let description =
        (!deal.description.is_empty()).then(|| view! { <DescriptionTick text=deal.description.clone() state/> });
    view! {
        <div class="note">
            <p>
                {messages.with("project-from", [("name", deal.name)])} " " {messages.text("project-notes")}
            </p>
        </div>
        <SelectField label=messages.text("project-owner") value=project.owner options=owners/>
        <fieldset class="field project-people">
            <legend>{messages.text("project-people")}</legend>
            {ticks}
        </fieldset>
        {description}
        <FileTicks project/>
    }
    .into_any()
}

/// The checkboxes of the files that are added to the space.
#[component]
fn FileTicks(project: Project) -> impl IntoView {
    let messages = use_messages();
    let files = project.files.get_value();
    if files.is_empty() {
        return ().into_any();
    }
    let ticks = files.into_iter().map(|file| {
        let id = file.id;
        let ticked = move || project.chosen.with(|chosen| chosen.contains(&id));
        let change = move |event| {
            let on = event_target_checked(&event);
            project.chosen.update(|chosen| {
                chosen.retain(|held| *held != id);
                if on {
                    chosen.push(id);
                }
            });
        };
        view! {
            <label class="check">
                <input type="checkbox" checked=untrack(ticked) prop:checked=ticked on:change=change/>
                <span>{file.name} " " <span class="muted">{size_in_words(file.size, messages.0)}</span></span>
            </label>
        }
    });
    view! {
        <fieldset class="field project-people">
            <legend>{messages.text("project-files")}</legend>
            <p class="field-note">{messages.text("project-files-help")}</p>
            {ticks.collect_view()}
        </fieldset>
    }
    .into_any()
}

/// A checkbox that gives a person of the deal access to the space, in step with the form's field for people.
#[component]
fn PersonTick(person: PersonRef, state: FormState) -> impl IntoView {
    let choice = Choice::person(&person);
    let value = choice.value.clone();
    let ticked = move || {
        state
            .people
            .with(|people| people.iter().any(|held| held.value == value))
    };
    let shown = ticked.clone();
    let change = move |event| {
        let on = event_target_checked(&event);
        state.people.update(|people| {
            people.retain(|held| held.value != choice.value);
            if on {
                people.push(choice.clone());
            }
        });
    };
    view! {
        <label class="check">
            <input type="checkbox" checked=untrack(ticked) prop:checked=shown on:change=change/>
            <span>{person.name}</span>
        </label>
    }
}

/// A checkbox that takes over the deal's description, or removes it again if it was not changed.
#[component]
fn DescriptionTick(text: String, state: FormState) -> impl IntoView {
    let messages = use_messages();
    let change = move |event| {
        let on = event_target_checked(&event);
        if on {
            state.description.set(text.clone());
        } else if state.description.with_untracked(|now| *now == text) {
            state.description.set(String::new());
        }
    };
    view! {
        <label class="check">
            <input type="checkbox" on:change=change/>
            <span>{messages.text("project-description")}</span>
        </label>
    }
}

#[cfg(test)]
mod tests {
    use domain::{group::Hue, ids::GroupId, person::Language};
    use uuid::Uuid;

    use super::*;

    #[test]
    fn the_group_of_projects_is_suggested_if_it_exists_or_may_be_added() {
        let messages = Messages(Language::Pl);
        let known = GroupRef {
            id: GroupId(Uuid::from_u128(1)),
            name: "PROJEKTY".into(),
            hue: Hue::Teal,
        };
        let found = suggested_group(messages, std::slice::from_ref(&known), false).unwrap();
        assert_eq!(found.value, known.id.to_string());
        let new = suggested_group(messages, &[], true).unwrap();
        assert_eq!((new.value.as_str(), new.label.as_str()), ("", "Projekty"));
        assert_eq!(suggested_group(messages, &[], false), None);
    }
}
