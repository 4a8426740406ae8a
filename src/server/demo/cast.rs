//! The fictitious company: its people, products and clients, and the texts that its people write.

use domain::{
    group::Hue,
    person::{Language, Role},
};

/// The password of all people.
pub(super) const PASSWORD: &str = "spaces-demo";
/// The administrator who sets the account up.
pub(super) const ADMINISTRATOR: &str = "anna.zak@demo.example";

/// A person of the company.
pub(super) struct Colleague {
    pub name: &'static str,
    pub email: &'static str,
    pub role: Role,
    pub language: Language,
    /// Number of days before today on which they joined.
    pub joined: i64,
}

const fn colleague(name: &'static str, email: &'static str, role: Role, language: Language, joined: i64) -> Colleague {
    Colleague {
        name,
        email,
        role,
        language,
        joined,
    }
}

/// All people, in the order in which they joined.
pub(super) const COLLEAGUES: [Colleague; 12] = {
    use Language::{En, Pl};
    use Role::{Administrator, User};
    [
        colleague("Anna Żak", ADMINISTRATOR, Administrator, Pl, 730),
        colleague(
            "Łukasz Wiśniewski",
            "lukasz.wisniewski@demo.example",
            Administrator,
            Pl,
            730,
        ),
        colleague(
            "Katarzyna Ślusarczyk",
            "katarzyna.slusarczyk@demo.example",
            User,
            Pl,
            728,
        ),
        colleague("James O'Connor", "james.oconnor@demo.example", User, En, 721),
        colleague("Piotr Dąbrowski", "piotr.dabrowski@demo.example", User, Pl, 690),
        colleague("Emily Carter", "emily.carter@demo.example", User, En, 612),
        colleague("Zofia Ćwik", "zofia.cwik@demo.example", User, Pl, 540),
        colleague("Michał Gołąb", "michal.golab@demo.example", User, Pl, 455),
        colleague("Hannah Clarke", "hannah.clarke@demo.example", User, En, 371),
        colleague("Agnieszka Wróbel", "agnieszka.wrobel@demo.example", User, Pl, 268),
        colleague("Oliver Bennett", "oliver.bennett@demo.example", User, En, 150),
        colleague("Tomasz Źrebiec", "tomasz.zrebiec@demo.example", User, Pl, 41),
    ]
};

/// A person who was invited this week and has not joined yet.
pub(super) const INVITED: (&str, &str) = ("Natalia Sowa", "natalia.sowa@demo.example");

pub(super) const GROUPS: [(&str, Hue); 7] = [
    ("Sprzedaż", Hue::Teal),
    ("Wdrożenia", Hue::Blue),
    ("Szkolenia", Hue::Violet),
    ("Marketing", Hue::Pink),
    ("Product", Hue::Orange),
    ("Partners abroad", Hue::Green),
    ("Administracja", Hue::Grey),
];

/// The kinds of spaces: beginning of the name, description, index of the group, tags.
pub(super) const KINDS: [(&str, &str, usize, &[&str]); 12] = [
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

pub(super) const CLIENTS: [&str; 25] = [
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

/// The products and their prices.
pub(super) const OFFERS: [(&str, i64); 6] = [
    ("Wdrożenie CRM", 84_000),
    ("Szkolenie handlowców", 12_500),
    ("Integracja z ERP", 46_300),
    ("Roczne utrzymanie", 18_900),
    ("Support contract", 24_000),
    ("Data migration", 31_400),
];

/// Remarks that people add to descriptions, by language.
pub(super) const REMARKS: [(Language, &str); 8] = [
    (
        Language::Pl,
        "Po spotkaniu: klient potwierdził zakres, czekamy na listę użytkowników.",
    ),
    (
        Language::Pl,
        "Harmonogram przesunięty o tydzień; wersja testowa w środę.",
    ),
    (Language::Pl, "Dodane kontakty do działu IT i osoby od faktur."),
    (Language::Pl, "Materiały z warsztatu są we wspólnym folderze."),
    (
        Language::En,
        "Kick-off done. The list of open questions is with the client.",
    ),
    (
        Language::En,
        "Test accounts received; two endpoints still answer with errors.",
    ),
    (Language::En, "Scope agreed, without the reporting module for now."),
    (Language::En, "Next review in two weeks, with their operations lead."),
];

/// Notes that people write on deals, by language.
pub(super) const NOTES: [(Language, &str); 8] = [
    (
        Language::Pl,
        "Rozmowa z dyrektorem handlowym: budżet jest, decyzja po kwartale.",
    ),
    (
        Language::Pl,
        "Wysłana oferta w dwóch wariantach; wolą tańszy, z opcją rozbudowy.",
    ),
    (
        Language::Pl,
        "Pytają o referencje z branży, wysłałam dwa opisy wdrożeń.",
    ),
    (
        Language::Pl,
        "Konkurencja zeszła z ceny. Trzymamy się zakresu, dajemy dłuższe wsparcie.",
    ),
    (
        Language::En,
        "Call with their COO: they want to start before the summer.",
    ),
    (
        Language::En,
        "Sent the security questionnaire back, no blockers so far.",
    ),
    (Language::En, "Legal asks for a shorter notice period; fine with us."),
    (
        Language::En,
        "They compare us with two others and will decide next week.",
    ),
];

/// Tags that are added to spaces later.
pub(super) const LATER_TAGS: [&str; 6] = ["pilne", "do rozliczenia", "vip", "follow-up", "on hold", "q4"];

/// Returns the remarks or notes in this language.
pub(super) fn in_language<'a>(
    all: &'a [(Language, &'static str)],
    language: Language,
) -> impl Iterator<Item = &'static str> + 'a {
    all.iter().filter(move |(of, _)| *of == language).map(|(_, text)| *text)
}
