//! The dialog with the earlier texts of a post.

use domain::topic::PostVersion;
use leptos::{prelude::*, task::spawn_local};

use super::post::PostState;
use crate::{
    api::{Answer, topics::post_versions},
    ui::components::{Dialog, ExactTime, FailureNote, Skeleton},
};

/// The dialog, which loads its content when it is opened.
#[component]
pub fn Versions(shown: PostState) -> impl IntoView {
    view! {
        <Dialog title=shown.thread.messages.text("post-versions") open=shown.versions wide=true>
            <Content shown/>
        </Dialog>
    }
}

#[component]
fn Content(shown: PostState) -> impl IntoView {
    let found = RwSignal::new(None::<Answer<Vec<PostVersion>>>);
    let load = Callback::new(move |()| {
        found.set(None);
        spawn_local(async move {
            let answer = post_versions(shown.thread.address(), shown.number).await;
            found.try_set(Some(answer));
        });
    });
    Effect::new(move |_| load.run(()));
    move || match found.get() {
        None => view! { <Skeleton rows=3/> }.into_any(),
        Some(Err(failure)) => view! { <FailureNote error=failure.0 retry=load/> }.into_any(),
        Some(Ok(versions)) => versions
            .into_iter()
            .map(|version| {
                view! {
                    <section class="post-version">
                        <h3>{version.author.name} ", " <ExactTime at=version.at/></h3>
                        <div class="prose" inner_html=version.html></div>
                    </section>
                }
            })
            .collect_view()
            .into_any(),
    }
}
