//! The demo account: two years of a company that sells and delivers software, in Poland and abroad.
//!
//! The events are planned first, by a pseudorandom generator with a fixed seed, counted back from now. Then each is
//! carried out by the person who did it, through the same permits as from a browser, at its own instant.

mod calendar;
mod cast;
mod deals;
mod fields;
mod sign_ins;
mod spaces;
mod talks;
mod topics;

use domain::{
    access::AccountAction,
    error::AppError,
    ids::{GroupId, UserId},
    person::{Language, Me, NewPerson, Role},
};

use super::{
    clock,
    config::Config,
    gate::Gate,
    hashing::hash_now,
    permits::{Purpose, SystemPermit},
    store::{Store, account, groups, people::users},
};
use calendar::{Calendar, DAY};
use cast::{ADMINISTRATOR, COLLEAGUES, GROUPS, INVITED, PASSWORD};
use deals::DealChange;
use fields::Fields;
use spaces::SpaceChange;
use topics::TopicChange;

/// Fills an empty account and prints how to sign in.
///
/// # Errors
/// The account already has people. Nothing is changed then.
pub async fn fill(config: &Config) -> Result<(), String> {
    let store = Store::open(&config.data).await.map_err(|error| error.to_string())?;
    let filled = fill_store(&store, config).await;
    store.close().await;
    filled
}

async fn fill_store(store: &Store, config: &Config) -> Result<(), String> {
    if users::exist(store).await.map_err(|error| error.to_string())? {
        return Err(format!(
            "The account in {} has people already: the demo was not made and nothing was changed. Name an empty folder \
             with --data.",
            config.data.display()
        ));
    }
    let made = make(store, clock::now()).await.map_err(|error| error.to_string())?;
    println!(
        "Made two years of {} people: {} spaces with {} topics, and {} deals.",
        COLLEAGUES.len(),
        made.spaces,
        made.topics,
        made.deals
    );
    println!(
        "Sign in as {ADMINISTRATOR} (administrator) or {} (user), password {PASSWORD}",
        COLLEAGUES[2].email
    );
    Ok(())
}

/// Numbers of added spaces, topics and deals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Made {
    spaces: usize,
    topics: usize,
    deals: usize,
}

/// A change that a person makes. `by` is an index into [`COLLEAGUES`].
struct DemoChange {
    at: i64,
    by: usize,
    change: ChangeOf,
}

enum ChangeOf {
    Space(usize, SpaceChange),
    Deal(usize, DealChange),
    Topic(usize, TopicChange),
}

/// The account that is being filled.
struct Account<'a> {
    store: &'a Store,
    now: i64,
    people: Vec<Me>,
    groups: Vec<GroupId>,
    fields: Fields,
}

impl Account<'_> {
    /// Returns the gate of this colleague at this instant.
    fn gate(&self, who: usize, at: i64) -> Gate {
        Gate::of(self.store.clone(), self.people[who].clone()).at(at)
    }

    fn person(&self, who: usize) -> UserId {
        self.people[who].id
    }

    fn ids(&self) -> Vec<UserId> {
        self.people.iter().map(|person| person.id).collect()
    }
}

async fn make(store: &Store, now: i64) -> Result<Made, AppError> {
    store.wait_for_disk(false).await?;
    let made = make_quickly(store, now).await;
    store.wait_for_disk(true).await?;
    made
}

async fn make_quickly(store: &Store, now: i64) -> Result<Made, AppError> {
    let people = make_people(store).await?;
    let founder = Gate::of(store.clone(), people[0].clone()).at(now - 731 * DAY);
    let account = Account {
        groups: make_groups(&founder).await?,
        fields: fields::make(&founder).await?,
        store,
        now,
        people,
    };
    let mut calendar = Calendar::before(now);
    let mut changes = Vec::new();
    let spaces = spaces::plan(&mut calendar, &mut changes);
    let deals = deals::plan(&mut calendar, &mut changes);
    let topics = topics::plan(&mut calendar, &spaces, &mut changes);
    sign_ins::make(&account, &mut calendar).await?;
    // Activity is read in the order in which it was written.
    changes.sort_by_key(|change| change.at);
    let mut made_spaces = spaces::Made::new(&spaces);
    let mut made_topics = topics::Made::new(&topics);
    let mut made_deals = deals::Made::new(&account, &deals).await?;
    for DemoChange { at, by, change } in changes {
        match change {
            ChangeOf::Space(space, change) => {
                made_spaces
                    .perform(&account, &spaces, (space, change), (at, by))
                    .await?;
            }
            ChangeOf::Topic(topic, change) => {
                made_topics
                    .perform(&account, (&topics, &spaces, &made_spaces), (topic, change), (at, by))
                    .await?;
            }
            ChangeOf::Deal(deal, change) => made_deals.perform(&account, &deals, (deal, change), (at, by)).await?,
        }
    }
    account.fields.keep_views(&account.gate(0, now - 200 * DAY)).await?;
    Ok(Made {
        spaces: spaces.len() + made_deals.projects,
        topics: made_topics.count(),
        deals: deals.len(),
    })
}

async fn make_people(store: &Store) -> Result<Vec<Me>, AppError> {
    let hash = hash_now(PASSWORD)?;
    let mut tx = SystemPermit::begin(store, Purpose::Demo).await?;
    account::ensure(&mut tx, Language::Pl).await?;
    let mut people = Vec::new();
    for colleague in &COLLEAGUES {
        let person = NewPerson {
            name: colleague.name.into(),
            email: colleague.email.into(),
            role: colleague.role,
        };
        let id = users::add(&mut tx, &person, colleague.language, Some(&hash)).await?;
        people.push(users::me(&mut tx, id).await?.ok_or(AppError::NotFound)?);
    }
    let invited = NewPerson {
        name: INVITED.0.into(),
        email: INVITED.1.into(),
        role: Role::User,
    };
    users::add(&mut tx, &invited, Language::Pl, None).await?;
    tx.commit().await?;
    Ok(people)
}

async fn make_groups(gate: &Gate) -> Result<Vec<GroupId>, AppError> {
    let mut permit = gate.account(AccountAction::EditGroups).await?;
    let mut made = Vec::new();
    for (name, hue) in GROUPS {
        made.push(groups::add(&mut permit, name, hue).await?);
    }
    permit.commit().await?;
    Ok(made)
}

#[cfg(test)]
mod tests;
