//! The custom fields of the demo account, their values, and saved views that use them.

use domain::{
    access::AccountAction,
    column::{Column, Columns},
    custom_field::{Decimal, FieldChoice, FieldFilter, FieldForm, FieldTest, Kind, Value, Values},
    error::AppError,
    fold,
    ids::{ChoiceId, FieldId, UserId},
    list_query::{Day, ListQuery, Sort, SortBy},
    saved_view::{ViewForm, kept_query},
};
use time::Duration;

use crate::server::{
    clock,
    gate::Gate,
    store::{fields, spaces::clauses::Zone, views},
};

const STAGES: [&str; 4] = ["Przygotowanie", "W toku", "Odbiór", "Zakończone"];
const AREAS: [&str; 5] = ["Sprzedaż", "Magazyn", "Produkcja", "Serwis", "Finanse"];
/// The contract value by kind of space; `None` for kinds without one.
const VALUES: [Option<i64>; 12] = [
    Some(84_000),
    Some(46_300),
    Some(12_500),
    Some(61_000),
    Some(27_800),
    Some(9_400),
    Some(33_600),
    None,
    None,
    Some(18_900),
    None,
    Some(240_000),
];

/// The custom fields of the account.
pub(super) struct Fields {
    value: FieldId,
    deadline: FieldId,
    stage: FieldId,
    stages: Vec<ChoiceId>,
    areas_field: FieldId,
    areas: Vec<ChoiceId>,
    site: FieldId,
    expert: FieldId,
    zone: Zone,
}

/// Adds the fields.
pub(super) async fn make(gate: &Gate) -> Result<Fields, AppError> {
    let (stages, areas) = (choices(&STAGES), choices(&AREAS));
    let (stage_ids, area_ids) = (ids(&stages), ids(&areas));
    let form = |label: &str, kind, section: &str| FieldForm {
        label: label.into(),
        kind,
        section: section.into(),
        ..FieldForm::default()
    };
    let forms = [
        FieldForm {
            default: Some(Value::Choices(vec![stage_ids[0]])),
            choices: stages,
            ..form("Etap", Kind::OneChoice, "")
        },
        FieldForm {
            help: "Kiedy oddajemy całość.".into(),
            ..form("Termin", Kind::Date, "")
        },
        FieldForm {
            choices: areas,
            ..form("Obszary", Kind::SeveralChoices, "")
        },
        form("Ekspert", Kind::Person, ""),
        FieldForm {
            currency: "PLN".into(),
            help: "Netto, za cały czas umowy.".into(),
            ..form("Wartość umowy", Kind::Money, "Klient")
        },
        form("Strona klienta", Kind::Link, "Klient"),
    ];
    let mut permit = gate.account(AccountAction::ManageSettings).await?;
    let mut made = Vec::with_capacity(forms.len());
    for form in forms {
        made.push(fields::add(&mut permit, form).await?);
    }
    permit.commit().await?;
    Ok(Fields {
        stage: made[0],
        stages: stage_ids,
        deadline: made[1],
        areas_field: made[2],
        areas: area_ids,
        expert: made[3],
        value: made[4],
        site: made[5],
        zone: gate.zone(),
    })
}

fn choices(labels: &[&str]) -> Vec<FieldChoice> {
    let choice = |label: &&str| FieldChoice {
        id: ChoiceId(clock::new_id()),
        label: (*label).to_owned(),
    };
    labels.iter().map(choice).collect()
}

fn ids(choices: &[FieldChoice]) -> Vec<ChoiceId> {
    choices.iter().map(|choice| choice.id).collect()
}

impl Fields {
    /// Returns the initial values of a space of this kind for the client. Days are counted from the instant `created`,
    /// so that some deadlines are past and some are in the future.
    pub(super) fn values(&self, turn: usize, kind: usize, client: &str, people: &[UserId], created: i64) -> Values {
        let mut values = Values::new();
        let stage = turn * 7 % 5;
        if stage < STAGES.len() {
            values.insert(self.stage, Value::Choices(vec![self.stages[stage]]));
        }
        if turn % 6 != 5 {
            let days = (turn * 37 % 260) as i64 + 14;
            let created = self.zone.today(created);
            values.insert(self.deadline, Value::Date(day_after(created, days)));
        }
        let some = turn % 4;
        if some > 0 {
            let chosen = (0..some).map(|place| self.areas[(turn + place * 2) % AREAS.len()]);
            values.insert(self.areas_field, Value::Choices(chosen.collect()));
        }
        if turn % 3 != 1 {
            values.insert(self.expert, Value::Person(people[turn * 3 % people.len()]));
        }
        if let Some(value) = VALUES[kind] {
            let millionths = (value + turn as i64 * 130) * 1_000_000;
            values.insert(self.value, Value::Number(Decimal(millionths)));
        }
        let folded = fold::fold(client);
        let host: Vec<&str> = fold::words(&folded).collect();
        let address = format!("https://www.{}.example/", host.join("-"));
        values.insert(self.site, Value::Text(address));
        values
    }

    /// Returns the stage field, and the stage after that of these values.
    pub(super) fn next_stage(&self, values: &Values) -> (FieldId, ChoiceId) {
        let now = match values.get(&self.stage) {
            Some(Value::Choices(chosen)) => self.stages.iter().position(|stage| chosen.contains(stage)),
            _ => None,
        };
        let next = now.map_or(0, |now| (now + 1).min(self.stages.len() - 1));
        (self.stage, self.stages[next])
    }

    /// Saves one view for everyone and one that only its owner sees.
    pub(super) async fn keep_views(&self, gate: &Gate) -> Result<(), AppError> {
        let running = FieldFilter {
            field: self.stage,
            test: FieldTest::AnyOf(self.stages[1..3].to_vec()),
        };
        let largest = ListQuery {
            fields: vec![FieldFilter {
                field: self.value,
                test: FieldTest::Filled,
            }],
            sort: by(self.value, true),
            columns: columns(&[self.value, self.stage, self.deadline]),
            ..ListQuery::default()
        };
        let next = ListQuery {
            fields: vec![running],
            sort: by(self.deadline, false),
            columns: columns(&[self.deadline, self.stage, self.areas_field, self.expert]),
            ..ListQuery::default()
        };
        let mut permit = gate.account(AccountAction::UseAccount).await?;
        for (name, list, shared) in [
            ("Największe umowy", largest, true),
            ("W toku, od najbliższego terminu", next, false),
        ] {
            let form = ViewForm {
                name: name.into(),
                query: kept_query(&list),
                shared,
                version: 0,
            };
            views::add(&mut permit, form).await?;
        }
        Ok(permit.commit().await?)
    }
}

fn columns(fields: &[FieldId]) -> Columns {
    let mut columns = vec![Column::Groups, Column::Owner];
    columns.extend(fields.iter().copied().map(Column::Field));
    columns.into()
}

fn by(field: FieldId, descending: bool) -> Sort {
    Sort {
        by: SortBy::Field(field),
        descending,
    }
}

fn day_after(day: Day, days: i64) -> Day {
    day.0.checked_add(Duration::days(days)).map_or(day, Day)
}
