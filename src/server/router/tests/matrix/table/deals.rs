//! Deals, their pages and the pipeline.

use domain::{
    access::AccountAction,
    deal::{DealForm, DealPage, DealQuery, ProjectSpace, access::DealAction},
    list_query::Place,
    space::{Count, SpaceForm},
    visibility::Visibility,
};
use serde_json::{Value, json};

use super::super::{
    account::Who,
    entry::{Act, Cell, Entry},
    scene::{Answer, Scene},
};
use crate::server::{clock, store::tests::deals};

const NOT_FOUND: Cell = Cell("not found", 404);

/// Returns the entries of `api::deals` and of the pages that show deals.
pub fn entries() -> Vec<Entry> {
    let mut entries = reading();
    entries.extend(writing());
    entries.extend(project());
    entries.extend(pipeline());
    entries.extend(pages());
    entries
}

fn id(scene: &Scene) -> Value {
    json!({ "id": scene.deal })
}

fn query(scene: &Scene) -> DealQuery {
    DealQuery {
        search: scene.deal_word().to_owned(),
        ..DealQuery::default()
    }
}

fn reading() -> Vec<Entry> {
    use DealAction::Open;
    vec![
        Entry::deal(
            "list_deals",
            "list deals, searched for a deal's name",
            Open,
            |scene| json!({ "query": query(scene), "place": Place::First }),
        )
        .silently("listed", "not listed")
        .read(|scene, answer| {
            let page: DealPage = answer.json();
            match page.rows.iter().any(|row| row.id == scene.deal) {
                true => "listed",
                false => "not listed",
            }
        }),
        Entry::deal(
            "count_deals",
            "count the deals of that list",
            Open,
            |scene| json!({ "query": query(scene) }),
        )
        .silently("counted", "not counted")
        .read(|_, answer| match answer.json::<Count>().shown {
            0 => "not counted",
            _ => "counted",
        }),
        Entry::deal("open_deal", "open a deal", Open, id),
        Entry::deal(
            "deal_notes",
            "read a deal's notes",
            Open,
            |scene| json!({ "id": scene.deal, "before": null }),
        ),
        Entry::deal("deal_files", "list the files of a deal's notes", Open, id),
        Entry::deal(
            "deal_activity",
            "read the activity of a deal",
            Open,
            |scene| json!({ "id": scene.deal, "before": null }),
        ),
    ]
}

/// Returns the form of the deal in its present state.
fn form(scene: &Scene) -> DealForm {
    let people = [scene.person(Who::Member), scene.person(Who::Deactivated)];
    let name = format!("{} of the year", scene.deal_word());
    DealForm {
        version: 1,
        ..deals::form(&name, scene.account.stages[0].id, scene.person(Who::Owner), &people)
    }
}

fn writing() -> Vec<Entry> {
    use DealAction::{Close, Delete, Edit, ManagePeople, WriteNote};
    let save = |with, action, change: fn(&Scene, &mut DealForm)| {
        Entry::deal("save_deal", with, action, move |scene| {
            let mut form = form(scene);
            change(scene, &mut form);
            json!({ "id": scene.deal, "form": form })
        })
    };
    vec![
        Entry::account("add_deal", "add a deal", AccountAction::AddDeal, |scene| {
            let form = DealForm {
                version: 0,
                people: vec![],
                owner: scene.account.colleague.id,
                ..form(scene)
            };
            json!({ "form": form, "request": clock::new_id() })
        }),
        save("edit a deal's texts, value and stage", Edit, |scene, form| {
            form.description = "Anew".into();
            form.value = None;
            form.stage = scene.account.stages[1].id;
        }),
        save("edit a deal with another owner", ManagePeople, |scene, form| {
            form.owner = scene.account.colleague.id;
        }),
        save("edit a deal with one person less", ManagePeople, |_, form| {
            form.people.clear();
        }),
        Entry::deal("win_deal", "mark a deal as won", Close, id),
        Entry::deal("lose_deal", "mark a deal as lost", Close, id),
        Entry::deal("reopen_deal", "reopen a deal", Close, id).won(),
        Entry::deal("delete_deal", "delete a deal", Delete, id),
        Entry::deal(
            "add_deal_note",
            "add a note to a deal",
            WriteNote,
            |scene| json!({ "id": scene.deal, "text": "Said on the telephone", "files": [] }),
        ),
    ]
}

