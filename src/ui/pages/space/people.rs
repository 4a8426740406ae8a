//! The section 'People' of a space's page: who has access, and giving and taking access.

use domain::person::PersonRef;
use leptos::{prelude::*, task::spawn_local};

use super::{
    live::Live,
    manage_dialogs::HandOverDialog,
    membership::{AddPeopleOf, Leave},
    requests::Requests,
    sentences,
};
use crate::{
    api::spaces::{give_access, take_access},
    i18n::use_messages,
    ui::{
        browser,
        components::{Chips, Choice, ConfirmDialog, Glyph, Icon, PersonCircle},
        errors,
        pages::space_form::suggest_access,
    },
};

/// The owner and the members; for owner and administrators also the controls to change them.
#[component]
pub fn People(live: Live) -> impl IntoView {
    let messages = live.messages;
    let may_manage = Memo::new(move |_| live.shown.with(|space| space.rights.manage));
    let removed_member = RwSignal::new(None::<PersonRef>);
    let asking = RwSignal::new(false);
    let handing_over = RwSignal::new(false);
    let take = Callback::new(move |person: PersonRef| {
        removed_member.set(Some(person));
        asking.set(true);
    });
    view! {
        <section class="space-section" id="space-people" aria-labelledby="space-people-title">
            <h2 id="space-people-title" tabindex="-1">
                {messages.text("space-people")}
            </h2>
            <p class="muted">
                {move || sentences::who_sees(messages, live.shown.with(|space| space.visibility))}
            </p>
            <Show when=move || may_manage.get()>
                <Requests live/>
            </Show>
            <ul class="space-people">
                <Owner live may_manage handing_over/>
                <For
                    each=move || live.shown.with(|space| space.members.clone())
                    key=PersonRef::clone
                    let:person
                >
                    <Member person may_manage take/>
                </For>
            </ul>
            <Leave live/>
            <Show when=move || may_manage.get()>
                <GiveAccess live/>
                <AddPeopleOf live/>
                <HandOverDialog live open=handing_over/>
            </Show>
            {move || removed_member.get().map(|person| view! { <TakeAccess live person open=asking/> })}
        </section>
    }
}

/// A person's circle and name, with a note if the person is deactivated.
#[component]
pub fn PersonName(person: PersonRef) -> impl IntoView {
    let inactive = (!person.active).then(|| {
        view! { <span class="muted">{use_messages().text("space-person-inactive")}</span> }
    });
    view! {
        <span class="space-person">
            // Hidden from screen readers: the circle's label would repeat the name.
            <span aria-hidden="true">
                <PersonCircle person=person.clone()/>
            </span>
            <span class="space-person-name">{person.name}</span>
            {inactive}
        </span>
    }
}

#[component]
fn Owner(live: Live, may_manage: Memo<bool>, handing_over: RwSignal<bool>) -> impl IntoView {
    let messages = live.messages;
    let owner = Memo::new(move |_| live.shown.with(|space| space.owner.clone()));
    view! {
        <li class="space-owner">
            <span class="space-owner-name">
                {move || view! { <PersonName person=owner.get()/> }}
                <span class="muted">{messages.text("space-owner-mark")}</span>
            </span>
            <Show when=move || may_manage.get()>
                <button type="button" class="button" on:click=move |_| handing_over.set(true)>
                    {messages.text("space-change-owner")}
                </button>
            </Show>
        </li>
    }
}

#[component]
fn Member(person: PersonRef, may_manage: Memo<bool>, take: Callback<PersonRef>) -> impl IntoView {
    let label = use_messages().with("space-take-access-of", [("name", person.name.clone())]);
    let named = person.clone();
    view! {
        <li>
            <PersonName person=named/>
            {move || {
                let person = person.clone();
                may_manage.get()
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="button icon quiet"
                                aria-label=label.clone()
                                title=label.clone()
                                on:click=move |_| take.run(person.clone())
                            >
                                <Icon glyph=Glyph::X/>
                            </button>
                        }
                    })
            }}
        </li>
    }
}

/// The dialog that asks before access is taken, and says what the person loses.
#[component]
fn TakeAccess(live: Live, person: PersonRef, open: RwSignal<bool>) -> impl IntoView {
    let messages = live.messages;
    let name = person.name.clone();
    let title = messages.with("space-take-access-of", [("name", name.clone())]);
    let level = live.shown.with_untracked(|space| space.visibility);
    let text = sentences::loss_sentence(messages, &name, level);
    let on_confirm = Callback::new(move |()| {
        let message = messages.with("space-access-taken", [("name", name.clone())]);
        let (id, person) = (live.id(), person.id);
        live.act(take_access(id, vec![person]), message, None);
        // The row is removed with its focused button, so the heading takes the focus.
        browser::focus_soon("space-people", "h2");
    });
    view! { <ConfirmDialog title text confirm=messages.text("space-take-access") open on_confirm danger=true/> }
}

/// The form that gives people access.
#[component]
fn GiveAccess(live: Live) -> impl IntoView {
    let messages = live.messages;
    let chosen = RwSignal::new(Vec::<Choice>::new());
    let busy = RwSignal::new(false);
    let wrong = RwSignal::new(None::<String>);
    let suggest = suggest_access(move || {
        let all = live.shown.try_with_untracked(|space| {
            let members = space.members.iter().map(|person| person.id);
            members.chain([space.owner.id]).collect()
        });
        all.unwrap_or_default()
    });
    let give = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let people: Vec<_> =
            chosen.with_untracked(|people| people.iter().filter_map(|choice| choice.value.parse().ok()).collect());
        if busy.get_untracked() {
            return;
        }
        if people.is_empty() {
            return wrong.set(Some(messages.text("space-choose-people")));
        }
        wrong.set(None);
        busy.set(true);
        let id = live.id();
        spawn_local(async move {
            let count = people.len();
            match give_access(id, people).await {
                Ok(()) => {
                    chosen.try_set(Vec::new());
                    live.toasts
                        .show_status(messages.with("space-access-given", [("count", count)]));
                    live.reload(id).await;
                }
                Err(failure) => {
                    wrong.try_set(Some(errors::sentence(messages, &failure.0)));
                }
            }
            busy.try_set(false);
        });
    };
    view! {
        <form class="space-give" method="post" novalidate on:submit=give>
            <Chips label=messages.text("space-give-access-to") chosen suggest error=wrong/>
            <button type="submit" class="button" aria-busy=move || busy.get().then_some("true")>
                {messages.text("space-give-access")}
            </button>
        </form>
    }
}
