//! Routes only.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    SsrMode,
    components::{ParentRoute, Redirect, Route, Router, Routes},
    path,
};

use super::{
    browser::provide_ids,
    components::{NotFoundPage, Toasts, ToastsRegion},
    pages::{
        design::DesignPage,
        import::{ImportPage, PastImportsPage},
        settings::{ProfilePage, TrashPage, UsersPage},
        sign_in::{JoinPage, SetupPage, SignInPage},
        space::SpaceShowPage,
        space_form::SpaceFormPage,
        spaces_list::SpacesListPage,
    },
    shell::{SignedIn, provide_speech},
};

/// The application. Pages behind a session wait for their answer, so that a 404 is one before the first byte.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_ids();
    provide_speech();
    Toasts::provide();
    // For whoever drives a browser: from here on the page answers to clicks.
    Effect::new(|_| {
        if let Some(root) = document().document_element() {
            // It fails only for a name that is no attribute's.
            let _ = root.set_attribute("data-ready", "");
        }
    });
    view! {
        <Router>
            <Routes fallback=NotFoundPage>
                <Route path=path!("/") view=|| view! { <Redirect path="/spaces"/> }/>
                <Route path=path!("/sign-in") view=SignInPage ssr=SsrMode::Async/>
                <Route path=path!("/setup") view=SetupPage ssr=SsrMode::Async/>
                <Route path=path!("/join") view=JoinPage ssr=SsrMode::Async/>
                <ParentRoute path=path!("") view=SignedIn ssr=SsrMode::Async>
                    <Route path=path!("/spaces") view=SpacesListPage ssr=SsrMode::Async/>
                    <Route path=path!("/spaces/new") view=SpaceFormPage ssr=SsrMode::Async/>
                    <Route path=path!("/spaces/import") view=ImportPage ssr=SsrMode::Async/>
                    <Route path=path!("/spaces/:id") view=SpaceShowPage ssr=SsrMode::Async/>
                    <Route path=path!("/spaces/:id/edit") view=SpaceFormPage ssr=SsrMode::Async/>
                    <Route path=path!("/design") view=DesignPage ssr=SsrMode::Async/>
                    <Route path=path!("/settings/users") view=UsersPage ssr=SsrMode::Async/>
                    <Route path=path!("/settings/profile") view=ProfilePage ssr=SsrMode::Async/>
                    <Route path=path!("/settings/trash") view=TrashPage ssr=SsrMode::Async/>
                    <Route path=path!("/settings/import") view=PastImportsPage ssr=SsrMode::Async/>
                </ParentRoute>
            </Routes>
        </Router>
        <ToastsRegion/>
    }
}
