//! The tab 'Tasks' of a space's page.

use domain::topic::task::TasksView;
use leptos::prelude::*;

use super::{board::BoardView, list::ListView, state::TasksState, toolbar::Toolbar};
use crate::ui::components::{FailureNote, Skeleton};

/// The toolbar, and the board or the list.
#[component]
pub fn TasksTab(tasks: TasksState) -> impl IntoView {
    tasks.follow();
    let messages = tasks.messages;
    let failed = Memo::new(move |_| tasks.failed.get());
    let view = Memo::new(move |_| tasks.query.with(|query| query.view));
    let loaded = Memo::new(move |_| match view.get() {
        TasksView::Board => tasks.board.with(Option::is_some),
        TasksView::List => tasks.list.with(Option::is_some),
    });
    let content = move || match (failed.get(), loaded.get(), view.get()) {
        (Some(error), ..) => {
            let retry = Callback::new(move |()| tasks.reload());
            view! { <FailureNote error retry/> }.into_any()
        }
        (None, false, _) => view! { <Skeleton rows=8/> }.into_any(),
        (None, true, TasksView::Board) => view! { <BoardView tasks/> }.into_any(),
        (None, true, TasksView::List) => view! { <ListView tasks/> }.into_any(),
    };
    view! {
        <section class="tasks" aria-label=messages.text("tasks") aria-busy=move || tasks.busy.get().to_string()>
            <Toolbar tasks/>
            {content}
            <p class="visually-hidden" role="status">{move || tasks.announced.get()}</p>
        </section>
    }
    .into_any()
}
