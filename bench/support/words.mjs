// Words of generated spaces.

export const KINDS = [
  'Wdrożenie CRM', 'Oferta', 'Szkolenie handlowców', 'Negocjacje', 'Migracja danych', 'Kampania', 'Integration',
  'Partner programme', 'Customer research', 'Utrzymanie', 'Dobre artykuły', 'Przetarg',
];

export const CLIENTS = [
  'Łódzkie Zakłady Metalowe', 'Żabka Nowa', 'Hurtownia Śnieżka', 'Bielańska Drukarnia', 'Northwind Logistics',
  'Mazurskie Mleczarnie', 'Contoso Retail', 'Świętokrzyska Energia', 'Warta Ubezpieczenia', 'Ćmielów Porcelana',
  'Bluebird Studios', 'Gdańska Stocznia Jachtowa', 'Kraków Medica', 'Silver Lake Foods', 'Podhale Turystyka',
  'Zielonogórskie Wina', 'Acme Tools', 'Toruńskie Pierniki', 'Odra Transport', 'Highland Textiles',
  'Częstochowa Budownictwo', 'Ósemka Fitness', 'Lublin Software', 'Rzeszów Lotnictwo', 'Ustka Rybołówstwo',
];

export const GROUPS = [
  'Sprzedaż', 'Wdrożenia', 'Szkolenia', 'Marketing', 'Product', 'Partners abroad', 'Administracja', 'Serwis',
  'Badania',
  'Zakupy', 'Finanse', 'Logistyka',
];

const TAG_STEMS = [
  'crm', 'projekt', 'oferta', 'szkolenie', 'negocjacje', 'poufne', 'dane', 'kampania', 'leady', 'api', 'integration',
  'partner', 'abroad', 'research', 'ideas', 'serwis', 'umowa', 'artykuły', 'przetarg', 'łódź',
];
export const TAGS = TAG_STEMS.flatMap((stem) => ['', ' 2024', ' 2025', ' 2026', ' plan', ' pilne'].map((end) => stem + end));

/** Words of descriptions. */
export const VOCABULARY = [
  'zakres', 'harmonogram', 'ustalenia', 'spotkanie', 'materiały', 'argumenty', 'pytania', 'klient', 'wnioski',
  'warunki',
  'lista', 'kontrolna', 'budżet', 'wyniki', 'endpoints', 'accounts', 'questions', 'terms', 'contacts', 'pipeline',
  'interviews', 'notes', 'zgłoszenia', 'dyżury', 'streszczenie', 'dokumentacja', 'terminy', 'podział', 'pracy',
  'następny',
  'krok', 'decyzja', 'źródła', 'ryzyko', 'właściciel', 'zmiana', 'wersja', 'próba', 'raport', 'kwartał',
];

export const CITIES = ['Łódź', 'Kraków', 'Gdańsk', 'Wrocław', 'Poznań', 'Warszawa', 'Lublin', 'Rzeszów', 'London', 'Prague'];

const FIRST = ['Adam', 'Beata', 'Cezary', 'Dorota', 'Edward', 'Filip', 'Grażyna', 'Hanna'];
const LAST = ['Kowalski', 'Nowak', 'Żak', 'Śliwa', 'Ćwik'];
/** People besides the two who sign in. */
export const COLLEAGUES = FIRST.flatMap((first) =>
  LAST.map((last) => ({ name: `${first} ${last}`, email: `${fold(first)}.${fold(last)}@example.com` })),
);

/** Returns the text in lower case without Polish diacritics, as search folds it. */
export function fold(text) {
  return text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ł', 'l');
}
