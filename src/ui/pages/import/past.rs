//! `/settings/import`: past imports.

use domain::access::AccountAction;
use leptos::prelude::*;

use crate::{
    api::imports::{PastImport, past_imports},
    i18n::use_messages,
    ui::{
        components::{EmptyState, ExactTime, FailureNote, Glyph, Icon, Page, PersonCircle, Skeleton, use_toasts},
        pages::settings::SettingsNav,
        shell::session::use_session,
    },
};

use super::{page::NoImport, result_step::result_summary, undo::UndoImport};

/// The list of past imports, with a link to the wizard and an example file.
#[component]
pub fn PastImportsPage() -> impl IntoView {
    if !use_session().may(AccountAction::Import) {
        return view! { <NoImport/> }.into_any();
    }
    view! { <PastImports/> }.into_any()
}

#[component]
fn PastImports() -> impl IntoView {
    let messages = use_messages();
    let imports = Resource::new(|| (), |()| past_imports());
    let action = move || {
        view! {
            <a class="button primary" href="/spaces/import">
                <Icon glyph=Glyph::Upload/>
                {messages.text("import-spaces")}
            </a>
        }
    };
    view! {
        <Page title=messages.text("import-past-title") action=action>
            <SettingsNav/>
            <p class="import-example">
                {messages.text("import-example-about")} " "
                <a href="/example-spaces.csv" download rel="external">
                    {messages.text("import-example")}
                </a>
            </p>
            <Transition fallback=|| view! { <Skeleton rows=4/> }>
                {move || Suspend::new(async move {
                    match imports.await {
                        Ok(list) if list.is_empty() => {
                            view! { <EmptyState title=messages.text("import-past-none")/> }.into_any()
                        }
                        Ok(list) => view! { <PastTable list imports/> }.into_any(),
                        Err(failure) => {
                            let retry = Callback::new(move |()| imports.refetch());
                            view! { <FailureNote error=failure.0 retry/> }.into_any()
                        }
                    }
                })}
            </Transition>
        </Page>
    }
}

type Imports = Resource<crate::api::Answer<Vec<PastImport>>>;

#[component]
fn PastTable(list: Vec<PastImport>, imports: Imports) -> impl IntoView {
    let messages = use_messages();
    let rows = list.into_iter().map(|import| view! { <PastRow import imports/> });
    view! {
        <div class="import-scroll" role="region" tabindex="0" aria-label=messages.text("import-past-title")>
            <table class="import-table import-past stacked">
                <thead>
                    <tr>
                        <th scope="col">{messages.text("import-past-who")}</th>
                        <th scope="col">{messages.text("import-past-when")}</th>
                        <th scope="col">{messages.text("import-past-file")}</th>
                        <th scope="col">{messages.text("import-past-result")}</th>
                        <th scope="col">{messages.text("import-past-act")}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn PastRow(import: PastImport, imports: Imports) -> impl IntoView {
    let messages = use_messages();
    let toasts = use_toasts();
    let open = RwSignal::new(false);
    let on_done = Callback::new(move |message: String| {
        toasts.show_status(message);
        imports.refetch();
    });
    let id = import.id;
    let name = import.by.name.clone();
    let result = result_summary(messages, &import.result);
    let action = match (import.undone, import.may_undo) {
        (true, _) => view! { <span class="muted">{messages.text("import-past-undone")}</span> }.into_any(),
        (false, false) => ().into_any(),
        (false, true) => view! {
            <button type="button" class="button quiet" on:click=move |_| open.set(true)>
                {messages.text("import-undo")}
            </button>
            <UndoImport id open on_done/>
        }
        .into_any(),
    };
    view! {
        <tr>
            <td>
                <span class="import-who">
                    <PersonCircle person=import.by/>
                    {name}
                </span>
            </td>
            <td>
                <ExactTime at=import.at/>
            </td>
            <th scope="row">{import.file_name}</th>
            <td>
                <a href=format!("/spaces?import={id}")>{result}</a>
            </td>
            <td>{action}</td>
        </tr>
    }
    .into_any()
}
