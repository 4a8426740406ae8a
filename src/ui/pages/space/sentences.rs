//! The longer sentences of a space's page: activity lines, and what an action will do.

use domain::{
    activity::{EditedField, SpaceEvent},
    person::PersonRef,
    visibility::Visibility,
};

use crate::{i18n::Messages, ui::pages::space_form::level_name};

/// Returns what happened as a sentence without the person: the name is shown beside it, so that no Polish verb needs a
/// gender.
pub fn event_sentence(messages: Messages, what: &SpaceEvent) -> String {
    match what {
        SpaceEvent::Created => messages.text("space-did-create"),
        SpaceEvent::Imported => messages.text("space-did-import"),
        SpaceEvent::Edited { fields } => messages.with("space-did-edit", [("fields", edited(messages, fields))]),
        SpaceEvent::VisibilityChanged { from, to } => messages.with(
            "space-did-change-visibility",
            [("from", level_name(messages, *from)), ("to", level_name(messages, *to))],
        ),
        SpaceEvent::HandedOver { from, to } => messages.with(
            "space-did-hand-over",
            [("from", from.name.clone()), ("to", to.name.clone())],
        ),
        SpaceEvent::AccessGiven { people } => messages.with("space-did-give-access", [("people", names(people))]),
        SpaceEvent::AccessTaken { people } => messages.with("space-did-take-access", [("people", names(people))]),
        SpaceEvent::Archived => messages.text("space-did-archive"),
        SpaceEvent::Restored => messages.text("space-did-restore"),
        SpaceEvent::Deleted => messages.text("space-did-delete"),
        SpaceEvent::Undone => messages.text("space-did-undo"),
        SpaceEvent::FilesAdded { name, count: 1 } => messages.with("space-did-add-file", [("name", name.as_str())]),
        SpaceEvent::FilesAdded { count, .. } => messages.with("space-did-add-files", [("count", *count)]),
        SpaceEvent::FilesDeleted { name, count: 1 } => {
            messages.with("space-did-delete-file", [("name", name.as_str())])
        }
        SpaceEvent::FilesDeleted { count, .. } => messages.with("space-did-delete-files", [("count", *count)]),
    }
}

/// Returns who sees a space of this level.
pub fn who_sees(messages: Messages, level: Visibility) -> String {
    messages.text(match level {
        Visibility::Public => "space-seen-public",
        Visibility::Private => "space-seen-private",
        Visibility::Hidden => "space-seen-hidden",
    })
}

/// Returns what changing to this level will do.
pub fn effect_sentence(messages: Messages, to: Visibility, members: usize) -> String {
    match to {
        Visibility::Public => messages.text("space-will-public"),
        Visibility::Private => messages.with("space-will-private", [("count", members)]),
        Visibility::Hidden => messages.with("space-will-hidden", [("count", members)]),
    }
}

/// Returns what a person whose access is taken will lose.
pub fn loss_sentence(messages: Messages, name: &str, level: Visibility) -> String {
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
                EditedField::Board => "space-edited-board",
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
    fn events_have_sentences_in_both_languages() {
        let what = SpaceEvent::Edited {
            fields: vec![EditedField::Name, EditedField::Tags],
        };
        assert_eq!(event_sentence(Messages(Language::En), &what), "Changed: name, tags");
        assert_eq!(event_sentence(Messages(Language::Pl), &what), "Zmieniono: nazwę, tagi");
        assert_eq!(
            event_sentence(Messages(Language::Pl), &SpaceEvent::Created),
            "Dodano przestrzeń"
        );
        let what = SpaceEvent::VisibilityChanged {
            from: Visibility::Public,
            to: Visibility::Hidden,
        };
        assert_eq!(
            event_sentence(Messages(Language::En), &what),
            "Changed visibility from Public to Hidden"
        );
        let what = |count| SpaceEvent::FilesAdded {
            name: "oferta.pdf".into(),
            count,
        };
        let polish = |count| event_sentence(Messages(Language::Pl), &what(count));
        assert_eq!(polish(1), "Dodano plik: oferta.pdf");
        assert_eq!(polish(3), "Dodano 3 pliki");
        assert_eq!(polish(12), "Dodano 12 plików");
    }

    #[test]
    fn closing_a_space_says_how_many_members_keep_access() {
        let effect = |count| effect_sentence(Messages(Language::Pl), Visibility::Hidden, count);
        assert!(effect(1).contains("1 uczestnik "), "{}", effect(1));
        assert!(effect(3).contains("3 uczestnicy "), "{}", effect(3));
        assert!(effect(5).contains("5 uczestników "), "{}", effect(5));
        assert!(!effect(0).contains('0'), "{}", effect(0));
    }
}
