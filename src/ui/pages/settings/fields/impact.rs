//! The question about the effect of a change on the values that spaces have.

use domain::custom_field::Impact;
use leptos::prelude::*;

use super::form::FieldSignals;
use crate::i18n::use_messages;

/// The numbers of values that are converted and lost, with buttons to confirm or go back.
#[component]
pub fn ImpactNote(form: FieldSignals, impact: Impact, submit: Callback<Option<u32>>) -> impl IntoView {
    let messages = use_messages();
    let lost = impact.lost;
    let kept = impact.holding.saturating_sub(lost);
    let examples = (!impact.examples.is_empty()).then(|| {
        let examples = impact
            .examples
            .into_iter()
            .map(|example| view! { <li>{example}</li> })
            .collect_view();
        view! {
            <p>{messages.text("fields-impact-examples")}</p>
            <ul class="field-impact-examples">{examples}</ul>
        }
    });
    // Amounts are stored as numbers and the currency belongs to the field, so a new currency applies to all of them.
    let typed = form.form().ok();
    let currency = form.edited.get_untracked().zip(typed).and_then(|(before, typed)| {
        let now = typed.another_currency(&before)?;
        let words = messages.with("fields-impact-currency", [("from", before.currency), ("to", now)]);
        Some(view! { <p>{words}</p> })
    });
    let (class, confirm) = if lost > 0 {
        ("button danger", "fields-impact-lose")
    } else {
        ("button primary", "fields-impact-change")
    };
    view! {
        <section class="field-impact" role="alert">
            <h3>{messages.text("fields-impact-title")}</h3>
            {form.confirmed_before.get_untracked().then(|| view! { <p>{messages.text("fields-impact-again")}</p> })}
            <p>{messages.with("fields-impact-kept", [("count", kept)])}</p>
            <p>{messages.with("fields-impact-lost", [("count", lost)])}</p>
            {currency}
            {examples}
            <div class="dialog-foot">
                <button type="button" class="button" on:click=move |_| form.impact.set(None)>
                    {messages.text("fields-impact-back")}
                </button>
                <button
                    type="button"
                    class=class
                    disabled=move || form.busy.get()
                    on:click=move |_| submit.run(Some(lost))
                >
                    {messages.text(confirm)}
                </button>
            </div>
        </section>
    }
    .into_any()
}
