# Lista przestrzeni.
list-title = Przestrzenie
list-search = Szukaj przestrzeni
list-add-space = Dodaj przestrzeń
list-import-spaces = Importuj przestrzenie
list-count-over = ponad 10 000 przestrzeni
list-over-ceiling = ponad 10 000

# Grupy.
list-groups = Grupy
list-show-groups = Pokaż grupy
list-manage-groups = Zarządzaj grupami
list-all-spaces = Wszystkie
list-no-group = Bez grupy
list-no-groups-yet = Nie ma jeszcze żadnej grupy.
list-group-name = Nazwa nowej grupy
list-group-colour = Kolor
list-group-add = Dodaj grupę
list-group-name-of = Nazwa grupy { $name }
list-group-colour-of = Kolor grupy { $name }
list-group-up = Przesuń { $name } w górę
list-group-down = Przesuń { $name } w dół
list-group-delete = Usuń { $name }
list-group-delete-title = Usunąć grupę { $name }?
list-group-delete-text = Grupa zniknie u wszystkich. Jej przestrzenie zostaną, tylko już bez tej grupy.
list-group-delete-confirm = Usuń grupę
list-hue-teal = Morski
list-hue-blue = Niebieski
list-hue-indigo = Indygo
list-hue-violet = Fioletowy
list-hue-pink = Różowy
list-hue-red = Czerwony
list-hue-orange = Pomarańczowy
list-hue-amber = Bursztynowy
list-hue-green = Zielony
list-hue-grey = Szary

# Filtry.
list-filters = Filtry
list-filters-in-use = Użyte filtry
list-filters-apply = Pokaż przestrzenie
list-clear-all = Wyczyść wszystko
list-take-off = Usuń filtr { $filter }
list-unread = Nieprzeczytane
list-filter-unread = Tylko przestrzenie z nieprzeczytanymi wątkami
list-filter-group = Grupa
list-filter-tag = Tag
list-filter-visibility = Widoczność
list-filter-owner = Opiekun
list-filter-from = Utworzone od
list-filter-to = Utworzone do
list-filter-by = Kto utworzył
list-filter-state = Stan
list-state-active = Bieżące
list-state-archived = W archiwum
list-state-trash = W koszu
list-pill-group = Grupa: { $name }
list-pill-tag = Tag: { $name }
list-pill-owner = Opiekun: { $name }
list-pill-from = Utworzone od { $day }
list-pill-to = Utworzone do { $day }
list-pill-by = Kto utworzył: { $name }
list-pill-import = Z importu
list-pill-unseen = Filtr, którego nie widzisz

# Tabela.
list-column-name = Nazwa
list-column-groups = Grupy
list-column-tags = Tagi
list-column-owner = Opiekun
list-column-people = Osoby
list-column-activity = Ostatnia aktywność
list-column-menu = Działania
list-row-menu = Działania: { $name }
list-edit = Edytuj
list-select-row = Zaznacz { $name }
list-select-page = Zaznacz wszystkie na tej stronie
list-pages = Strony
list-previous = Poprzednia
list-next = Następna
list-archived = Przeniesiono do archiwum: { $name }
list-restored = Przywrócono: { $name }
list-deleted = Przeniesiono do kosza: { $name }
list-delete-title = Usunąć { $name }?
list-delete-text = To, co usunięte, czeka w koszu 30 dni. Do tego czasu może je przywrócić opiekun albo administrator.

# Pusto.
list-empty = Nie ma jeszcze żadnej przestrzeni.
list-empty-add = Dodaj pierwszą przestrzeń
list-empty-import = Zaimportuj z arkusza
list-search-lags = Wyszukiwanie nie obejmuje jeszcze wszystkich właśnie zaimportowanych przestrzeni; za chwilę lista odświeży się sama.
list-nothing-found = Żadna przestrzeń nie pasuje.
list-past-the-end = Na tej stronie nie ma już przestrzeni.
list-first-page = Pierwsza strona

# Operacje na liście.
list-operations = Operacje na liście
list-operations-menu = Operacje
list-operation-running = W toku
list-ticked =
    { $count ->
        [one] { $count } zaznaczona
        [few] { $count } zaznaczone
       *[many] { $count } zaznaczonych
    }
list-ticked-over = ponad 10 000 zaznaczonych
list-select-all =
    { $count ->
        [one] Zaznacz { $count } pasującą
        [few] Zaznacz wszystkie { $count } pasujące
       *[many] Zaznacz wszystkie { $count } pasujących
    }
