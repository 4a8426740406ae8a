//! The list of files and folders as a table, sortable by its headers.

use domain::file::{LibrarySort, LibraryView, SortFiles, TopicOfFile, size_in_words};
use leptos::prelude::*;

use super::{
    drag::DragRow,
    item::{Entry, Item, Row, RowKey, entries},
    row::{RowMenu, RowThumb, Tick, address},
    state::{LibraryState, in_folder, link},
    whereabouts::Whereabouts,
    words,
};
use crate::ui::{
    components::{Glyph, Icon, PersonCircle, Relative, kind_text},
    pages::picked::PageTicks,
};

/// The columns after the name.
const COLUMNS: [(SortFiles, &str); 3] = [
    (SortFiles::Size, "cell-size"),
    (SortFiles::Kind, "cell-kind"),
    (SortFiles::Added, "cell-added"),
];

/// The table.
#[component]
pub fn FilesTable(library: LibraryState) -> impl IntoView {
    let messages = library.messages;
    let headers = COLUMNS.map(|(by, class)| view! { <Header library by class/> });
    view! {
        <table class="data-table files-table" aria-label=messages.text("library-files")>
            <thead>
                <tr>
                    <th scope="col" class="cell-tick"><TickAll library/></th>
                    <Header library by=SortFiles::Name class="cell-name"/>
                    {headers.into_iter().collect_view()}
                    <th scope="col" class="cell-menu">
                        <span class="visually-hidden">{messages.text("library-column-menu")}</span>
                    </th>
                </tr>
            </thead>
            <tbody>
                <For each=move || shown(library) key=key let:entry>
                    {match entry {
                        Entry::Topic(topic) => view! { <TopicRow library topic/> }.into_any(),
                        Entry::Row(row) => view! { <TableRow library row/> }.into_any(),
                    }}
                </For>
            </tbody>
        </table>
    }
    .into_any()
}

/// Returns the entries of the list in their order.
pub fn shown(library: LibraryState) -> Vec<Entry> {
    let by_topic = library.query.with(is_grouped);
    entries(library.rows.get(), by_topic)
}

/// Returns whether the files of topics are shown in groups.
fn is_grouped(query: &domain::file::LibraryQuery) -> bool {
    query.view == LibraryView::Topics && query.topic.is_none()
}

/// Returns what an entry shows, so that it is drawn again only if that has changed.
pub fn key(entry: &Entry) -> Result<RowKey, (i64, String)> {
    match entry {
        Entry::Row(row) => Ok(row.key()),
        Entry::Topic(topic) => Err((topic.address.number, topic.title.clone())),
    }
}

/// A column's header. Files that are grouped by topics cannot be sorted.
#[component]
fn Header(library: LibraryState, by: SortFiles, class: &'static str) -> impl IntoView {
    let label = words::column(library.messages, by);
    let grouped = Memo::new(move |_| library.query.with(is_grouped));
    let sort = Memo::new(move |_| library.query.with(|query| query.sort));
    let direction = move || match sort.get() {
        _ if grouped.get() => None,
        LibrarySort { by: now, descending } if now == by => Some(if descending { "descending" } else { "ascending" }),
        _ => None,
    };
    let arrow = move || {
        direction().map(|direction| {
            let glyph = if direction == "descending" {
                Glyph::ArrowDown
            } else {
                Glyph::ArrowUp
            };
            view! { <Icon glyph size=16/> }
        })
    };
    let content = move || {
        let label = label.clone();
        if grouped.get() {
            view! { <span>{label}</span> }.into_any()
        } else {
            view! {
                <button
                    type="button"
                    class="sort-button"
                    on:click=move |_| library.change(|query| query.sort = next_sort(query.sort, by))
                >
                    <span class="sort-name">{label}</span>
                    {arrow}
                </button>
            }
            .into_any()
        }
    };
    view! {
        <th scope="col" class=class aria-sort=direction>
            {content}
        </th>
    }
    .into_any()
}

/// Returns the order after a click on a header: the reverse of the current order by the same column, or the column's
/// usual order.
pub fn next_sort(now: LibrarySort, by: SortFiles) -> LibrarySort {
    LibrarySort {
        by,
        descending: if now.by == by {
            !now.descending
        } else {
            by.starts_descending()
        },
    }
}

