//! The toolbar above the rows: search, filters, the number of results, export, import, list operations.

use domain::{access::AccountAction, error::AppError, person::PersonRef, space::Count};
use leptos::prelude::*;

use super::{
    columns_dialog::ColumnsButton, export::ExportMenu, filters::Filters, recent::RecentOperations, search::SearchBox,
    state::use_list, views::SaveView,
};
use crate::{
    i18n::{Messages, use_messages},
    ui::{
        components::{ButtonLink, Glyph, Icon},
        shell::session::use_session,
    },
};

/// The toolbar.
#[component]
pub fn Toolbar(people: Resource<Result<Vec<PersonRef>, AppError>>) -> impl IntoView {
    let messages = use_messages();
    let list = use_list();
    let toggle = move |_| {
        list.operating.update(|on| *on = !*on);
        if !list.operating.get_untracked() {
            list.ticks.set(super::selection::Ticks::default());
        }
    };
    view! {
        <div class="list-toolbar">
            <SearchBox/>
            <Filters people/>
            <ColumnsButton/>
            <SaveView/>
            <p class="results-count" aria-live="polite">
                {move || list.count.get().map(|count| count_words(messages, count))}
            </p>
            <span class="toolbar-rest">
                <ImportSpaces/>
                <ExportMenu/>
                <button
                    type="button"
                    class="button toggle-operations"
                    aria-pressed=move || list.operating.get().to_string()
                    on:click=toggle
                >
                    <Icon glyph=Glyph::Layers/>
                    <span>{messages.text("list-operations")}</span>
                </button>
                <RecentOperations/>
            </span>
        </div>
    }
}

/// Returns the number of results: '312 spaces' or 'over 10,000 spaces'.
pub fn count_words(messages: Messages, count: Count) -> String {
    if count.over {
        messages.text("list-count-over")
    } else {
        messages.with("spaces-count", [("count", count.shown)])
    }
}

/// The link to the form of a new space, if the person may add spaces.
#[component]
pub fn AddSpace() -> impl IntoView {
    let messages = use_messages();
    let may = use_session().may(AccountAction::AddSpace);
    may.then(|| {
        let label = messages.text("list-add-space");
        view! { <ButtonLink href="/spaces/new" class="button primary" glyph=Glyph::Plus label/> }
    })
}

/// The link to the import, if the person may import.
#[component]
pub fn ImportSpaces() -> impl IntoView {
    let messages = use_messages();
    let may = use_session().may(AccountAction::Import);
    may.then(|| {
        let label = messages.text("list-import-spaces");
        view! { <ButtonLink href="/spaces/import" class="button short-of-room last-to-shrink" glyph=Glyph::Upload label/> }
    })
}
