//! How the numbers and dates of a column are read: shown with examples, and chosen by the person where the cells leave
//! it open.

use domain::{
    custom_field::LAST_SHORT_YEAR,
    ids::FieldId,
    import::{Certainty, ColumnNotation},
    notation::{BareNumbers, DateOrder, DecimalMark, NotationChoice},
};
use leptos::prelude::*;

use crate::ui::components::{Glyph, Icon};

use super::{actions, choose::Choose, wizard::Wizard};

/// A function that applies another choice for a field.
type Change = fn(Wizard, FieldId, fn(&mut NotationChoice, &str), String);

/// The columns that need attention, above the table of the check step.
#[component]
pub fn NotationsInCheck() -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let columns = Memo::new(move |_| {
        wizard.notations.with(|all| {
            let shown = all.iter().filter(|column| needs_attention(column));
            shown.map(|column| column.column).collect::<Vec<_>>()
        })
    });
    view! {
        <Show when=move || columns.with(|columns| !columns.is_empty())>
            <fieldset class="import-set">
                <legend>{wizard.messages.text("import-notations")}</legend>
                <div class="import-options">
                    <For each=move || columns.get() key=|column| *column let:column>
                        <NotationOf column in_check=true/>
                    </For>
                </div>
            </fieldset>
        </Show>
    }
    .into_any()
}

/// Returns whether there is anything to choose or to know about the column. A column with a choice remains visible, so
/// that the choice can be changed.
fn needs_attention(column: &ColumnNotation) -> bool {
    column.certainty != Certainty::Found || column.bare > 0 || column.with_time > 0 || column.short_years > 0
}

/// How a column is read; nothing for a column that contains neither numbers nor dates.
#[component]
pub fn NotationOf(column: usize, #[prop(optional)] in_check: bool) -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let now = Memo::new(move |_| {
        wizard
            .notations
            .with(|all| all.iter().find(|known| known.column == column).cloned())
    });
    // Keeps the select fields while only the answer changes: they are rendered again only for another field.
    let field = Memo::new(move |_| now.with(|now| now.as_ref().map(|now| now.field)));
    move || {
        let field = field.get()?;
        let is_date = wizard
            .fields
            .with_untracked(|fields| fields.iter().any(|known| known.id == field && !known.kind.is_number()));
        let name = column_name(wizard, column);
        Some(view! {
            <div class="import-notation">
                {match is_date {
                    true => view! { <DateChoices field now name in_check/> }.into_any(),
                    false => view! { <MarkChoice field now name in_check/> }.into_any(),
                }}
                <NotationExamples now/>
            </div>
        })
    }
}

fn column_name(wizard: Wizard, column: usize) -> String {
    let name = wizard.opened.with_untracked(|opened| {
        let table = opened.as_ref()?.table.as_ref().ok()?;
        table.columns.get(column).map(|column| column.name.clone())
    });
    name.unwrap_or_default()
}

type Now = Memo<Option<ColumnNotation>>;

fn change(in_check: bool) -> Change {
    fn apply(mapping: &mut domain::import::Mapping, field: FieldId, choose: fn(&mut NotationChoice, &str), key: &str) {
        choose(mapping.notations.entry(field).or_default(), key);
    }
    match in_check {
        true => |wizard, field, choose, key| {
            actions::check_again(wizard, move |mapping| apply(mapping, field, choose, &key));
        },
        false => |wizard, field, choose, key| {
            actions::change_mapping(wizard, move |mapping| apply(mapping, field, choose, &key));
        },
    }
}

#[component]
fn MarkChoice(field: FieldId, now: Now, name: String, in_check: bool) -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let messages = wizard.messages;
    let names = [
        messages.text("import-notation-mark-comma"),
        messages.text("import-notation-mark-point"),
    ];
    let keys = DecimalMark::ALL.map(|mark| mark.as_str().to_owned());
    let value = move || now.with(|now| now.as_ref().map(|now| now.notation.mark.as_str()));
    let on_change = Callback::new(move |key: String| {
        let choose = |choice: &mut NotationChoice, key: &str| {
            choice.mark = DecimalMark::ALL.into_iter().find(|mark| mark.as_str() == key);
        };
        change(in_check)(wizard, field, choose, key);
    });
    view! {
        <Choose
            label=messages.with("import-notation-mark", [("column", name)])
            value=Signal::derive(move || value().unwrap_or_default().to_owned())
            options=keys.into_iter().zip(names).collect()
            on_change
        />
    }
    .into_any()
}

