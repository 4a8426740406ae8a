//! The lines of the audit log, a page at first and more on demand.

use domain::audit::{Filter, Line, Page};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::components::A;

use crate::{
    api::audit::read_audit_log,
    i18n::{audit, use_speech},
    ui::{
        components::{EmptyState, ExactTime, PersonCircle, use_toasts},
        errors,
    },
};

/// The table; why it is empty where it is.
#[component]
pub fn AuditLines(filter: Filter, first: Page) -> impl IntoView {
    let speech = use_speech();
    if first.lines.is_empty() {
        return view! {
            <EmptyState title=speech.text("audit-none")>
                <p>{speech.text("audit-none-help")}</p>
                <A href="/settings/audit-log" attr:class="button">{speech.text("audit-show-all")}</A>
            </EmptyState>
        }
        .into_any();
    }
    let toasts = use_toasts();
    let lines = RwSignal::new(first.lines);
    let next = RwSignal::new(first.next);
    let busy = RwSignal::new(false);
    let more = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match read_audit_log(filter, next.get_untracked()).await {
                Ok(page) => {
                    next.try_set(page.next);
                    lines.try_update(|lines| lines.extend(page.lines));
                }
                Err(failure) => toasts.fail(errors::sentence(speech, &failure.0)),
            }
            busy.try_set(false);
        });
    };
    view! {
        <div class="table-scroll" role="group" tabindex="0" aria-label=speech.text("settings-audit-log")>
            <table class="table stacked audit-table">
                <caption class="visually-hidden">{speech.text("settings-audit-log")}</caption>
                <thead>
                    <tr>
                        {["audit-when", "audit-who", "audit-kind", "audit-what"]
                            .map(|name| view! { <th scope="col">{speech.text(name)}</th> })}
                    </tr>
                </thead>
                <tbody>
                    <For each=move || lines.get() key=|line| line.id let:line>
                        <AuditLine line/>
                    </For>
                </tbody>
            </table>
        </div>
        <div class="audit-more">
            <Show when=move || next.with(Option::is_some)>
                <button type="button" class="button" aria-busy=move || busy.get().then_some("true") on:click=more>
                    {speech.text("audit-more")}
                </button>
            </Show>
        </div>
    }
    .into_any()
}

#[component]
fn AuditLine(line: Line) -> impl IntoView {
    let speech = use_speech();
    let who = audit::who(speech, &line);
    let circle = line.actor.clone().map(|person| {
        view! {
            <span aria-hidden="true">
                <PersonCircle person/>
            </span>
        }
    });
    view! {
        <tr>
            <td class="nowrap">
                <ExactTime at=line.at/>
            </td>
            <td>
                <span class="person">
                    {circle}
                    <span>{who}</span>
                </span>
            </td>
            <td>{audit::topic(speech, line.event.topic())}</td>
            <td class="audit-what">{audit::happened(speech, &line)}</td>
        </tr>
    }
    .into_any()
}
