//! Specimens of marks: people, visibility levels, groups, tags, icons, times.

use domain::{
    group::{GroupRef, Hue},
    ids::{GroupId, UserId},
    person::PersonRef,
    visibility::Visibility,
};
use leptos::prelude::*;
use uuid::Uuid;

use super::show::Specimen;
use crate::ui::components::{Glyph, GroupPill, Icon, PersonCircle, Relative, TagPill, VisibilityMark};

const DAY: i64 = 24 * 60 * 60 * 1000;

#[component]
pub(super) fn Marks() -> impl IntoView {
    let pills = Hue::ALL
        .into_iter()
        .map(|hue| {
            let group = GroupRef {
                id: GroupId(Uuid::nil()),
                name: hue.as_str().into(),
                hue,
            };
            view! { <GroupPill group/> }
        })
        .collect_view();
    let long = GroupRef {
        id: GroupId(Uuid::nil()),
        name: "A group whose name is as long as a name may be".into(),
        hue: Hue::Teal,
    };
    let people = [
        ("Anna Żak", true, 1),
        ("James O'Connor", true, 2),
        ("Zofia", true, 3),
        ("Piotr Mazur", false, 4),
    ];
    let people = people
        .map(|(name, active, number)| {
            let person = PersonRef {
                id: UserId(Uuid::from_u128(number)),
                name: name.into(),
                active,
            };
            view! { <PersonCircle person/> }
        })
        .collect_view();
    let levels = Visibility::ALL
        .map(|level| view! { <VisibilityMark level/> })
        .collect_view();
    let glyphs = [
        Glyph::Plus,
        Glyph::Search,
        Glyph::Settings,
        Glyph::Upload,
        Glyph::Trash,
        Glyph::History,
    ];
    let glyphs = glyphs
        .map(|glyph| {
            view! {
                <Icon glyph size=16/>
                <Icon glyph size=18/>
            }
        })
        .collect_view();
    let now = 400 * DAY;
    let times = [0, 90 * 60 * 1000, DAY, 4 * DAY, 300 * DAY];
    let times = times.map(|ago| view! { <Relative at=now - ago now/> }).collect_view();
    view! {
        <Specimen name="GroupPill">{pills} <GroupPill group=long/></Specimen>
        <Specimen name="TagPill">
            <TagPill tag="crm"/>
            <TagPill tag="techniki sprzedaży"/>
        </Specimen>
        <Specimen name="PersonCircle">{people}</Specimen>
        <Specimen name="VisibilityMark">{levels}</Specimen>
        <Specimen name="Icon">{glyphs}</Specimen>
        <Specimen name="Relative">{times}</Specimen>
    }
}
