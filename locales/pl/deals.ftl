# Szanse sprzedaży: nawigacja, lista, formularz, strona, lejek.
nav-deals = Szanse
quick-add-deal = Szansa sprzedaży
settings-pipeline = Etapy sprzedaży
reason-last-stage = Potrzebny jest choć jeden etap. Zanim usuniesz ten, dodaj inny.
reason-stage-in-use = Na tym etapie są szanse. Wybierz dla nich inny etap.

# Lista.
deals-title = Szanse sprzedaży
deals-add = Dodaj szansę
deals-empty = Nie ma jeszcze szans, w których bierzesz udział
deals-nothing-found = Żadna szansa nie pasuje
deals-clear = Wyczyść wszystko
deals-search = Szukaj szans
deals-find = Szukaj
deals-all-stages = Wszystkie etapy
deals-all-states = Wszystkie stany
deals-added-in = Dodane: { $narrowed }
deals-closed-in = Zamknięte: { $narrowed }
deals-count =
    { $count ->
        [one] { $count } szansa
        [few] { $count } szanse
       *[many] { $count } szans
    }
deals-count-over = Ponad 10 000 szans
deals-pages = Strony listy szans
deals-previous = Poprzednie
deals-next = Następne
deals-column-name = Nazwa
deals-column-stage = Etap
deals-column-value = Wartość
deals-column-owner = Opiekun
deals-column-changed = Ostatnia zmiana
deals-column-state = Stan
deal-state-open = Otwarta
deal-state-won = Wygrana
deal-state-lost = Przegrana

# Formularz.
deal-add-title = Dodaj szansę sprzedaży
deal-edit-title = Edytuj szansę sprzedaży
deal-name = Nazwa
deal-value = Wartość
deal-currency = Waluta
deal-stage = Etap
deal-description = Opis
deal-owner = Opiekun
deal-people = Osoby
deal-people-help = O istnieniu szansy będą wiedzieć tylko opiekun, te osoby i administratorzy.
deal-people-ruled = O tym, kto widzi tę szansę, decydują opiekun i administratorzy. Widzą ją: { $people }.
deal-add = Dodaj
deal-save = Zapisz
deal-added = Dodano: { $name }
deal-conflict = Ktoś zmienił tę szansę w międzyczasie

# Strona szansy.
deal-about = O szansie
deal-state = Stan
deal-created = Dodanie
deal-no-description = Nie ma jeszcze opisu.
deal-owner-mark = opiekun
deal-seen-by = O tej szansie wiedzą tylko te osoby i administratorzy.
deal-spaces = Przestrzenie projektu
deal-edit = Edytuj
deal-menu = Więcej o tej szansie
deal-win = Oznacz jako wygraną
deal-lose = Oznacz jako przegraną
deal-reopen = Otwórz ponownie
deal-won = Oznaczono jako wygraną
deal-lost = Oznaczono jako przegraną
deal-reopened = Otwarto ponownie
deal-create-space = Utwórz przestrzeń projektu
deal-delete = Usuń
deal-delete-title = Usunąć tę szansę?
deal-delete-text = Szansa, jej notatki i ich pliki znikną na zawsze. Przestrzenie, które z niej powstały, zostaną.
deal-deleted = Usunięto szansę
deal-notes = Notatki
deal-notes-help = Notatki nigdy nie przechodzą do przestrzeni projektu.
deal-note = Nowa notatka
deal-add-note = Dodaj notatkę
deal-note-files = Pliki tej notatki
deal-note-files-gone = Nie ma już tych plików i zostały pominięte: { $names }. Dołącz je ponownie albo dodaj notatkę bez nich.
deal-note-wait = Notatkę można dodać, gdy jej pliki będą przesłane albo usunięte.
deal-older-notes = Starsze notatki
deal-did-add = Dodano szansę
deal-did-edit = Zmieniono szansę
deal-did-win = Oznaczono szansę jako wygraną
deal-did-lose = Oznaczono szansę jako przegraną
deal-did-reopen = Otwarto szansę ponownie
deal-did-hand-over = Zmieniono opiekuna: { $from } → { $to }
deal-did-add-people = Dodano: { $people }
deal-did-remove-people = Usunięto: { $people }

# Przestrzeń projektu.
project-group = Projekty
project-from = Przestrzeń projektu dla szansy „{ $name }”
project-owner = Opiekun przestrzeni
project-people = Osoby z szansy
project-description = Przenieś opis szansy
project-notes = Notatki zostają przy szansie.
project-files = Pliki z notatek szansy
project-files-help = Wybrane zostaną dodane do biblioteki przestrzeni. Szansa też je zachowa.
space-deal = Szansa sprzedaży

# Etapy.
pipeline-title = Etapy sprzedaży
pipeline-help = Etapy, przez które przechodzą szanse. Ich kolejność tutaj jest ich kolejnością na listach.
pipeline-no-access = Etapy sprzedaży widzą tylko administratorzy
pipeline-no-access-help = O zmianę etapów poproś administratora.
pipeline-name-of = Nazwa etapu { $name }
pipeline-rename = Zmień nazwę
pipeline-renamed = Zmieniono nazwę etapu
pipeline-up = Przesuń { $name } w górę
pipeline-down = Przesuń { $name } w dół
pipeline-delete-named = Usuń { $name }
pipeline-delete = Usuń etap
pipeline-deleted = Usunięto etap
pipeline-in-use =
    { $count ->
        [one] Na tym etapie jest { $count } szansa; zostanie przeniesiona.
        [few] Na tym etapie są { $count } szanse; zostaną przeniesione.
       *[many] Na tym etapie jest { $count } szans; zostaną przeniesione.
    }
pipeline-unused = Na tym etapie nie ma szans.
pipeline-move-to = Dokąd przenieść szanse
pipeline-new = Nowy etap
pipeline-add = Dodaj etap

# Przekazywanie.
users-hand-over-deals =
    { $count ->
        [one] Opiekuje się { $count } szansą sprzedaży.
        [few] Opiekuje się { $count } szansami sprzedaży.
       *[many] Opiekuje się { $count } szansami sprzedaży.
    } Wybierz, kto je przejmie.
