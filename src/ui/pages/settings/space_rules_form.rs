//! The form of the settings of spaces.

use domain::{
    account_rules::{AccountRules, SpaceRules, Who},
    error::{AppError, Field, FieldError},
    visibility::{Visibility, VisibilityRules},
};
use leptos::prelude::*;

use crate::{
    api::space_rules::save_space_rules,
    i18n::{Messages, use_messages},
    ui::{
        browser::{focus_first_wrong, load_page, new_id},
        components::{SelectField, use_toasts},
        errors,
    },
};

/// The signals of the form.
#[derive(Clone, Copy)]
struct Chosen {
    version: RwSignal<i64>,
    allowed: RwSignal<Vec<Visibility>>,
    default: RwSignal<Visibility>,
    add_spaces: RwSignal<String>,
    edit_groups: RwSignal<String>,
    import_and_export: RwSignal<String>,
    wrong: RwSignal<Vec<FieldError>>,
    /// The rules that somebody else saved meanwhile.
    theirs: RwSignal<Option<SpaceRules>>,
    sending: RwSignal<bool>,
}

impl Chosen {
    fn new(rules: SpaceRules) -> Self {
        let who = |who: Who| RwSignal::new(who.as_str().to_owned());
        Self {
            version: RwSignal::new(rules.version),
            allowed: RwSignal::new(rules.visibility.allowed),
            default: RwSignal::new(rules.visibility.default),
            add_spaces: who(rules.rights.add_spaces),
            edit_groups: who(rules.rights.edit_groups),
            import_and_export: who(rules.rights.import_and_export),
            wrong: RwSignal::default(),
            theirs: RwSignal::new(None),
            sending: RwSignal::new(false),
        }
    }

    fn rules(self) -> SpaceRules {
        let who = |word: RwSignal<String>| word.with_untracked(|word| Who::from_storage(word));
        SpaceRules {
            version: self.version.get_untracked(),
            visibility: VisibilityRules {
                allowed: self.allowed.get_untracked(),
                default: self.default.get_untracked(),
            },
            rights: AccountRules {
                add_spaces: who(self.add_spaces),
                edit_groups: who(self.edit_groups),
                import_and_export: who(self.import_and_export),
            },
        }
    }

    /// Allows or forbids a level. The last allowed level cannot be forbidden; if the default is forbidden, the first
    /// allowed level becomes the default.
    fn set_allowed(self, level: Visibility, on: bool) {
        let allowed = with_level(&self.allowed.get_untracked(), level, on);
        if let Some(first) = allowed
            .first()
            .filter(|_| !allowed.contains(&self.default.get_untracked()))
        {
            self.default.set(*first);
        }
        self.allowed.set(allowed);
    }
}

fn with_level(allowed: &[Visibility], level: Visibility, on: bool) -> Vec<Visibility> {
    let wanted: Vec<_> = Visibility::ALL
        .into_iter()
        .filter(|other| if *other == level { on } else { allowed.contains(other) })
        .collect();
    if wanted.is_empty() { allowed.to_vec() } else { wanted }
}

