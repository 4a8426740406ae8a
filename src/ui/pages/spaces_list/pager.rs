//! From page to page, by cursor.

use domain::list_query::Place;
use leptos::prelude::*;

use super::state::{link, use_list};
use crate::{
    i18n::use_messages,
    ui::components::{Glyph, Icon},
};

/// 'Previous' and 'Next'; nothing where there is one page.
#[component]
pub fn Pager(previous: Option<String>, next: Option<String>) -> impl IntoView {
    let messages = use_messages();
    let list = use_list();
    let to = move |place: Place| link(&list.query.get(), &place);
    (previous.is_some() || next.is_some()).then(|| {
        view! {
            <nav class="pager" aria-label=messages.text("list-pages")>
                {previous
                    .map(|cursor| {
                        view! {
                            <a class="button" rel="prev" href=move || to(Place::Before(cursor.clone()))>
                                <Icon glyph=Glyph::ChevronLeft/>
                                <span>{messages.text("list-previous")}</span>
                            </a>
                        }
                    })}
                {next
                    .map(|cursor| {
                        view! {
                            <a class="button" rel="next" href=move || to(Place::After(cursor.clone()))>
                                <span>{messages.text("list-next")}</span>
                                <Icon glyph=Glyph::ChevronRight/>
                            </a>
                        }
                    })}
            </nav>
        }
    })
}
