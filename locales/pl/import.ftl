# Import przestrzeni.
import-title = Import przestrzeni
import-spaces = Importuj przestrzenie
import-steps = Kroki
import-step-file = Plik
import-step-columns = Kolumny
import-step-check = Sprawdzenie
import-step-import = Import
import-step-result = Wynik
import-continue = Dalej
import-back = Wstecz
import-start-over = Zacznij od nowa
import-try-again = Spróbuj ponownie
import-drop-here = Upuść plik w dowolnym miejscu: zostanie odczytany tu, w przeglądarce, i nie będzie nigdzie wysłany
# Plik
import-file-heading = Wybierz plik
import-pick = Wybierz plik
import-file-label = Plik arkusza
import-file-help = Upuść plik csv, xls, xlsx lub ods w dowolnym miejscu strony albo wybierz go z dysku. Plik czyta Twoja przeglądarka i nigdy go nie wysyła; na serwer trafiają tylko importowane wiersze.
import-limits = Najwyżej { $size } MB, { $rows } wierszy i { $columns } kolumn; pliki skompresowane do { $unpacked } MB po rozpakowaniu.
import-reading = Czytanie pliku { $file }
import-cancel-reading = Anuluj
import-found = { $file }
import-rows =
    { $count ->
        [one] { $count } wiersz
        [few] { $count } wiersze
       *[many] { $count } wierszy
    }
import-columns =
    { $count ->
        [one] { $count } kolumna
        [few] { $count } kolumny
       *[many] { $count } kolumn
    }
import-sheet = Arkusz
import-hidden-sheet = { $name } (ukryty)
import-header = Wiersz nagłówka
import-header-row = Wiersz { $row }: { $start }
import-no-header = Plik nie ma nagłówka
import-delimiter = Separator kolumn
import-delimiter-semicolon = Średnik ;
import-delimiter-comma = Przecinek ,
import-delimiter-tab = Tabulator
import-delimiter-pipe = Kreska pionowa |
import-encoding = Kodowanie
import-encoding-doubt = Niektóre litery można odczytać na dwa sposoby: „{ $word }” w kodowaniu { $encoding }, „{ $other }” w kodowaniu { $otherencoding }. Wybierz kodowanie, w którym słowa są poprawne.
import-open-quote = Cudzysłów w wierszu { $row } nie jest zamknięty: kolejne wiersze mogły trafić do jego komórki.
import-plain-quotes = Czytaj cudzysłowy jako zwykłe znaki
import-hidden-rows =
    { $count ->
        [one] { $count } ukryty wiersz: też zostanie wczytany.
        [few] { $count } ukryte wiersze: też zostaną wczytane.
       *[many] { $count } ukrytych wierszy: też zostanie wczytanych.
    }