fn project() -> Vec<Entry> {
    let create = |with| {
        Entry::deal("create_project_space", with, DealAction::CreateSpace, |scene| {
            let form = SpaceForm {
                name: "Project".into(),
                ..SpaceForm::new(Visibility::Hidden)
            };
            let project = ProjectSpace {
                deal: scene.deal,
                owner: scene.account.colleague.id,
                files: Vec::new(),
            };
            json!({ "project": project, "form": form, "request": clock::new_id() })
        })
    };
    vec![
        create("create a space for a won deal").won(),
        create("create a space for an open deal"),
    ]
}

fn pipeline() -> Vec<Entry> {
    use AccountAction::{ManageSettings, UseAccount};
    let stage = |scene: &Scene, place: usize| scene.account.stages[place].id;
    vec![
        Entry::account("list_stages", "list the stages of deals", UseAccount, |_| json!({})),
        Entry::account("pipeline", "count the deals of each stage", ManageSettings, |_| {
            json!({})
        }),
        Entry::account(
            "add_stage",
            "add a stage",
            ManageSettings,
            |_| json!({ "name": "Another" }),
        ),
        Entry::account(
            "rename_stage",
            "rename a stage",
            ManageSettings,
            move |scene| json!({ "id": stage(scene, 1), "name": "Another" }),
        ),
        Entry::account("order_stages", "reorder the stages", ManageSettings, |scene| {
            let order: Vec<_> = scene.account.stages.iter().rev().map(|stage| stage.id).collect();
            json!({ "order": order })
        }),
        Entry::account(
            "delete_stage",
            "delete a stage",
            ManageSettings,
            move |scene| json!({ "id": stage(scene, 0), "move_to": stage(scene, 1) }),
        ),
    ]
}

/// Returns what a page about one deal shows.
fn shown(_: &Scene, answer: &Answer) -> &'static str {
    let marks = ["deal-page\"", "id=\"deal-form\"", "id=\"space-form\""];
    if marks.iter().any(|mark| answer.body.contains(mark)) {
        "yes"
    } else if answer.body.contains("class=\"failure-note\"") {
        "not allowed"
    } else {
        "nothing"
    }
}

fn pages() -> Vec<Entry> {
    use DealAction::{CreateSpace, Edit, Open};
    let page = |name, with, action, address: fn(&Scene) -> String| {
        Entry::on_deal(name, with, action, Act::Get(Box::new(address)))
            .says("yes", Cell("not allowed", 403), NOT_FOUND)
            .read(shown)
    };
    vec![
        Entry::page("GET /deals", "the list of deals", AccountAction::UseAccount),
        Entry::on_deal(
            "GET /deals",
            "the list, searched for a deal's name",
            Open,
            Act::Get(Box::new(|scene| format!("/deals?q={}", scene.deal_word()))),
        )
        .silently("listed", "not listed")
        .read(
            |scene, answer| match answer.body.contains(&format!("/deals/{}\"", scene.deal)) {
                true => "listed",
                false => "not listed",
            },
        ),
        Entry::page("GET /deals/new", "the form of a new deal", AccountAction::AddDeal),
        page("GET /deals/{id}", "the page of a deal", Open, |scene| {
            format!("/deals/{}", scene.deal)
        }),
        page("GET /deals/{id}/edit", "the form that edits a deal", Edit, |scene| {
            format!("/deals/{}/edit", scene.deal)
        }),
        page(
            "GET /spaces/new",
            "the form of a won deal's space",
            CreateSpace,
            |scene| format!("/spaces/new?deal={}", scene.deal),
        )
        .won(),
        page(
            "GET /spaces/new",
            "the form of an open deal's space",
            CreateSpace,
            |scene| format!("/spaces/new?deal={}", scene.deal),
        ),
        Entry::page("GET /settings/pipeline", "the pipeline", AccountAction::ManageSettings).read(|_, answer| {
            match answer.body.contains("class=\"empty-state\"") {
                true => "not allowed",
                false => "yes",
            }
        }),
    ]
}
