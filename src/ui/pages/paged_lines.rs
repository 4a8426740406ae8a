//! Lines of the audit log, a page at first and more on demand: all for administrators, for users their own sign-ins.

use domain::audit::{Line, Page, Place};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api::Answer,
    i18n::use_messages,
    ui::{components::use_toasts, errors},
};

/// The lines so far, and the button that asks for the page before a place as long as there is one.
pub fn paged_lines<F>(
    first: Page,
    fetch: impl Fn(Option<Place>) -> F + Copy + Send + Sync + 'static,
) -> (RwSignal<Vec<Line>>, AnyView)
where
    F: Future<Output = Answer<Page>> + 'static,
{
    let messages = use_messages();
    let toasts = use_toasts();
    let (lines, next) = (RwSignal::new(first.lines), RwSignal::new(first.next));
    let busy = RwSignal::new(false);
    let more = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match fetch(next.get_untracked()).await {
                Ok(page) => {
                    next.try_set(page.next);
                    lines.try_update(|lines| lines.extend(page.lines));
                }
                Err(failure) => toasts.fail(errors::sentence(messages, &failure.0)),
            }
            busy.try_set(false);
        });
    };
    let button = view! {
        <div class="audit-more">
            <Show when=move || next.with(Option::is_some)>
                <button type="button" class="button" aria-busy=move || busy.get().then_some("true") on:click=more>
                    {messages.text("audit-more")}
                </button>
            </Show>
        </div>
    };
    (lines, button.into_any())
}
