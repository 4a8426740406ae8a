//! The panel of groups beside the list, each with its count. A click filters the list.

use std::collections::HashMap;

use domain::{
    access::AccountAction,
    ids::GroupId,
    list_query::{ListQuery, Place},
    space::Count,
};
use leptos::prelude::*;

use super::super::lazy::{LazyDialog, LazyDialogKind};
use super::state::{later, link, use_list};
use crate::{
    api::groups,
    i18n::{Messages, use_messages},
    ui::{
        components::{FailureNote, Glyph, Icon, Skeleton},
        shell::session::use_session,
    },
};

/// Counts by group; the key `None` counts spaces without a group.
type Counts = HashMap<Option<GroupId>, Count>;

/// The filter that a line of the panel applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    All,
    In(GroupId),
    Ungrouped,
}

impl Line {
    fn apply(self, query: &mut ListQuery) {
        query.groups.clear();
        query.ungrouped = false;
        match self {
            Line::All => {}
            Line::In(id) => query.groups.push(id),
            Line::Ungrouped => query.ungrouped = true,
        }
    }

    fn is_current(self, query: &ListQuery) -> bool {
        match self {
            Line::All => query.groups.is_empty() && !query.ungrouped,
            Line::In(id) => query.groups.contains(&id),
            Line::Ungrouped => query.ungrouped,
        }
    }
}

/// The panel: heading, button for the manager, 'All spaces', the groups, 'No group'.
#[component]
pub fn GroupsPanel() -> impl IntoView {
    let messages = use_messages();
    let list = use_list();
    let managing = RwSignal::new(false);
    let manages = use_session().may(AccountAction::EditGroups);
    let expanded = RwSignal::new(false);
    let counts = RwSignal::new(Counts::new());
    later(
        move || {
            let mut query = list.query.with(ListQuery::spaces);
            Line::All.apply(&mut query);
            (query, list.changes.get())
        },
        |(query, _)| async move { groups::count_groups(query).await.map_err(|failure| failure.0) },
        move |counted| counts.set(counted.map(Counts::from_iter).unwrap_or_default()),
    );
    view! {
        <nav class="groups-panel" class:unfolded=move || expanded.get() aria-labelledby="groups-heading">
            <div class="groups-heading">
                <h2 id="groups-heading">{messages.text("list-groups")}</h2>
                <button
                    type="button"
                    class="button icon quiet groups-unfold"
                    aria-label=messages.text("list-show-groups")
                    title=messages.text("list-show-groups")
                    aria-expanded=move || expanded.get().to_string()
                    on:click=move |_| expanded.update(|expanded| *expanded = !*expanded)
                >
                    <Icon glyph=Glyph::ChevronDown/>
                </button>
                {manages.then(|| view! {
                    <button
                        type="button"
                        class="button icon quiet"
                        aria-label=messages.text("list-manage-groups")
                        title=messages.text("list-manage-groups")
                        aria-haspopup="dialog"
                        on:click=move |_| managing.set(true)
                    >
                        <Icon glyph=Glyph::Settings/>
                    </button>
                })}
            </div>
            <GroupLines counts/>
        </nav>
        {manages.then(|| view! { <LazyDialog dialog=LazyDialogKind::Groups(managing)/> })}
    }
}

#[component]
fn GroupLines(counts: RwSignal<Counts>) -> impl IntoView {
    let messages = use_messages();
    let list = use_list();
    let lines = move || {
        list.groups.get().map(|groups| match groups {
            Ok(groups) => groups
                .into_iter()
                .map(|group| {
                    let class = format!("group-dot hue-{}", group.hue.as_str());
                    view! { <GroupLine line=Line::In(group.id) name=group.name class counts/> }
                })
                .collect_view()
                .into_any(),
            Err(error) => {
                let retry = Callback::new(move |()| list.refresh());
                view! { <li><FailureNote error retry/></li> }.into_any()
            }
        })
    };
    view! {
        <ul class="group-lines">
            <GroupLine line=Line::All name=messages.text("list-all-spaces") class="group-dot all".into() counts/>
            <Transition fallback=|| view! { <li><Skeleton rows=4/></li> }>{lines}</Transition>
            <GroupLine line=Line::Ungrouped name=messages.text("list-no-group") class="group-dot none".into() counts/>
        </ul>
    }
}

#[component]
fn GroupLine(line: Line, name: String, class: String, counts: RwSignal<Counts>) -> impl IntoView {
    let messages = use_messages();
    let list = use_list();
    let to = move || {
        let mut query = list.query.get();
        line.apply(&mut query);
        link(&query, &Place::First)
    };
    let current = move || list.query.with(|query| line.is_current(query)).then_some("true");
    let count = move || match line {
        // 'All spaces' is not the sum of the groups, because a space may be in several. Its count is known only without
        // a filter.
        Line::All if list.query.with(|query| line.is_current(query)) => list.count.get(),
        Line::All => None,
        Line::In(id) => counts.with(|counts| counts.get(&Some(id)).copied()),
        Line::Ungrouped => counts.with(|counts| counts.get(&None).copied()),
    };
    view! {
        <li>
            <a class="group-line" href=to aria-current=current title=name.clone()>
                <span class=class aria-hidden="true"></span>
                <span class="group-name">{name.clone()}</span>
                " "
                <span class="group-count">{move || count().map(|count| count_words(messages, count))}</span>
            </a>
        </li>
    }
}

/// Returns a count as the panel shows it: '312' or 'over 10,000'.
fn count_words(messages: Messages, count: Count) -> String {
    if count.over {
        messages.text("list-over-ceiling")
    } else {
        count.shown.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_line_filters_by_itself_alone() {
        let (one, other) = (GroupId(Uuid::from_u128(1)), GroupId(Uuid::from_u128(2)));
        let mut query = ListQuery {
            search: "a".into(),
            groups: vec![one],
            ..ListQuery::default()
        };
        Line::In(other).apply(&mut query);
        assert_eq!(query.groups, [other]);
        assert!(Line::In(other).is_current(&query) && !Line::All.is_current(&query));
        Line::Ungrouped.apply(&mut query);
        assert!(query.groups.is_empty() && query.ungrouped);
        Line::All.apply(&mut query);
        assert!(Line::All.is_current(&query));
        assert_eq!(query.search, "a");
    }
}
