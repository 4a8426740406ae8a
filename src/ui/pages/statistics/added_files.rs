//! `/statistics/files`: the files that were added in a period, the list behind that number.

use domain::file::{AddedFile, AddedFilesPage as Files, AddedFilesQuery, page_path, size_in_words};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::back::BackToStatistics;
use crate::{
    api::statistics::added_files,
    i18n::{days::between, use_messages},
    ui::{
        components::{EmptyState, FailureNote, LoadingRegion, Page, PersonCircle, Relative, kind_text},
        pages::lines::paged_lines,
    },
};

/// The list of the files that were added in the period by the person that the address names.
#[component]
pub fn AddedFilesPage() -> impl IntoView {
    let messages = use_messages();
    let search = use_location().search;
    let query = Memo::new(move |_| search.with(|search| AddedFilesQuery::from_query(search)));
    let first = Resource::new(move || query.get(), |query| added_files(query, None));
    let again = Callback::new(move |()| first.refetch());
    view! {
        <Page title=messages.text("added-files")>
            <LoadingRegion class="search-results" skeleton=8>
                {move || first.get().map(|answer| match answer {
                    Ok(first) => view! { <Found query=query.get_untracked() first/> }.into_any(),
                    Err(failure) => view! { <FailureNote error=failure.0 retry=again/> }.into_any(),
                })}
            </LoadingRegion>
            <BackToStatistics/>
        </Page>
    }
}

/// Person and period, and the files.
#[component]
fn Found(query: AddedFilesQuery, first: Files) -> impl IntoView {
    let messages = use_messages();
    let days = between(messages, query.from, query.to);
    let about = match &first.person {
        Some(person) => messages.with(
            "added-files-by",
            [("person", person.name.as_str()), ("days", days.as_str())],
        ),
        None => days,
    };
    let list = if first.files.is_empty() {
        view! {
            <EmptyState title=messages.text("added-files-none")>
                <p>{messages.text("added-files-none-help")}</p>
            </EmptyState>
        }
        .into_any()
    } else {
        let now = first.now;
        let (files, more) = paged_lines(first, messages.text("lines-load-more"), move |after| {
            added_files(query, after)
        });
        view! {
            <ol class="found-lines" aria-label=messages.text("added-files")>
                <For each=move || files.get() key=|file: &AddedFile| file.id let:file>
                    <FileLine file now/>
                </For>
            </ol>
            <div class="load-more">{more}</div>
        }
        .into_any()
    };
    view! {
        <p class="muted">{about}</p>
        {list}
    }
    .into_any()
}

/// The entry of a file, with its kind, size and space, and who added it when.
#[component]
fn FileLine(file: AddedFile, now: i64) -> impl IntoView {
    let messages = use_messages();
    view! {
        <li class="found">
            <p class="found-title">
                <a href=page_path(file.id)>{file.name}</a>
            </p>
            <p class="found-where">
                <span>{kind_text(messages, file.kind)}</span>
                <span>{size_in_words(file.size, messages.0)}</span>
                <span class="person">
                    <span aria-hidden="true">
                        <PersonCircle person=file.added_by.clone()/>
                    </span>
                    <span>{file.added_by.name}</span>
                </span>
                <Relative at=file.added now/>
                <a href=format!("/spaces/{}", file.space)>{file.space_name}</a>
            </p>
        </li>
    }
    .into_any()
}
