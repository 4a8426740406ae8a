//! The library, files, folders and uploads. The member added a file, a folder, a file of a draft, and a deleted file.

use axum::http::{Request, request::Builder};
use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{
    access::{AccountAction, Action},
    deal::access::DealAction,
    file::{
        Items, LibraryQuery,
        access::FileAction,
        content_path,
        rules::FileRules,
        thumbnail_path,
        upload::{TUS_VERSION, UPLOADS_PATH},
    },
    space::SpaceState,
};
use serde_json::json;

use super::super::{
    account::FileOf,
    entry::{Act, Before, Cell, Entry},
    scene::{Answer, Scene},
};

const NOT_FOUND: Cell = Cell("not found", 404);

/// Returns the entries of `api::files`, of the routes of bytes and uploads, and of the pages.
pub fn entries() -> Vec<Entry> {
    let mut entries = reading();
    entries.extend(acting());
    entries.extend(trash());
    entries.extend(bytes());
    entries.extend(uploads());
    entries.extend(settings());
    entries
}

/// Returns whether an answer names the file.
fn listed(scene: &Scene, answer: &Answer) -> &'static str {
    match answer.body.contains(&scene.files().file.to_string()) {
        true => "listed",
        false => "not listed",
    }
}

fn reading() -> Vec<Entry> {
    use FileAction::Read;
    let list = |with, state| {
        Entry::space(
            "list_library",
            with,
            Action::Open,
            |scene| json!({ "space": scene.space, "query": LibraryQuery::default(), "after": null }),
        )
        .of(state)
    };
    let library = |with, state| {
        let address = Act::Get(Box::new(|scene: &Scene| format!("/spaces/{}/library", scene.space)));
        Entry::on_space("GET /spaces/{id}/library", with, Action::Open, address)
            .of(state)
            .says("full", Cell("outline", 200), NOT_FOUND)
            .read(super::routes::shown)
    };
    let open = |with, of| {
        Entry::on_file("open_file", with, (Read, of), move |scene| {
            let files = scene.files();
            let file = match of {
                FileOf::Library => files.file,
                FileOf::Draft => files.draft,
                FileOf::Trash => files.deleted,
            };
            json!({ "file": file })
        })
    };
    let page = Act::Get(Box::new(|scene: &Scene| domain::file::page_path(scene.files().file)));
    vec![
        list("list the library of a space", SpaceState::Active),
        list("the same in the archive", SpaceState::Archived),
        list("the same in the trash", SpaceState::Trash),
        library("the library of a space", SpaceState::Active),
        library("the library of a space in the trash", SpaceState::Trash),
        Entry::space(
            "list_folders",
            "list the folders of a space",
            Action::Open,
            |scene| json!({ "space": scene.space }),
        ),
        open("open a file", FileOf::Library),
        open("open one of an archived space", FileOf::Library).of(SpaceState::Archived),
        open("open one of a space in the trash", FileOf::Library).of(SpaceState::Trash),
        open("open one of a draft", FileOf::Draft),
        open("open a deleted one", FileOf::Trash),
        Entry::with_file("GET /files/{id}", "the page of a file", (Read, FileOf::Library), page),
        Entry::on_file(
            "read_files",
            "read the files that a draft names",
            (Read, FileOf::Library),
            |scene| json!({ "files": [scene.files().file] }),
        )
        .says("listed", Cell("not listed", 200), Cell("not listed", 200))
        .read(listed),
        Entry::on_file(
            "preview_text",
            "preview a text file",
            (Read, FileOf::Library),
            |scene| json!({ "file": scene.files().file, "version": 1 }),
        ),
    ]
}

fn acting() -> Vec<Entry> {
    use FileAction::{Change, Delete};
    let library = FileOf::Library;
    let add = |with, state| {
        Entry::space(
            "add_folder",
            with,
            Action::Discuss,
            |scene| json!({ "space": scene.space, "parent": null, "name": "New" }),
        )
        .of(state)
    };
    let rename = |with, state| {
        Entry::on_file(
            "rename_file",
            with,
            (Change, library),
            |scene| json!({ "file": scene.files().file, "name": "new.txt", "edit": 1 }),
        )
        .of(state)
    };
    vec![
        add("add a folder", SpaceState::Active),
        add("the same in the archive", SpaceState::Archived),
        rename("rename a file", SpaceState::Active),
        rename("the same in the archive", SpaceState::Archived),
        Entry::on_file(
            "rename_folder",
            "rename a folder",
            (Change, library),
            |scene| json!({ "folder": scene.files().folder, "name": "New" }),
        ),
        Entry::on_file("move_items", "move a file to a folder", (Change, library), |scene| {
            let files = scene.files();
            json!({ "items": Items::file(files.file), "to": files.folder })
        }),
        Entry::on_file(
            "delete_items",
            "delete a file and a folder",
            (Delete, library),
            |scene| json!({ "items": both(scene) }),
        ),
    ]
}

