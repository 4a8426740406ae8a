//! The routes of the application.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    SsrMode,
    components::{ParentRoute, Route, Router, Routes},
    path,
};

use super::{
    browser::provide_ids,
    components::{NotFoundPage, Toasts, ToastsRegion},
    pages::{
        design::DesignPage,
        lazy::{EntryPage, FormPage, LazyPage, RecordPage, SettingsPage, StatisticsPage},
        spaces_list::SpacesListPage,
    },
    shell::{Home, SignedIn, provide_messages},
};

/// The application. Pages that need a session render completely before the first byte, so that an unknown id answers
/// 404.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_ids();
    provide_messages();
    Toasts::provide();
    view! {
        <Router>
            <Routes fallback=UnknownAddress>
                <Route path=path!("/") view=Home/>
                <Route path=path!("/sign-in") view={LazyPage::Entry(EntryPage::SignIn)} ssr=SsrMode::Async/>
                <Route path=path!("/setup") view={LazyPage::Entry(EntryPage::Setup)} ssr=SsrMode::Async/>
                <Route path=path!("/join") view={LazyPage::Entry(EntryPage::Join)} ssr=SsrMode::Async/>
                <ParentRoute path=path!("") view=SignedIn ssr=SsrMode::Async>
                    <Route path=path!("/spaces") view=SpacesListPage ssr=SsrMode::Async/>
                    <Route path=path!("/spaces/new") view={LazyPage::Form(FormPage::Space)} ssr=SsrMode::Async/>
                    <Route path=path!("/spaces/import") view={LazyPage::Import} ssr=SsrMode::Async/>
                    <Route path=path!("/spaces/:id") view={LazyPage::Record(RecordPage::Space)} ssr=SsrMode::Async/>
                    <Route path=path!("/spaces/:id/edit") view={LazyPage::Form(FormPage::Space)} ssr=SsrMode::Async/>
                    <Route path=path!("/deals") view={LazyPage::Record(RecordPage::Deals)} ssr=SsrMode::Async/>
                    <Route path=path!("/deals/new") view={LazyPage::Form(FormPage::Deal)} ssr=SsrMode::Async/>
                    <Route path=path!("/deals/:id") view={LazyPage::Record(RecordPage::Deal)} ssr=SsrMode::Async/>
                    <Route path=path!("/deals/:id/edit") view={LazyPage::Form(FormPage::Deal)} ssr=SsrMode::Async/>
                    <Route path=path!("/statistics/activities") view={LazyPage::Statistics(StatisticsPage::Activities)} ssr=SsrMode::Async/>
                    <Route path=path!("/statistics/sign-ins") view={LazyPage::Statistics(StatisticsPage::SignIns)} ssr=SsrMode::Async/>
                    <Route path=path!("/settings/pipeline") view={LazyPage::Settings(SettingsPage::Pipeline)} ssr=SsrMode::Async/>
                    <Route path=path!("/design") view=DesignPage ssr=SsrMode::Async/>
                    <Route path=path!("/settings/users") view={LazyPage::Settings(SettingsPage::Users)} ssr=SsrMode::Async/>
                    <Route path=path!("/settings/profile") view={LazyPage::Settings(SettingsPage::Profile)} ssr=SsrMode::Async/>
                    <Route path=path!("/settings/trash") view={LazyPage::Settings(SettingsPage::Trash)} ssr=SsrMode::Async/>
                    <Route path=path!("/settings/add-ons") view={LazyPage::Settings(SettingsPage::AddOns)} ssr=SsrMode::Async/>
                    <Route path=path!("/settings/visibility/spaces") view={LazyPage::Settings(SettingsPage::SpaceRules)} ssr=SsrMode::Async/>
                    <Route path=path!("/settings/audit-log") view={LazyPage::Settings(SettingsPage::AuditLog)} ssr=SsrMode::Async/>
                    <Route path=path!("/settings/import") view={LazyPage::Settings(SettingsPage::PastImports)} ssr=SsrMode::Async/>
                    <Route path=path!("/settings/fields/spaces") view={LazyPage::Settings(SettingsPage::Fields)} ssr=SsrMode::Async/>
                </ParentRoute>
            </Routes>
        </Router>
        <ToastsRegion/>
    }
}

/// The page for an address without a route. It is outside the frame and therefore has a `main` of its own.
#[component]
fn UnknownAddress() -> impl IntoView {
    view! {
        <main>
            <NotFoundPage/>
        </main>
    }
    .into_any()
}
