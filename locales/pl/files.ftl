# Rodzaje plików.
file-kind-picture = Obraz
file-kind-pdf = PDF
file-kind-document = Dokument
file-kind-sheet = Arkusz
file-kind-text = Tekst
file-kind-audio = Dźwięk
file-kind-video = Wideo
file-kind-archive = Archiwum
file-kind-other = Plik
file-kind-folder = Folder

# Karta „Biblioteka” przestrzeni: foldery, pliki, wyszukiwanie i filtry.
library = Biblioteka
library-files = Pliki
library-views = Części biblioteki
library-by-folder = Foldery
library-by-topic = Według wątków
library-layout = Układ
library-as-list = Lista
library-as-tiles = Kafelki
library-path = Miejsce tego folderu
library-search = Szukaj po nazwie
library-filter-kind = Rodzaj
library-filter-person = Kto dodał
library-filter-from = Dodane od
library-filter-to = Dodane do
library-filter-any-kind = Wszystkie rodzaje
library-filter-anybody = Ktokolwiek
library-filters-apply = Pokaż pliki
library-pill-person = Kto dodał: { $name }
library-pill-from = Dodane od { $day }
library-pill-to = Dodane do { $day }
library-column-name = Nazwa
library-column-size = Rozmiar
library-column-kind = Rodzaj
library-column-added = Dodano
library-column-menu = Działania
library-sort = Sortuj
library-sort-up = Rosnąco
library-sort-down = Malejąco
library-select = Zaznacz { $name }
library-select-all = Zaznacz wszystkie pokazane
library-more = Wczytaj więcej
library-empty = Nie ma tu jeszcze plików. Upuść je na tej stronie albo prześlij.
library-empty-read-only = Nie ma tu plików.
library-folder-empty = Ten folder jest pusty.
library-topic-alone = Tylko te pliki
library-topics-empty = W wątkach tej przestrzeni nie ma jeszcze plików.
library-nothing-found = Żaden plik nie pasuje.
library-read-only = Ta przestrzeń jest w archiwum. Pliki można czytać, ale niczego nie można dodać ani zmienić.
library-in-trash = Ta przestrzeń jest w koszu. Pliki można czytać, ale niczego nie można dodać ani zmienić.

# Co można zrobić z plikami i folderami.
library-upload = Prześlij
library-new-folder = Nowy folder
library-folder-name = Nazwa
library-folder-add = Dodaj folder
library-folder-added = Dodano folder { $name }
library-name-taken = Ta nazwa jest już w tym folderze. Wybierz inną.
library-name-too-long = Ta nazwa jest za długa. Litery z ogonkami i kreskami zajmują po dwa z jej 255 miejsc.
library-selection = Zaznaczone pliki
library-selected = Zaznaczono: { $count }
library-not-all = Nie możesz tego zrobić ze wszystkim, co jest zaznaczone.
library-download = Pobierz
library-download-all = Pobierz wszystko
library-menu = Więcej: { $name }
library-open = Otwórz
library-rename = Zmień nazwę
library-rename-title = Zmień nazwę: { $name }
library-renamed = Nowa nazwa: { $name }
library-rename-conflict = Ktoś w międzyczasie zmienił nazwę na „{ $name }”. Zapisz jeszcze raz, aby ją zastąpić.
library-move = Przenieś
library-move-title = Przenieś do folderu
library-move-to = Folder
library-move-choose = Wybierz folder.
library-moved =
    { $count ->
        [one] Przeniesiono do: { $folder }
        [few] Przeniesiono { $count } pozycje do: { $folder }
       *[many] Przeniesiono { $count } pozycji do: { $folder }
    }
library-moved-back = Przeniesiono z powrotem
library-cut =
    { $count ->
        [one] { $count } pozycja czeka na przeniesienie. Otwórz folder i naciśnij Ctrl+V.
        [few] { $count } pozycje czekają na przeniesienie. Otwórz folder i naciśnij Ctrl+V.
       *[many] { $count } pozycji czeka na przeniesienie. Otwórz folder i naciśnij Ctrl+V.
    }
library-dragging =
    { $count ->
        [one] Przeciągasz: { $name }
        [few] Przeciągasz { $count } pozycje
       *[many] Przeciągasz { $count } pozycji
    }
library-copy-link = Kopiuj link
library-link-copied = Skopiowano link
library-delete = Usuń
library-deleted =
    { $count ->
        [one] Usunięto: { $name }
        [few] Usunięto { $count } pozycje
       *[many] Usunięto { $count } pozycji
    }
library-restore = Przywróć
library-restore-name = Przywróć: { $name }
library-restored = Przywrócono: { $name }
library-restored-all = Przywrócono
library-trash = Kosz
library-trash-title = Usunięte pliki i foldery
library-trash-help = Zostają tu przez 30 dni.
library-deleted-by = Usunięcie: { $name },

# Strona pliku.
file-preview = Podgląd
file-preview-none = Pliki tego rodzaju nie mają podglądu. Pobierz plik, aby go otworzyć.
file-preview-pending = Podgląd jest w przygotowaniu.
file-preview-failed = Nie ma podglądu: plik jest uszkodzony albo zbyt duży. Pobierz go, aby go otworzyć.
file-preview-cut = To tylko początek. Pobierz plik, aby zobaczyć całość.
file-preview-rows =
    { $count ->
        [one] Widać tylko pierwszy wiersz arkusza „{ $name }”.
        [few] Widać tylko { $count } pierwsze wiersze arkusza „{ $name }”.
       *[many] Widać tylko { $count } pierwszych wierszy arkusza „{ $name }”.
    }
file-preview-first-rows =
    { $count ->
        [one] Widać tylko pierwszy wiersz.
        [few] Widać tylko { $count } pierwsze wiersze.
       *[many] Widać tylko { $count } pierwszych wierszy.
    }
file-sheet = Arkusz „{ $name }”
file-open-full = Otwórz w pełnym rozmiarze
file-read-here = Czytaj tutaj
file-open-pdf = Otwórz sam PDF
file-facts = O tym pliku
file-size = Rozmiar
file-kind = Rodzaj
file-added = Dodano
file-space = Przestrzeń
file-place = Folder
file-place-topic = Wątek
file-place-draft = W szkicu, który widzisz tylko Ty
file-hash = SHA-256
file-hash-copy = Kopiuj SHA-256
file-hash-copied = Skopiowano SHA-256
file-versions = Wersje
file-version = Wersja { $number }
file-version-download = Pobierz wersję { $number }
file-new-version = Prześlij nową wersję
file-uses = Gdzie jest użyty
file-uses-none = Żaden wpis nie pokazuje tego pliku.
file-is-deleted = Ten plik jest w koszu swojej przestrzeni.

# Ustawienia konta.
settings-files = Pliki
file-rules-title = Pliki
file-rules-help = Pliki ponad te granice nie zostaną przyjęte. To, co już jest zapisane, zostaje.
file-rules-largest = Największy plik w MB
file-rules-quota = Miejsce na wszystkie pliki w MB
file-rules-quota-help = Zostaw puste, jeśli ogranicza je tylko dysk.
file-rules-no-quota = Ogranicza je tylko dysk
file-rules-keep = Zachowuj położenie i aparat w obrazach
file-rules-keep-help = W przeciwnym razie znikają z obrazów, które się pokazuje lub pobiera.
file-rules-kept = Zachowywane
file-rules-not-kept = Usuwane
file-rules-used = Zajęte
file-rules-free = Wolne na dysku serwera
file-rules-whole-number = Potrzebna jest liczba całkowita, np. 2048.
