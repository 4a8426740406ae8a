//! The state before the request: pages, operations and imports by people who then had the permission.

use domain::{
    access::{AccountAction, Action},
    file::upload::{NewUpload, Recipient, Target},
    ids::{ImportId, OperationId, SpaceId},
    import::{ImportRow, RowAction},
    operation::{Operation, Progress, Selection},
    space::{SpaceState, SpaceView},
    topic::TopicKind,
    visibility::Visibility,
};
use uuid::Uuid;

use super::{
    account::{Who, restore},
    entry::{Before, Column},
    scene::Scene,
};
use crate::server::{
    clock,
    gate::Gate,
    operations,
    store::{
        files::uploads,
        imports, spaces,
        tests::{
            contents,
            topics::people::change_kind,
            views::keep_under,
            world::{self, add_with, put},
        },
    },
};

impl Scene<'_> {
    /// Does what the entry needs before its request.
    pub async fn prepare(&mut self, before: Before) {
        match before {
            Before::Nothing => {}
            Before::Page => {
                if matches!(self.column, Column::Space(Some(_))) {
                    let member = self.gate(Who::Member);
                    change_kind(&member, self.topic(false), TopicKind::Page).await.unwrap();
                }
            }
            Before::OperationOnSpace | Before::ImportOnSpace => {
                if self.who.is_signed_in() {
                    self.act_on_space(before).await;
                }
            }
            Before::Operation
            | Before::OwnView
            | Before::SharedView
            | Before::Upload
            | Before::BegunImport
            | Before::DoneImport => {
                let gate = match self.column {
                    Column::Own if self.who.is_signed_in() => self.gate(self.who),
                    Column::Another => Gate::of(self.site.state.store.clone(), self.account.colleague.clone()),
                    _ => return,
                };
                match before {
                    Before::Operation => {
                        let space = world::add(&gate, world::form("Own", Visibility::Hidden)).await;
                        operate(&gate, self.thing, space).await;
                    }
                    Before::OwnView => keep_under(&gate, self.thing, false).await,
                    Before::SharedView => keep_under(&gate, self.thing, true).await,
                    Before::Upload => {
                        self.thing = upload(&gate, self.account.space(Visibility::Public, SpaceState::Active)).await
                    }
                    Before::BegunImport => begin(&gate, self.thing, 0).await,
                    _ => commit_rows(&gate, self.thing, None).await,
                }
            }
        }
    }

    /// The person changes the space, with permissions that the owner lends them if they have none. The space of the
    /// unknown column is deleted permanently afterwards.
    async fn act_on_space(&mut self, before: Before) {
        let owner = self.gate(Who::Owner);
        if self.column == Column::Space(None) {
            let members = [self.person(Who::Member)];
            self.space = add_with(&owner, &self.word(), Visibility::Public, &members).await;
        } else if self.state == SpaceState::Trash {
            restore(&owner, self.space).await;
        }
        let gate = self.gate(self.who);
        let lent = self.who == Who::User;
        if lent {
            let mut permit = owner.space(self.space, Action::ManagePeople).await.unwrap();
            spaces::act::give_access(&mut permit, &[gate.me().id]).await.unwrap();
            permit.commit().await.unwrap();
        }
        match before {
            Before::OperationOnSpace => operate(&gate, self.thing, self.space).await,
            _ => commit_rows(&gate, self.thing, Some(update(&gate, self.space).await)).await,
        }
        if lent {
            let mut permit = owner.space(self.space, Action::ManagePeople).await.unwrap();
            spaces::act::take_access(&mut permit, &[gate.me().id]).await.unwrap();
            permit.commit().await.unwrap();
        }
        if self.column == Column::Space(None) {
            contents::remove(owner.store(), self.space).await;
        } else {
            put(&owner, self.space, self.state).await;
        }
    }
}

async fn operate(gate: &Gate, id: Uuid, space: SpaceId) {
    let tag = Operation::AddTag("worked on".into());
    let done = operations::apply(gate, OperationId(id), Selection::Ids(vec![space]), tag, None).await;
    assert!(
        matches!(&done, Ok(Progress::Done(outcome)) if outcome.changed == 1),
        "{done:?}"
    );
}

/// Returns a row that changes the description of the space.
async fn update(gate: &Gate, space: SpaceId) -> ImportRow {
    let mut tx = gate.read().await.unwrap();
    let (view, _) = spaces::open(&mut tx, &gate.viewer(), space, clock::now())
        .await
        .unwrap();
    let SpaceView::Full(now) = view else {
        panic!("an outline")
    };
    let update = RowAction::Update {
        space,
        version: now.version,
    };
    ImportRow {
        description: Some("Imported".into()),
        ..ImportRow::named(1, update, now.name)
    }
}

async fn upload(gate: &Gate, space: SpaceId) -> Uuid {
    let new = NewUpload {
        to: Recipient::Space {
            space,
            target: Target::Folder { folder: None },
        },
        name: "new.txt".into(),
        path: Vec::new(),
        size: 5,
        sha256: None,
    };
    let mut permit = gate.space(space, Action::Discuss).await.unwrap();
    let upload = uploads::add(&mut permit, new, None).await.unwrap();
    permit.commit().await.unwrap();
    upload.id.0
}

async fn begin(gate: &Gate, id: Uuid, rows: u32) {
    let mut permit = gate.account(AccountAction::Import).await.unwrap();
    imports::begin(&mut permit, ImportId(id), "spaces.csv", rows, 0)
        .await
        .unwrap();
    permit.commit().await.unwrap();
}

async fn commit_rows(gate: &Gate, id: Uuid, row: Option<ImportRow>) {
    let rows = Vec::from_iter(row);
    begin(gate, id, rows.len() as u32).await;
    let mut permit = gate.account(AccountAction::Import).await.unwrap();
    imports::keep_chunk(&mut permit, ImportId(id), 0, &rows).await.unwrap();
    let done = imports::commit(&mut permit, ImportId(id), 1, None, &|_, _| {})
        .await
        .unwrap();
    assert!(matches!(done, imports::Committed::Done(_)));
    permit.commit().await.unwrap();
}
