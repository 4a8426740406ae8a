//! Amounts, states and events in the page's language.

use domain::{
    deal::{Amount, DealEvent, DealState},
    person::PersonRef,
};

use crate::i18n::Messages;

/// Returns an amount such as '1 234,56 PLN'; a dash if there is no value.
pub fn money(messages: Messages, value: Option<Amount>, currency: &str) -> String {
    value.map_or_else(
        || "–".to_owned(),
        |value| format!("{}\u{a0}{currency}", value.grouped(messages.0)),
    )
}

/// Returns the name of a state.
pub fn state(messages: Messages, state: DealState) -> String {
    messages.text(match state {
        DealState::Open => "deal-state-open",
        DealState::Won => "deal-state-won",
        DealState::Lost => "deal-state-lost",
    })
}

/// Returns what happened as a sentence without the person: the name is shown beside it.
pub fn event_sentence(messages: Messages, what: &DealEvent) -> String {
    match what {
        DealEvent::Added => messages.text("deal-did-add"),
        DealEvent::Edited => messages.text("deal-did-edit"),
        DealEvent::Won => messages.text("deal-did-win"),
        DealEvent::Lost => messages.text("deal-did-lose"),
        DealEvent::Reopened => messages.text("deal-did-reopen"),
        DealEvent::HandedOver { from, to } => messages.with(
            "deal-did-hand-over",
            [("from", from.name.clone()), ("to", to.name.clone())],
        ),
        DealEvent::PeopleAdded { people } => messages.with("deal-did-add-people", [("people", names(people))]),
        DealEvent::PeopleRemoved { people } => messages.with("deal-did-remove-people", [("people", names(people))]),
    }
}

fn names(people: &[PersonRef]) -> String {
    let names: Vec<&str> = people.iter().map(|person| person.name.as_str()).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use domain::person::Language;

    use super::*;

    #[test]
    fn amounts_are_written_as_each_language_writes_them() {
        let amount = Amount::parse("1234.5", Language::En).ok();
        let text = |language| money(Messages(language), amount, "PLN");
        assert_eq!(text(Language::Pl), "1\u{a0}234,50\u{a0}PLN");
        assert_eq!(text(Language::En), "1,234.50\u{a0}PLN");
        assert_eq!(money(Messages(Language::En), None, "PLN"), "–");
    }
}