#[component]
fn DateChoices(field: FieldId, now: Now, name: String, in_check: bool) -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let messages = wizard.messages;
    let names = [
        messages.text("import-notation-order-day-first"),
        messages.text("import-notation-order-month-first"),
        messages.text("import-notation-order-year-first"),
    ];
    let keys = DateOrder::ALL.map(|order| order.as_str().to_owned());
    let value = move || now.with(|now| now.as_ref().map(|now| now.notation.order.as_str()));
    let on_change = Callback::new(move |key: String| {
        let choose = |choice: &mut NotationChoice, key: &str| {
            choice.order = DateOrder::ALL.into_iter().find(|order| order.as_str() == key);
        };
        change(in_check)(wizard, field, choose, key);
    });
    let has_bare = Memo::new(move |_| now.with(|now| now.as_ref().is_some_and(|now| now.bare > 0)));
    let label = messages.with("import-notation-order", [("column", name.clone())]);
    let name = StoredValue::new(name);
    view! {
        <Choose
            label
            value=Signal::derive(move || value().unwrap_or_default().to_owned())
            options=keys.into_iter().zip(names).collect()
            on_change
        />
        <Show when=move || has_bare.get()>
            <BareChoice field now name=name.get_value() in_check/>
        </Show>
    }
    .into_any()
}

/// The choice of what numbers without separators mean in a column of dates.
#[component]
fn BareChoice(field: FieldId, now: Now, name: String, in_check: bool) -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let messages = wizard.messages;
    let names = [
        messages.text("import-notation-bare-refused"),
        messages.text("import-notation-bare-compact"),
        messages.text("import-notation-bare-serial-1900"),
        messages.text("import-notation-bare-serial-1904"),
    ];
    let keys = BareNumbers::ALL.map(|bare| bare.as_str().to_owned());
    let value = move || now.with(|now| now.as_ref().map(|now| now.notation.bare.as_str()));
    let on_change = Callback::new(move |key: String| {
        let choose = |choice: &mut NotationChoice, key: &str| {
            choice.bare = BareNumbers::ALL.into_iter().find(|bare| bare.as_str() == key);
        };
        change(in_check)(wizard, field, choose, key);
    });
    view! {
        <Choose
            label=messages.with("import-notation-bare", [("column", name)])
            value=Signal::derive(move || value().unwrap_or_default().to_owned())
            options=keys.into_iter().zip(names).collect()
            on_change
        />
    }
    .into_any()
}

/// A warning if the column is ambiguous, examples of values that were read, and notes on dropped times and short years.
#[component]
fn NotationExamples(now: Now) -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let messages = wizard.messages;
    move || {
        let now = now.get()?;
        let warning = match now.certainty {
            Certainty::Ambiguous => Some(messages.text("import-notation-ambiguous")),
            Certainty::Mixed => Some(messages.text("import-notation-mixed")),
            Certainty::Found | Certainty::Chosen => None,
        };
        let times = (now.with_time > 0).then(|| messages.with("import-notation-times", [("count", now.with_time)]));
        let last = u32::from(LAST_SHORT_YEAR);
        let short = (now.short_years > 0).then(|| {
            let years = [
                ("first", last + 1),
                ("from", 1901 + last),
                ("last", last),
                ("to", 2000 + last),
            ];
            messages.with(
                "import-notation-short-years",
                years.map(|(name, year)| (name, year.to_string())),
            )
        });
        let examples = now.examples.into_iter().map(|(text, reads)| {
            let example = match reads {
                Some(value) => messages.with("import-notation-example", [("text", text), ("value", value)]),
                None => messages.with("import-notation-example-wrong", [("text", text)]),
            };
            view! { <li>{example}</li> }
        });
        Some(view! {
            {warning.map(|warning| {
                view! {
                    <p class="import-note">
                        <Icon glyph=Glyph::Warning/>
                        <span>{warning}</span>
                    </p>
                }
            })}
            <ul class="import-samples">{examples.collect_view()}</ul>
            {times.map(|times| view! { <p class="muted">{times}</p> })}
            {short.map(|short| view! { <p class="muted">{short}</p> })}
        })
    }
}
