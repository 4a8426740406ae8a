//! The arguments of the operation 'Set a custom field': the field, and its value in that field's own input.

use domain::{custom_field::CustomField, operation::Operation, person::Language};
use leptos::prelude::*;

use crate::{
    i18n::use_messages,
    ui::{
        components::{Entered, FieldEntry, FieldInput, SelectField},
        errors::reason,
    },
};

/// The chosen field and value.
#[derive(Clone, Copy)]
pub struct SetField {
    entries: StoredValue<Vec<FieldEntry>>,
    /// The id of the chosen field.
    field: RwSignal<String>,
    language: Language,
}

impl SetField {
    /// Creates the state with the first field and no value.
    pub fn new(fields: &[CustomField]) -> Self {
        let entries = fields
            .iter()
            .map(|field| FieldEntry::new(field.clone(), Entered::default()));
        Self {
            field: RwSignal::new(fields.first().map(|field| field.id.to_string()).unwrap_or_default()),
            entries: StoredValue::new(entries.collect()),
            language: use_messages().0,
        }
    }

    fn entry(self) -> Option<FieldEntry> {
        let id = self.field.get();
        let chosen = |entry: &FieldEntry| entry.field.with_value(|field| field.id.to_string() == id);
        self.entries.with_value(|entries| entries.iter().copied().find(chosen))
    }

    /// Returns the operation, or `None` if the typed text is no valid value. A blank value removes the space's value.
    pub fn operation(self) -> Option<Operation> {
        let entry = self.entry()?;
        let field = entry.field.get_value();
        let value = entry.entered().value(&field, self.language).ok()?;
        Some(Operation::SetField { field: field.id, value })
    }
}

/// The select field for the custom field and the input for its value.
#[component]
pub fn SetFieldInputs(set: SetField) -> impl IntoView {
    let messages = use_messages();
    let options: Vec<(String, String)> = set.entries.with_value(|entries| {
        let option = |entry: &FieldEntry| {
            entry
                .field
                .with_value(|field| (field.id.to_string(), field.label.clone()))
        };
        entries.iter().map(option).collect()
    });
    if options.is_empty() {
        return view! { <p class="muted">{messages.text("field-none-yet")}</p> }.into_any();
    }
    let input = move || {
        set.entry().map(|entry| {
            let error = Signal::derive(move || {
                let entered = entry.entered();
                let wrong = entry.field.with_value(|field| entered.value(field, set.language).err());
                wrong
                    .filter(|_| entered != Entered::default())
                    .map(|wrong| reason(messages, &wrong))
            });
            view! { <FieldInput entry error label=messages.text("field-new-value")/> }
        })
    };
    view! {
        <SelectField label=messages.text("field-filter-field") value=set.field options/>
        {input}
        <p class="muted">{messages.text("field-new-value-help")}</p>
    }
    .into_any()
}
