//! Specimens of page states: empty, failed, loading, busy.

use domain::error::AppError;
use leptos::prelude::*;

use super::show::Specimen;
use crate::ui::components::{EmptyState, FailureNote, ProgressBar, Skeleton};

#[component]
pub(super) fn States() -> impl IntoView {
    let failures = [
        AppError::TooLarge,
        AppError::SignedOut,
        AppError::Unavailable,
        AppError::Offline,
    ];
    let failures = failures
        .map(|error| view! { <FailureNote error retry=Callback::new(|()| {})/> })
        .collect_view();
    view! {
        <Specimen name="EmptyState">
            <EmptyState title="No spaces yet.">
                <button type="button" class="button primary">"Add space"</button>
            </EmptyState>
        </Specimen>
        <Specimen name="FailureNote">{failures}</Specimen>
        <Specimen name="Skeleton">
            <Skeleton rows=3/>
        </Specimen>
        <Specimen name="ProgressBar">
            <ProgressBar label="Not begun" done=Signal::stored(0) total=Signal::stored(312)/>
            <ProgressBar label="Under way" done=Signal::stored(120) total=Signal::stored(312)/>
            <ProgressBar label="Done" done=Signal::stored(312) total=Signal::stored(312)/>
        </Specimen>
    }
}