import-preview = Pierwsze wiersze
import-row = Wiersz
# Dlaczego pliku nie da się odczytać
import-too-large = Plik jest większy niż { $limit } MB. Podziel go na mniejsze pliki.
import-too-many-rows = Arkusz ma więcej niż { $limit } wierszy. Podziel go na mniejsze pliki.
import-too-many-columns = Arkusz ma więcej niż { $limit } kolumn. Usuń te, które nie są potrzebne.
import-too-large-unpacked = Plik po rozpakowaniu ma więcej niż { $limit } MB. Zapisz tylko potrzebny arkusz.
import-encrypted = Plik jest chroniony hasłem. Zapisz go bez hasła i wybierz ponownie.
import-damaged = Plik jest uszkodzony albo ucięty. Otwórz go w arkuszu kalkulacyjnym i zapisz jeszcze raz.
import-not-a-spreadsheet = To { $what }, a nie arkusz, który można odczytać. Zapisz dane jako csv, xlsx lub ods.
import-looks-like-pdf = dokument PDF
import-looks-like-image = obraz
import-looks-like-html = strona internetowa
import-looks-like-xml = dokument XML
import-looks-like-json = plik JSON
import-looks-like-document = dokument tekstowy
import-looks-like-presentation = prezentacja
import-looks-like-xlsb = binarny skoroszyt Excela (xlsb)
import-looks-like-old-excel = skoroszyt Excela 4 lub starszego
import-looks-like-numbers = dokument Apple Numbers
import-looks-like-archive = archiwum plików
import-looks-like-media = nagranie dźwiękowe lub film
import-looks-like-program = program
import-looks-like-binary = plik nieznanego rodzaju
import-empty-file = Plik jest pusty. Wybierz inny.
import-empty-sheet = Arkusz jest pusty. Wybierz inny arkusz lub inny plik.
import-no-such-sheet = W pliku nie ma takiego arkusza. Wybierz inny.
import-reading-cancelled = Czytanie anulowano.
import-out-of-memory = Na ten plik nie wystarcza pamięci. Podziel go na mniejsze albo zapisz jako csv.
import-worker-died = Czytanie niespodziewanie się przerwało. Wczytaj stronę jeszcze raz i spróbuj ponownie; jeśli to nie pomoże, zapisz plik jako csv i wybierz go.
# Kolumny
import-columns-heading = Określ, co jest w kolumnach
import-columns-help = Kolumny dopasowano według nagłówków. Twój wybór zostanie zapamiętany dla plików z takimi samymi nagłówkami.
import-leave-column-out = Pomiń
import-target-name = Nazwa
import-target-description = Opis
import-target-groups = Grupy
import-target-tags = Tagi
import-target-visibility = Widoczność
import-target-preset = Przeznaczenie
import-target-owner = Opiekun
import-target-people = Osoby z dostępem
import-notations = Jak czytane są liczby i daty
import-notation-mark = Znak dziesiętny w „{ $column }”
import-notation-mark-comma = Przecinek: 1 234,56
import-notation-mark-point = Kropka: 1,234.56
import-notation-order = Kolejność dat w „{ $column }”
import-notation-order-day-first = Dzień, miesiąc, rok: 23.11.2026
import-notation-order-month-first = Miesiąc, dzień, rok: 11/23/2026
import-notation-order-year-first = Rok, miesiąc, dzień: 26-11-23
import-notation-bare = Liczby w „{ $column }” bez separatorów
import-notation-bare-refused = To nie są daty
import-notation-bare-compact = Rok, miesiąc, dzień: 20261123
import-notation-bare-serial-1900 = Daty seryjne: dni od 1900 roku
import-notation-bare-serial-1904 = Daty seryjne: dni od 1904 roku
import-notation-ambiguous = Te komórki można odczytać na dwa sposoby. Wybierz jeden dla całej kolumny; odczyt jest taki:
import-notation-mixed = W tej kolumnie są komórki obu rodzajów. Wybierz jeden dla całej kolumny; pozostałe są błędne:
import-notation-example = { $text } to { $value }
import-notation-example-wrong = { $text } to błąd
import-notation-times =
    { $count ->
        [one] Godzina przy { $count } dacie zostanie pominięta.
        [few] Godziny przy { $count } datach zostaną pominięte.
       *[many] Godziny przy { $count } datach zostaną pominięte.
    }
import-notation-short-years = Lata dwucyfrowe: od { $first } do 99 to lata od { $from } do 1999, od 00 do { $last } to lata od 2000 do { $to }.
import-reads-as = odczyt: { $value }
import-separators = Kilka wartości w jednej komórce rozdziela
import-separator-new-line = Nowy wiersz
import-separator-semicolon = Średnik
import-separator-comma = Przecinek
import-for-all = Dla wszystkich wierszy
import-for-all-help = Nowe przestrzenie otrzymają to, czego nie ma w pliku.
import-visibility-default = Domyślna na koncie: { $level }
import-owner-default = Gdy nikogo nie wybrano: { $name }
import-problem-name-missing = Żadna kolumna nie jest jeszcze nazwą. Wybierz „Nazwa” przy jednej z nich.
import-problem-twice = Dwie kolumny to „{ $target }”, a może być tylko jedna. Pomiń jedną z nich.
import-checking = Sprawdzanie wierszy…
# Sprawdzenie
import-check-heading = Sprawdź wiersze
import-count-wrong =
    { $count ->
        [0] Bez błędów
        [one] { $count } wiersz z błędem
        [few] { $count } wiersze z błędami
       *[many] { $count } wierszy z błędami
    }
