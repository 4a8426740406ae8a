//! The door of every page that needs a session.

use domain::error::AppError;
use leptos::{context::Provider, prelude::*};
use leptos_router::{components::Redirect, hooks::use_location, location::Url};

use super::frame::Frame;
use crate::{
    api::{Answer, session::Session, session::my_session},
    ui::components::{FailureNote, Skeleton},
};

/// Asks once who is signed in; the frame with the pages for them, the way to sign in for others.
#[component]
pub fn SignedIn() -> impl IntoView {
    let session = Resource::new_blocking(|| (), |()| my_session());
    view! {
        <Suspense fallback=|| {
            view! { <Skeleton rows=6/> }
        }>{move || Suspend::new(async move { entered(session, session.await) })}</Suspense>
    }
    .into_any()
}

fn entered(session: Resource<Answer<Session>>, answer: Answer<Session>) -> AnyView {
    match answer {
        Ok(session) => view! {
            <Provider value=session>
                <Frame/>
            </Provider>
        }
        .into_any(),
        Err(failure) if failure.0 == AppError::SignedOut => {
            let path = format!("/sign-in?next={}", Url::escape(&here()));
            view! { <Redirect path=path/> }.into_any()
        }
        Err(failure) => {
            let again = Callback::new(move |()| session.refetch());
            view! {
                <main class="page">
                    <FailureNote error=failure.0 retry=again/>
                </main>
            }
            .into_any()
        }
    }
}

/// The address that is open, within the site.
pub(super) fn here() -> String {
    let location = use_location();
    let search = location.search.get_untracked();
    let path = location.pathname.get_untracked();
    if search.is_empty() {
        path
    } else {
        format!("{path}?{search}")
    }
}
