//! The menu of a post.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};

use super::{
    facets::page::{put_into_page, use_page_editing},
    post::PostState,
    reply::use_reply_box,
    thread_state::ThreadState,
};
use crate::{
    api::topics::{delete_post, mark_unread, post_source, restore_post},
    ui::{
        browser::reading::{copy, origin},
        components::{Glyph, Menu, MenuItem},
        errors::sentence,
    },
};

/// The entries, for people who may use them.
#[component]
pub fn PostMenu(shown: PostState) -> impl IntoView {
    let messages = shown.thread.messages;
    let rights = Memo::new(move |_| shown.post.with(|post| post.rights));
    let edited = Memo::new(move |_| shown.post.with(|post| post.edited.is_some()));
    let replies = Memo::new(move |_| shown.thread.topic.with(|topic| topic.rights.reply));
    let reply_box = use_reply_box();
    let quote = move |()| quote(shown, reply_box);
    let editing = use_page_editing();
    let puts = Memo::new(move |_| {
        let edits = shown.thread.topic.with(|topic| topic.rights.edit_page);
        edits && shown.thread.document().is_some_and(|document| document != shown.number)
    });
    view! {
        <div class="post-menu">
            <Menu label=messages.text("post-menu") glyph=Glyph::More icon_only=true class="button icon quiet">
                <Show when=move || replies.get()>
                    <MenuItem label=messages.text("post-quote") on_select=quote glyph=Glyph::Reply/>
                </Show>
                <Show when=move || puts.get()>
                    <MenuItem
                        label=messages.text("page-put") on_select=move |()| put_into_page(shown, editing)
                        glyph=Glyph::FileText
                    />
                </Show>
                <MenuItem
                    label=messages.text("post-copy-link") on_select=move |()| copy_link(shown) glyph=Glyph::Link
                />
                <Show when=move || rights.get().edit && replies.get()>
                    <MenuItem
                        label=messages.text("post-edit") on_select=move |()| shown.editing.set(true)
                        glyph=Glyph::Pencil
                    />
                </Show>
                <MenuItem
                    label=messages.text("post-mark-unread") on_select=move |()| unread_from(shown)
                    glyph=Glyph::Bookmark
                />
                <Show when=move || edited.get()>
                    <MenuItem
                        label=messages.text("post-versions") on_select=move |()| shown.versions.set(true)
                        glyph=Glyph::History
                    />
                </Show>
                <Show when=move || rights.get().delete>
                    <MenuItem label=messages.text("post-delete") on_select=move |()| delete(shown) glyph=Glyph::Trash/>
                </Show>
            </Menu>
        </div>
    }
    .into_any()
}

/// Puts the text of the post as a quote into the box for a reply.
fn quote(shown: PostState, reply_box: crate::ui::components::WritingHandle) {
    let state = shown.thread;
    let author = shown.post.with_untracked(|post| post.author.clone());
    spawn_local(async move {
        match post_source(state.address(), shown.number).await {
            Ok(source) => {
                let lines: Vec<String> = source
                    .lines()
                    .map(|line| format!("> {line}").trim_end().to_owned())
                    .collect();
                let who = format!("[@{}](person:{})", author.name.replace(['[', ']'], ""), author.id);
                reply_box.append(&format!("{who}\n{}\n\n", lines.join("\n")));
            }
            Err(failure) => state.toasts.show_error(sentence(state.messages, &failure.0)),
        }
    });
}

fn copy_link(shown: PostState) {
    let state = shown.thread;
    let link = format!("{}{}", origin(), state.address().post_link(shown.number));
    spawn_local(async move {
        if copy(&link).await {
            state.toasts.show_status(state.messages.text("post-link-copied"));
        } else {
            // Without access to the clipboard, the link is shown to be copied by hand.
            state.toasts.show_status(link);
        }
    });
}

fn unread_from(shown: PostState) {
    let state = shown.thread;
    state.marks.pause();
    spawn_local(async move {
        match mark_unread(state.address(), shown.number).await {
            Ok(()) => {
                state.first_unread.try_set(Some(shown.number));
                state.toasts.show_status(state.messages.text("post-marked-unread"));
            }
            Err(failure) => state.toasts.show_error(sentence(state.messages, &failure.0)),
        }
    });
}

fn delete(shown: PostState) {
    let state = shown.thread;
    let (address, number) = (state.address(), shown.number);
    let undo = Arc::new(move || restore(state, number));
    state.act(
        Some(number),
        delete_post(address, number),
        state.messages.text("post-deleted"),
        Some(undo),
    );
}

/// Restores a deleted post.
pub fn restore(state: ThreadState, number: i64) {
    let Some(address) = state.topic.try_with_untracked(|topic| topic.row.address) else {
        return;
    };
    state.act(
        Some(number),
        restore_post(address, number),
        state.messages.text("post-restored"),
        None,
    );
}
