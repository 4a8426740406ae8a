//! A believable account to look around in: a company that sells and delivers software, in Poland and abroad.

mod deals;
mod fields;

use domain::{
    access::AccountAction,
    error::AppError,
    group::Hue,
    ids::{GroupId, UserId},
    person::{Language, NewPerson, Role},
    space::SpaceForm,
    visibility::Visibility,
};

use super::{
    clock,
    config::Config,
    gate::Gate,
    hashing::hash_now,
    store::{Store, StoreError, account, groups, people::users, spaces},
};

const PASSWORD: &str = "spaces-demo";
const ADMINISTRATOR: &str = "anna.zak@demo.example";

const PEOPLE: [(&str, &str, Role, Language); 8] = [
    ("Anna Żak", ADMINISTRATOR, Role::Administrator, Language::Pl),
    (
        "Łukasz Wiśniewski",
        "lukasz.wisniewski@demo.example",
        Role::Administrator,
        Language::Pl,
    ),
    (
        "Katarzyna Ślusarczyk",
        "katarzyna.slusarczyk@demo.example",
        Role::User,
        Language::Pl,
    ),
    (
        "Piotr Dąbrowski",
        "piotr.dabrowski@demo.example",
        Role::User,
        Language::Pl,
    ),
    ("Zofia Ćwik", "zofia.cwik@demo.example", Role::User, Language::Pl),
    ("James O'Connor", "james.oconnor@demo.example", Role::User, Language::En),
    ("Emily Carter", "emily.carter@demo.example", Role::User, Language::En),
    ("Michał Gołąb", "michal.golab@demo.example", Role::User, Language::Pl),
];

const GROUPS: [(&str, Hue); 7] = [
    ("Sprzedaż", Hue::Teal),
    ("Wdrożenia", Hue::Blue),
    ("Szkolenia", Hue::Violet),
    ("Marketing", Hue::Pink),
    ("Product", Hue::Orange),
    ("Partners abroad", Hue::Green),
    ("Administracja", Hue::Grey),
];

/// What a space is about: its name's beginning, a sentence, its group, its tags.
const KINDS: [(&str, &str, usize, &[&str]); 12] = [
    (
        "Wdrożenie CRM",
        "Projekt wdrożenia: zakres, harmonogram, ustalenia ze spotkań.",
        1,
        &["crm", "projekt"],
    ),
    (
        "Oferta",
        "Materiały do oferty, argumenty i pytania klienta.",
        0,
        &["oferta"],
    ),
    (
        "Szkolenie handlowców",
        "Program, materiały i wnioski po szkoleniu.",
        2,
        &["szkolenie", "techniki sprzedaży"],
    ),
    (
        "Negocjacje",
        "Historia rozmów i warunki, na które możemy się zgodzić.",
        0,
        &["negocjacje", "poufne"],
    ),
    (
        "Migracja danych",
        "Skąd, dokąd i w jakiej kolejności; lista kontrolna.",
        1,
        &["dane", "projekt"],
    ),
    (
        "Kampania",
        "Cele, kanały, budżet i wyniki kampanii.",
        3,
        &["kampania", "leady"],
    ),
    (
        "Integration",
        "Endpoints, test accounts and open questions of the integration.",
        4,
        &["api", "integration"],
    ),
    (
        "Partner programme",
        "Terms, contacts and the joint pipeline.",
        5,
        &["partner", "abroad"],
    ),
    (
        "Customer research",
        "Interviews, notes and what follows from them.",
        4,
        &["research", "ideas"],
    ),
    (
        "Utrzymanie",
        "Zgłoszenia, dyżury i umowa serwisowa.",
        1,
        &["serwis", "umowa"],
    ),
    (
        "Dobre artykuły",
        "Linki warte przeczytania i krótkie streszczenia.",
        3,
        &["artykuły"],
    ),
    (
        "Przetarg",
        "Dokumentacja, terminy i podział pracy.",
        0,
        &["przetarg", "poufne"],
    ),
];

const CLIENTS: [&str; 25] = [
    "Łódzkie Zakłady Metalowe",
    "Żabka Nowa",
    "Hurtownia Śnieżka",
    "Bielańska Drukarnia",
    "Northwind Logistics",
    "Mazurskie Mleczarnie",
    "Contoso Retail",
    "Świętokrzyska Energia",
    "Warta Ubezpieczenia",
    "Ćmielów Porcelana",
    "Bluebird Studios",
    "Gdańska Stocznia Jachtowa",
    "Kraków Medica",
    "Silver Lake Foods",
    "Podhale Turystyka",
    "Zielonogórskie Wina",
    "Acme Tools",
    "Toruńskie Pierniki",
    "Odra Transport",
    "Highland Textiles",
    "Częstochowa Budownictwo",
    "Ósemka Fitness",
    "Lublin Software",
    "Rzeszów Lotnictwo",
    "Ustka Rybołówstwo",
];

/// Fills an empty account and says how to sign in.
///
/// # Errors
/// Where the account has people: nothing is changed.
pub async fn fill(config: &Config) -> Result<(), String> {
    let store = Store::open(&config.data).await.map_err(|error| error.to_string())?;
    let filled = fill_store(&store, config).await;
    store.close().await;
    filled
}

