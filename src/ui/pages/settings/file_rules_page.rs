//! `/settings/files`: how large files may be, how much room they may take, and how much they take.

use domain::file::{rules::FileRulesPage as Shown, size_in_words};
use leptos::prelude::*;

use super::{SettingsNav, administrators_only::AdministratorsOnly, file_rules_form::FileRulesForm};
use crate::{
    api::files::read_file_rules,
    i18n::use_messages,
    ui::{
        components::{FailureNote, Page, Skeleton},
        shell::session::use_session,
    },
};

/// The settings of files, for administrators.
#[component]
pub fn FileRulesPage() -> impl IntoView {
    let title = use_messages().text("file-rules-title");
    if use_session().me.viewer().is_admin() {
        view! { <Rules title/> }.into_any()
    } else {
        view! { <AdministratorsOnly title/> }.into_any()
    }
}

#[component]
fn Rules(title: String) -> impl IntoView {
    let rules = Resource::new(|| (), |()| read_file_rules());
    let again = Callback::new(move |()| rules.refetch());
    view! {
        <Page title>
            <SettingsNav/>
            <Transition fallback=|| view! { <Skeleton rows=6/> }>
                {move || rules.get().map(|answer| match answer {
                    Ok(shown) => view! {
                        <div class="settings-body">
                            <Room shown=shown.clone()/>
                            <FileRulesForm rules=shown.rules/>
                        </div>
                    }
                    .into_any(),
                    Err(failure) => view! { <FailureNote error=failure.0 retry=again/> }.into_any(),
                })}
            </Transition>
        </Page>
    }
    .into_any()
}

/// The room that files take, and what is free.
#[component]
fn Room(shown: Shown) -> impl IntoView {
    let messages = use_messages();
    let free = shown.free.map(|free| {
        view! {
            <dt>{messages.text("file-rules-free")}</dt>
            <dd>{size_in_words(free, messages.0)}</dd>
        }
    });
    view! {
        <dl class="facts file-room">
            <dt>{messages.text("file-rules-used")}</dt>
            <dd>{size_in_words(shown.used, messages.0)}</dd>
            {free}
        </dl>
    }
    .into_any()
}
