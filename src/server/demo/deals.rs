//! The demo account's deals: open ones in every stage, some won, some lost.

use domain::{
    access::AccountAction,
    deal::{Amount, DealForm, access::DealAction},
    error::AppError,
    ids::UserId,
};

use super::gate;
use crate::server::{
    clock,
    store::{Store, deals},
};

/// What is sold, and for how much.
const OFFERS: [(&str, i64); 4] = [
    ("Wdrożenie CRM", 84_000),
    ("Szkolenie handlowców", 12_500),
    ("Integracja z ERP", 46_300),
    ("Roczne utrzymanie", 18_900),
];

/// One for each client; no chance is involved, so that two demos are alike.
pub(super) async fn make(store: &Store, people: &[UserId], clients: &[&str]) -> Result<(), AppError> {
    let stages = deals::stages::list(&mut *gate(store, people[0]).await?.read().await?).await?;
    for (turn, client) in clients.iter().enumerate() {
        let owner = people[turn * 3 % people.len()];
        let (offer, value) = OFFERS[turn % OFFERS.len()];
        let gate = gate(store, owner).await?;
        let form = DealForm {
            name: format!("{offer} – {client}"),
            description: String::new(),
            value: Amount::from_millionths((value + turn as i64 * 700) * 1_000_000),
            currency: if turn % 5 == 4 { "EUR" } else { "PLN" }.into(),
            stage: stages[turn % stages.len()].id,
            owner,
            people: vec![people[(turn * 3 + 2) % people.len()]],
            version: 0,
        };
        let mut permit = gate.account(AccountAction::AddDeal).await?;
        let id = deals::add(&mut permit, form, clock::new_id()).await?;
        permit.commit().await?;
        if turn % 3 == 2 {
            let mut permit = gate.deal(id, DealAction::Close).await?;
            deals::close(&mut permit, turn % 2 == 0).await?;
            permit.commit().await?;
        }
    }
    Ok(())
}