list-select-all-over = Zaznacz wszystkie pasujące (ponad 10 000)
list-select-all-uncounted = Zaznacz wszystkie pasujące
list-untick-all = Wyczyść zaznaczenie
list-apply = Zastosuj
list-cancel = Anuluj
list-undo = Cofnij
list-operation-people = Osoby
list-recent = Ostatnie operacje
list-recent-none = Nie masz jeszcze żadnych operacji na liście.
list-recent-undone = Cofnięta
list-recent-undone-in-part = Cofnięta oprócz { $count } przestrzeni
list-undo-again = Spróbuj ponownie
list-undo-show = Pokaż które
list-left-more = i jeszcze { $count }
left-not-allowed = nie masz do tego uprawnień
left-too-many = przekroczyłoby to limit przestrzeni
left-changed-since = ktoś w międzyczasie zmienił to samo
left-not-offered = poziom, który miała, nie jest już dostępny
left-can-be-undone = można to teraz cofnąć
list-changed =
    { $count ->
        [one] zmieniono { $count } przestrzeń
        [few] zmieniono { $count } przestrzenie
       *[many] zmieniono { $count } przestrzeni
    }
list-will-change =
    { $count ->
        [0] Nic się nie zmieni.
        [one] Zmieni się { $count } przestrzeń.
        [few] Zmienią się { $count } przestrzenie.
       *[many] Zmieni się { $count } przestrzeni.
    }
list-operation-done =
    { $count ->
        [0] { $operation }: nic się nie zmieniło
        [one] { $operation }: zmieniono { $count } przestrzeń
        [few] { $operation }: zmieniono { $count } przestrzenie
       *[many] { $operation }: zmieniono { $count } przestrzeni
    }
list-undone =
    { $count ->
        [0] Nic nie zostało cofnięte.
        [one] Cofnięto zmiany w { $count } przestrzeni.
       *[many] Cofnięto zmiany w { $count } przestrzeniach.
    }
# Dlaczego przestrzenie zostają bez zmian, przed czynnością („before”) i po niej
skip-not-allowed =
    { $when ->
        [before] { $count ->
            [one] { $count } z { $total } zostanie pominięta, bo nie masz do tego uprawnień.
            [few] { $count } z { $total } zostaną pominięte, bo nie masz do tego uprawnień.
           *[many] { $count } z { $total } zostanie pominiętych, bo nie masz do tego uprawnień.
        }
       *[after] { $count } z { $total } pominięto, bo nie masz do tego uprawnień.
    }
skip-nothing-to-do =
    { $when ->
        [before] { $count ->
            [one] { $count } z { $total } zostanie pominięta, bo już tak jest.
            [few] { $count } z { $total } zostaną pominięte, bo już tak jest.
           *[many] { $count } z { $total } zostanie pominiętych, bo już tak jest.
        }
       *[after] { $count } z { $total } pominięto, bo już tak jest.
    }
skip-too-many =
    { $when ->
        [before] { $count ->
            [one] { $count } z { $total } zostanie pominięta, bo przekroczyłoby to limit przestrzeni.
            [few] { $count } z { $total } zostaną pominięte, bo przekroczyłoby to limit przestrzeni.
           *[many] { $count } z { $total } zostanie pominiętych, bo przekroczyłoby to limit przestrzeni.
        }
       *[after] { $count } z { $total } pominięto, bo przekroczyłoby to limit przestrzeni.
    }
skip-changed-since =
    { $count ->
        [one] { $count } z { $total } pominięto, bo ktoś ją w międzyczasie zmienił.
       *[many] { $count } z { $total } pominięto, bo ktoś je w międzyczasie zmienił.
    }
skip-gone =
    { $count ->
        [one] { $count } z { $total } pominięto, bo już jej nie ma.
       *[many] { $count } z { $total } pominięto, bo już ich nie ma.
    }
skip-not-offered =
    { $count ->
        [one] { $count } z { $total } pominięto, bo poziom, który miała, nie jest już dostępny na tym koncie.
       *[many] { $count } z { $total } pominięto, bo poziom, który miały, nie jest już dostępny na tym koncie.
    }
list-levels-kept = Poziomu, który nie jest już dostępny na tym koncie, nie można tu wybrać. Przestrzenie, które go mają, zachowają go, dopóki nie wybierze się innego.
operation-add-to-group = Dodaj do grupy
operation-remove-from-group = Usuń z grupy
operation-add-tag = Dodaj tag
operation-remove-tag = Usuń tag
operation-change-visibility = Zmień widoczność
operation-change-owner = Zmień opiekuna
operation-give-access = Daj dostęp
operation-take-access = Odbierz dostęp
operation-archive = Archiwizuj
operation-restore = Przywróć
operation-delete = Usuń
