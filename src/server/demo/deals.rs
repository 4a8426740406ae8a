//! The deals of the demo account: won, lost and open ones, with stage changes, notes and projects.

use domain::{
    access::AccountAction,
    deal::{Amount, DealForm, ProjectSpace, access::DealAction},
    error::AppError,
    ids::{DealId, StageId},
    space::SpaceForm,
    visibility::Visibility,
};

use super::{
    Account, ChangeOf, DemoChange,
    calendar::Calendar,
    cast::{CLIENTS, COLLEAGUES, NOTES, OFFERS, in_language},
};
use crate::server::{clock, store::deals};

/// Number of deals of each client, one for each product.
const EACH: usize = OFFERS.len();

/// A deal to be added.
pub(super) struct Planned {
    client: usize,
    offer: usize,
    owner: usize,
    colleague: usize,
}

/// An event of a deal.
#[derive(Clone, Copy, Debug)]
pub(super) enum DealChange {
    Add,
    /// The deal moves to the stage with this index.
    Move(usize),
    Note(&'static str),
    Close {
        won: bool,
    },
    /// A space is added for the project of the deal.
    Project,
}

/// Plans the deals and their events.
pub(super) fn plan(calendar: &mut Calendar, changes: &mut Vec<DemoChange>) -> Vec<Planned> {
    let mut planned = Vec::new();
    for turn in 0..CLIENTS.len() * EACH {
        let age = calendar.age(715);
        let sellers: Vec<usize> = (0..COLLEAGUES.len())
            .filter(|who| COLLEAGUES[*who].joined > age)
            .collect();
        let owner = calendar.one_of(&sellers).unwrap_or_default();
        planned.push(Planned {
            client: turn / EACH,
            offer: turn % EACH,
            owner,
            colleague: calendar.one_of(&sellers).unwrap_or_default(),
        });
        let created = calendar.days_ago(age);
        plan_deal(calendar, turn, owner, created, changes);
    }
    planned
}

/// Plans the events of one deal: through the stages until it is closed, or until today.
fn plan_deal(calendar: &mut Calendar, deal: usize, owner: usize, created: i64, changes: &mut Vec<DemoChange>) {
    let mut does = |at, change| {
        changes.push(DemoChange {
            at,
            by: owner,
            change: ChangeOf::Deal(deal, change),
        });
    };
    does(created, DealChange::Add);
    let notes: Vec<&str> = in_language(&NOTES, COLLEAGUES[owner].language).collect();
    let won = calendar.happens(0.55);
    // Clients who decline do so early.
    let last = if won { 3 } else { calendar.below(4) };
    let mut at = created;
    for stage in 1..=last {
        let Some(next) = calendar.after(at, 24) else { return };
        at = next;
        does(at, DealChange::Move(stage));
        if calendar.happens(0.6) {
            let Some(next) = calendar.after(at, 6) else { return };
            at = next;
            does(at, DealChange::Note(calendar.one_of(&notes).unwrap_or_default()));
        }
    }
    // Some deals stay undecided for a long time.
    if calendar.happens(0.08) {
        return;
    }
    let Some(at) = calendar.after(at, 30) else { return };
    does(at, DealChange::Close { won });
    if won
        && calendar.happens(0.4)
        && let Some(at) = calendar.after(at, 5)
    {
        does(at, DealChange::Project);
    }
}

/// The deals that were added so far.
pub(super) struct Made {
    deals: Vec<Option<DealId>>,
    stages: Vec<StageId>,
    /// Number of spaces that were added for projects.
    pub(super) projects: usize,
}

impl Made {
    /// Returns the empty list of added deals with the stages of the account.
    pub(super) async fn new(account: &Account<'_>, planned: &[Planned]) -> Result<Self, AppError> {
        let mut conn = account.gate(0, account.now).read().await?;
        let stages = deals::stages::list(&mut conn).await?;
        Ok(Self {
            deals: vec![None; planned.len()],
            stages: stages.iter().map(|stage| stage.id).collect(),
            projects: 0,
        })
    }

    /// Carries out an event.
    pub(super) async fn perform(
        &mut self,
        account: &Account<'_>,
        planned: &[Planned],
        (deal, change): (usize, DealChange),
        (at, by): (i64, usize),
    ) -> Result<(), AppError> {
        let (Some(plan), Some(made)) = (planned.get(deal), self.deals.get_mut(deal)) else {
            return Ok(());
        };
        let gate = account.gate(by, at);
        let Some(id) = *made else {
            let form = form(account, plan, deal, self.stages[0]);
            let mut permit = gate.account(AccountAction::AddDeal).await?;
            *made = Some(deals::add(&mut permit, form, clock::new_id()).await?);
            return Ok(permit.commit().await?);
        };
        match change {
            DealChange::Add => {}
            DealChange::Move(stage) => {
                let mut form = deals::open(&mut *gate.read().await?, &gate.viewer(), id, at)
                    .await?
                    .form();
                form.stage = self.stages[stage % self.stages.len()];
                let mut permit = gate.deal(id, DealAction::Edit).await?;
                deals::save(&mut permit, form).await?;
                permit.commit().await?;
            }
            DealChange::Note(text) => {
                let mut permit = gate.deal(id, DealAction::WriteNote).await?;
                deals::add_note(&mut permit, text, &[]).await?;
                permit.commit().await?;
            }
            DealChange::Close { won } => {
                let mut permit = gate.deal(id, DealAction::Close).await?;
                deals::close(&mut permit, won).await?;
                permit.commit().await?;
            }
            DealChange::Project => {
                let project = ProjectSpace {
                    deal: id,
                    owner: account.person(plan.colleague),
                    files: Vec::new(),
                };
                let mut permit = gate.account(AccountAction::AddSpace).await?;
                deals::create_space(&mut permit, project, project_form(account, plan, at), clock::new_id()).await?;
                permit.commit().await?;
                self.projects += 1;
            }
        }
        Ok(())
    }
}

fn form(account: &Account<'_>, plan: &Planned, deal: usize, stage: StageId) -> DealForm {
    let (offer, value) = OFFERS[plan.offer];
    let client = CLIENTS[plan.client];
    DealForm {
        name: format!("{offer} – {client}"),
        description: String::new(),
        value: Amount::from_millionths((value + deal as i64 * 370) * 1_000_000),
        currency: if deal % 5 == 4 { "EUR" } else { "PLN" }.into(),
        stage,
        owner: account.person(plan.owner),
        people: vec![account.person(plan.colleague)],
        version: 0,
    }
}

fn project_form(account: &Account<'_>, plan: &Planned, at: i64) -> SpaceForm {
    let (offer, _) = OFFERS[plan.offer];
    let client = CLIENTS[plan.client];
    let mut form = SpaceForm::new(Visibility::Public);
    form.name = format!("Projekt: {offer} – {client}");
    form.groups = vec![account.groups[1]];
    form.tags = vec!["projekt".to_owned()];
    form.fields = account
        .fields
        .values(plan.client + plan.offer, 0, client, &account.ids(), at);
    form
}
