//! Filtering and sorting by a custom field: the part of the filter dialog, and the text of the filter's pill.

use domain::{
    custom_field::{CustomField, FieldFilter, FieldForm, FieldTest, Kind, Value},
    ids::FieldId,
    list_query::{ListQuery, Sort, SortBy},
    person::{Language, PersonRef},
};
use leptos::prelude::*;

use super::{state::use_list, suggestions};
use crate::{
    i18n::{Messages, days::day_words, use_messages},
    ui::components::{Checkbox, Chips, Choice, Entered, FieldEntry, FieldInput, SelectField, TextField},
};

/// The choices in the dialog that are not applied yet.
#[derive(Clone, Copy)]
pub struct FieldDraft {
    /// The id of the field to filter by; empty for none.
    field: RwSignal<String>,
    /// The kind of test: `is`, `filled`, `blank`.
    how: RwSignal<String>,
    /// The value, or the words that the value must contain.
    text: RwSignal<String>,
    from: RwSignal<String>,
    to: RwSignal<String>,
    chosen: RwSignal<Vec<crate::ui::components::Choice>>,
    sort: RwSignal<String>,
    descending: RwSignal<bool>,
}

const IS: &str = "is";
const FILLED: &str = "filled";
const BLANK: &str = "blank";

impl FieldDraft {
    /// Creates a draft without a choice.
    pub fn new() -> Self {
        Self {
            field: RwSignal::default(),
            how: RwSignal::new(IS.to_owned()),
            text: RwSignal::default(),
            from: RwSignal::default(),
            to: RwSignal::default(),
            chosen: RwSignal::default(),
            sort: RwSignal::default(),
            descending: RwSignal::new(false),
        }
    }

    /// Sets the draft to the list's order, without a filter.
    pub fn fill(self, query: &ListQuery) {
        self.field.set(String::new());
        self.clear();
        let (sort, descending) = match query.sort.by {
            SortBy::Field(id) => (id.to_string(), query.sort.descending),
            _ => (String::new(), false),
        };
        self.sort.set(sort);
        self.descending.set(descending);
    }

    fn clear(self) {
        self.how.set(IS.to_owned());
        for text in [self.text, self.from, self.to] {
            text.set(String::new());
        }
        self.chosen.set(Vec::new());
    }

    /// Adds the chosen filter to the query, replacing an older filter by the same field, and sets the order.
    pub fn apply(self, query: &mut ListQuery, fields: &[CustomField], language: Language) {
        let named = self.field.get_untracked();
        let field = fields.iter().find(|field| field.id.to_string() == named);
        if let Some(field) = field
            && let Some(test) = self.test(field, language)
        {
            query.fields.retain(|filter| filter.field != field.id);
            query.fields.push(FieldFilter { field: field.id, test });
        }
        match (self.sort.get_untracked().parse::<FieldId>(), query.sort.by) {
            (Ok(id), _) => {
                query.sort = Sort {
                    by: SortBy::Field(id),
                    descending: self.descending.get_untracked(),
                };
            }
            (Err(_), SortBy::Field(_)) => query.sort = Sort::default(),
            _ => {}
        }
    }

    fn test(self, field: &CustomField, language: Language) -> Option<FieldTest> {
        match self.how.get_untracked().as_str() {
            FILLED => return Some(FieldTest::Filled),
            BLANK => return Some(FieldTest::Blank),
            _ => {}
        }
        let entered = Entered {
            text: self.text.get_untracked(),
            chosen: self.chosen.get_untracked(),
        };
        let read = |text: String| entered_value(field, &text, language);
        let (from, to) = (read(self.from.get_untracked()), read(self.to.get_untracked()));
        match field.kind {
            Kind::Number | Kind::Money => {
                let number = |value| match value {
                    Some(Value::Number(number)) => Some(number),
                    _ => None,
                };
                let (from, to) = (number(from), number(to));
                (from.is_some() || to.is_some()).then_some(FieldTest::Numbers { from, to })
            }
            Kind::Date => {
                let day = |value| match value {
                    Some(Value::Date(day)) => Some(day),
                    _ => None,
                };
                let (from, to) = (day(from), day(to));
                (from.is_some() || to.is_some()).then_some(FieldTest::Days { from, to })
            }
            Kind::YesNo | Kind::Person => match entered.value(&optional(field), language).ok().flatten()? {
                Value::Boolean(boolean) => Some(FieldTest::Boolean(boolean)),
                Value::Person(person) => Some(FieldTest::Person(person)),
                _ => None,
            },
            Kind::OneChoice | Kind::SeveralChoices => {
                let chosen = Choice::ids(&entered.chosen);
                (!chosen.is_empty()).then_some(FieldTest::AnyOf(chosen))
            }
            _ => {
                let words = entered.text.trim().to_owned();
                (!words.is_empty()).then_some(FieldTest::Words(words))
            }
        }
    }
}

