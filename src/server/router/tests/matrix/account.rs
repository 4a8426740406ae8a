//! The account in which every route is tried: people, spaces and deals, created once and copied for each entry.

use std::{collections::HashMap, sync::Arc};

use domain::{
    access::{AccountAction, Action},
    custom_field::{FieldForm, Value},
    deal::{DealState, StageRef, access::DealAction},
    file::{Hash, Items, Thumbnails, upload::Target},
    ids::{DealFileId, DealId, FieldId, FileId, FolderId, GroupId, SpaceId, UserId},
    person::{Language, Me, NewPerson, Role},
    space::{SpaceForm, SpaceState},
    visibility::Visibility,
};
use tempfile::TempDir;
use tower_sessions::Session;

use super::super::{Site, site_in};
use crate::server::{
    clock,
    files::BlobKey,
    gate::Gate,
    session,
    sign_in_limits::SignInLimits,
    store::{
        FILE, Store, account,
        deals::{self as store_deals, files::NewDealFile},
        engine::sql::Sql,
        fields,
        people::{
            links::{self, Kind},
            users,
        },
        sessions::Sessions,
        spaces,
        tests::{
            deals,
            files::people::{self as files, new_file},
            topics,
            world::{World, add, put},
        },
    },
};

/// The label of the custom field.
const FIELD: &str = "Field";
/// The password of all people.
pub const PASSWORD: &str = "correct horse";

/// The kind of person who sends a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Who {
    /// A client without a cookie.
    Stranger,
    /// A former administrator who is still a member of the space, with the cookie of an old session.
    Deactivated,
    /// A person of the account with no relation to the space.
    User,
    Member,
    Owner,
    /// An administrator who is neither owner nor member.
    Administrator,
}

impl Who {
    pub const ALL: [Who; 6] = [
        Self::Stranger,
        Self::Deactivated,
        Self::User,
        Self::Member,
        Self::Owner,
        Self::Administrator,
    ];

    /// Returns the word for the file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Stranger => "stranger",
            Self::Deactivated => "deactivated",
            Self::User => "user",
            Self::Member => "member",
            Self::Owner => "owner",
            Self::Administrator => "administrator",
        }
    }

    /// Returns whether the person is signed in when they send the request.
    pub fn is_signed_in(self) -> bool {
        !matches!(self, Self::Stranger | Self::Deactivated)
    }

    /// Returns the role of a person who is signed in.
    pub fn role(self) -> Role {
        match self {
            Self::Administrator => Role::Administrator,
            _ => Role::User,
        }
    }
}

/// Returns the word by which a search finds the space of this level and state and nothing else. The level is `None` for
/// the space that does not exist. All words have the same length, so that the length of answers does not differ.
pub fn word(level: Option<Visibility>, state: SpaceState) -> String {
    let level = level.map_or("unknown", Visibility::as_str);
    format!("{:.3}{:.3}", level, state.as_str())
}

/// Returns the word with which the name of the deal of this state begins.
pub fn deal_word(state: DealState) -> &'static str {
    match state {
        DealState::Won => "Dealdone",
        _ => "Dealopen",
    }
}

/// The text of all files, and its hash.
const TEXT: &str = "hello";
const TEXT_HASH: &str = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

/// Which file or folder of the member an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileOf {
    Library,
    /// A post that was not sent.
    Draft,
    Trash,
}

/// The files and the folder of the member in a space.
#[derive(Clone, Copy, Debug)]
pub struct FilesOfSpace {
    pub file: FileId,
    pub folder: FolderId,
    pub draft: FileId,
    pub deleted: FileId,
    /// A file of the private topic.
    private: FileId,
}

impl FilesOfSpace {
    /// Returns ids that nothing has.
    pub fn unknown() -> Self {
        Self {
            file: FileId(clock::new_id()),
            folder: FolderId(clock::new_id()),
            draft: FileId(clock::new_id()),
            deleted: FileId(clock::new_id()),
            private: FileId(clock::new_id()),
        }
    }
}

/// The account and everything in it.
pub struct Account {
    folder: TempDir,
    sign_in_limits: Arc<SignInLimits>,
    people: HashMap<Who, Me>,
    spaces: HashMap<(Visibility, SpaceState), SpaceId>,
    files: HashMap<(Visibility, SpaceState), FilesOfSpace>,
    deals: HashMap<DealState, DealId>,
    /// The file of a note on the open deal.
    pub deal_file: DealFileId,
    /// The stages of the pipeline.
    pub stages: Vec<StageRef>,
    groups: HashMap<String, GroupId>,
    /// A user with no relation to any space, who can be given things.
    pub colleague: Me,
    /// A group without spaces.
    pub empty_group: GroupId,
    /// A custom field in which every space has its word.
    pub field: FieldId,
    /// The secret of an invitation link.
    pub join: String,
    /// The secret of a link for setting up the account, which is already set up.
    pub set_up: String,
}

