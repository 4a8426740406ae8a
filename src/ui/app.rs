//! The routes of the application.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    PossibleRouteMatch, SsrMode,
    components::{ParentRoute, Route, Router, Routes},
    path,
};

use super::{
    browser::provide_ids,
    components::{NotFoundPage, Toasts, ToastsRegion, Waiting, WaitingLine},
    pages::{
        design::DesignPage,
        lazy::{EntryPage, FormPage, LazyPage, RecordPage, SettingsPage, StatisticsPage},
        spaces_list::SpacesListPage,
    },
    shell::{Home, SignedIn, provide_messages, switched_off_page},
};

/// The application. Pages that need a session render completely before the first byte, so that an unknown id answers
/// 404.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_ids();
    provide_messages();
    Toasts::provide();
    Waiting::provide();
    view! {
        <Router>
            <WaitingLine/>
            <Routes fallback=UnknownAddress>
                <Route path=erased(path!("/")) view=Home/>
                <Route path=erased(path!("/sign-in")) view={LazyPage::Entry(EntryPage::SignIn)} ssr=SsrMode::Async/>
                <Route path=erased(path!("/setup")) view={LazyPage::Entry(EntryPage::Setup)} ssr=SsrMode::Async/>
                <Route path=erased(path!("/join")) view={LazyPage::Entry(EntryPage::Join)} ssr=SsrMode::Async/>
                <ParentRoute path=erased(path!("")) view=SignedIn ssr=SsrMode::Async>
                    <Route path=erased(path!("/spaces")) view=SpacesList ssr=SsrMode::Async/>
                    <Route path=erased(path!("/spaces/new")) view={LazyPage::Form(FormPage::Space)} ssr=SsrMode::Async/>
                    <Route path=erased(path!("/spaces/import")) view={LazyPage::Import} ssr=SsrMode::Async/>
                    <Route path=erased(path!("/spaces/:id")) view={LazyPage::Record(RecordPage::Space)} ssr=SsrMode::Async/>
                    <Route path=erased(path!("/spaces/:id/topics/:number")) view={LazyPage::Record(RecordPage::Topic)} ssr=SsrMode::Async/>
                    <Route path=erased(path!("/spaces/:id/library")) view={LazyPage::Record(RecordPage::Library)} ssr=SsrMode::Async/>
                    <Route path=erased(path!("/spaces/:id/edit")) view={LazyPage::Form(FormPage::Space)} ssr=SsrMode::Async/>
                    <Route path=erased(path!("/files/:id")) view={LazyPage::Record(RecordPage::File)} ssr=SsrMode::Async/>
                    <Route path=erased(path!("/deals")) view={LazyPage::Record(RecordPage::Deals)} ssr=SsrMode::Async/>
                    <Route path=erased(path!("/deals/new")) view={LazyPage::Form(FormPage::Deal)} ssr=SsrMode::Async/>
                    <Route path=erased(path!("/deals/:id")) view={LazyPage::Record(RecordPage::Deal)} ssr=SsrMode::Async/>
                    <Route path=erased(path!("/deals/:id/edit")) view={LazyPage::Form(FormPage::Deal)} ssr=SsrMode::Async/>
                    <Route path=erased(path!("/notices")) view={LazyPage::Record(RecordPage::Notices)} ssr=SsrMode::Async/>
                    <Route path=erased(path!("/catch-up")) view={LazyPage::Record(RecordPage::CatchUp)} ssr=SsrMode::Async/>
                    <Route path=erased(path!("/search")) view={LazyPage::Record(RecordPage::Search)} ssr=SsrMode::Async/>
                    <Route path=erased(path!("/statistics/activities")) view={LazyPage::Statistics(StatisticsPage::Activities)} ssr=SsrMode::Async/>
                    <Route path=erased(path!("/statistics/sign-ins")) view={LazyPage::Statistics(StatisticsPage::SignIns)} ssr=SsrMode::Async/>
                    <Route path=erased(path!("/settings/pipeline")) view={LazyPage::Settings(SettingsPage::Pipeline)} ssr=SsrMode::Async/>
                    <Route path=erased(path!("/design")) view=DesignPage ssr=SsrMode::Async/>
                    <Route path=erased(path!("/settings/users")) view={LazyPage::Settings(SettingsPage::Users)} ssr=SsrMode::Async/>
                    <Route path=erased(path!("/settings/profile")) view={LazyPage::Settings(SettingsPage::Profile)} ssr=SsrMode::Async/>
                    <Route path=erased(path!("/settings/trash")) view={LazyPage::Settings(SettingsPage::Trash)} ssr=SsrMode::Async/>
                    <Route path=erased(path!("/settings/add-ons")) view={LazyPage::Settings(SettingsPage::AddOns)} ssr=SsrMode::Async/>
                    <Route path=erased(path!("/settings/visibility/spaces")) view={LazyPage::Settings(SettingsPage::SpaceRules)} ssr=SsrMode::Async/>
                    <Route path=erased(path!("/settings/files")) view={LazyPage::Settings(SettingsPage::Files)} ssr=SsrMode::Async/>
                    <Route path=erased(path!("/settings/audit-log")) view={LazyPage::Settings(SettingsPage::AuditLog)} ssr=SsrMode::Async/>
                    <Route path=erased(path!("/settings/import")) view={LazyPage::Settings(SettingsPage::PastImports)} ssr=SsrMode::Async/>
                    <Route path=erased(path!("/settings/fields/spaces")) view={LazyPage::Settings(SettingsPage::Fields)} ssr=SsrMode::Async/>
                </ParentRoute>
            </Routes>
        </Router>
        <ToastsRegion/>
    }
}

/// Erases the type of a path's segments: the router is compiled once for each type.
fn erased(segments: impl PossibleRouteMatch + Send + Sync + 'static) -> Arc<dyn PossibleRouteMatch + Send + Sync> {
    Arc::new(segments)
}

/// The list of spaces, unless its add-on is switched off.
#[component]
fn SpacesList() -> impl IntoView {
    switched_off_page().unwrap_or_else(|| view! { <SpacesListPage/> }.into_any())
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
