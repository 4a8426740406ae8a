//! The line of the five steps, in which earlier steps are links back.

use leptos::prelude::*;

use super::wizard::{Step, Wizard};

/// The line of steps at the top of the page.
#[component]
pub fn StepsLine() -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let messages = wizard.messages;
    let steps = Step::ALL.map(|step| {
        let label = messages.text(&format!("import-step-{}", step.as_str()));
        let current = move || (wizard.step.get() == step).then_some("step");
        let back = Memo::new(move |_| leads_back(wizard, step));
        view! {
            <li class="import-step" class:past=move || { step < wizard.step.get() } aria-current=current>
                {move || {
                    let label = label.clone();
                    match back.get() {
                        true => {
                            view! {
                                <button type="button" class="import-step-name" on:click=move |_| wizard.go(step)>
                                    {label}
                                </button>
                            }
                                .into_any()
                        }
                        false => view! { <span class="import-step-name">{label}</span> }.into_any(),
                    }
                }}
            </li>
        }
    });
    view! {
        <ol class="import-steps" aria-label=messages.text("import-steps")>
            {steps.collect_view()}
        </ol>
    }
}

/// Returns whether the step is a link back. Going back is possible until rows are sent.
fn leads_back(wizard: Wizard, step: Step) -> bool {
    let now = wizard.step.get();
    step < now && now != Step::Result && (now != Step::Import || wizard.import_id.get().is_none())
}