impl Account {
    /// Creates people, groups, spaces and links, and stores the database in a folder.
    pub async fn make() -> Self {
        let world = World::new().await;
        let sign_in_limits = Arc::new(SignInLimits::new().unwrap());
        let hash = sign_in_limits.hash("test", PASSWORD).await.unwrap();
        let mut people = HashMap::new();
        for who in Who::ALL.into_iter().filter(|who| *who != Who::Stranger) {
            let role = match who {
                Who::Deactivated => Role::Administrator,
                who => who.role(),
            };
            people.insert(who, person(&world, who.word(), role, &hash).await);
        }
        let colleague = person(&world, "Colleague", Role::User, &hash).await;
        let owner = &people[&Who::Owner];
        let empty_group = world.group(owner, "Nobody here").await;
        let field = custom_field(&people[&Who::Administrator]).await;
        let (mut groups, mut spaces, mut library) = (HashMap::new(), HashMap::new(), HashMap::new());
        for level in [None].into_iter().chain(Visibility::ALL.map(Some)) {
            for state in SpaceState::ALL {
                let word = word(level, state);
                let group = world.group(owner, &format!("Group{word}")).await;
                groups.insert(word, group);
                if let Some(level) = level {
                    let members = [people[&Who::Member].me().id, people[&Who::Deactivated].me().id];
                    let id = add(owner, form(level, state, group, &members, field)).await;
                    conversation(owner, &people[&Who::Member], id).await;
                    library.insert((level, state), files_of(&people[&Who::Member], id).await);
                    put(owner, id, state).await;
                    spaces.insert((level, state), id);
                }
            }
        }
        let stages = deals::pipeline(&world).await;
        let mut deals_made = HashMap::new();
        let mut deal_file = DealFileId(clock::new_id());
        for state in [DealState::Open, DealState::Won] {
            let members = [people[&Who::Member].me().id, people[&Who::Deactivated].me().id];
            let form = deals::form(
                &format!("{} of the year", deal_word(state)),
                stages[0].id,
                owner.me().id,
                &members,
            );
            let id = deals::add(owner, form).await;
            if state == DealState::Open {
                deal_file = file_of_deal(owner, id).await;
            }
            if state == DealState::Won {
                deals::close(owner, id, true).await;
            }
            deals_made.insert(state, id);
        }
        previews_are_ready(&world.store).await;
        let (join, set_up) = finish(&world.store, people[&Who::Deactivated].me().id).await;
        Self {
            folder: put_aside(world).await,
            sign_in_limits,
            people: people.iter().map(|(who, gate)| (*who, gate.me().clone())).collect(),
            spaces,
            files: library,
            deals: deals_made,
            deal_file,
            stages,
            groups,
            colleague: colleague.me().clone(),
            empty_group,
            field,
            join,
            set_up,
        }
    }

    /// Returns a server with a copy of the database.
    pub async fn copy(&self) -> Site {
        let folder = tempfile::tempdir().unwrap();
        std::fs::copy(self.folder.path().join(FILE), folder.path().join(FILE)).unwrap();
        let site = site_in(folder, self.sign_in_limits.clone()).await;
        let hash: Hash = TEXT_HASH.parse().unwrap();
        for key in [BlobKey::Content(hash), BlobKey::Thumbnail(hash, 64)] {
            site.state.blobs.put_bytes(&key, TEXT).await.unwrap();
        }
        site
    }

    /// Returns the person, who must not be the stranger.
    pub fn me(&self, who: Who) -> &Me {
        &self.people[&who]
    }

    /// Returns the space of that level and state.
    pub fn space(&self, level: Visibility, state: SpaceState) -> SpaceId {
        self.spaces[&(level, state)]
    }

    /// Returns the files of the member in the space of that level and state. With `private`, the first one is that of the
    /// private topic.
    pub fn files(&self, level: Visibility, state: SpaceState, private: bool) -> FilesOfSpace {
        let files = self.files[&(level, state)];
        let file = if private { files.private } else { files.file };
        FilesOfSpace { file, ..files }
    }

    /// Returns the deal of that state.
    pub fn deal(&self, state: DealState) -> DealId {
        self.deals[&state]
    }

    /// Returns the group that only the space of this word is in.
    pub fn group(&self, word: &str) -> GroupId {
        self.groups[word]
    }

    /// Returns the label of the custom field.
    pub fn field_label(&self) -> String {
        FIELD.into()
    }

    /// Returns all groups.
    pub fn groups(&self) -> Vec<GroupId> {
        let mut groups: Vec<_> = self.groups.values().copied().chain([self.empty_group]).collect();
        groups.sort_unstable();
        groups
    }
}

/// Adds a topic of the member with a reply of the owner, and one that the member deletes.
async fn conversation(owner: &Gate, member: &Gate, space: SpaceId) {
    let topic = topics::people::start(member, space, "What do we know?").await;
    topics::people::reply(owner, topic, "Nothing yet").await;
    let deleted = topics::people::start(member, space, "A mistake").await;
    topics::people::delete(member, deleted).await.unwrap();
}