fn both(scene: &Scene) -> Items {
    Items {
        files: vec![scene.files().file],
        folders: vec![scene.files().folder],
    }
}

fn trash() -> Vec<Entry> {
    vec![
        Entry::on_file(
            "restore_items",
            "restore a deleted file",
            (FileAction::Restore, FileOf::Trash),
            |scene| json!({ "items": Items::file(scene.files().deleted) }),
        ),
        Entry::space(
            "deleted_items",
            "list the files and folders in the trash of a space",
            Action::Open,
            |scene| json!({ "space": scene.space }),
        ),
    ]
}

fn bytes() -> Vec<Entry> {
    use FileAction::Read;
    let content = |with, of| {
        let address = Act::Get(Box::new(move |scene: &Scene| {
            let files = scene.files();
            content_path(if of == FileOf::Draft { files.draft } else { files.file }, 1)
        }));
        Entry::with_file("GET /files/{id}/content", with, (Read, of), address)
    };
    let thumbnail = Act::Get(Box::new(|scene: &Scene| thumbnail_path(scene.files().file, 1, 64)));
    let zip = Act::Form(Box::new(|scene: &Scene| {
        let items = both(scene);
        format!("files={}&folders={}", items.files[0], items.folders[0])
    }));
    let of_deal = |path: &'static str| {
        Act::Get(Box::new(move |scene: &Scene| {
            let id = match scene.column {
                super::super::entry::Column::Deal(true) => scene.account.deal_file,
                _ => domain::ids::DealFileId(scene.thing),
            };
            path.replace("{id}", &id.to_string()).replace("{size}", "64")
        }))
    };
    vec![
        content("the bytes of a file", FileOf::Library),
        content("those of a file of an archived space", FileOf::Library).of(SpaceState::Archived),
        content("those of a file of a draft", FileOf::Draft),
        Entry::with_file(
            "GET /files/{id}/thumbnail/{size}",
            "a thumbnail of a file",
            (Read, FileOf::Library),
            thumbnail,
        ),
        Entry::with_file(
            "POST /files/zip",
            "files and folders as one zip",
            (Read, FileOf::Library),
            zip,
        ),
        Entry::on_deal(
            "GET /deals/files/{id}/content",
            "the bytes of a file of a note",
            DealAction::Open,
            of_deal(domain::deal::CONTENT_PATH),
        ),
        Entry::on_deal(
            "GET /deals/files/{id}/thumbnail/{size}",
            "a thumbnail of a file of a note",
            DealAction::Open,
            of_deal(domain::deal::THUMBNAIL_PATH),
        ),
    ]
}

fn tus(request: Builder) -> Builder {
    request.header("tus-resumable", TUS_VERSION)
}

fn uploads() -> Vec<Entry> {
    let create = |with, state| {
        let send = |scene: &Scene| {
            let said = format!(
                "space {},filename {}",
                STANDARD.encode(scene.space.to_string()),
                STANDARD.encode("new.txt")
            );
            tus(Request::post(UPLOADS_PATH))
                .header("upload-length", 5)
                .header("upload-metadata", said)
        };
        Entry::on_space("POST /uploads", with, Action::Discuss, Act::Send(send, ""))
            .of(state)
            .answers(Cell("yes", 201))
    };
    let one = |name, with, request: fn(&Scene) -> Builder, body| {
        Entry::own(name, with, Before::Upload, |_| json!({})).sends(Act::Send(request, body))
    };
    vec![
        create("begin an upload", SpaceState::Active),
        create("the same in the archive", SpaceState::Archived),
        one(
            "HEAD /uploads/{id}",
            "see how much has arrived",
            |scene| tus(Request::head(format!("{UPLOADS_PATH}/{}", scene.thing))),
            "",
        ),
        one(
            "PATCH /uploads/{id}",
            "send the next part",
            |scene| {
                tus(Request::patch(format!("{UPLOADS_PATH}/{}", scene.thing)))
                    .header("content-type", "application/offset+octet-stream")
                    .header("upload-offset", 0)
            },
            "hello",
        )
        .answers(Cell("yes", 204)),
        one(
            "DELETE /uploads/{id}",
            "give an upload up",
            |scene| tus(Request::delete(format!("{UPLOADS_PATH}/{}", scene.thing))),
            "",
        )
        .answers(Cell("yes", 204)),
    ]
}

fn settings() -> Vec<Entry> {
    use AccountAction::ManageSettings;
    vec![
        Entry::account("read_file_rules", "read the settings of files", ManageSettings, |_| {
            json!({})
        }),
        Entry::account(
            "save_file_rules",
            "change the settings of files",
            ManageSettings,
            |_| json!({ "rules": FileRules { keep_originals: true, ..FileRules::default() } }),
        ),
        Entry::page("GET /settings/files", "the settings of files", ManageSettings).read(|_, answer| {
            match answer.body.contains("class=\"empty-state\"") {
                true => "not allowed",
                false => "yes",
            }
        }),
    ]
}
