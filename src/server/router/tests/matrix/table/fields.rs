//! Custom fields of spaces.

use domain::{
    access::{AccountAction, Action},
    custom_field::{FieldFilter, FieldForm, FieldTest, Kind},
    list_query::{ListQuery, Sort, SortBy},
};
use serde_json::{Value, json};

use super::{
    super::{
        entry::{Cell, Entry},
        scene::{Scene, first_page},
    },
    lists::listed,
};

/// Returns the entries of `api::fields`, and of lists that use fields.
pub fn entries() -> Vec<Entry> {
    let mut entries = definitions();
    entries.extend(lists());
    entries
}

fn form(scene: &Scene, version: i64) -> FieldForm {
    FieldForm {
        label: if version == 0 {
            "Another".into()
        } else {
            scene.account.field_label()
        },
        kind: Kind::LongText,
        version,
        ..FieldForm::default()
    }
}

fn definitions() -> Vec<Entry> {
    use AccountAction::{ManageSettings, UseAccount};
    let of_field = |scene: &Scene| json!({ "id": scene.account.field });
    let page = Entry::page("GET /settings/fields/spaces", "custom fields of spaces", ManageSettings);
    vec![
        page.read(|_, answer| match answer.body.contains("class=\"empty-state\"") {
            true => "not allowed",
            false => "yes",
        }),
        Entry::account("list_fields", "list custom fields", UseAccount, |_| json!({})),
        Entry::account(
            "list_all_fields",
            "list them with the archived ones",
            ManageSettings,
            |_| json!({}),
        ),
        Entry::account(
            "add_field",
            "add a custom field",
            ManageSettings,
            |scene| json!({ "form": form(scene, 0) }),
        ),
        Entry::account(
            "preview_field",
            "preview a change of type",
            ManageSettings,
            |scene| json!({ "id": scene.account.field, "form": form(scene, 1) }),
        ),
        Entry::account(
            "save_field",
            "change a custom field",
            ManageSettings,
            |scene| json!({ "id": scene.account.field, "form": form(scene, 1), "accepted": 0 }),
        ),
        Entry::account(
            "order_fields",
            "reorder custom fields",
            ManageSettings,
            |scene| json!({ "order": [scene.account.field] }),
        ),
        Entry::account("archive_field", "archive a custom field", ManageSettings, of_field),
        Entry::account("restore_field", "restore a custom field", ManageSettings, of_field),
        Entry::account(
            "count_field_values",
            "count the spaces that have a value",
            ManageSettings,
            of_field,
        ),
        Entry::account(
            "delete_field",
            "delete a custom field",
            ManageSettings,
            |scene| json!({ "id": scene.account.field, "accepted": 1_000 }),
        ),
    ]
}

/// Returns the arguments of a list that is filtered by the field.
fn narrowed(scene: &Scene, test: FieldTest) -> Value {
    let field = scene.account.field;
    let query = ListQuery {
        fields: vec![FieldFilter { field, test }],
        ..scene.list(&format!("name{}", scene.word()))
    };
    first_page(query)
}

fn lists() -> Vec<Entry> {
    let by = |with, test: fn(&Scene) -> FieldTest| {
        Entry::space("list_spaces", with, Action::Open, move |scene| {
            narrowed(scene, test(scene))
        })
        .silently("full", "nothing")
        .read(listed)
    };
    vec![
        by("filter by the value of a custom field", |scene| {
            FieldTest::Words(format!("field{}", scene.word()))
        }),
        by("filter by a custom field that is filled in", |_| FieldTest::Filled),
        Entry::space(
            "list_spaces",
            "find by name, sorted by a custom field",
            Action::Open,
            |scene| {
                first_page(ListQuery {
                    sort: Sort {
                        by: SortBy::Field(scene.account.field),
                        descending: false,
                    },
                    ..scene.list(&format!("name{}", scene.word()))
                })
            },
        )
        .says("full", Cell("outline", 200), Cell("nothing", 200))
        .read(listed),
    ]
}
