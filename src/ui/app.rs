//! Routes only.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    Lazy, SsrMode,
    components::{ParentRoute, Route, Router, Routes},
    path,
};

use super::{
    browser::provide_ids,
    components::{NotFoundPage, Toasts, ToastsRegion},
    pages::{
        lazy::{
            ActivitiesRoute, AddOnsRoute, AuditLogRoute, DealFormRoute, DealShowRoute, DealsRoute, DesignRoute,
            FieldsRoute, ImportRoute, JoinRoute, OwnSignInsRoute, PastImportsRoute, PipelineRoute, ProfileRoute,
            SetupRoute, SignInRoute, SpaceFormRoute, SpaceRulesRoute, SpaceShowRoute, TrashRoute, UsersRoute,
        },
        spaces_list::SpacesListPage,
    },
    shell::{Home, SignedIn, provide_messages},
};

/// The application. Pages behind a session wait for their answer, so that a 404 is one before the first byte.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_ids();
    provide_messages();
    Toasts::provide();
    view! {
        <Router>
            <Routes fallback=Nowhere>
                <Route path=path!("/") view=Home/>
                <Route path=path!("/sign-in") view={Lazy::<SignInRoute>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/setup") view={Lazy::<SetupRoute>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/join") view={Lazy::<JoinRoute>::new()} ssr=SsrMode::Async/>
                <ParentRoute path=path!("") view=SignedIn ssr=SsrMode::Async>
                    <Route path=path!("/spaces") view=SpacesListPage ssr=SsrMode::Async/>
                    <Route path=path!("/spaces/new") view={Lazy::<SpaceFormRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/spaces/import") view={Lazy::<ImportRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/spaces/:id") view={Lazy::<SpaceShowRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/spaces/:id/edit") view={Lazy::<SpaceFormRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/deals") view={Lazy::<DealsRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/deals/new") view={Lazy::<DealFormRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/deals/:id") view={Lazy::<DealShowRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/deals/:id/edit") view={Lazy::<DealFormRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/statistics/activities") view={Lazy::<ActivitiesRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/statistics/sign-ins") view={Lazy::<OwnSignInsRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/settings/pipeline") view={Lazy::<PipelineRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/design") view={Lazy::<DesignRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/settings/users") view={Lazy::<UsersRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/settings/profile") view={Lazy::<ProfileRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/settings/trash") view={Lazy::<TrashRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/settings/add-ons") view={Lazy::<AddOnsRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/settings/visibility/spaces") view={Lazy::<SpaceRulesRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/settings/audit-log") view={Lazy::<AuditLogRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/settings/import") view={Lazy::<PastImportsRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/settings/fields/spaces") view={Lazy::<FieldsRoute>::new()} ssr=SsrMode::Async/>
                </ParentRoute>
            </Routes>
        </Router>
        <ToastsRegion/>
    }
}

/// An address that no route has: outside the frame, so with its own landmark.
#[component]
fn Nowhere() -> impl IntoView {
    view! {
        <main>
            <NotFoundPage/>
        </main>
    }
    .into_any()
}
