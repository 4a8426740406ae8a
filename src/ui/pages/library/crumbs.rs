//! The folders from the library down to the one that is shown. Rows can be dropped onto them.

use domain::{file::LibraryView, ids::FolderId};
use leptos::prelude::*;

use super::{
    drag::DropTarget,
    state::{LibraryState, in_folder, link},
    words::folder_name,
};
use crate::ui::components::{Glyph, Icon};

/// The id, name and address of a step, the last of which is shown.
type Step = (Option<FolderId>, String);

/// Returns the folders down to the shown one, the library first.
fn steps(library: LibraryState) -> Vec<Step> {
    let messages = library.messages;
    let root = (None, folder_name(messages, None));
    let path = library.page.with(|page| {
        let path = page.as_ref().map(|page| page.path.as_slice()).unwrap_or_default();
        path.iter()
            .map(|folder| (Some(folder.id), folder.name.clone()))
            .collect::<Vec<_>>()
    });
    [root].into_iter().chain(path).collect()
}

/// Returns the name of the folder that is shown.
pub fn shown_folder(library: LibraryState) -> String {
    steps(library).pop().map(|(_, name)| name).unwrap_or_default()
}

/// The folders as links; nothing in the library itself. Among the files of one topic, the link back to all topics and the
/// topic.
#[component]
pub fn Crumbs(library: LibraryState) -> impl IntoView {
    let messages = library.messages;
    let by_topic = Memo::new(move |_| library.query.with(|query| query.view == LibraryView::Topics));
    let steps = Memo::new(move |_| steps(library));
    let topic = Memo::new(move |_| {
        let topic = library
            .page
            .with(|page| page.as_ref().and_then(|page| page.topic.clone()));
        topic.map(|topic| (topic.address.path(), topic.title))
    });
    move || {
        let links = if by_topic.get() {
            let (path, title) = topic.get()?;
            view! { <TopicSteps library path title/> }.into_any()
        } else {
            let steps = steps.get();
            let last = steps.len() - 1;
            if last == 0 {
                return None;
            }
            let steps = steps.into_iter().enumerate();
            steps
                .map(|(at, (folder, name))| view! { <FolderStep library folder name current={at == last}/> })
                .collect_view()
                .into_any()
        };
        Some(view! {
            <nav class="crumbs library-crumbs" aria-label=messages.text("library-path")>
                {links}
            </nav>
        })
    }
}

#[component]
fn FolderStep(library: LibraryState, folder: Option<FolderId>, name: String, current: bool) -> impl IntoView {
    let target = DropTarget::new(library, folder, &name);
    let href = move || {
        library
            .query
            .with(|query| link(library.space, &in_folder(query, folder)))
    };
    let arrow = folder.map(|_| view! { <Icon glyph=Glyph::ChevronRight size=14/> });
    view! {
        {arrow}
        <a
            class="library-crumb"
            class:over=move || target.over.get()
            href=href
            title=name
            aria-current=current.then_some("page")
            draggable="false"
            on:dragover=move |event| target.enter(&event)
            on:dragleave=move |_| target.leave()
            on:drop=move |event| target.drop(&event)
        >
            {name.clone()}
        </a>
    }
    .into_any()
}

#[component]
fn TopicSteps(library: LibraryState, path: String, title: String) -> impl IntoView {
    let all = move || {
        library.query.with(|query| {
            let mut query = in_folder(query, None);
            query.view = LibraryView::Topics;
            link(library.space, &query)
        })
    };
    view! {
        <a class="library-crumb" href=all>{library.messages.text("library-by-topic")}</a>
        <Icon glyph=Glyph::ChevronRight size=14/>
        <a class="library-crumb" href=path title=title>{title.clone()}</a>
    }
    .into_any()
}
