# Wyszukiwanie wszystkiego i paleta poleceń.
search-title = Szukaj
search-form = Szukaj słów
search-groups = Czego szukać
search-group-all = Wszystko
search-group-spaces = Przestrzenie
search-group-topics = Wątki i wpisy
search-group-files = Pliki
search-group-links = Linki
search-group-people = Osoby
search-group-deals = Szanse sprzedaży
search-show-all = Pokaż wszystko
search-type = Wpisz słowo, aby szukać przestrzeni, wątków, wpisów, plików, linków, osób i szans sprzedaży
search-nothing = Nic nie znaleziono
search-nothing-help = Muszą wystąpić wszystkie słowa albo słowa, które się tak zaczynają. Wpisz mniej słów.
hit-post = Wpis
hit-person = Osoba
hit-deal = Szansa sprzedaży

palette-title = Paleta poleceń
palette-field = Szukaj albo wybierz polecenie
palette-rows = Polecenia i wyniki
palette-count =
    { $count ->
        [0] Nic nie znaleziono
        [one] { $count } pozycja
        [few] { $count } pozycje
       *[many] { $count } pozycji
    }
palette-search-all = Szukaj „{ $words }” wszędzie
palette-help-open = otwiera
palette-help-tab = w nowej karcie
palette-recent = Ostatnio wybrane
palette-page = Na tej stronie
palette-add = Dodaj
palette-go = Przejdź do
palette-account = Konto i wygląd
palette-search = Wszędzie
palette-new-topic = Nowy wątek tutaj
palette-upload = Prześlij pliki tutaj
palette-add-space = Dodaj przestrzeń
palette-add-deal = Dodaj szansę sprzedaży
palette-import = Importuj przestrzenie
palette-theme = Motyw
palette-language = Język
