//! The page's longer sentences: what happened, and what an act will do.

use domain::{
    activity::{EditedField, What},
    person::PersonRef,
    visibility::Visibility,
};

use crate::{i18n::Messages, ui::pages::space_form::level_name};

/// What happened, without who: the name stands beside it, so that no verb needs a gender.
pub fn did(messages: Messages, what: &What) -> String {
    match what {
        What::Created => messages.text("space-did-create"),
        What::Imported => messages.text("space-did-import"),
        What::Edited { fields } => messages.with("space-did-edit", [("fields", edited(messages, fields))]),
        What::VisibilityChanged { from, to } => messages.with(
            "space-did-change-visibility",
            [("from", level_name(messages, *from)), ("to", level_name(messages, *to))],
        ),
        What::HandedOver { from, to } => messages.with(
            "space-did-hand-over",
            [("from", from.name.clone()), ("to", to.name.clone())],
        ),
        What::AccessGiven { people } => messages.with("space-did-give-access", [("people", names(people))]),
        What::AccessTaken { people } => messages.with("space-did-take-access", [("people", names(people))]),
        What::Archived => messages.text("space-did-archive"),
        What::Restored => messages.text("space-did-restore"),
        What::Deleted => messages.text("space-did-delete"),
        What::Undone => messages.text("space-did-undo"),
    }
}

/// Who sees a space of this level.
pub fn who_sees(messages: Messages, level: Visibility) -> String {
    messages.text(match level {
        Visibility::Public => "space-seen-public",
        Visibility::Private => "space-seen-private",
        Visibility::Hidden => "space-seen-hidden",
    })
}

/// What changing to this level will do.
pub fn will(messages: Messages, to: Visibility, members: usize) -> String {
    match to {
        Visibility::Public => messages.text("space-will-public"),
        Visibility::Private => messages.with("space-will-private", [("count", members)]),
        Visibility::Hidden => messages.with("space-will-hidden", [("count", members)]),
    }
}

/// What a person loses whose access is taken.
pub fn loses(messages: Messages, name: &str, level: Visibility) -> String {
    let name = [("name", name.to_owned())];
    match level {
        Visibility::Public => messages.with("space-loses-public", name),
        Visibility::Private => messages.with("space-loses-private", name),
        Visibility::Hidden => messages.with("space-loses-hidden", name),
    }
}

fn edited(messages: Messages, fields: &[EditedField]) -> String {
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
            messages.text(name)
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
        assert_eq!(did(Messages(Language::En), &what), "Changed: name, tags");
        assert_eq!(did(Messages(Language::Pl), &what), "Zmieniono: nazwę, tagi");
        assert_eq!(did(Messages(Language::Pl), &What::Created), "Dodano przestrzeń");
        let what = What::VisibilityChanged {
            from: Visibility::Public,
            to: Visibility::Hidden,
        };
        assert_eq!(
            did(Messages(Language::En), &what),
            "Changed visibility from Public to Hidden"
        );
    }

    #[test]
    fn closing_a_space_counts_those_who_stay() {
        let say = |count| will(Messages(Language::Pl), Visibility::Hidden, count);
        assert!(say(1).contains("1 uczestnik "), "{}", say(1));
        assert!(say(3).contains("3 uczestnicy "), "{}", say(3));
        assert!(say(5).contains("5 uczestników "), "{}", say(5));
        assert!(!say(0).contains('0'), "{}", say(0));
    }
}
