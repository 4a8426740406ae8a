//! `/settings/pipeline`: the stages of deals, for administrators.

use domain::person::Role;
use leptos::prelude::*;

use super::pipeline::Stages;
use crate::{
    api::deals,
    i18n::use_messages,
    ui::{
        components::{FailureNote, NoAccess, Page, Skeleton},
        pages::settings::SettingsNav,
        shell::session::use_session,
    },
};

/// The pipeline for administrators; for others a note that says who can open it.
#[component]
pub fn PipelinePage() -> impl IntoView {
    let messages = use_messages();
    if use_session().me.role == Role::Administrator {
        return view! { <Pipeline/> }.into_any();
    }
    view! {
        <Page title=messages.text("pipeline-title")>
            <SettingsNav/>
            <NoAccess title=messages.text("pipeline-no-access") help=messages.text("pipeline-no-access-help")/>
        </Page>
    }
    .into_any()
}

#[component]
fn Pipeline() -> impl IntoView {
    let messages = use_messages();
    let stages = Resource::new(|| (), |()| deals::pipeline());
    let again = Callback::new(move |()| stages.refetch());
    view! {
        <Page title=messages.text("pipeline-title")>
            <SettingsNav/>
            <p class="settings-lead">{messages.text("pipeline-help")}</p>
            <Transition fallback=|| view! { <Skeleton rows=5/> }>
                {move || stages.get().map(|answer| match answer {
                    Ok(rows) => view! { <Stages rows changed=again/> }.into_any(),
                    Err(failure) => view! { <FailureNote error=failure.0 retry=again/> }.into_any(),
                })}
            </Transition>
        </Page>
    }
}