import-count-add = do dodania: { $count }
import-count-update = do zmiany: { $count }
import-count-skip = do pominięcia: { $count }
import-count-left-out = odrzucone: { $count }
import-next-error = Następny błąd
import-show = Pokazywane wiersze
import-show-all = Wszystkie wiersze
import-show-wrong = Tylko błędne
import-rows-label = Wiersze pliku
import-what-happens = Co się stanie
import-no-wrong-rows = Żaden wiersz nie ma błędu.
import-existing = Nazwy, które już istnieją
import-existing-skip = Pomiń
import-existing-update = Zmień przestrzeń
import-existing-create = Utwórz mimo to
import-groups-unknown = Grupy, których jeszcze nie ma
import-groups-create = Utwórz
import-groups-leave-out = Pomiń
import-groups-left-out = Tych grup nie ma i zostaną pominięte, bo grupy mogą dodawać tylko administratorzy: { $groups }.
import-visibility-words = Jaką widoczność oznaczają te słowa
import-visibility-word = „{ $word }” ({ $rows })
import-undecided = Nie wybrano
import-people-unknown = Nie znaleziono: { $people }. Popraw komórki albo odrzuć te wiersze.
import-row-add = Dodanie
import-row-update = Zmiana
import-row-skip = Pominięcie
import-row-closed = Nie możesz zmieniać tej przestrzeni
import-row-wrong = Błąd
import-row-left-out = Odrzucony
import-leave-out = Odrzuć
import-leave-out-row = Odrzuć wiersz { $row }
import-take-in = Przywróć
import-take-in-row = Przywróć wiersz { $row }
import-choice = Co zrobić z wierszem { $row }
import-choice-as-all = Jak dla wszystkich
import-choice-update = Zmień: { $space }
import-cell = { $column }, wiersz { $row }
import-cell-empty = Puste: { $cell }
import-reason-required = Tu nic nie ma, a musi coś być
import-reason-too-long =
    { $max ->
        [one] Ponad { $max } znak
        [few] Ponad { $max } znaki
       *[many] Ponad { $max } znaków
    }
import-reason-too-short =
    { $min ->
        [one] Mniej niż { $min } znak
        [few] Mniej niż { $min } znaki
       *[many] Mniej niż { $min } znaków
    }
import-reason-too-many =
    { $max ->
        [one] Ponad { $max } wartość
       *[many] Ponad { $max } wartości
    }
import-reason-bare-number = Liczba, a nie data, np. 2026-11-23; jeśli to daty seryjne, zaznacz to powyżej
import-reason-taken = Przestrzeń o tej nazwie już istnieje
import-reason-unknown = „{ $value }” nie istnieje
import-reason-unknown-visibility = „{ $value }” nie oznacza żadnej widoczności
import-reason-unknown-choice = to pole nie ma wyboru „{ $value }”
import-reason-choose = wybierz wyżej, co ma oznaczać
import-reason-unknown-person = Na koncie nie ma osoby „{ $value }”
import-reason-ambiguous = „{ $value }” pasuje więcej niż raz
import-reason-ambiguous-space = Więcej niż jedna przestrzeń lub więcej niż jeden wiersz to „{ $value }”; wybierz, co zrobić
import-reason-not-offered = Konto nie udostępnia tej widoczności
import-reason-not-allowed = Może to zmienić tylko opiekun lub administrator
import-reason-no-new-spaces = Przestrzenie mogą dodawać tylko administratorzy
import-reason-no-new-groups = Grupy mogą dodawać tylko administratorzy
import-reason-no-new-choices = Wybory mogą dodawać tylko administratorzy
import-reason-deactivated = Ta osoba jest dezaktywowana
import-reason-no-formula-value = Formuła bez wartości: otwórz plik w arkuszu kalkulacyjnym i zapisz go
import-start =
    { $count ->
        [one] Importuj { $count } przestrzeń
        [few] Importuj { $count } przestrzenie
       *[many] Importuj { $count } przestrzeni
    }
