//! An entry of a list of activities or notes.

use domain::person::PersonRef;
use leptos::prelude::*;

use super::{PersonCircle, Relative};

/// The person's circle and name and the time, above the entry's content.
#[component]
pub fn ActivityEntry(person: PersonRef, at: i64, now: i64, children: Children) -> impl IntoView {
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
