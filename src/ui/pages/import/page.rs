//! The page of the import: the line of steps, messages, and the current step.

use domain::access::AccountAction;
use leptos::{prelude::*, task::spawn_local};

use crate::{
    i18n::use_messages,
    ui::{
        browser::import_worker::{PickedFile, focus, forget, take_passed_on},
        components::{Glyph, Icon, NoAccess, Page},
        shell::session::use_session,
    },
};

use super::{
    actions,
    check_step::CheckStep,
    columns_step::ColumnsStep,
    drop_target::DropTarget,
    file_step::FileStep,
    import_step::ImportStep,
    result_step::ResultStep,
    steps_line::StepsLine,
    wizard::{Step, Wizard},
};

/// The id of a step's heading, which takes the focus when the step opens.
pub const HEADING: &str = "import-heading";

/// The wizard at `/spaces/import`.
#[component]
pub fn ImportPage() -> impl IntoView {
    if !use_session().may(AccountAction::Import) {
        return view! { <NoImport/> }.into_any();
    }
    view! { <Import/> }.into_any()
}

/// The page for people who may not import.
#[component]
pub fn NoImport() -> impl IntoView {
    let messages = use_messages();
    view! {
        <Page title=messages.text("import-title")>
            <NoAccess title=messages.text("import-no-access") help=messages.text("account-no-access-help")/>
        </Page>
    }
    .into_any()
}

#[component]
fn Import() -> impl IntoView {
    let messages = use_messages();
    let wizard = Wizard::new(messages, format!("import:{}", use_session().me.id));
    provide_context(wizard);
    begin(wizard);
    let on_file = Callback::new(move |file: PickedFile| actions::open(wizard, file));
    view! {
        <Page title=messages.text("import-title")>
            <div class="import">
                <StepsLine/>
                <DropTarget on_file active=Signal::derive(move || wizard.step.get() < Step::Import)/>
                <WizardMessages/>
                {move || match wizard.step.get() {
                    Step::File => view! { <FileStep/> }.into_any(),
                    Step::Columns => view! { <ColumnsStep/> }.into_any(),
                    Step::Check => view! { <CheckStep/> }.into_any(),
                    Step::Import => view! { <ImportStep/> }.into_any(),
                    Step::Result => view! { <ResultStep/> }.into_any(),
                }}
            </div>
        </Page>
    }
}

/// Opens the file that another page stored, or restores the import after a reload. Runs only in the browser.
fn begin(wizard: Wizard) {
    Effect::new(move |_| {
        wizard.prepare();
        match take_passed_on() {
            Some(file) => actions::open(wizard, file),
            None => spawn_local(actions::restore(wizard)),
        }
    });
    Effect::watch(
        move || wizard.step.get(),
        |step, before, _| {
            if before.is_some_and(|before| before != step) {
                let _ = request_animation_frame(|| {
                    focus(HEADING);
                });
            }
        },
        false,
    );
    on_cleanup(move || {
        wizard.end_worker();
        let finished = wizard.step.try_get_untracked() == Some(Step::Result);
        if let Some(key) = wizard.key.try_get_value().filter(|_| finished) {
            spawn_local(async move { forget(&key).await });
        }
    });
}

/// The wizard's error and notice.
#[component]
fn WizardMessages() -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let messages = wizard.messages;
    view! {
        <div role="alert" class="import-alert">
            {move || {
                wizard.trouble.get().map(|text| {
                    view! {
                        <p class="import-note danger">
                            <Icon glyph=Glyph::Warning/>
                            <span>{text}</span>
                        </p>
                    }
                })
            }}
        </div>
        <div role="status" class="import-status">
            {move || {
                wizard.notice.get().map(|text| {
                    view! {
                        <p class="import-note">
                            <Icon glyph=Glyph::Info/>
                            <span>{text}</span>
                        </p>
                    }
                })
            }}
        </div>
        <Show when=move || wizard.trouble.get().is_some() && can_try_again(wizard)>
            <p class="import-buttons">
                <button type="button" class="button" on:click=move |_| try_again(wizard)>
                    {messages.text("import-try-again")}
                </button>
            </p>
        </Show>
    }
}

/// Returns whether the failed action can be repeated: reading a file when the worker died, or sending rows.
fn can_try_again(wizard: Wizard) -> bool {
    match wizard.step.get() {
        Step::File => wizard.died.get(),
        Step::Import => true,
        _ => false,
    }
}

fn try_again(wizard: Wizard) {
    wizard.trouble.set(None);
    match wizard.step.get_untracked() {
        Step::Import => super::sending::resume(wizard),
        _ => spawn_local(actions::restore(wizard)),
    }
}
