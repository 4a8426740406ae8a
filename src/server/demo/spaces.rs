//! The spaces of the demo account and their events in two years.

use domain::{
    access::{AccountAction, Action},
    custom_field::Value,
    error::AppError,
    ids::SpaceId,
    space::{SpaceForm, SpaceView},
    visibility::Visibility,
};

use super::{
    Account, ChangeOf, DemoChange,
    calendar::Calendar,
    cast::{CLIENTS, COLLEAGUES, KINDS, LATER_TAGS, REMARKS, in_language},
};
use crate::server::{
    clock,
    store::spaces::{self, act, write},
};

/// A space to be added. People are indexes into [`COLLEAGUES`].
pub(super) struct Planned {
    pub(super) client: usize,
    pub(super) kind: usize,
    pub(super) owner: usize,
    pub(super) people: Vec<usize>,
    pub(super) visibility: Visibility,
    pub(super) created: i64,
}

/// An event of a space.
#[derive(Clone, Copy, Debug)]
pub(super) enum SpaceChange {
    Add,
    Describe(&'static str),
    Tag(&'static str),
    /// The space moves to the next stage.
    Progress,
    Welcome(usize),
    Show(Visibility),
    Archive,
    Delete,
}

/// Plans the spaces and their events.
pub(super) fn plan(calendar: &mut Calendar, changes: &mut Vec<DemoChange>) -> Vec<Planned> {
    let mut planned = Vec::new();
    for turn in 0..CLIENTS.len() * KINDS.len() {
        if turn % 5 == 4 {
            continue;
        }
        let age = calendar.age(720);
        let there: Vec<usize> = (0..COLLEAGUES.len())
            .filter(|who| COLLEAGUES[*who].joined > age)
            .collect();
        let owner = calendar.one_of(&there).unwrap_or_default();
        let mut people = Vec::new();
        for _ in 0..turn % 4 {
            people.extend(
                calendar
                    .one_of(&there)
                    .filter(|who| *who != owner && !people.contains(who)),
            );
        }
        let space = planned.len();
        planned.push(Planned {
            client: turn / KINDS.len(),
            kind: turn % KINDS.len(),
            owner,
            people,
            visibility: match turn % 10 {
                3 | 6 => Visibility::Private,
                8 => Visibility::Hidden,
                _ => Visibility::Public,
            },
            created: calendar.days_ago(age),
        });
        plan_changes(calendar, space, &planned[space], changes);
    }
    touch_up(calendar, &planned, changes);
    planned
}

/// Plans the events of one space after it is added.
fn plan_changes(calendar: &mut Calendar, space: usize, planned: &Planned, changes: &mut Vec<DemoChange>) {
    let mut does = |at, by, change| {
        changes.push(DemoChange {
            at,
            by,
            change: ChangeOf::Space(space, change),
        });
    };
    does(planned.created, planned.owner, SpaceChange::Add);
    let mut at = planned.created;
    for _ in 0..calendar.below(5) {
        let Some(next) = calendar.after(at, 45) else { return };
        at = next;
        let by = match calendar.below(planned.people.len() + 2) {
            place if place < planned.people.len() => planned.people[place],
            _ => planned.owner,
        };
        let newcomers: Vec<usize> = (0..COLLEAGUES.len())
            .filter(|who| COLLEAGUES[*who].joined > (calendar.now() - at) / super::calendar::DAY + 1)
            .collect();
        let (by, change) = match calendar.below(10) {
            0..4 => (by, SpaceChange::Progress),
            4..6 => (by, SpaceChange::Describe(remark(calendar, by))),
            6 | 7 => (by, SpaceChange::Tag(calendar.one_of(&LATER_TAGS).unwrap_or_default())),
            8 => (
                planned.owner,
                SpaceChange::Welcome(calendar.one_of(&newcomers).unwrap_or_default()),
            ),
            _ => (planned.owner, SpaceChange::Show(Visibility::Public)),
        };
        does(at, by, change);
    }
    let old = calendar.now() - planned.created > 300 * super::calendar::DAY;
    if old && calendar.happens(0.3) {
        if let Some(at) = calendar.after(at, 60) {
            does(at, planned.owner, SpaceChange::Archive);
        }
    } else if calendar.happens(0.02) {
        // The trash keeps nothing for longer than 30 days.
        let at = calendar.days_ago(3).max(at + 1);
        does(at, planned.owner, SpaceChange::Delete);
    }
}

fn remark(calendar: &mut Calendar, by: usize) -> &'static str {
    let remarks: Vec<&str> = in_language(&REMARKS, COLLEAGUES[by].language).collect();
    calendar.one_of(&remarks).unwrap_or_default()
}

/// Returns the spaces that are archived or deleted.
pub(super) fn gone(changes: &[DemoChange]) -> Vec<usize> {
    let gone = changes.iter().filter_map(|change| match change.change {
        ChangeOf::Space(space, SpaceChange::Archive | SpaceChange::Delete) => Some(space),
        _ => None,
    });
    gone.collect()
}

/// Returns the spaces of a kind that are not among `gone`.
pub(super) fn of_kind(planned: &[Planned], kind: usize, gone: &[usize]) -> impl Iterator<Item = usize> {
    (0..planned.len()).filter(move |space| planned[*space].kind == kind && !gone.contains(space))
}

/// Plans that some spaces were changed today.
fn touch_up(calendar: &mut Calendar, planned: &[Planned], changes: &mut Vec<DemoChange>) {
    let gone = gone(changes);
    let kept: Vec<usize> = (0..planned.len())
        .filter(|space| !gone.contains(space) && planned[*space].created < calendar.now() - super::calendar::DAY)
        .collect();
    for (space, minutes) in kept.iter().rev().step_by(7).zip([4, 19, 47, 95, 150, 230, 320, 400]) {
        let by = planned[*space].owner;
        changes.push(DemoChange {
            at: calendar.minutes_ago(minutes),
            by,
            change: ChangeOf::Space(*space, SpaceChange::Describe(remark(calendar, by))),
        });
    }
}

/// The spaces that were added so far.
#[derive(Default)]
pub(super) struct Made(Vec<Option<SpaceId>>);

impl Made {
    /// Returns the list for all planned spaces, none of which is added yet.
    pub(super) fn new(planned: &[Planned]) -> Self {
        Self(vec![None; planned.len()])
    }

