//! The page's longer sentences: what happened, and what an act will do.

use domain::{
    activity::{EditedField, What},
    person::PersonRef,
    visibility::Visibility,
};

use crate::{i18n::Speech, ui::pages::space_form::level_name};

/// What happened, without who: the name stands beside it, so that no verb needs a gender.
pub fn did(speech: Speech, what: &What) -> String {
    match what {
        What::Created => speech.text("space-did-create"),
        What::Imported => speech.text("space-did-import"),
        What::Edited { fields } => speech.with("space-did-edit", [("fields", edited(speech, fields))]),
        What::VisibilityChanged { from, to } => speech.with(
            "space-did-change-visibility",
            [("from", level_name(speech, *from)), ("to", level_name(speech, *to))],
        ),
        What::HandedOver { from, to } => speech.with(
            "space-did-hand-over",
            [("from", from.name.clone()), ("to", to.name.clone())],
        ),
        What::AccessGiven { people } => speech.with("space-did-give-access", [("people", names(people))]),
        What::AccessTaken { people } => speech.with("space-did-take-access", [("people", names(people))]),
        What::Archived => speech.text("space-did-archive"),
        What::Restored => speech.text("space-did-restore"),
        What::Deleted => speech.text("space-did-delete"),
        What::Undone => speech.text("space-did-undo"),
    }
}

/// Who sees a space of this level.
pub fn who_sees(speech: Speech, level: Visibility) -> String {
    speech.text(match level {
        Visibility::Public => "space-seen-public",
        Visibility::Private => "space-seen-private",
        Visibility::Hidden => "space-seen-hidden",
    })
}

/// What changing to this level will do.
pub fn will(speech: Speech, to: Visibility, members: usize) -> String {
    match to {
        Visibility::Public => speech.text("space-will-public"),
        Visibility::Private => speech.with("space-will-private", [("count", members)]),
        Visibility::Hidden => speech.with("space-will-hidden", [("count", members)]),
    }
}

/// What a person loses whose access is taken.
pub fn loses(speech: Speech, name: &str, level: Visibility) -> String {
    let name = [("name", name.to_owned())];
    match level {
        Visibility::Public => speech.with("space-loses-public", name),
        Visibility::Private => speech.with("space-loses-private", name),
        Visibility::Hidden => speech.with("space-loses-hidden", name),
    }
}

fn edited(speech: Speech, fields: &[EditedField]) -> String {
    let words: Vec<String> = fields
        .iter()
        .map(|field| {
            let name = match field {
                EditedField::Name => "space-edited-name",
                EditedField::Description => "space-edited-description",
                EditedField::Groups => "space-edited-groups",
                EditedField::Tags => "space-edited-tags",
                EditedField::Custom(label) => return label.clone(),
            };
            speech.text(name)
        })
        .collect();
    words.join(", ")
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
    fn what_happened_is_told_in_both_languages() {
        let what = What::Edited {
            fields: vec![EditedField::Name, EditedField::Tags],
        };
        assert_eq!(did(Speech(Language::En), &what), "Changed: name, tags");
        assert_eq!(did(Speech(Language::Pl), &what), "Zmieniono: nazwę, tagi");
        assert_eq!(did(Speech(Language::Pl), &What::Created), "Dodano przestrzeń");
        let what = What::VisibilityChanged {
            from: Visibility::Public,
            to: Visibility::Hidden,
        };
        assert_eq!(
            did(Speech(Language::En), &what),
            "Changed visibility from Public to Hidden"
        );
    }

    #[test]
    fn closing_a_space_counts_those_who_stay() {
        let say = |count| will(Speech(Language::Pl), Visibility::Hidden, count);
        assert!(say(1).contains("1 uczestnik "), "{}", say(1));
        assert!(say(3).contains("3 uczestnicy "), "{}", say(3));
        assert!(say(5).contains("5 uczestników "), "{}", say(5));
        assert!(!say(0).contains('0'), "{}", say(0));
    }
}
