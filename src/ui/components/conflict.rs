//! The note about an edit conflict: somebody else saved meanwhile.

use leptos::prelude::*;

use crate::{i18n::use_messages, ui::browser::new_id};

/// A field in which the two versions differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConflictRow {
    pub field: String,
    pub theirs: String,
    /// The person's own value; `None` if they did not change the field.
    pub mine: Option<String>,
}

/// Both versions, field by field, with buttons to keep the person's own version, take the other, or merge
/// both where that is possible.
#[component]
pub fn ConflictTable(
    /// The heading, which says what somebody else changed.
    title: String,
    rows: Vec<ConflictRow>,
    #[prop(into)] keep_mine: Callback<()>,
    #[prop(into)] take_theirs: Callback<()>,
    /// Puts both versions together, to be edited.
    #[prop(optional, into)]
    merge: Option<Callback<()>>,
) -> impl IntoView {
    let messages = use_messages();
    let heading = new_id();
    let rows = rows
        .into_iter()
        .map(|ConflictRow { field, theirs, mine }| {
            let unchanged = mine.is_none();
            let mine = mine.unwrap_or_else(|| messages.text("space-conflict-unchanged"));
            view! {
                <tr>
                    <th scope="row">{field}</th>
                    <td>{theirs}</td>
                    <td class:muted=unchanged>{mine}</td>
                </tr>
            }
        })
        .collect_view();
    let merge = merge.map(|merge| {
        view! {
            <button type="button" class="button" on:click=move |_| merge.run(())>
                {messages.text("conflict-merge")}
            </button>
        }
    });
    view! {
        <section class="space-conflict" role="alert" aria-labelledby=heading.clone() tabindex="-1" data-conflict="">
            <h2 id=heading.clone()>{title}</h2>
            <p class="muted">{messages.text("space-conflict-help")}</p>
            <div class="space-conflict-table">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{messages.text("space-conflict-field")}</th>
                            <th scope="col">{messages.text("space-conflict-theirs")}</th>
                            <th scope="col">{messages.text("space-conflict-mine")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <div class="form-actions">
                <button type="button" class="button" on:click=move |_| keep_mine.run(())>
                    {messages.text("space-conflict-keep-mine")}
                </button>
                <button type="button" class="button" on:click=move |_| take_theirs.run(())>
                    {messages.text("space-conflict-take-theirs")}
                </button>
                {merge}
            </div>
        </section>
    }
    .into_any()
}
