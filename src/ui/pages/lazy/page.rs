//! Routes whose pages are in lazy modules.

use domain::error::AppError;
use futures::FutureExt;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::ChooseView;

use super::modules::{
    EntryPage, Form, FormPage, Module, Record, RecordPage, SettingsPage, StatisticsPage, forms, import, records,
    settings, statistics,
};
use crate::{
    i18n::use_messages,
    ui::{
        browser::mark_ready,
        components::{FailedPage, Waiting, use_toasts, use_waiting},
        errors::sentence,
        shell::switched_off_page,
    },
};

/// A page of a lazy module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LazyPage {
    Entry(EntryPage),
    Form(FormPage),
    Record(RecordPage),
    Settings(SettingsPage),
    Statistics(StatisticsPage),
    Import,
}

impl LazyPage {
    /// Returns the page at a path, whether or not a record with the path's id exists. The routes are in `ui/app.rs`; a
    /// test checks that both agree.
    pub fn at(path: &str) -> Option<Self> {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        Some(match parts[..] {
            ["sign-in"] => Self::Entry(EntryPage::SignIn),
            ["setup"] => Self::Entry(EntryPage::Setup),
            ["join"] => Self::Entry(EntryPage::Join),
            ["spaces", "new"] | ["spaces", _, "edit"] => Self::Form(FormPage::Space),
            ["spaces", "import"] => Self::Import,
            ["spaces", _] => Self::Record(RecordPage::Space),
            ["spaces", _, "topics", _] => Self::Record(RecordPage::Topic),
            ["spaces", _, "library"] => Self::Record(RecordPage::Library),
            ["files", _] => Self::Record(RecordPage::File),
            ["deals"] => Self::Record(RecordPage::Deals),
            ["deals", "new"] | ["deals", _, "edit"] => Self::Form(FormPage::Deal),
            ["deals", _] => Self::Record(RecordPage::Deal),
            ["notices"] => Self::Record(RecordPage::Notices),
            ["catch-up"] => Self::Record(RecordPage::CatchUp),
            ["search"] => Self::Record(RecordPage::Search),
            ["statistics", "activities"] => Self::Statistics(StatisticsPage::Activities),
            ["statistics", "sign-ins"] => Self::Statistics(StatisticsPage::SignIns),
            ["settings", "profile"] => Self::Settings(SettingsPage::Profile),
            ["settings", "users"] => Self::Settings(SettingsPage::Users),
            ["settings", "add-ons"] => Self::Settings(SettingsPage::AddOns),
            ["settings", "visibility", "spaces"] => Self::Settings(SettingsPage::SpaceRules),
            ["settings", "fields", "spaces"] => Self::Settings(SettingsPage::Fields),
            ["settings", "files"] => Self::Settings(SettingsPage::Files),
            ["settings", "pipeline"] => Self::Settings(SettingsPage::Pipeline),
            ["settings", "audit-log"] => Self::Settings(SettingsPage::AuditLog),
            ["settings", "trash"] => Self::Settings(SettingsPage::Trash),
            ["settings", "import"] => Self::Settings(SettingsPage::PastImports),
            _ => return None,
        })
    }

    /// Returns the module of the page.
    pub fn module(self) -> Module {
        match self {
            Self::Entry(_) | Self::Form(_) => Module::Forms,
            Self::Record(_) => Module::Records,
            Self::Settings(_) => Module::Settings,
            Self::Statistics(_) => Module::Statistics,
            Self::Import => Module::Import,
        }
    }
}

/// Fetches the module of the page at a path. Does nothing for a page that is in none.
pub async fn fetch_module_of(path: &str) -> Result<(), AppError> {
    match LazyPage::at(path) {
        Some(page) => page.module().fetch().await,
        None => Ok(()),
    }
}

impl LazyPage {
    /// Fetches the module of the page, and shows meanwhile that the page is waited for.
    async fn fetch_and_wait(self, waiting: Waiting) -> Result<(), AppError> {
        let _wait = waiting.begin();
        self.module().fetch().await
    }

    async fn show(self) -> Option<AnyView> {
        let shown = match self {
            Self::Entry(page) => forms(Form::Entry(page)).await,
            Self::Form(page) => forms(Form::Page(page)).await,
            Self::Record(page) => records(Record::Page(page)).await,
            Self::Settings(page) => settings(page).await,
            Self::Statistics(page) => statistics(page).await,
            Self::Import => import().await,
        };
        shown.ok()
    }
}

impl ChooseView for LazyPage {
    async fn choose(self) -> AnyView {
        if let Some(switched_off) = switched_off_page() {
            return switched_off;
        }
        let shown = match self.fetch_and_wait(use_waiting()).await {
            Ok(()) => self.show().await,
            Err(_) => None,
        };
        mark_ready();
        shown.unwrap_or_else(|| view! { <NotFetched page=self/> }.into_any())
    }

    async fn preload(&self) {
        // `choose` fetches again and shows a failure.
        let _ = self.fetch_and_wait(use_waiting()).await;
    }
}

/// The page shown when the page's code could not be fetched, with a button that tries again. Pages without a session are
/// outside the frame and therefore have a `main` of their own.
#[component]
fn NotFetched(page: LazyPage) -> impl IntoView {
    let (messages, waiting, toasts) = (use_messages(), use_waiting(), use_toasts());
    let fetched = RwSignal::new(false);
    let retry = Callback::new(move |()| {
        spawn_local(async move {
            match page.fetch_and_wait(waiting).await {
                Ok(()) => {
                    fetched.try_set(true);
                }
                Err(error) => toasts.show_error(sentence(messages, &error)),
            }
        });
    });
    move || {
        let shown = fetched.get().then(|| page.show().now_or_never()).flatten().flatten();
        shown.unwrap_or_else(|| {
            let failed = || view! { <FailedPage error=AppError::Offline retry/> };
            match page {
                LazyPage::Entry(_) => view! { <main>{failed()}</main> }.into_any(),
                _ => failed().into_any(),
            }
        })
    }
}
