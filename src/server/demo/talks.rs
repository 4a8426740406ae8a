//! The conversations of the demo account. `{client}` stands for the client of the space, `{who}` for a mention of the
//! person who answers next.

use domain::person::Language::{self, En, Pl};

/// A conversation, which takes place in some spaces of one kind.
pub(super) struct Talk {
    /// Index into [`super::cast::KINDS`].
    pub kind: usize,
    pub language: Language,
    /// May be empty.
    pub title: &'static str,
    /// The first post and its replies.
    pub posts: &'static [&'static str],
    /// The outcome with which it is closed; `None` leaves it open.
    pub outcome: Option<&'static str>,
    pub pinned: bool,
}

const fn talk(kind: usize, language: Language, title: &'static str, posts: &'static [&'static str]) -> Talk {
    Talk {
        kind,
        language,
        title,
        posts,
        outcome: None,
        pinned: false,
    }
}

impl Talk {
    const fn closed(self, outcome: &'static str) -> Self {
        Self {
            outcome: Some(outcome),
            ..self
        }
    }

    const fn pinned(self) -> Self {
        Self { pinned: true, ..self }
    }
}

/// The emoji by which people react.
pub(super) const EMOJI: [&str; 6] = ["👍", "❤️", "🎉", "😄", "👀", "🙏"];

pub(super) const TALKS: [Talk; 20] = [
    talk(
        0,
        Pl,
        "Zasady pracy w tym projekcie",
        &[
            "Żeby nic nie ginęło w mailach, umawiamy się tak:\n\n- ustalenia ze spotkań wpisujemy tutaj **tego samego dnia**,\n- \
             pytania do {client} zbieramy w jednym wątku,\n- pliki tylko w wersji ostatecznej.\n\nJeśli coś jest pilne, dzwońcie.",
            "Dopiszę: terminy zmieniamy tylko po rozmowie z opiekunem projektu.",
        ],
    )
    .pinned(),
    talk(
        0,
        Pl,
        "Lista użytkowników i uprawnienia",
        &[
            "Klient przysłał listę 64 osób, ale bez podziału na działy. {who}, możesz dopytać, kto ma widzieć raporty?",
            "Dzwoniłem do {client}. Raporty ma widzieć zarząd i kierownicy regionów, reszta tylko swoje szanse.",
            "Czyli trzy role: zarząd, kierownik, handlowiec. Przygotuję je na wersji testowej.",
            "Gotowe na teście. Proszę, sprawdźcie na kontach `test.kierownik` i `test.handlowiec`.",
            "Sprawdzone, kierownik nie widział notatek swojego zespołu. Po poprawce działa.",
        ],
    )
    .closed("Trzy role: zarząd, kierownik regionu, handlowiec; lista osób jest zatwierdzona przez klienta."),
    talk(
        0,
        Pl,
        "",
        &[
            "Po dzisiejszym spotkaniu: start produkcyjny przesuwamy o tydzień, bo {client} kończy inwentaryzację. Zakres bez zmian.",
            "Dobra decyzja, zyskujemy czas na szkolenie drugiej grupy.",
            "To w takim razie przenoszę też migrację na piątek wieczorem.",
        ],
    ),
    talk(
        1,
        Pl,
        "Jak odpowiadamy na „za drogo”?",
        &[
            "{client} porównuje nas z tańszą firmą bez wdrożenia w cenie. Jakich argumentów używacie?",
            "Pokazuję koszt trzech lat, a nie pierwszego roku. U nas aktualizacje i wsparcie są w cenie, u nich nie:\n\n\
             | | my | konkurencja |\n| --- | ---: | ---: |\n| wdrożenie | 84 000 | 52 000 |\n| wsparcie, 3 lata | 0 | 57 600 |\n\
             | szkolenia | 12 500 | 21 000 |",
            "Dobrze działa też pytanie: *co się stanie, jeśli system nie ruszy przed sezonem?* Wtedy rozmowa jest o ryzyku, nie o cenie.",
            "Świetna tabela, zabieram do oferty.",
            "Dodałbym referencje z tej samej branży. Mamy zgodę trzech klientów, opisy są w bibliotece działu.",
        ],
    )
    .closed("W ofercie pokazujemy koszt trzech lat i referencje z branży; rabatu nie dajemy."),
    talk(
        1,
        Pl,
        "Warianty oferty",
        &[
            "Proponuję dwa warianty: podstawowy bez integracji i pełny z integracją z ERP. Zgoda?",
            "Zgoda, ale w podstawowym zostawmy import z Excela, bo o niego pytali na pierwszym spotkaniu.",
            "Jest w obu. {who}, sprawdzisz jeszcze terminy płatności?",
            "Sprawdzone, 14 dni i trzy transze, jak w umowie ramowej.",
        ],
    ),
    talk(
        1,
        Pl,
        "",
        &["Klient prosi o ofertę po angielsku dla centrali. Kto ma czas do czwartku?", "Wezmę to, wyślę do sprawdzenia w środę."],
    ),
    talk(
        2,
        Pl,
        "Program szkolenia: badanie potrzeb",
        &[
            "Wersja 2 programu:\n\n1. Pytania otwarte i pogłębiające\n2. Parafraza, podsumowanie\n3. Scenki w trójkach: handlowiec, \
             klient, obserwator\n4. Plan wdrożenia na 30 dni\n\nCzego brakuje?",
            "Scenki na prawdziwych przypadkach z {client}, nie wymyślonych. Ludzie od razu się angażują.",
            "Ja bym skrócił punkt 2, a dał więcej czasu na obserwatorów. Informacja zwrotna była ostatnio najcenniejsza.",
            "Poprawione. Scenki mają teraz 90 minut, a każdy jest obserwatorem dwa razy.",
        ],
    )
    .closed("Program w wersji 3 jest przyjęty; scenki na prawdziwych przypadkach, 90 minut."),
    talk(
        2,
        Pl,
        "Wnioski po szkoleniu",
        &[
            "Ankiety: średnia 4,7 na 5. Najwyżej scenki, najniżej… obiad. 🙂",
            "Co by uczestnicy zmienili?",
            "Chcą powtórki po miesiącu, w mniejszych grupach. Zaproponuję {client} dwa terminy.",
            "Super wynik, gratulacje!",
        ],
    ),
    talk(
        3,
        Pl,
        "Granice negocjacji",
        &[
            "Ustalmy przed jutrzejszą rozmową, co możemy dać:\n\n- dłuższy termin płatności: **tak**, do 30 dni,\n- rabat: do 4 %, \
             tylko przy umowie na trzy lata,\n- kary umowne: bez zmian.",
            "Zgoda. Gdyby pytali o wyłączność w branży, mówimy, że wrócimy z odpowiedzią.",
            "Przypominam, że poprzednio ustąpiliśmy w sprawie szkoleń. Nie zaczynajmy od tego samego.",
        ],
    )
    .closed("Rabat najwyżej 4 % przy umowie na trzy lata, płatność do 30 dni, kary bez zmian."),
    talk(
        4,
        Pl,
        "Duplikaty kontrahentów",
        &[
            "W pliku od {client} jest 1 214 kontrahentów, z czego około 180 to duplikaty (różne zapisy tego samego NIP-u).",
            "Po czym je łączymy? Sam NIP czy NIP i miasto?",
            "Sam NIP, a oddziały zostają jako osobne adresy. Reguła:\n\n```sql\nSELECT nip, count(*) FROM kontrahenci GROUP BY nip \
             HAVING count(*) > 1;\n```",
            "Przejrzałam listę ręcznie: 7 przypadków to naprawdę różne firmy, mają błąd w NIP-ie. Wysłałam je do klienta.",
            "Odpowiedzieli, poprawione w pliku źródłowym. Możemy importować.",
            "Import próbny przeszedł: 1 041 kontrahentów, 0 błędów.",
        ],
    )
    .closed("Łączymy po NIP-ie, oddziały są adresami; import próbny bez błędów."),
    talk(
        5,
        Pl,
        "Pomysły na tematy kampanii",
        &[
            "Burza mózgów, wszystkie pomysły mile widziane. Jeden wpis, jeden pomysł.",
            "„Ile kosztuje handlowca szukanie maila?”. Krótki kalkulator na stronie.",
            "Historia wdrożenia oczami {client}, w trzech odcinkach.",
            "Webinar: jak prowadzić spotkanie handlowe w 30 minut.",
            "Lista kontrolna „Przed wdrożeniem CRM” do pobrania.",
            "Porównanie: dzień handlowca z CRM i bez.",
            "Quiz: jakim typem negocjatora jesteś?",
            "Quiz zbierze kontakty, ale czy to będą ludzie, którzy kupują?",
            "Na poprzednim 12 % zostawiło telefon, z tego 3 firmy są dziś klientami.",
            "To mnie przekonuje.",
            "Kalkulator możemy zrobić z {who} w tydzień, mamy już wzory z oferty.",
            "Chętnie.",
            "A może seria krótkich filmów z naszymi trenerami?",
            "Film drogi, ale jeden na próbę jest w budżecie.",
            "Lista kontrolna jest najtańsza. Zróbmy ją najpierw.",
            "Zgoda.",
            "Też jestem za listą.",
            "Przygotuję treść do piątku.",
            "Pamiętajcie o zgodach marketingowych w formularzu.",
            "Jest w szablonie.",
            "Szkic listy: 14 punktów. Za dużo?",
            "10 by wystarczyło, reszta jako „dla dociekliwych”.",
            "Skrócone do 10.",
            "Grafika gotowa, wersja A i B.",
            "Wolę B, jest czytelniejsza na telefonie.",
            "B.",
            "B, ale z większym przyciskiem.",
            "Poprawione, wysyłam do akceptacji klienta.",
            "Klient zaakceptował bez uwag!",
            "Publikujemy we wtorek o 9. Dziękuję wszystkim 🎉",
        ],
    )
    .closed("Zaczynamy od listy kontrolnej (wtorek, 9:00), potem kalkulator."),
    talk(
        5,
        Pl,
        "Wyniki pierwszego tygodnia",
        &[
            "412 pobrań, 61 próśb o kontakt, 9 umówionych rozmów. Koszt kontaktu 38 zł, czyli poniżej planu.",
            "Które źródło jest najlepsze?",
            "Newsletter partnera: 34 kontakty z 61. Reklamy płatne słabo, proponuję przesunąć budżet.",
        ],
    ),
    talk(
        6,
        En,
        "Rate limits of the order endpoint",
        &[
            "`POST /orders` answers 429 after about 50 requests a minute. The contract says 300. Does anybody know whom to ask at {client}?",
            "Their platform team. I have a call with them tomorrow, {who}, please send me two request ids.",
            "Sent. Both from this morning, same key.",
            "They found it: our key was still on the trial plan. Raised to 300 now.",
            "Confirmed, a full sync takes 4 minutes instead of 25.",
        ],
    )
    .closed("The key was on the trial plan; the limit is 300 requests a minute now."),
    talk(
        6,
        En,
        "Open questions before go-live",
        &[
            "Please add yours:\n\n1. Which time zone are delivery dates in?\n2. Are cancelled orders sent again?",
            "3. What happens to an order whose customer was merged?",
            "1 is answered: always UTC, dates without time are local to the warehouse.",
        ],
    ),
    talk(
        7,
        En,
        "Terms for the joint pipeline",
        &[
            "Draft: whoever registers the lead first owns it for 90 days. Comments?",
            "90 days is long for small deals. 60, and an extension by one click?",
            "Works for me. I will put it to {client} on Thursday.",
        ],
    ),
    talk(
        8,
        En,
        "What we heard in the first five interviews",
        &[
            "> I know we talked about it, I just do not know *where*.\n\nFour of five people said something like this. Search matters \
             more than we assumed.",
            "Did they say what they search by? Words, people, dates?",
            "Mostly people and rough dates: “Anna sent it before Christmas”.",
            "Then filters by author and time should be next to the search box, not behind a menu.",
        ],
    )
    .closed("Search by author and time goes into the next release."),
    talk(
        9,
        Pl,
        "Dyżury w grudniu",
        &[
            "Proszę o wpisy, kto kiedy może. Klient ma umowę z reakcją w 4 godziny.",
            "Mogę 22–23 i 29–30.",
            "Biorę 24 i 31, i tak jestem w domu.",
            "Bohater! 🙏 Zostaje 27 i 28.",
            "Dobra, 27 i 28 moje.",
        ],
    )
    .closed("Obsada na cały miesiąc jest pełna; telefon dyżurny bez zmian."),
    talk(
        10,
        Pl,
        "Sprzedaż doradcza po polsku",
        &[
            "Polecam: <https://example.org/sprzedaz-doradcza>. W skrócie: mniej slajdów, więcej pytań; najlepsi handlowcy mówią \
             mniej niż połowę czasu.",
            "Zmierzyłem na swoich ostatnich nagraniach: mówię 63 % czasu. Jest co poprawiać…",
            "Też zmierzę. Może zrobimy z tego temat na szkolenie?",
        ],
    ),
    talk(
        11,
        Pl,
        "Podział pracy przy ofercie przetargowej",
        &[
            "Termin składania: piątek, 12:00. Podział:\n\n- formularz cenowy: ja\n- opis techniczny: {who}\n- referencje i pełnomocnictwa: \
             dział administracji",
            "Opis techniczny będzie jutro wieczorem. Pytanie o szyfrowanie kopii zapasowych zadałem zamawiającemu.",
            "Odpowiedź zamawiającego: wymagane, klucz po stronie klienta. Uwzględnij, proszę, w punkcie 4.",
            "Uwzględnione. Całość ma 38 stron, proszę o przeczytanie punktów 4 i 7.",
            "Przeczytane, dwie literówki poprawione. Można podpisywać.",
        ],
    ),
    talk(
        11,
        Pl,
        "Pytania do zamawiającego",
        &["Kto zbiera pytania? Można je zadawać tylko do środy.", "Zbieram. Wpisujcie tutaj, wyślę wszystkie razem w środę rano."],
    ),
];
