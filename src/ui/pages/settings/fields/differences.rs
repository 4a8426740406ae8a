//! A field that two administrators changed at once, as plain data.

use domain::custom_field::{CustomField, FieldForm};

/// What two versions of a field may disagree in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Label,
    /// With the currency.
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

/// Where the field now and what is typed disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    pub part: Part,
    /// Whether this person changed it; where not, only somebody else did.
    pub mine: bool,
}

/// Where `theirs` and `mine`, both made from `base`, disagree.
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

/// What this person changed over what the field is now. With a changed type go the choices and the default, which mean
/// nothing to another.
pub fn keep_mine(base: &FieldForm, mine: &FieldForm, theirs: &CustomField) -> FieldForm {
    let mut kept = theirs.form();
    let retyped = !same(Part::Kind, base, mine);
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
    if retyped {
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
    fn what_both_changed_is_told_apart_from_what_the_other_changed_alone() {
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
    fn a_type_that_i_changed_keeps_the_default_that_i_gave_it() {
        let mine = FieldForm {
            kind: Kind::YesNo,
            default: Some(Value::Truth(true)),
            ..base()
        };
        let theirs = FieldForm {
            default: Some(Value::Text("much".into())),
            ..base()
        };
        let kept = keep_mine(&base(), &mine, &now(theirs));
        assert_eq!((kept.kind, kept.default), (Kind::YesNo, Some(Value::Truth(true))));
    }
}
