//! The files of notes on deals.

use domain::{
    access::AccountAction,
    deal::{DealFile, DealNote, ProjectSpace, access::DealAction},
    error::{AppError, Field, FieldError, Reason},
    file::{FileKind, Hash, LibraryQuery},
    ids::{DealFileId, DealId, NoteId, SpaceId},
    limits::{FILES_A_POST, TRASH_KEPT_MS, UNREFERENCED_KEPT_MS},
    person::Role,
    visibility::Visibility,
};

use super::{
    super::{
        check,
        world::{World, form as space_form},
    },
    add, close, form, pipeline,
};
use crate::server::{
    clock,
    gate::Gate,
    store::{
        deals::{self, NewDealFile, files},
        engine::sql::Sql,
        files::{
            blobs, detail, list,
            serving::{Subject, content_audited},
        },
    },
};

/// Uploads a file for a note. Its bytes differ from those of files with other names.
pub async fn upload(gate: &Gate, deal: DealId, name: &str) -> Result<DealFileId, AppError> {
    let new = NewDealFile {
        name: name.into(),
        hash: format!("{:0>64}", hex(name)).parse::<Hash>().unwrap(),
        size: name.len() as i64,
        content_type: "application/pdf".into(),
    };
    let mut permit = gate.deal(deal, DealAction::WriteNote).await?;
    let conn = permit.act(DealAction::WriteNote)?;
    blobs::put(conn, new.hash, new.size, &new.content_type, 1).await?;
    let file = deals::add_file(&mut permit, &new).await?;
    permit.commit().await?;
    Ok(file)
}

/// Adds a note with files.
pub async fn note(gate: &Gate, deal: DealId, text: &str, files: &[DealFileId]) -> Result<NoteId, AppError> {
    let mut permit = gate.deal(deal, DealAction::WriteNote).await?;
    let note = deals::add_note(&mut permit, text, files).await?;
    permit.commit().await?;
    Ok(note)
}

async fn notes(gate: &Gate, deal: DealId) -> Vec<DealNote> {
    let mut tx = gate.read().await.unwrap();
    deals::notes(&mut tx, &gate.viewer(), deal, None).await.unwrap()
}

async fn listed(gate: &Gate, deal: DealId) -> Result<Vec<DealFile>, AppError> {
    let mut tx = gate.read().await?;
    Ok(files::list(&mut tx, &gate.viewer(), deal).await?)
}

async fn reads(gate: &Gate, file: DealFileId) -> Result<String, AppError> {
    let viewer = gate.viewer();
    let content = content_audited(gate.store(), &viewer, Subject::DealFile(file)).await?;
    Ok(content.name)
}

fn unknown(files: &[DealFileId]) -> AppError {
    let wrong = files.iter().map(|file| FieldError {
        field: Field::Files,
        reason: Reason::Unknown {
            value: file.to_string(),
        },
    });
    AppError::Invalid(wrong.collect())
}

struct Scene {
    world: World,
    owner: Gate,
    person: Gate,
    stranger: Gate,
    deal: DealId,
}

async fn scene() -> Scene {
    let world = World::new().await;
    let stages = pipeline(&world).await;
    let owner = world.user("Owner").await;
    let person = world.user("Person").await;
    let stranger = world.user("Stranger").await;
    let deal = add(&owner, form("Sold", stages[0].id, owner.me().id, &[person.me().id])).await;
    Scene {
        world,
        owner,
        person,
        stranger,
        deal,
    }
}

#[tokio::test]
async fn a_note_has_the_files_that_its_author_uploaded_for_it() {
    let Scene {
        world,
        owner,
        person,
        deal,
        ..
    } = scene().await;
    let first = upload(&owner, deal, "Oferta.pdf").await.unwrap();
    let second = upload(&owner, deal, "a/b\nc.pdf").await.unwrap();
    note(&owner, deal, "Both", &[second, first]).await.unwrap();
    let alone = upload(&person, deal, "alone.pdf").await.unwrap();
    note(&person, deal, "", &[alone]).await.unwrap();
    note(&person, deal, "Words", &[]).await.unwrap();

    let shown = notes(&person, deal).await;
    let names = |note: &DealNote| note.files.iter().map(|file| file.name.clone()).collect::<Vec<_>>();
    assert_eq!(
        shown.iter().map(names).collect::<Vec<_>>(),
        [
            vec![],
            vec!["alone.pdf".to_owned()],
            vec!["Oferta.pdf".to_owned(), "bc.pdf".to_owned()],
        ]
    );
    let file = &shown[2].files[0];
    assert_eq!((file.id, file.kind, file.size), (first, FileKind::Pdf, 10));
    assert_eq!(listed(&owner, deal).await.unwrap().len(), 3);
    check::assert_agrees(&world).await;
}