fn entered_value(field: &CustomField, text: &str, language: Language) -> Option<Value> {
    let entered = Entered {
        text: text.to_owned(),
        chosen: Vec::new(),
    };
    entered.value(&optional(field), language).ok().flatten()
}

/// Returns the field as it is entered in a filter: not required, and with several choices where the field has one.
fn optional(field: &CustomField) -> CustomField {
    let form = FieldForm {
        required: false,
        help: String::new(),
        kind: match field.kind {
            Kind::OneChoice => Kind::SeveralChoices,
            kind => kind,
        },
        ..field.form()
    };
    form.field(field.id)
}

/// The part of the filter dialog for custom fields; nothing if the account has none.
#[component]
pub fn FieldFilterPart(draft: FieldDraft) -> impl IntoView {
    let messages = use_messages();
    let fields = use_list().fields.get_untracked();
    if fields.is_empty() {
        return ().into_any();
    }
    let mut options = vec![(String::new(), messages.text("field-no-value"))];
    options.extend(fields.iter().map(|field| (field.id.to_string(), field.label.clone())));
    let fields = StoredValue::new(fields);
    let chosen = Memo::new(move |_| {
        let id = draft.field.get();
        fields.with_value(|fields| fields.iter().find(|field| field.id.to_string() == id).cloned())
    });
    let test_inputs = move || {
        chosen.get().map(|field| {
            draft.clear();
            view! { <TestInputs draft field/> }
        })
    };
    view! {
        <fieldset class="field filter-custom">
            <legend>{messages.text("field-filter")}</legend>
            <SelectField label=messages.text("field-filter-field") value=draft.field options=options.clone()/>
            {test_inputs}
            <SelectField label=messages.text("field-sort") value=draft.sort options/>
            <Checkbox label=messages.text("field-sort-descending") checked=draft.descending/>
        </fieldset>
    }
    .into_any()
}

#[component]
fn TestInputs(draft: FieldDraft, field: CustomField) -> impl IntoView {
    let messages = use_messages();
    let hows = [
        (IS, "field-test-is"),
        (FILLED, "field-test-filled"),
        (BLANK, "field-test-blank"),
    ]
    .map(|(value, name)| (value.to_owned(), messages.text(name)))
    .to_vec();
    let field = StoredValue::new(optional(&field));
    let is = Memo::new(move |_| draft.how.with(|how| how == IS));
    let value = move || {
        is.get().then(|| {
            let field = field.get_value();
            match field.kind {
                Kind::Number | Kind::Money => range(messages, draft, "text"),
                Kind::Date => range(messages, draft, "date"),
                Kind::Person => view! {
                    <Chips
                        label=messages.text("field-test-value")
                        chosen=draft.chosen
                        suggest=suggestions::people()
                        single=true
                    />
                }
                .into_any(),
                Kind::YesNo | Kind::SeveralChoices => {
                    let entry = FieldEntry {
                        field: StoredValue::new(field),
                        text: draft.text,
                        chosen: draft.chosen,
                    };
                    view! { <FieldInput entry label=messages.text("field-test-value")/> }.into_any()
                }
                _ => view! { <TextField label=messages.text("field-test-words") value=draft.text/> }.into_any(),
            }
        })
    };
    view! {
        <SelectField label=messages.text("field-test") value=draft.how options=hows/>
        {value}
    }
}

fn range(messages: Messages, draft: FieldDraft, kind: &'static str) -> AnyView {
    view! {
        <div class="filter-days">
            <TextField label=messages.text("field-test-from") value=draft.from kind/>
            <TextField label=messages.text("field-test-to") value=draft.to kind/>
        </div>
    }
    .into_any()
}

/// Returns whether the filter refers to a deleted field or choice, and so matches no space as intended.
pub fn is_gone(filter: &FieldFilter, fields: &[CustomField]) -> bool {
    match (fields.iter().find(|field| field.id == filter.field), &filter.test) {
        (None, _) => true,
        (Some(field), FieldTest::AnyOf(chosen)) => chosen.iter().any(|id| field.choice(*id).is_none()),
        (Some(_), _) => false,
    }
}