    /// Returns the id of a planned space, if it was added.
    pub(super) fn id(&self, space: usize) -> Option<SpaceId> {
        self.0.get(space).copied().flatten()
    }

    /// Carries out an event.
    pub(super) async fn perform(
        &mut self,
        account: &Account<'_>,
        planned: &[Planned],
        (space, change): (usize, SpaceChange),
        (at, by): (i64, usize),
    ) -> Result<(), AppError> {
        let (Some(plan), Some(made)) = (planned.get(space), self.0.get_mut(space)) else {
            return Ok(());
        };
        let gate = account.gate(by, at);
        let Some(id) = *made else {
            let mut permit = gate.account(AccountAction::AddSpace).await?;
            *made = Some(write::add(&mut permit, form(account, plan, space), clock::new_id()).await?);
            return Ok(permit.commit().await?);
        };
        let action = match change {
            SpaceChange::Welcome(_) => Action::ManagePeople,
            SpaceChange::Show(_) => Action::ChangeVisibility,
            SpaceChange::Archive => Action::Archive,
            SpaceChange::Delete => Action::Delete,
            _ => Action::Edit,
        };
        let edited = match action {
            Action::Edit => Some(edited(account, (id, by, at), change).await?),
            _ => None,
        };
        let mut permit = gate.space(id, action).await?;
        match (edited, change) {
            (Some(form), _) => write::save(&mut permit, form).await?,
            (_, SpaceChange::Welcome(who)) => act::give_access(&mut permit, &[account.person(who)]).await?,
            (_, SpaceChange::Show(to)) => act::change_visibility(&mut permit, to).await?,
            (_, SpaceChange::Archive) => act::archive(&mut permit).await?,
            (_, SpaceChange::Delete) => act::delete(&mut permit).await?,
            _ => {}
        }
        Ok(permit.commit().await?)
    }
}

fn form(account: &Account<'_>, plan: &Planned, space: usize) -> SpaceForm {
    let (kind, description, group, tags) = KINDS[plan.kind];
    let client = CLIENTS[plan.client];
    let mut form = SpaceForm::new(plan.visibility);
    form.name = format!("{kind} – {client}");
    form.description = description.to_owned();
    form.groups = vec![account.groups[group]];
    if space % 4 == 1 {
        let second = account.groups[(group + 1 + space) % account.groups.len()];
        form.groups.extend((second != form.groups[0]).then_some(second));
    }
    form.tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
    form.people = plan.people.iter().map(|who| account.person(*who)).collect();
    form.fields = account
        .fields
        .values(space, plan.kind, client, &account.ids(), plan.created);
    form
}

/// Returns the form of the space with an edit.
async fn edited(
    account: &Account<'_>,
    (id, by, at): (SpaceId, usize, i64),
    change: SpaceChange,
) -> Result<SpaceForm, AppError> {
    let gate = account.gate(by, at);
    let (view, _) = spaces::open(&mut *gate.read().await?, &gate.viewer(), id, at).await?;
    let SpaceView::Full(space) = view else {
        return Err(AppError::NotAllowed);
    };
    let mut form = space.form();
    match change {
        SpaceChange::Describe(text) => form.description = format!("{}\n\n{text}", form.description),
        SpaceChange::Tag(tag) if !form.tags.iter().any(|held| held == tag) => form.tags.push(tag.to_owned()),
        SpaceChange::Progress => {
            let (stage, next) = account.fields.next_stage(&form.fields);
            form.fields.insert(stage, Value::Choices(vec![next]));
        }
        _ => {}
    }
    Ok(form)
}
