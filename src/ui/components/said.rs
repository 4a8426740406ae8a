//! A line of what people did or said.

use domain::person::PersonRef;
use leptos::prelude::*;

use super::{PersonCircle, Relative};

/// Who said or did it, and when.
#[component]
pub fn Said(person: PersonRef, at: i64, now: i64, children: Children) -> impl IntoView {
    view! {
        <span aria-hidden="true">
            <PersonCircle person=person.clone()/>
        </span>
        <div class="space-activity-text">
            <p class="space-activity-who">
                <span class="space-person-name">{person.name}</span>
                <span class="muted">
                    <Relative at now/>
                </span>
            </p>
            {children()}
        </div>
    }
}