#[tokio::test]
async fn a_note_takes_no_files_of_other_people_deals_and_notes() {
    let Scene {
        world,
        owner,
        person,
        stranger,
        deal,
    } = scene().await;
    let stages = deals::stages::list(&mut owner.read().await.unwrap()).await.unwrap();
    let other = add(&owner, form("Other", stages[0].id, owner.me().id, &[])).await;
    let used = upload(&owner, deal, "used.pdf").await.unwrap();
    note(&owner, deal, "", &[used]).await.unwrap();
    let elsewhere = upload(&owner, other, "elsewhere.pdf").await.unwrap();
    let others = upload(&person, deal, "others.pdf").await.unwrap();
    let own = upload(&owner, deal, "own.pdf").await.unwrap();
    let none = DealFileId(clock::new_id());
    for wrong in [used, elsewhere, others, none] {
        assert_eq!(note(&owner, deal, "Text", &[own, wrong]).await, Err(unknown(&[wrong])));
    }
    assert_eq!(note(&owner, deal, "Text", &[own, own]).await, Err(unknown(&[own])));
    let many = vec![own; FILES_A_POST + 1];
    let max = FILES_A_POST;
    assert_eq!(
        note(&owner, deal, "Text", &many).await,
        Err(AppError::field(Field::Note, Reason::TooMany { max }))
    );
    assert_eq!(notes(&owner, deal).await.len(), 1);
    assert_eq!(upload(&stranger, deal, "x.pdf").await, Err(AppError::NotFound));
    check::assert_agrees(&world).await;
}

#[tokio::test]
async fn a_file_is_read_by_people_of_its_deal_and_before_its_note_by_its_uploader() {
    let Scene {
        world,
        owner,
        person,
        stranger,
        deal,
    } = scene().await;
    let administrator = world.person("Admin", Role::Administrator).await;
    let file = upload(&person, deal, "Oferta.pdf").await.unwrap();
    let name = Ok("Oferta.pdf".to_owned());
    assert_eq!(reads(&person, file).await, name);
    for gate in [&owner, &administrator, &stranger] {
        assert_eq!(reads(gate, file).await, Err(AppError::NotFound));
    }
    assert_eq!(listed(&person, deal).await, Ok(vec![]));
    note(&person, deal, "", &[file]).await.unwrap();
    for gate in [&owner, &person, &administrator] {
        assert_eq!(reads(gate, file).await, name);
    }
    assert_eq!(reads(&stranger, file).await, Err(AppError::NotFound));
    assert_eq!(listed(&stranger, deal).await, Err(AppError::NotFound));
}

#[tokio::test]
async fn files_without_a_note_are_deleted_after_30_days_and_others_with_their_deal() {
    let Scene { world, owner, deal, .. } = scene().await;
    let kept = upload(&owner, deal, "kept.pdf").await.unwrap();
    note(&owner, deal, "", &[kept]).await.unwrap();
    let unsent = upload(&owner, deal, "unsent.pdf").await.unwrap();
    let now = clock::now();
    assert_eq!(files::delete_unsent(&world.store, now).await.unwrap(), 0);
    let later = now + TRASH_KEPT_MS + 60_000;
    assert_eq!(files::delete_unsent(&world.store, later).await.unwrap(), 1);
    assert_eq!(reads(&owner, unsent).await, Err(AppError::NotFound));
    assert!(reads(&owner, kept).await.is_ok());

    let free = async || {
        let mut tx = owner.read().await.unwrap();
        let before = now + UNREFERENCED_KEPT_MS;
        blobs::unreferenced(&mut tx, before, None, 10).await.unwrap().len()
    };
    assert_eq!(free().await, 1);
    let mut permit = owner.deal(deal, DealAction::Delete).await.unwrap();
    deals::delete(&mut permit).await.unwrap();
    permit.commit().await.unwrap();
    assert_eq!(reads(&owner, kept).await, Err(AppError::NotFound));
    assert_eq!(free().await, 2);
}

async fn project(gate: &Gate, deal: DealId, files: &[DealFileId], request: uuid::Uuid) -> Result<SpaceId, AppError> {
    let mut permit = gate.account(AccountAction::AddSpace).await?;
    let project = ProjectSpace {
        deal,
        owner: gate.me().id,
        files: files.to_vec(),
    };
    let form = space_form("Project", Visibility::Hidden);
    let id = deals::create_space(&mut permit, project, form, request).await?;
    permit.commit().await?;
    Ok(id)
}

#[tokio::test]
async fn the_chosen_files_become_files_of_the_project_space() {
    let Scene {
        world,
        owner,
        person,
        deal,
        ..
    } = scene().await;
    let first = upload(&owner, deal, "Umowa.pdf").await.unwrap();
    let same = upload(&owner, deal, "UMOWA.pdf").await.unwrap();
    let left = upload(&owner, deal, "margin.pdf").await.unwrap();
    note(&owner, deal, "", &[first, same, left]).await.unwrap();
    let unsent = upload(&owner, deal, "unsent.pdf").await.unwrap();
    close(&owner, deal, true).await;

    let request = clock::new_id();
    assert_eq!(
        project(&person, deal, &[unsent], request).await,
        Err(AppError::NotFound)
    );
    let space = project(&person, deal, &[same, first, first], request).await.unwrap();
    // A request that is repeated adds nothing.
    assert_eq!(project(&person, deal, &[left], request).await, Ok(space));

    let (store, viewer) = (person.store(), person.viewer());
    let (query, zone) = (LibraryQuery::default(), person.zone());
    let library = list::page_visited(store, &viewer, &zone, space, (&query, None));
    let library = library.await.unwrap();
    let names: Vec<_> = library.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["UMOWA (2).pdf", "Umowa.pdf"]);
    assert_eq!(library.files[1].added_by.id, person.me().id);
    let detail = detail::open_audited(store, &viewer, library.files[1].id).await.unwrap();
    assert!(detail.versions[0].hash.ends_with(&hex("Umowa.pdf")));
    let blobs = Sql::new("SELECT count(*) FROM blobs");
    assert_eq!(blobs.count(&mut owner.read().await.unwrap()).await.unwrap(), 4);
    check::assert_agrees(&world).await;
}

fn hex(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect()
}
