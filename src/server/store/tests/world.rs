//! A small account for tests.

use domain::{
    access::{AccountAction, Action},
    error::AppError,
    group::Hue,
    ids::{GroupId, SpaceId, UserId},
    person::{Language, Me, NewPerson, Role, Theme},
    space::{SpaceForm, SpaceState},
    visibility::Visibility,
};

use crate::server::{
    clock,
    gate::Gate,
    store::{Store, groups, people::users, spaces},
};

pub struct World {
    pub store: Store,
    _folder: tempfile::TempDir,
}

impl World {
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        Self { store, _folder: folder }
    }

    /// Returns the data folder.
    pub fn folder(&self) -> &std::path::Path {
        self._folder.path()
    }

    pub async fn person(&self, name: &str, role: Role) -> Gate {
        let mut tx = self.store.begin().await.unwrap();
        let person = NewPerson {
            name: name.into(),
            email: format!("{}@example.org", name.to_lowercase()),
            role,
        };
        let id = users::add(&mut tx, &person, Language::En, Some("hash")).await.unwrap();
        tx.commit().await.unwrap();
        let me = Me {
            id,
            name: name.into(),
            email: person.email,
            role,
            language: Language::En,
            theme: Theme::System,
            time_zone: "Europe/Warsaw".into(),
            shortcuts: true,
            compact_rows: false,
        };
        Gate::of(self.store.clone(), me)
    }

    pub async fn user(&self, name: &str) -> Gate {
        self.person(name, Role::User).await
    }

    pub async fn group(&self, gate: &Gate, name: &str) -> GroupId {
        let mut permit = gate.account(AccountAction::EditGroups).await.unwrap();
        let id = groups::add(&mut permit, name, Hue::Teal).await.unwrap();
        permit.commit().await.unwrap();
        id
    }
}

pub fn form(name: &str, visibility: Visibility) -> SpaceForm {
    let mut form = SpaceForm::new(visibility);
    form.name = name.into();
    form
}

pub async fn add(gate: &Gate, form: SpaceForm) -> SpaceId {
    let mut permit = gate.account(AccountAction::AddSpace).await.unwrap();
    let id = spaces::write::add(&mut permit, form, clock::new_id()).await.unwrap();
    permit.commit().await.unwrap();
    id
}

pub async fn add_with(gate: &Gate, name: &str, visibility: Visibility, people: &[UserId]) -> SpaceId {
    let mut form = form(name, visibility);
    form.people = people.to_vec();
    add(gate, form).await
}

pub async fn save(gate: &Gate, id: SpaceId, form: SpaceForm) -> Result<(), AppError> {
    let mut permit = gate.space(id, Action::Edit).await?;
    spaces::write::save(&mut permit, form).await?;
    Ok(permit.commit().await?)
}

pub async fn put(gate: &Gate, id: SpaceId, state: SpaceState) {
    match state {
        SpaceState::Active => {}
        SpaceState::Archived => {
            let mut permit = gate.space(id, Action::Archive).await.unwrap();
            spaces::act::archive(&mut permit).await.unwrap();
            permit.commit().await.unwrap();
        }
        SpaceState::Trash => {
            let mut permit = gate.space(id, Action::Delete).await.unwrap();
            spaces::act::delete(&mut permit).await.unwrap();
            permit.commit().await.unwrap();
        }
    }
}