/// The form. Saving reloads the page, because the rules affect all of it.
#[component]
pub fn SpaceRulesForm(rules: SpaceRules) -> impl IntoView {
    let messages = use_messages();
    let chosen = Chosen::new(rules);
    let save = save_callback(chosen);
    let who_options = Who::ALL
        .map(|who| (who.as_str().to_owned(), who_name(messages, who)))
        .to_vec();
    view! {
        <form
            class="form"
            novalidate=true
            on:submit=move |event| {
                event.prevent_default();
                save.run(());
            }
        >
            <div role="alert">
                {move || chosen.theirs.get().map(|theirs| view! { <Theirs theirs/> })}
            </div>
            <Levels chosen/>
            <DefaultLevel chosen/>
            <SelectField label=messages.text("rules-add-spaces") value=chosen.add_spaces options=who_options.clone()/>
            <SelectField
                label=messages.text("rules-edit-groups") value=chosen.edit_groups options=who_options.clone()
                help=messages.text("rules-edit-groups-help")
            />
            <SelectField
                label=messages.text("rules-import-and-export") value=chosen.import_and_export options=who_options
                help=messages.text("rules-import-help")
            />
            <div class="form-actions">
                <button type="submit" class="button primary" disabled=move || chosen.sending.get()>
                    {messages.text("settings-save")}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// A checkbox for each level; the last ticked one is disabled.
#[component]
fn Levels(chosen: Chosen) -> impl IntoView {
    let messages = use_messages();
    let note = new_id();
    let boxes = Visibility::ALL
        .map(|level| {
            let means = new_id();
            let on = move || chosen.allowed.with(|allowed| allowed.contains(&level));
            let last = move || chosen.allowed.with(|allowed| **allowed == [level]);
            let initially = chosen.allowed.with_untracked(|allowed| allowed.contains(&level));
            view! {
                <div class="level-choice">
                    <label class="check">
                        <input
                            type="checkbox"
                            checked=initially
                            prop:checked=on
                            disabled=last
                            aria-describedby=means.clone()
                            on:change=move |event| chosen.set_allowed(level, event_target_checked(&event))
                        />
                        <span>{level_word(messages, level)}</span>
                    </label>
                    <p class="field-note" id=means>{messages.text(&format!("rules-{}-means", level.as_str()))}</p>
                </div>
            }
        })
        .collect_view();
    let wrong = move || errors::field_error(messages, &chosen.wrong.get(), Field::AllowedLevels);
    view! {
        <fieldset class="field" aria-describedby=note>
            <legend>{messages.text("rules-levels")}</legend>
            {boxes}
            <p class="field-note" class:wrong=move || wrong().is_some() id=note.clone()>
                {move || wrong().unwrap_or_else(|| messages.text("rules-levels-help"))}
            </p>
        </fieldset>
    }
    .into_any()
}

/// The choice of the default level of new spaces among the allowed ones.
#[component]
fn DefaultLevel(chosen: Chosen) -> impl IntoView {
    let messages = use_messages();
    let (id, note) = (new_id(), new_id());
    let initially = chosen.default.get_untracked();
    let options = Visibility::ALL
        .map(|level| {
            let gone = move || chosen.allowed.with(|allowed| !allowed.contains(&level));
            view! {
                <option value=level.as_str() selected=level == initially disabled=gone hidden=gone>
                    {level_word(messages, level)}
                </option>
            }
        })
        .collect_view();
    let wrong = move || errors::field_error(messages, &chosen.wrong.get(), Field::DefaultLevel);
    let choose = move |event| {
        if let Some(level) = Visibility::parse(&event_target_value(&event)) {
            chosen.default.set(level);
        }
    };
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>{messages.text("rules-default")}</label>
            <select
                id=id
                class="input select"
                aria-invalid=move || wrong().map(|_| "true")
                aria-describedby=note.clone()
                prop:value=move || chosen.default.get().as_str()
                on:change=choose
            >
                {options}
            </select>
            <p class="field-note" class:wrong=move || wrong().is_some() id=note>{wrong}</p>
        </div>
    }
    .into_any()
}

/// A note with the rules that somebody else saved. The form keeps the person's own choices.
#[component]
fn Theirs(theirs: SpaceRules) -> impl IntoView {
    let messages = use_messages();
    let levels: Vec<String> = theirs
        .visibility
        .allowed
        .iter()
        .map(|level| level_word(messages, *level))
        .collect();
    let facts = [
        ("rules-levels", levels.join(", ")),
        ("rules-default", level_word(messages, theirs.visibility.default)),
        ("rules-add-spaces", who_name(messages, theirs.rights.add_spaces)),
        ("rules-edit-groups", who_name(messages, theirs.rights.edit_groups)),
        (
            "rules-import-and-export",
            who_name(messages, theirs.rights.import_and_export),
        ),
    ];
    view! {
        <div class="note rules-theirs">
            <p>{messages.text("rules-conflict")}</p>
            <dl class="space-facts">
                {facts
                    .into_iter()
                    .map(|(name, value)| view! { <dt>{messages.text(name)}</dt> <dd>{value}</dd> })
                    .collect_view()}
            </dl>
        </div>
    }
    .into_any()
}

fn level_word(messages: Messages, level: Visibility) -> String {
    messages.text(&format!("visibility-{}", level.as_str()))
}

fn who_name(messages: Messages, who: Who) -> String {
    messages.text(&format!("rules-who-{}", who.as_str()))
}

/// Returns the callback that checks the form by the domain's rules and saves it.
fn save_callback(chosen: Chosen) -> Callback<()> {
    let messages = use_messages();
    let toasts = use_toasts();
    Callback::new(move |()| {
        if chosen.sending.get_untracked() {
            return;
        }
        let rules = match chosen.rules().checked() {
            Ok(rules) => rules,
            Err(wrong) => {
                chosen.wrong.set(wrong);
                focus_first_wrong();
                return;
            }
        };
        chosen.wrong.set(Vec::new());
        chosen.sending.set(true);
        leptos::task::spawn_local(async move {
            match save_space_rules(rules).await {
                Ok(()) => load_page("/settings/visibility/spaces?saved=1"),
                Err(failure) => match failure.0 {
                    AppError::Invalid(wrong) => {
                        chosen.wrong.set(wrong);
                        focus_first_wrong();
                    }
                    AppError::Conflict(current) => {
                        if let Some(theirs) = current.read::<SpaceRules>() {
                            // Saving again overwrites the other version, which the note shows.
                            chosen.version.set(theirs.version);
                            chosen.theirs.set(Some(theirs));
                        }
                    }
                    error => toasts.show_error(errors::sentence(messages, &error)),
                },
            }
            chosen.sending.set(false);
        });
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_allowed_level_cannot_be_removed() {
        use Visibility::{Hidden, Private, Public};
        assert_eq!(with_level(&[Public, Private], Public, false), [Private]);
        assert_eq!(with_level(&[Private], Private, false), [Private]);
        assert_eq!(with_level(&[Private], Hidden, true), [Private, Hidden]);
        assert_eq!(with_level(&[Private], Private, true), [Private]);
    }
}
