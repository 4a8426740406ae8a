//! The account in which every door is tried: its people and its spaces, made once and copied for each try.

use std::{collections::HashMap, sync::Arc};

use domain::{
    access::{AccountAction, Action},
    custom_field::{FieldForm, Value},
    deal::{DealState, StageRef},
    ids::{DealId, FieldId, GroupId, SpaceId, UserId},
    person::{Language, Me, NewPerson, Role},
    space::{SpaceForm, SpaceState},
    visibility::Visibility,
};
use tempfile::TempDir;
use tower_sessions::Session;

use super::super::{Site, site_in};
use crate::server::{
    gate::Gate,
    session,
    sign_in_limits::SignInLimits,
    store::{
        FILE, Store, account, fields,
        people::{
            links::{self, Kind},
            users,
        },
        sessions::Sessions,
        spaces,
        tests::{
            deals,
            world::{World, add, put},
        },
    },
};

/// The custom field's label.
const FIELD: &str = "Field";
/// Everyone's password.
pub const PASSWORD: &str = "correct horse";

/// Who knocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Who {
    /// Nobody of the account: no cookie at all.
    Stranger,
    /// Was an administrator and is named as a member; the cookie is of a session that was left over.
    Deactivated,
    /// In the account, and nothing to do with the space.
    User,
    Member,
    Owner,
    /// Neither owner nor member.
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

    /// The word in the file.
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

    /// Whether the account knows this person when they knock.
    pub fn is_signed_in(self) -> bool {
        !matches!(self, Self::Stranger | Self::Deactivated)
    }

    /// The role in the account, of those who are signed in.
    pub fn role(self) -> Role {
        match self {
            Self::Administrator => Role::Administrator,
            _ => Role::User,
        }
    }
}

/// The word by which searches find a space of this level and state, and nothing else. The level is none for the space
/// that does not exist. All are of one length, so that no answer differs by it.
pub fn word(level: Option<Visibility>, state: SpaceState) -> String {
    let level = level.map_or("unknown", Visibility::as_str);
    format!("{:.3}{:.3}", level, state.as_str())
}

/// The word that the name of a deal of this state begins with.
pub fn deal_word(state: DealState) -> &'static str {
    match state {
        DealState::Won => "Dealdone",
        _ => "Dealopen",
    }
}

/// What is made once.
pub struct Account {
    folder: TempDir,
    sign_in_limits: Arc<SignInLimits>,
    people: HashMap<Who, Me>,
    spaces: HashMap<(Visibility, SpaceState), SpaceId>,
    deals: HashMap<DealState, DealId>,
    /// The pipeline.
    pub stages: Vec<StageRef>,
    groups: HashMap<String, GroupId>,
    /// A user who has nothing to do with any space, to be given things.
    pub colleague: Me,
    /// A group that no space is in.
    pub empty_group: GroupId,
    /// A custom field in which every space holds its word.
    pub field: FieldId,
    /// The secret of a link to join.
    pub join: String,
    /// The secret of a link to set the account up, which is done.
    pub set_up: String,
}

impl Account {
    /// Makes people, groups, spaces and links, and puts the database aside.
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
        let (mut groups, mut spaces) = (HashMap::new(), HashMap::new());
        for level in [None].into_iter().chain(Visibility::ALL.map(Some)) {
            for state in SpaceState::ALL {
                let word = word(level, state);
                let group = world.group(owner, &format!("Group{word}")).await;
                groups.insert(word, group);
                if let Some(level) = level {
                    let members = [people[&Who::Member].me().id, people[&Who::Deactivated].me().id];
                    let id = add(owner, form(level, state, group, &members, field)).await;
                    put(owner, id, state).await;
                    spaces.insert((level, state), id);
                }
            }
        }
        let stages = deals::pipeline(&world).await;
        let mut deals_made = HashMap::new();
        for state in [DealState::Open, DealState::Won] {
            let members = [people[&Who::Member].me().id, people[&Who::Deactivated].me().id];
            let form = deals::form(
                &format!("{} of the year", deal_word(state)),
                stages[0].id,
                owner.me().id,
                &members,
            );
            let id = deals::add(owner, form).await;
            if state == DealState::Won {
                deals::close(owner, id, true).await;
            }
            deals_made.insert(state, id);
        }
        let (join, set_up) = finish(&world.store, people[&Who::Deactivated].me().id).await;
        Self {
            folder: put_aside(world).await,
            sign_in_limits,
            people: people.iter().map(|(who, gate)| (*who, gate.me().clone())).collect(),
            spaces,
            deals: deals_made,
            stages,
            groups,
            colleague: colleague.me().clone(),
            empty_group,
            field,
            join,
            set_up,
        }
    }

    /// A server over a copy of the database.
    pub async fn copy(&self) -> Site {
        let folder = tempfile::tempdir().unwrap();
        std::fs::copy(self.folder.path().join(FILE), folder.path().join(FILE)).unwrap();
        site_in(folder, self.sign_in_limits.clone()).await
    }

    /// The person, but for the stranger.
    pub fn me(&self, who: Who) -> &Me {
        &self.people[&who]
    }

    /// The space of that level and state.
    pub fn space(&self, level: Visibility, state: SpaceState) -> SpaceId {
        self.spaces[&(level, state)]
    }

    /// The deal of that state.
    pub fn deal(&self, state: DealState) -> DealId {
        self.deals[&state]
    }

    /// The group that the space of this word alone is in.
    pub fn group(&self, word: &str) -> GroupId {
        self.groups[word]
    }

    /// The custom field's label.
    pub fn field_label(&self) -> String {
        FIELD.into()
    }

    /// All groups.
    pub fn groups(&self) -> Vec<GroupId> {
        let mut groups: Vec<_> = self.groups.values().copied().chain([self.empty_group]).collect();
        groups.sort_unstable();
        groups
    }
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

/// What the space of this level and state holds: each part is found by a word of its own.
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

/// The account's own row, an invited person, the links; last the deactivation. The secrets of the links.
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

/// The database alone in a folder, with nothing left in its log.
async fn put_aside(world: World) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    world.store.copy_into(&folder.path().join(FILE)).await.unwrap();
    world.store.close().await;
    // The copy becomes what the server opens: a database with a write-ahead log.
    Store::open(folder.path()).await.unwrap().close().await;
    folder
}

/// Makes a session of the person's, as signing in does, without the password's cost; the cookie. That of a deactivated
/// person is of no session.
pub async fn cookie(site: &Site, person: UserId) -> String {
    let session = Session::new(None, Arc::new(Sessions(site.state.store.clone())), None);
    let verified = users::password_hash(&site.state.store, person).await.unwrap();
    session::enter(&session, person, &verified).await.unwrap();
    format!("spaces={}", session.id().unwrap_or_default())
}

/// Brings a space back from archive or trash.
pub async fn restore(gate: &Gate, id: SpaceId) {
    let mut permit = gate.space(id, Action::Restore).await.unwrap();
    spaces::act::restore(&mut permit).await.unwrap();
    permit.commit().await.unwrap();
}