import-start-leaving = { $import }, odrzuć { $out }
import-nothing-right = Żaden wiersz nie jest gotowy do importu.
import-changed-meanwhile =
    { $count ->
        [one] W międzyczasie coś się zmieniło: { $count } wiersz jest teraz błędny i nic nie zaimportowano.
        [few] W międzyczasie coś się zmieniło: { $count } wiersze są teraz błędne i nic nie zaimportowano.
       *[many] W międzyczasie coś się zmieniło: { $count } wierszy jest teraz błędnych i nic nie zaimportowano.
    }
# Import
import-import-heading = Trwa import
import-progress = Zaimportowane wiersze
import-sent = Wysłane wiersze: { $done } z { $total }, pozostało: { $left }
import-coming-in = Wprowadzone wiersze: { $done } z { $total }, pozostało: { $left }
import-offline = Nie ma połączenia z serwerem. Próby trwają; nic nie przepadnie.
import-cancel = Anuluj import
import-cancelled = Import anulowano: nic nie zostało dodane.
# Wynik
import-result-added =
    { $count ->
        [one] Dodano { $count } przestrzeń
        [few] Dodano { $count } przestrzenie
       *[many] Dodano { $count } przestrzeni
    }
import-result-updated = zmieniono { $count }
import-result-skipped = pominięto { $count }
import-result-left-out = odrzucono { $count }
import-link-added =
    { $count ->
        [one] Pokaż { $count } dodaną przestrzeń
        [few] Pokaż { $count } dodane przestrzenie
       *[many] Pokaż { $count } dodanych przestrzeni
    }
import-link-updated =
    { $count ->
        [one] Pokaż { $count } zmienioną przestrzeń
        [few] Pokaż { $count } zmienione przestrzenie
       *[many] Pokaż { $count } zmienionych przestrzeni
    }
import-link-skipped =
    { $count ->
        [one] Pokaż { $count } pominiętą przestrzeń
        [few] Pokaż { $count } pominięte przestrzenie
       *[many] Pokaż { $count } pominiętych przestrzeni
    }
import-link-left-out =
    { $count ->
        [one] Pokaż { $count } odrzucony wiersz
        [few] Pokaż { $count } odrzucone wiersze
       *[many] Pokaż { $count } odrzuconych wierszy
    }
import-to-list = Przejdź do przestrzeni
import-download-wrong = Pobierz wiersze z błędami
import-another = Importuj kolejny plik
import-fix-it-header = Co jest nie tak
import-fix-it-left-out = Odrzucony przez Ciebie
import-fix-it-was-wrong = Był błędny, gdy wprowadzano pozostałe
import-fix-it-file = { $name } – do poprawy
import-left-out-title = Odrzucone wiersze
import-left-out-about = Te wiersze pozostają w tej przeglądarce do opuszczenia strony. Pobierz je, aby je poprawić i zaimportować ponownie.
import-left-out-more = Pokaż więcej wierszy
import-undo = Cofnij import
import-undo-untouched =
    { $count ->
        [one] { $count } przestrzeń zniknie lub wróci do poprzedniego stanu.
        [few] { $count } przestrzenie znikną lub wrócą do poprzedniego stanu.
       *[many] { $count } przestrzeni zniknie lub wróci do poprzedniego stanu.
    }
import-undo-touched = Zmienione od czasu importu: zostaną, o ile ich nie zaznaczysz
import-undo-keep = Zostaw wszystko
import-undone =
    { $count ->
        [one] Import cofnięto: { $count } przestrzeń.
        [few] Import cofnięto: { $count } przestrzenie.
       *[many] Import cofnięto: { $count } przestrzeni.
    }
# Dotychczasowe importy
import-past-title = Import
import-past-none = Nic jeszcze nie zaimportowano
import-past-who = Kto
import-past-when = Kiedy
import-past-file = Plik
import-past-result = Wynik
import-past-act = Cofnięcie
import-past-undone = Cofnięty
import-example = Pobierz przykładowy plik
import-example-about = Tak może wyglądać plik:
