//! The uploads of a draft, as the box shows them in which it is written.

use leptos::prelude::*;

use super::{Destination, Item, Uploads, words};
use crate::{
    i18n::Messages,
    ui::components::{BoxFiles, Coming},
};

/// Returns what a box needs to take files into its draft.
pub fn for_box(uploads: Uploads, messages: Messages, destination: Destination) -> BoxFiles {
    BoxFiles {
        add: Callback::new(move |files| uploads.add(files, destination)),
        coming: Signal::derive(move || {
            let items = uploads.to(destination).into_iter();
            items.map(|item| coming(messages, item)).collect()
        }),
        cancel: Callback::new(move |id| uploads.remove(id)),
        retry: Callback::new(move |id| uploads.resume(|item| item.id == id)),
    }
}

fn coming(messages: Messages, item: Item) -> Coming {
    Coming {
        upload: item.id,
        percent: item.progress().percent(),
        state: words::state(messages, &item),
        stopped: item.needs_person(),
        again: item.may_resume(),
        name: item.name,
    }
}
