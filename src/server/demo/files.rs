//! The files of the demo account: in the libraries of some spaces, in posts and in notes on deals. They are stored like
//! uploads. `{client}` in a text stands for the client.

use domain::{
    access::Action,
    error::AppError,
    file::upload::Target,
    ids::{DealFileId, SpaceId},
};

use super::{Account, ChangeOf, DemoChange, calendar::Calendar, cast::CLIENTS, spaces};
use crate::server::{files::arrived::Arrived, gate::Gate, permits::DealPermit};

/// In how many spaces of its kind each file of a library is.
const PLACES: usize = 6;
/// The number of days after which the last file is added to a new space, and after which a new version.
const ADDED_WITHIN: i64 = 150;
const CHANGED_WITHIN: i64 = 30;
/// How the place of a file in a post begins and ends; between them is its name.
const PLACE: (&str, char) = ("{file:", '}');

/// What a file has in it.
#[derive(Clone, Copy, Debug)]
enum Content {
    Text(&'static str),
    Bytes(&'static [u8]),
}

impl Content {
    fn bytes(self, client: &str) -> Vec<u8> {
        match self {
            Self::Text(text) => text.replace("{client}", client).into_bytes(),
            Self::Bytes(bytes) => bytes.to_vec(),
        }
    }
}

use Content::{Bytes, Text};

/// A file of libraries.
struct InLibrary {
    /// Index into [`super::cast::KINDS`].
    kind: usize,
    /// The folders in which it is, outermost first.
    folders: &'static [&'static str],
    name: &'static str,
    /// At least one.
    versions: &'static [Content],
}

const fn file(
    kind: usize,
    folders: &'static [&'static str],
    name: &'static str,
    versions: &'static [Content],
) -> InLibrary {
    InLibrary {
        kind,
        folders,
        name,
        versions,
    }
}

const THREE_YEARS: Content = Bytes(include_bytes!("files/three-years.png"));
const START_SCREEN: Content = Bytes(include_bytes!("files/start-screen.png"));
const WEEK: Content = Bytes(include_bytes!("files/week.png"));
const ORDER_API: Content = Bytes(include_bytes!("files/order-api.pdf"));
const QUESTIONNAIRE: Content = Bytes(include_bytes!("files/questionnaire.pdf"));

const IN_LIBRARIES: [InLibrary; 11] = [
    file(
        0,
        &["Ustalenia"],
        "Harmonogram.csv",
        &[
            Text(
                "Etap;Początek;Koniec;Odpowiada\nAnaliza;2 marca;13 marca;{client} i my\nKonfiguracja;16 marca;3 kwietnia;my\n\
                 Testy;7 kwietnia;17 kwietnia;{client}\nStart;20 kwietnia;20 kwietnia;my\n",
            ),
            Text(
                "Etap;Początek;Koniec;Odpowiada\nAnaliza;2 marca;13 marca;{client} i my\nKonfiguracja;16 marca;10 kwietnia;my\n\
                 Testy;13 kwietnia;24 kwietnia;{client}\nSzkolenie;22 kwietnia;23 kwietnia;my\nStart;27 kwietnia;27 kwietnia;my\n",
            ),
        ],
    ),
    file(
        0,
        &["Ustalenia", "Spotkania"],
        "Notatka ze spotkania.txt",
        &[Text(
            "Spotkanie: {client}\n\nUstalenia\n- raporty widzi zarząd i kierownicy regionów\n- dane z arkuszy dostajemy do piątku\n\n\
             Do zrobienia\n- lista użytkowników z podziałem na działy\n- wersja testowa w środę\n",
        )],
    ),
    file(0, &["Makiety"], "Ekran startowy.png", &[START_SCREEN]),
    file(1, &[], "Koszt trzech lat.png", &[THREE_YEARS]),
    file(
        1,
        &[],
        "Porównanie kosztów.csv",
        &[Text(
            "Pozycja;My;Konkurencja\nWdrożenie;84000;52000\nWsparcie, 3 lata;0;57600\nSzkolenia;12500;21000\n",
        )],
    ),
    file(
        2,
        &["Materiały"],
        "Program szkolenia.md",
        &[Text(
            "# Badanie potrzeb\n\n1. Pytania otwarte i pogłębiające\n2. Parafraza i podsumowanie\n3. Scenki w trójkach na przypadkach \
             firmy {client}\n4. Plan wdrożenia na 30 dni\n",
        )],
    ),
    file(
        2,
        &[],
        "Wyniki ankiety.csv",
        &[Text(
            "Pytanie;Średnia\nPrzydatność;4,8\nScenki;4,9\nMateriały;4,6\nOrganizacja;4,5\n",
        )],
    ),
    file(
        4,
        &["Dane źródłowe"],
        "Duplikaty kontrahentów.csv",
        &[Text(
            "NIP;Nazwa;Miasto\n7251801126;{client};Łódź\n7251801126;{client} sp. z o.o.;Łódź\n5213017228;Przykład;Warszawa\n\
             5213017228;Przykład S.A.;Warszawa\n",
        )],
    ),
    file(
        4,
        &[],
        "duplikaty.sql",
        &[Text(
            "-- Kontrahenci z tym samym NIP-em.\nSELECT nip, count(*) FROM kontrahenci GROUP BY nip HAVING count(*) > 1;\n",
        )],
    ),
    file(6, &["Contract"], "Order API.pdf", &[ORDER_API]),
    file(
        6,
        &[],
        "order-example.json",
        &[Text(
            "{\n  \"number\": 10432,\n  \"customer\": \"{client}\",\n  \"lines\": [\n    { \"item\": \"A-100\", \"count\": 4 }\n  ]\n}\n",
        )],
    ),
];

