//! Merging of a custom field that two administrators changed at the same time, as plain functions.

use domain::custom_field::{CustomField, FieldForm};

/// A part of a field in which two versions may differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Label,
    /// The type and the currency.
    Kind,
    Choices,
    Required,
    Help,
    Section,
    Default,
}

const PARTS: [Part; 7] = [
    Part::Label,
    Part::Kind,
    Part::Choices,
    Part::Required,
    Part::Help,
    Part::Section,
    Part::Default,
];

/// A part in which the saved field and the form differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    pub part: Part,
    /// Whether this person changed the part; if not, only somebody else did.
    pub mine: bool,
}

/// Returns the parts in which `theirs` and `mine`, both derived from `base`, differ.
pub fn differences(base: &FieldForm, mine: &FieldForm, theirs: &FieldForm) -> Vec<Difference> {
    PARTS
        .into_iter()
        .filter(|part| !same(*part, mine, theirs))
        .map(|part| Difference {
            part,
            mine: !same(part, base, mine),
        })
        .collect()
}

/// Returns `theirs` with the parts that this person changed. A changed type brings its own choices and default, which
/// have no meaning for another type.
pub fn keep_mine(base: &FieldForm, mine: &FieldForm, theirs: &CustomField) -> FieldForm {
    let mut kept = theirs.form();
    let kind_changed = !same(Part::Kind, base, mine);
    for part in PARTS.into_iter().filter(|part| !same(*part, base, mine)) {
        match part {
            Part::Label => kept.label.clone_from(&mine.label),
            Part::Kind => {
                kept.kind = mine.kind;
                kept.currency.clone_from(&mine.currency);
            }
            Part::Choices => kept.choices.clone_from(&mine.choices),
            Part::Required => kept.required = mine.required,
            Part::Help => kept.help.clone_from(&mine.help),
            Part::Section => kept.section.clone_from(&mine.section),
            Part::Default => kept.default.clone_from(&mine.default),
        }
    }
    if kind_changed {
        kept.choices.clone_from(&mine.choices);
        kept.default.clone_from(&mine.default);
    }
    kept
}

fn same(part: Part, one: &FieldForm, other: &FieldForm) -> bool {
    match part {
        Part::Label => one.label == other.label,
        Part::Kind => one.kind == other.kind && one.currency == other.currency,
        Part::Choices => one.choices == other.choices,
        Part::Required => one.required == other.required,
        Part::Help => one.help == other.help,
        Part::Section => one.section == other.section,
        Part::Default => one.default == other.default,
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        custom_field::{Kind, Value},
        ids::FieldId,
    };

    use super::*;

    fn base() -> FieldForm {
        FieldForm {
            label: "Budget".into(),
            help: "Net".into(),
            version: 1,
            ..FieldForm::default()
        }
    }

    fn now(form: FieldForm) -> CustomField {
        FieldForm { version: 2, ..form }.field(FieldId(Default::default()))
    }

    #[test]
    fn a_difference_says_whether_both_or_only_the_other_changed_the_part() {
        let mine = FieldForm {
            label: "My budget".into(),
            ..base()
        };
        let theirs = FieldForm {
            label: "Their budget".into(),
            help: "Gross".into(),
            ..base()
        };
        let found = differences(&base(), &mine, &theirs);
        let expected = [(Part::Label, true), (Part::Help, false)].map(|(part, mine)| Difference { part, mine });
        assert_eq!(found, expected);
        let kept = keep_mine(&base(), &mine, &now(theirs));
        assert_eq!((kept.label.as_str(), kept.help.as_str()), ("My budget", "Gross"));
    }

    #[test]
    fn keeping_my_type_keeps_my_default() {
        let mine = FieldForm {
            kind: Kind::YesNo,
            default: Some(Value::Boolean(true)),
            ..base()
        };
        let theirs = FieldForm {
            default: Some(Value::Text("much".into())),
            ..base()
        };
        let kept = keep_mine(&base(), &mine, &now(theirs));
        assert_eq!((kept.kind, kept.default), (Kind::YesNo, Some(Value::Boolean(true))));
    }
}
