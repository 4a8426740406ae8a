//! An act on the one thing that a page shows.

use std::future::Future;

use domain::error::AppError;
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api::Answer,
    i18n::Messages,
    ui::{components::Toasts, errors},
};

/// Does it, says so or why not, and shows the thing as it is then: also where the act found it gone or closed.
pub fn act(
    (messages, toasts): (Messages, Toasts),
    request: impl Future<Output = Answer<()>> + 'static,
    said: String,
    undo: Option<Callback<()>>,
    reload: impl Future<Output = ()> + 'static,
) {
    spawn_local(async move {
        match request.await {
            Ok(()) => {
                match undo {
                    Some(undo) => toasts.say_with_undo(said, undo),
                    None => toasts.say(said),
                }
                reload.await;
            }
            Err(failure) => {
                toasts.fail(errors::sentence(messages, &failure.0));
                if matches!(
                    failure.0,
                    AppError::NotFound | AppError::NotAllowed | AppError::Conflict(_)
                ) {
                    reload.await;
                }
            }
        }
    });
}