/// The files that posts name in their texts.
const IN_POSTS: [(&str, Content); 3] = [
    ("Wyniki tygodnia.png", WEEK),
    (
        "Warianty oferty.csv",
        Text("Wariant;Cena\nPodstawowy;64000\nPełny, z integracją z ERP;84000\n"),
    ),
    (
        "request-ids.txt",
        Text("2f4c1b0e-52c1-4a57-9c1e-8f7c0f5a7d11\nb0c6a1de-0f5f-4f0e-a7d3-3d9f4d7b5c42\n"),
    ),
];

/// The beginning of the note on deals to which a file is attached, and the file.
const IN_NOTES: (&str, &str, Content) = (
    "Sent the security questionnaire",
    "Security questionnaire.pdf",
    QUESTIONNAIRE,
);

/// A file to be added to the library of a space. Both are indexes, into [`IN_LIBRARIES`] and the planned spaces.
pub(super) struct Planned {
    file: usize,
    space: usize,
}

/// A version of a planned file is added; the first one adds the file.
#[derive(Clone, Copy, Debug)]
pub(super) struct FileChange {
    version: usize,
}

/// Plans the files of libraries, in spaces that are neither archived nor deleted.
pub(super) fn plan(calendar: &mut Calendar, spaces: &[spaces::Planned], changes: &mut Vec<DemoChange>) -> Vec<Planned> {
    let gone = spaces::gone(changes);
    let mut planned = Vec::new();
    for (number, file) in IN_LIBRARIES.iter().enumerate() {
        for space in spaces::of_kind(spaces, file.kind, &gone).step_by(2).take(PLACES) {
            plan_versions(calendar, planned.len(), file, &spaces[space], changes);
            planned.push(Planned { file: number, space });
        }
    }
    planned
}

fn plan_versions(
    calendar: &mut Calendar,
    planned: usize,
    file: &InLibrary,
    space: &spaces::Planned,
    changes: &mut Vec<DemoChange>,
) {
    let (mut at, mut within) = (space.created, ADDED_WITHIN);
    for version in 0..file.versions.len() {
        let Some(next) = calendar.after(at, within) else { return };
        (at, within) = (next, CHANGED_WITHIN);
        let by = match calendar.below(space.people.len() + 1) {
            place if place < space.people.len() => space.people[place],
            _ => space.owner,
        };
        changes.push(DemoChange {
            at,
            by,
            change: ChangeOf::File(planned, FileChange { version }),
        });
    }
}

/// Carries out an event.
pub(super) async fn perform(
    account: &Account<'_>,
    (planned, spaces, made): (&[Planned], &[spaces::Planned], &spaces::Made),
    (file, change): (usize, FileChange),
    (at, by): (i64, usize),
) -> Result<(), AppError> {
    let Some(plan) = planned.get(file) else { return Ok(()) };
    let Some(space) = made.id(plan.space) else {
        return Ok(());
    };
    let file = &IN_LIBRARIES[plan.file];
    let client = CLIENTS[spaces[plan.space].client];
    let arrived = arrived(account, file.name, file.versions[change.version], client).await?;
    let mut permit = account.gate(by, at).space(space, Action::Discuss).await?;
    let path = file.folders.iter().map(|folder| (*folder).to_owned()).collect();
    arrived
        .add_to_space(&mut permit, Target::Folder { folder: None }, path)
        .await?;
    Ok(permit.commit().await?)
}

async fn arrived(account: &Account<'_>, name: &str, content: Content, client: &str) -> Result<Arrived, AppError> {
    Arrived::from_memory((account.store, account.blobs), name, content.bytes(client)).await
}

/// Uploads the file that the text of a post names, and returns the text with the file.
pub(super) async fn attach(
    account: &Account<'_>,
    gate: &Gate,
    space: SpaceId,
    text: String,
) -> Result<String, AppError> {
    let Some((before, rest)) = text.split_once(PLACE.0) else {
        return Ok(text);
    };
    let Some((name, after)) = rest.split_once(PLACE.1) else {
        return Ok(text);
    };
    let Some((_, content)) = IN_POSTS.iter().find(|(known, _)| *known == name) else {
        return Ok(text);
    };
    let arrived = arrived(account, name, *content, "").await?;
    let mut permit = gate.space(space, Action::Discuss).await?;
    let file = arrived.add_to_space(&mut permit, Target::Post, Vec::new()).await?;
    permit.commit().await?;
    let picture = if name.ends_with(".png") { "!" } else { "" };
    Ok(format!("{before}{picture}[{name}](file:{file}){after}"))
}

/// Stores the file of a note on a deal, if the note has one.
pub(super) async fn of_note(account: &Account<'_>, note: &str) -> Result<Option<Arrived>, AppError> {
    let (beginning, name, content) = IN_NOTES;
    match note.starts_with(beginning) {
        true => Ok(Some(arrived(account, name, content, "").await?)),
        false => Ok(None),
    }
}

/// Adds the file of a note to the deal.
pub(super) async fn add_to_deal(permit: &mut DealPermit, file: Option<&Arrived>) -> Result<Vec<DealFileId>, AppError> {
    match file {
        Some(file) => Ok(vec![file.add_to_deal(permit).await?]),
        None => Ok(Vec::new()),
    }
}