async fn fill_store(store: &Store, config: &Config) -> Result<(), String> {
    if users::exist(store).await.map_err(|error| error.to_string())? {
        return Err(format!(
            "The account in {} has people already: the demo was not made and nothing was changed. Name an empty folder \
             with --data.",
            config.data.display()
        ));
    }
    let spaces = make(store).await.map_err(|error| error.to_string())?;
    println!(
        "Made {} people, {spaces} spaces and {} deals.",
        PEOPLE.len(),
        CLIENTS.len()
    );
    println!(
        "Sign in as {ADMINISTRATOR} (administrator) or {} (user), password {PASSWORD}",
        PEOPLE[2].1
    );
    Ok(())
}

async fn make(store: &Store) -> Result<usize, AppError> {
    let people = make_people(store).await?;
    let groups = make_groups(store, people[0]).await?;
    let fields = fields::make(store, people[0]).await?;
    let mut made = 0;
    for (number, client) in CLIENTS.iter().enumerate() {
        for (kind, about) in KINDS.iter().enumerate() {
            let turn = number * KINDS.len() + kind;
            let owner = people[turn * 5 % people.len()];
            let mut form = SpaceForm::new(visibility(turn));
            form.name = format!("{} – {client}", about.0);
            form.description = about.1.to_owned();
            form.groups = group_ids(&groups, about.2, turn);
            form.tags = about.3.iter().map(|tag| (*tag).to_owned()).collect();
            form.people = members(&people, owner, turn);
            form.fields = fields.values(turn, kind, client, &people);
            let gate = gate(store, owner).await?;
            let mut permit = gate.account(AccountAction::AddSpace).await?;
            spaces::write::add(&mut permit, form, clock::new_id()).await?;
            permit.commit().await?;
            made += 1;
        }
    }
    fields.keep_views(store, people[0]).await?;
    deals::make(store, &people, &CLIENTS).await?;
    Ok(made)
}

/// Most are public, some are not; no chance is involved, so that two demos are alike.
fn visibility(turn: usize) -> Visibility {
    match turn % 10 {
        3 | 6 => Visibility::Private,
        9 => Visibility::Hidden,
        _ => Visibility::Public,
    }
}

fn group_ids(groups: &[GroupId], first: usize, turn: usize) -> Vec<GroupId> {
    let mut chosen = vec![groups[first]];
    if turn % 4 == 1 {
        let second = groups[(first + 1 + turn) % groups.len()];
        if second != groups[first] {
            chosen.push(second);
        }
    }
    chosen
}

fn members(people: &[UserId], owner: UserId, turn: usize) -> Vec<UserId> {
    let wanted = turn % 4;
    let mut chosen: Vec<UserId> = Vec::new();
    for step in 0..wanted {
        let person = people[(turn + step * 3) % people.len()];
        if person != owner && !chosen.contains(&person) {
            chosen.push(person);
        }
    }
    chosen
}

async fn make_people(store: &Store) -> Result<Vec<UserId>, AppError> {
    let hash = hash_now(PASSWORD)?;
    let mut tx = store.begin().await?;
    account::ensure(&mut tx, Language::Pl).await?;
    let mut people = Vec::new();
    for (name, email, role, language) in PEOPLE {
        let person = NewPerson {
            name: name.into(),
            email: email.into(),
            role,
        };
        people.push(users::add(&mut tx, &person, language, Some(&hash)).await?);
    }
    super::store::commit(tx).await?;
    Ok(people)
}

async fn make_groups(store: &Store, by: UserId) -> Result<Vec<GroupId>, AppError> {
    let gate = gate(store, by).await?;
    let mut permit = gate.account(AccountAction::EditGroups).await?;
    let mut made = Vec::new();
    for (name, hue) in GROUPS {
        made.push(groups::add(&mut permit, name, hue).await?);
    }
    permit.commit().await?;
    Ok(made)
}

async fn gate(store: &Store, id: UserId) -> Result<Gate, AppError> {
    let mut conn = store.reader().acquire().await.map_err(StoreError::from)?;
    let me = users::me(&mut conn, id).await?.ok_or(AppError::NotFound)?;
    drop(conn);
    Ok(Gate::of(store.clone(), me))
}

#[cfg(test)]
mod tests {
    use domain::list_query::Place;

    use super::{
        super::store::{spaces, views},
        *,
    };

    #[tokio::test]
    async fn the_demo_account_shows_its_fields_and_views_and_neither_view_is_empty() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        assert_eq!(make(&store).await.unwrap(), CLIENTS.len() * KINDS.len());
        let (anna, _) = users::credentials(&store, ADMINISTRATOR).await.unwrap().unwrap();
        let gate = gate(&store, anna).await.unwrap();
        let mut conn = gate.read().await.unwrap();
        let views = views::list(&mut conn, &gate.viewer()).await.unwrap();
        assert_eq!(views.iter().map(|view| view.shared).collect::<Vec<_>>(), [true, false]);
        for view in views {
            let list = view.list();
            let page = spaces::list::page(&mut conn, &gate.viewer(), &gate.zone(), &list, &Place::First, 0)
                .await
                .unwrap();
            assert_eq!(page.columns, list.columns, "{}", view.name);
            assert!(page.rows.len() > 20, "{}", view.name);
        }
    }

    #[tokio::test]
    async fn an_account_with_people_is_left_alone_and_the_command_fails() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        make_people(&store).await.unwrap();
        store.close().await;
        let config = Config {
            data: folder.path().into(),
            listen: ([127, 0, 0, 1], 0).into(),
            public_url: None,
            trusted_proxies: Vec::new(),
        };
        let refused = fill(&config).await.unwrap_err();
        assert!(refused.contains("nothing was changed"), "{refused}");
        let store = Store::open(folder.path()).await.unwrap();
        assert_eq!(users::list(&store).await.unwrap().len(), PEOPLE.len());
    }
}
