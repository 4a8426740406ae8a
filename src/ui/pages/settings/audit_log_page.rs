//! `/settings/audit-log`: the audit log, filtered as the address says.

use domain::audit::{self, Filter};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::{
    SettingsNav, administrators_only::AdministratorsOnly, audit_filter::AuditFilter, audit_kept::AuditKept,
    audit_lines::AuditLines,
};
use crate::{
    api::{audit::read_audit_log, people::list_users},
    i18n::use_messages,
    ui::{
        components::{FailureNote, Glyph, Icon, Page, Skeleton},
        shell::session::use_session,
    },
};

/// The audit log, for administrators.
#[component]
pub fn AuditLogPage() -> impl IntoView {
    let title = use_messages().text("settings-audit-log");
    if use_session().me.viewer().is_admin() {
        view! { <AuditLog title/> }.into_any()
    } else {
        view! { <AdministratorsOnly title/> }.into_any()
    }
}

#[component]
fn AuditLog(title: String) -> impl IntoView {
    let messages = use_messages();
    let search = use_location().search;
    let filter = Memo::new(move |_| search.with(|search| Filter::from_query(search)));
    let people = Resource::new(|| (), |()| list_users());
    let first = Resource::new(move || filter.get(), |filter| read_audit_log(filter, None));
    let again = Callback::new(move |()| {
        people.refetch();
        first.refetch();
    });
    let export = move || {
        let href = move || format!("{}?{}", audit::EXPORT, filter.get().to_query());
        view! {
            // `external` makes the browser download the file: it is no page of the router.
            <a class="button" href=href download="" rel="external">
                <Icon glyph=Glyph::Download/>
                <span>{messages.text("audit-export-button")}</span>
            </a>
        }
    };
    view! {
        <Page title action=ViewFn::from(export)>
            <SettingsNav/>
            <p class="settings-lead">{messages.text("audit-lead")}</p>
            <Transition fallback=|| view! { <Skeleton rows=2/> }>
                {move || people.get().map(|answer| match answer {
                    Ok(people) => view! { <AuditFilter filter people/> }.into_any(),
                    Err(failure) => view! { <FailureNote error=failure.0 retry=again/> }.into_any(),
                })}
            </Transition>
            <Transition fallback=|| view! { <Skeleton rows=10/> }>
                {move || first.get().map(|answer| match answer {
                    Ok(page) => {
                        let kept_days = page.kept_days;
                        view! {
                            <AuditLines filter=filter.get_untracked() first=page/>
                            <AuditKept days=kept_days/>
                        }
                        .into_any()
                    }
                    Err(failure) => view! { <FailureNote error=failure.0 retry=again/> }.into_any(),
                })}
            </Transition>
        </Page>
    }
}