/// Adds a folder, a file of the library, one of a draft, one that is deleted, and one of a private topic.
async fn files_of(member: &Gate, space: SpaceId) -> FilesOfSpace {
    let add = async |name: &str, target| {
        let mut new = new_file(target, &[], name, TEXT);
        new.hash = TEXT_HASH.into();
        files::add(member, space, new).await.unwrap()
    };
    let library = Target::Folder { folder: None };
    let made = FilesOfSpace {
        file: add("file.txt", library).await,
        folder: files::folder(member, space, None, "Folder").await,
        draft: add("draft.txt", Target::Post).await,
        deleted: add("deleted.txt", library).await,
        private: add("private.txt", Target::Post).await,
    };
    let text = format!("[private](file:{})", made.private);
    topics::people::start_private(member, space, "Private", &text).await;
    files::delete(member, &Items::file(made.deleted)).await.unwrap();
    made
}

/// Notes that the thumbnails of all files are made. Their bytes are those of the files.
async fn previews_are_ready(store: &Store) {
    let mut tx = store.begin().await.unwrap();
    let mut sql = Sql::new("UPDATE blobs SET thumbnails = ");
    sql.bind(Thumbnails::Ready.as_str()).run(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// Adds a note with a file to the deal. Its bytes are those of the other files.
async fn file_of_deal(owner: &Gate, deal: DealId) -> DealFileId {
    let mut permit = owner.deal(deal, DealAction::WriteNote).await.unwrap();
    let new = NewDealFile {
        name: "file.txt".into(),
        hash: TEXT_HASH.parse().unwrap(),
        size: TEXT.len() as i64,
        content_type: "text/plain".into(),
    };
    let file = store_deals::files::add_file(&mut permit, &new).await.unwrap();
    store_deals::add_note(&mut permit, "With a file", &[file])
        .await
        .unwrap();
    permit.commit().await.unwrap();
    file
}

async fn custom_field(administrator: &Gate) -> FieldId {
    let form = FieldForm {
        label: FIELD.into(),
        ..FieldForm::default()
    };
    let mut permit = administrator.account(AccountAction::ManageSettings).await.unwrap();
    let id = fields::add(&mut permit, form).await.unwrap();
    permit.commit().await.unwrap();
    id
}

async fn person(world: &World, name: &str, role: Role, hash: &str) -> Gate {
    let gate = world.person(name, role).await;
    let mut tx = world.store.begin().await.unwrap();
    users::set_password(&mut tx, gate.me().id, hash).await.unwrap();
    tx.commit().await.unwrap();
    gate
}

/// Returns the form of the space of this level and state. Each of its texts contains a word of its own.
pub fn form(level: Visibility, state: SpaceState, group: GroupId, members: &[UserId], field: FieldId) -> SpaceForm {
    let word = word(Some(level), state);
    SpaceForm {
        name: format!("Name{word} of a space"),
        description: format!("About{word} and more"),
        groups: vec![group],
        tags: vec![format!("tag{word}")],
        visibility: level,
        people: members.to_vec(),
        fields: [(field, Value::Text(format!("field{word}")))].into(),
        version: 0,
    }
}

/// Creates the row of the account, an invited person and the links, and finally deactivates the person. Returns the
/// secrets of the links.
async fn finish(store: &Store, deactivated: UserId) -> (String, String) {
    let mut tx = store.begin().await.unwrap();
    account::ensure(&mut tx, Language::En).await.unwrap();
    let invited = NewPerson {
        name: "Invited".into(),
        email: "invited@example.org".into(),
        role: Role::User,
    };
    let invited = users::add(&mut tx, &invited, Language::En, None).await.unwrap();
    let join = links::make(&mut tx, Kind::Join, Some(invited)).await.unwrap();
    let set_up = links::make(&mut tx, Kind::Setup, None).await.unwrap();
    users::deactivate(&mut tx, deactivated).await.unwrap();
    tx.commit().await.unwrap();
    (join, set_up)
}

/// Closes the database and returns a folder with only the database file, whose write-ahead log is empty.
async fn put_aside(world: World) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    world.store.copy_into(&folder.path().join(FILE)).await.unwrap();
    world.store.close().await;
    // Turns the copy into a database with a write-ahead log, as the server opens it.
    Store::open(folder.path()).await.unwrap().close().await;
    folder
}

/// Creates a session of the person without the cost of hashing and returns its cookie. For a deactivated person there
/// is no session, and the cookie is of none.
pub async fn cookie(site: &Site, person: UserId) -> String {
    let session = Session::new(None, Arc::new(Sessions(site.state.store.clone())), None);
    let verified = users::password_hash(&site.state.store, person).await.unwrap();
    session::start(&session, person, &verified).await.unwrap();
    format!("spaces={}", session.id().unwrap_or_default())
}

/// Restores a space from the archive or the trash.
pub async fn restore(gate: &Gate, id: SpaceId) {
    let mut permit = gate.space(id, Action::Restore).await.unwrap();
    spaces::act::restore(&mut permit).await.unwrap();
    permit.commit().await.unwrap();
}
