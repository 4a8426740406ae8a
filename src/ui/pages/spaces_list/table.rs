//! The rows as a table with sorting by its headers.

use domain::{
    ids::SpaceId,
    list_query::{Sort, SortBy},
    space::SpaceRow,
};
use leptos::prelude::*;

use super::{
    row::Row,
    selection::PageTicks,
    state::{ListState, use_list},
};
use crate::{
    i18n::use_speech,
    ui::components::{Glyph, Icon},
};

/// The columns, with the class of their cells and the name of their message.
const COLUMNS: [(SortBy, &str, &str); 6] = [
    (SortBy::Name, "cell-name", "list-column-name"),
    (SortBy::Groups, "cell-groups", "list-column-groups"),
    (SortBy::Tags, "cell-tags", "list-column-tags"),
    (SortBy::Owner, "cell-owner", "list-column-owner"),
    (SortBy::People, "cell-people", "list-column-people"),
    (SortBy::LastActivity, "cell-activity", "list-column-activity"),
];

/// The table of one page of rows.
#[component]
pub fn SpacesTable(rows: Vec<SpaceRow>, now: i64) -> impl IntoView {
    let speech = use_speech();
    let ids = StoredValue::new(rows.iter().map(|row| row.id).collect::<Vec<SpaceId>>());
    let headers = COLUMNS
        .into_iter()
        .map(|(by, class, message)| view! { <Header by class label=speech.text(message)/> })
        .collect_view();
    let rows = rows
        .into_iter()
        .map(|row| view! { <Row row page=ids now/> })
        .collect_view();
    view! {
        <table class="data-table spaces-table" aria-label=speech.text("list-title")>
            <thead>
                <tr>
                    <th scope="col" class="cell-tick"><TickPage page=ids/></th>
                    {headers}
                    <th scope="col" class="cell-menu">
                        <span class="visually-hidden">{speech.text("list-column-menu")}</span>
                    </th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

#[component]
fn Header(by: SortBy, class: &'static str, label: String) -> impl IntoView {
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
                <span>{label}</span>
                {arrow}
            </button>
        </th>
    }
}

/// What a click on a header does: turns its own order round, or begins with the column's usual one.
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

/// 'Select all on this page'.
#[component]
fn TickPage(page: StoredValue<Vec<SpaceId>>) -> impl IntoView {
    let speech = use_speech();
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
            aria-label=speech.text("list-select-page")
            title=speech.text("list-select-page")
            prop:checked=move || ticked() == PageTicks::All
            prop:indeterminate=move || ticked() == PageTicks::Some
            on:change=set
        />
    }
}

/// A tick switches list operations on.
pub fn switch_on(list: ListState) {
    if !list.operating.get_untracked() && !list.ticks.with_untracked(super::selection::Ticks::is_empty) {
        list.operating.set(true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_click_turns_the_order_round() {
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
