//! The lines of the audit log, with a button that loads older ones.

use domain::audit::{Filter, Line, Page};
use leptos::prelude::*;
use leptos_router::components::A;

use crate::{
    api::audit::read_audit_log,
    i18n::{audit, use_messages},
    ui::{
        components::{EmptyState, ExactTime, PersonCircle},
        pages::lines::paged_lines,
    },
};

/// The table of lines; a note if no line matches the filter.
#[component]
pub fn AuditLines(filter: Filter, first: Page) -> impl IntoView {
    let messages = use_messages();
    if first.lines.is_empty() {
        return view! {
            <EmptyState title=messages.text("audit-none")>
                <p>{messages.text("audit-none-help")}</p>
                <A href="/settings/audit-log" attr:class="button">{messages.text("audit-show-all")}</A>
            </EmptyState>
        }
        .into_any();
    }
    let (lines, more) = paged_lines(first, messages.text("audit-more"), move |before| {
        read_audit_log(filter, before)
    });
    view! {
        <div class="table-scroll" role="group" tabindex="0" aria-label=messages.text("settings-audit-log")>
            <table class="table stacked audit-table">
                <caption class="visually-hidden">{messages.text("settings-audit-log")}</caption>
                <thead>
                    <tr>
                        {["audit-when", "audit-who", "audit-kind", "audit-what"]
                            .map(|name| view! { <th scope="col">{messages.text(name)}</th> })}
                    </tr>
                </thead>
                <tbody>
                    <For each=move || lines.get() key=|line| line.id let:line>
                        <AuditLine line/>
                    </For>
                </tbody>
            </table>
        </div>
        <div class="audit-more">{more}</div>
    }
    .into_any()
}

#[component]
fn AuditLine(line: Line) -> impl IntoView {
    let messages = use_messages();
    let who = audit::who(messages, &line);
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
            <td>{audit::topic(messages, line.event.topic())}</td>
            <td class="audit-what">{audit::happened(messages, &line)}</td>
        </tr>
    }
    .into_any()
}
