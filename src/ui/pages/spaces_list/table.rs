//! The table of rows, sortable by its headers.

use domain::{
    ids::SpaceId,
    list_query::{Sort, SortBy},
    space::SpacePage,
};
use leptos::{html, prelude::*};

use super::{
    columns::{Shown, class, label},
    row::Row,
    state::{ListState, use_list},
    ticking, unread_rows,
};
use crate::{
    i18n::use_messages,
    ui::{
        components::{Glyph, Icon},
        pages::picked::PageTicks,
        shell::{session::use_session, unread::use_unread},
    },
};

/// The table of a page of rows.
#[component]
pub fn SpacesTable(page: SpacePage) -> impl IntoView {
    let messages = use_messages();
    let ids = StoredValue::new(page.rows.iter().map(|row| row.id).collect::<Vec<SpaceId>>());
    let headers = page.columns.all().iter().map(|column| {
        let (class, label) = (class(*column, &page.fields), label(messages, *column, &page.fields));
        view! { <Header by=column.sort() class label/> }
    });
    let headers = headers.collect_view();
    let chosen = !page.columns.are_usual();
    let shown = StoredValue::new(Shown {
        columns: page.columns,
        fields: page.fields,
        people: page.people,
        now: page.now,
        offsets: use_session().offsets,
    });
    let rows = page
        .rows
        .into_iter()
        .map(|row| view! { <Row row shown/> })
        .collect_view();
    let list = use_list();
    let body = NodeRef::<html::Tbody>::new();
    Effect::new(move |_| {
        list.ticks.with(|ticks| {
            if let Some(body) = body.get() {
                ticking::show(&body, ticks);
            }
        });
    });
    let unread = use_unread();
    // The rows come with their marks, which are newer than the numbers at that moment.
    Effect::new(move |before: Option<()>| {
        let named = unread.named();
        if before.is_some()
            && let (Some(named), Some(body)) = (named, body.get_untracked())
        {
            unread_rows::show(&body, messages, &named);
        }
    });
    let tick = move |event| ids.with_value(|ids| ticking::clicked(list, ids, &event));
    view! {
        <div class="spaces-scroll" class:chosen=chosen>
            <table class="data-table spaces-table" aria-label=messages.text("list-title")>
                <thead>
                    <tr>
                        <th scope="col" class="cell-tick"><TickPage page=ids/></th>
                        <Header by=Some(SortBy::Name) class="cell-name" label=messages.text("list-column-name")/>
                        {headers}
                        <th scope="col" class="cell-menu">
                            <span class="visually-hidden">{messages.text("list-column-menu")}</span>
                        </th>
                    </tr>
                </thead>
                <tbody node_ref=body on:click=tick>{rows}</tbody>
            </table>
        </div>
    }
}

/// The header of a column; a button if the list can be sorted by the column.
#[component]
fn Header(by: Option<SortBy>, class: &'static str, label: String) -> impl IntoView {
    match by {
        Some(by) => view! { <SortHeader by class label/> }.into_any(),
        None => view! { <th scope="col" class=class>{label}</th> }.into_any(),
    }
}

#[component]
fn SortHeader(by: SortBy, class: &'static str, label: String) -> impl IntoView {
    let list = use_list();
    let sort = move || list.query.with(|query| query.sort);
    let direction = move || match sort() {
        Sort { by: now, descending } if now == by => Some(if descending { "descending" } else { "ascending" }),
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
    view! {
        <th scope="col" class=class aria-sort=direction>
            <button
                type="button"
                class="sort-button"
                on:click=move |_| list.change(|query| query.sort = next_sort(query.sort, by))
            >
                <span class="sort-name" title=label.clone()>{label.clone()}</span>
                {arrow}
            </button>
        </th>
    }
}

/// Returns the order after a click on a header: the reverse of the current order by the same column, or the column's
/// usual order.
fn next_sort(now: Sort, by: SortBy) -> Sort {
    Sort {
        by,
        descending: if now.by == by {
            !now.descending
        } else {
            by.starts_descending()
        },
    }
}

/// The checkbox 'Select all on this page'.
#[component]
fn TickPage(page: StoredValue<Vec<SpaceId>>) -> impl IntoView {
    let messages = use_messages();
    let list = use_list();
    let ticked = move || page.with_value(|page| list.ticks.with(|ticks| ticks.of_page(page)));
    let set = move |event| {
        let on = event_target_checked(&event);
        page.with_value(|page| list.ticks.update(|ticks| ticks.set_page(page, on)));
        switch_on(list);
    };
    view! {
        <input
            type="checkbox"
            class="tick"
            aria-label=messages.text("list-select-page")
            title=messages.text("list-select-page")
            prop:checked=move || ticked() == PageTicks::All
            prop:indeterminate=move || ticked() == PageTicks::Some
            on:change=set
        />
    }
}

/// Switches list operations on if rows are selected.
pub fn switch_on(list: ListState) {
    if !list.operating.get_untracked() && !list.ticks.with_untracked(super::selection::Ticks::is_empty) {
        list.operating.set(true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_click_reverses_the_order() {
        let first = next_sort(Sort::default(), SortBy::People);
        assert_eq!(
            first,
            Sort {
                by: SortBy::People,
                descending: true
            }
        );
        assert!(!next_sort(first, SortBy::People).descending);
        assert_eq!(next_sort(first, SortBy::Name), Sort::default());
    }
}
