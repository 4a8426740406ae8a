//! Export of the list as a file: all matching spaces from the toolbar, selected ones as a list operation.

use domain::{
    access::AccountAction,
    export::{ADDRESS, FileFormat, Wanted},
    list_query::Place,
    operation::Selection,
};
use leptos::prelude::*;

use super::state::use_list;
use crate::{
    i18n::{Messages, use_messages},
    ui::{
        components::{Checkbox, Dialog, Glyph, Menu, MenuCheck, MenuLink, SelectField},
        shell::session::use_session,
    },
};

fn format_words(messages: Messages, format: FileFormat) -> String {
    messages.text(&format!("export-{}", format.as_str()))
}

/// The menu that exports all spaces of the list in its current order.
#[component]
pub fn ExportMenu() -> impl IntoView {
    let messages = use_messages();
    let list = use_list();
    let shown_columns = RwSignal::new(false);
    let link = move |format| {
        let wanted = Wanted {
            format,
            shown_columns: shown_columns.get(),
            ticked: Vec::new(),
        };
        let query = list.query.with(|query| wanted.to_query(query));
        let (href, label) = (format!("{ADDRESS}?{query}"), format_words(messages, format));
        view! { <MenuLink label href glyph=Glyph::File file=true/> }
    };
    use_session().may(AccountAction::Export).then(|| {
        view! {
            <Menu label=messages.text("export") glyph=Glyph::Download class="button short-of-room">
                {move || FileFormat::ALL.into_iter().map(link).collect_view()}
                <MenuCheck label=messages.text("export-shown-columns") checked=shown_columns/>
            </Menu>
        }
    })
}

#[component]
pub fn ExportDialog(open: RwSignal<bool>) -> impl IntoView {
    view! {
        <Dialog title=use_messages().text("export") open>
            <ExportForm open/>
        </Dialog>
    }
}

/// The form of the export dialog. It is a plain form, so that the browser downloads the response.
#[component]
fn ExportForm(open: RwSignal<bool>) -> impl IntoView {
    let messages = use_messages();
    let list = use_list();
    let format = RwSignal::new(FileFormat::ALL[0].as_str().to_owned());
    let shown_columns = RwSignal::new(false);
    let query = list.query.get_untracked();
    let selection = list.ticks.with_untracked(|ticks| ticks.selection(&query));
    let action = format!("{ADDRESS}?{}", query.to_query(&Place::First));
    let ticked = match selection {
        Selection::Ids(ids) => ids,
        Selection::Matching(_) => Vec::new(),
    };
    let hint = match ticked.len() {
        0 => messages.text("export-all-matching"),
        count => messages.with("export-ticked", [("count", count as u32)]),
    };
    let ticked = StoredValue::new(ticked);
    let pairs = move || {
        let wanted = Wanted {
            format: FileFormat::parse(&format.get()).unwrap_or(FileFormat::ALL[0]),
            shown_columns: shown_columns.get(),
            ticked: ticked.get_value(),
        };
        let input = |(name, value)| view! { <input type="hidden" name=name value=value/> };
        wanted.to_pairs().into_iter().map(input).collect_view()
    };
    let options: Vec<_> = FileFormat::ALL
        .map(|format| (format.as_str().to_owned(), format_words(messages, format)))
        .into();
    // The dialog is closed only after the form was submitted.
    let close = move |_| {
        let _ = set_timeout(
            move || {
                open.try_set(false);
            },
            std::time::Duration::ZERO,
        );
    };
    view! {
        <form class="form operation-form" method="post" action=action on:submit=close>
            <SelectField label=messages.text("export-format") value=format options/>
            <Checkbox label=messages.text("export-shown-columns") checked=shown_columns/>
            {pairs}
            <p class="operation-preview">{hint}</p>
            <div class="form-actions">
                <button type="submit" class="button primary">{messages.text("list-apply")}</button>
                <button type="button" class="button quiet" on:click=move |_| open.set(false)>
                    {messages.text("list-cancel")}
                </button>
            </div>
        </form>
    }
}