/// Returns the text of a filter's pill, such as 'Budget: from 1,000'. `fields` is `None` until they are loaded.
pub fn words(messages: Messages, filter: &FieldFilter, fields: Option<&[CustomField]>, people: &[PersonRef]) -> String {
    let field = fields.and_then(|fields| fields.iter().find(|field| field.id == filter.field));
    if field.is_none() && fields.is_some() {
        return messages.text("field-pill-gone");
    }
    let label = field.map_or("…", |field| field.label.as_str());
    let ends = |from: Option<String>, to: Option<String>| match (from, to) {
        (Some(from), Some(to)) => format!("{from} – {to}"),
        (Some(from), None) => messages.with("field-pill-from", [("value", from)]),
        (None, to) => messages.with("field-pill-to", [("value", to.unwrap_or_default())]),
    };
    let test = match &filter.test {
        FieldTest::Filled => messages.text("field-test-filled"),
        FieldTest::Blank => messages.text("field-test-blank"),
        FieldTest::Words(words) => words.clone(),
        FieldTest::Numbers { from, to } => {
            let number = |number: &domain::custom_field::Decimal| number.grouped(messages.0);
            ends(from.as_ref().map(number), to.as_ref().map(number))
        }
        FieldTest::Days { from, to } => {
            let day = |day| day_words(messages, day);
            ends(from.map(day), to.map(day))
        }
        FieldTest::Boolean(true) => messages.text("field-yes"),
        FieldTest::Boolean(false) => messages.text("field-no"),
        FieldTest::AnyOf(chosen) => match field {
            Some(field) => {
                let mut labels: Vec<String> = field.choice_labels(chosen).into_iter().map(str::to_owned).collect();
                if is_gone(filter, std::slice::from_ref(field)) {
                    labels.push(messages.text("field-pill-choice-gone"));
                }
                labels.join(", ")
            }
            None => "…".to_owned(),
        },
        FieldTest::Person(id) => {
            let person = people.iter().find(|person| person.id == *id);
            person.map_or_else(|| "…".to_owned(), |person| person.name.clone())
        }
    };
    format!("{label}: {test}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        custom_field::{Decimal, FieldChoice},
        ids::ChoiceId,
    };
    use uuid::Uuid;

    #[test]
    fn a_pill_describes_the_test_of_the_filter() {
        let id = FieldId(Uuid::from_u128(1));
        let field = FieldForm {
            label: "Budget".into(),
            kind: Kind::Number,
            ..FieldForm::default()
        }
        .field(id);
        let text_of = |test| {
            words(
                Messages(Language::En),
                &FieldFilter { field: id, test },
                Some(std::slice::from_ref(&field)),
                &[],
            )
        };
        let from = Some(Decimal(1_000_000_000));
        assert_eq!(text_of(FieldTest::Numbers { from, to: None }), "Budget: from 1,000");
        assert_eq!(text_of(FieldTest::Blank), "Budget: is empty");
        let filled = FieldFilter {
            field: id,
            test: FieldTest::Filled,
        };
        let unknown = |fields| words(Messages(Language::En), &filled, fields, &[]);
        assert_eq!(unknown(None), "…: is filled in");
        assert_eq!(unknown(Some(&[])), "A field that is gone");
    }

    #[test]
    fn a_pill_marks_deleted_choices() {
        let (kept, gone) = (ChoiceId(Uuid::from_u128(2)), ChoiceId(Uuid::from_u128(3)));
        let field = FieldForm {
            label: "Region".into(),
            kind: Kind::OneChoice,
            choices: vec![FieldChoice {
                id: kept,
                label: "North".into(),
            }],
            ..FieldForm::default()
        }
        .field(FieldId(Uuid::from_u128(1)));
        let fields = std::slice::from_ref(&field);
        let filter = |chosen: &[ChoiceId]| FieldFilter {
            field: field.id,
            test: FieldTest::AnyOf(chosen.to_vec()),
        };
        let text_of = |chosen: &[ChoiceId]| words(Messages(Language::En), &filter(chosen), Some(fields), &[]);
        assert_eq!(text_of(&[kept]), "Region: North");
        assert_eq!(text_of(&[gone]), "Region: a choice that is gone");
        assert_eq!(text_of(&[kept, gone]), "Region: North, a choice that is gone");
        assert!(is_gone(&filter(&[gone]), fields) && !is_gone(&filter(&[kept]), fields));
        assert!(is_gone(&filter(&[kept]), &[]));
    }
}