/// The checkbox that selects all shown rows.
#[component]
pub fn TickAll(library: LibraryState) -> impl IntoView {
    let items = move || {
        library
            .rows
            .with(|rows| rows.iter().map(Row::item).collect::<Vec<Item>>())
    };
    let ticked = Memo::new(move |_| library.picked.with(|picked| picked.of_page(&items())));
    let set = move |event| {
        let on = event_target_checked(&event);
        library.picked.update(|picked| picked.set_page(&untrack(items), on));
    };
    let label = library.messages.text("library-select-all");
    view! {
        <label class="tick-area">
            <input
                type="checkbox"
                class="tick"
                aria-label=label.clone()
                title=label
                prop:checked=move || ticked.get() == PageTicks::All
                prop:indeterminate=move || ticked.get() == PageTicks::Some
                on:change=set
            />
        </label>
    }
    .into_any()
}

/// The row with the topic whose files follow.
#[component]
fn TopicRow(library: LibraryState, topic: TopicOfFile) -> impl IntoView {
    view! {
        <tr class="files-topic">
            <th scope="rowgroup" colspan="6"><TopicLinks library topic/></th>
        </tr>
    }
    .into_any()
}

/// The link to the topic, and the link to its files alone.
#[component]
pub fn TopicLinks(library: LibraryState, topic: TopicOfFile) -> impl IntoView {
    let number = topic.address.number;
    let alone = move || {
        library.query.with(|query| {
            let mut query = in_folder(query, None);
            (query.view, query.topic) = (LibraryView::Topics, Some(number));
            link(library.space, &query)
        })
    };
    view! {
        <span class="files-topic-line">
            <a class="files-topic-title" href=topic.address.path()>{topic.title.clone()}</a>
            <a class="files-topic-alone muted" href=alone>{library.messages.text("library-topic-alone")}</a>
        </span>
    }
    .into_any()
}

/// A row, which can be dragged; onto a folder, rows can be dropped.
#[component]
fn TableRow(library: LibraryState, row: Row) -> impl IntoView {
    let (item, name) = (row.item(), row.name().to_owned());
    let picked = Memo::new(move |_| library.picked.with(|picked| picked.has(item)));
    let drag = DragRow::new(library, &row);
    let href = address(library, item);
    let moves = row.may_move();
    view! {
        <tr
            class="file-row"
            class:ticked=move || picked.get()
            class:over=move || drag.is_over()
            draggable=moves.then_some("true")
            on:dragstart=move |event| drag.begin(&event)
            on:dragend=move |_| drag.end()
            on:dragover=move |event| drag.enter(&event)
            on:dragleave=move |_| drag.leave()
            on:drop=move |event| drag.drop(&event)
        >
            <td class="cell-tick"><Tick library item name=name.clone()/></td>
            <td class="cell-name">
                <div class="file-line">
                    <RowThumb row=row.clone() size=64/>
                    <a class="file-name" href=move || href.get() title=name draggable="false">{name.clone()}</a>
                    <Whereabouts library row=row.clone()/>
                </div>
            </td>
            <Facts library row=row.clone()/>
            <td class="cell-menu"><RowMenu library row/></td>
        </tr>
    }
    .into_any()
}

/// The cells with size, kind, and who added it when.
#[component]
fn Facts(library: LibraryState, row: Row) -> impl IntoView {
    let messages = library.messages;
    let now = library
        .page
        .with_untracked(|page| page.as_ref().map_or(0, |page| page.now));
    let (size, kind, person, at) = match row {
        Row::Folder(folder) => (
            String::new(),
            messages.text("file-kind-folder"),
            folder.created_by,
            folder.created,
        ),
        Row::File(file) => (
            size_in_words(file.size, messages.0),
            kind_text(messages, file.kind),
            file.added_by,
            file.added,
        ),
    };
    view! {
        <td class="cell-size">{size}</td>
        <td class="cell-kind">{kind}</td>
        <td class="cell-added">
            <span class="person">
                <PersonCircle person/>
                <Relative at now/>
            </span>
        </td>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_click_reverses_the_order() {
        let first = next_sort(LibrarySort::default(), SortFiles::Size);
        assert_eq!((first.by, first.descending), (SortFiles::Size, true));
        assert!(!next_sort(first, SortFiles::Size).descending);
        assert_eq!(next_sort(first, SortFiles::Name), LibrarySort::default());
    }
}
