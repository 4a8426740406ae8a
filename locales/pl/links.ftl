# A link: its address above the thread, and its tags.
link-panel = Adres
link-address = Adres
link-tags = Tagi
link-tag-new = Nowy tag
link-opens-tab = (otwiera się w nowej karcie)
link-without-address = Ten link nie ma jeszcze adresu.
link-edit = Zmień adres
link-add-address = Dodaj adres
link-edit-title = Zmień link
link-saved = Link zmieniony
link-conflict = Ktoś w międzyczasie zmienił ten link. Jego adres to teraz { $address }. Zapisz jeszcze raz, aby go zastąpić.
link-same = Ten adres ma inny wątek:

# An address that has a topic already.
link-known = Ten adres ma tu już wątek:
link-known-short = Ten adres ma tu już wątek.
link-known-opened = Ten adres ma tu już wątek.
link-known-kept = Ten adres ma tu już wątek. Twój tekst czeka pod nim.
link-known-draft = Ten wątek ma już ten adres. Twój tekst:
link-known-use = Dodaj swój tekst jako odpowiedź

# The links of a space, in its library.
links = Linki
links-search = Szukaj w tytułach, adresach i tagach
links-all-tags = Wszystkie tagi
links-empty = Nie ma tu jeszcze linków. Dodaj pierwszy, wpisując jego adres, albo wczytaj zakładki.
links-empty-read-only = Nie ma tu linków.
links-nothing-found = Żaden link nie pasuje.
link-add = Dodaj link
link-added = Link dodany

# Importing bookmarks.
bookmarks-import = Wczytaj zakładki
bookmarks-file = Plik z zakładkami
bookmarks-file-help = HTML zapisany przez przeglądarkę (foldery staną się tagami) albo tabela z adresem, tytułem i tagami (csv, xlsx, ods).
bookmarks-pick = Wybierz plik
bookmarks-reading = Odczyt pliku…
bookmarks-none = W tym pliku nie ma adresów stron. Wybierz inny.
bookmarks-too-many = Plik może mieć najwyżej { $max } zakładek. Podziel go.
bookmarks-other-file = Wybierz inny plik
bookmarks-table = Zakładki w pliku
bookmarks-column-state = Co się stanie
bookmarks-column-title = Tytuł
bookmarks-more =
    { $count ->
        [one] i jeszcze { $count } zakładka
        [few] i jeszcze { $count } zakładki
       *[many] i jeszcze { $count } zakładek
    }
bookmark-new = Zostanie dodany
bookmark-known = Już znany:
bookmark-repeated = Drugi raz w pliku
bookmarks-new =
    { $count ->
        [0] W tym pliku nie ma nic nowego.
        [one] { $count } link zostanie dodany.
        [few] { $count } linki zostaną dodane.
       *[many] { $count } linków zostanie dodanych.
    }
bookmarks-known =
    { $count ->
        [one] { $count } jest już znany.
        [few] { $count } są już znane.
       *[many] { $count } jest już znanych.
    }
bookmarks-wrong =
    { $count ->
        [one] { $count } adres jest błędny.
        [few] { $count } adresy są błędne.
       *[many] { $count } adresów jest błędnych.
    }
bookmarks-add =
    { $count ->
        [one] Dodaj { $count } link
        [few] Dodaj { $count } linki
       *[many] Dodaj { $count } linków
    }
bookmarks-added =
    { $count ->
        [0] Niczego nie dodano.
        [one] Dodano { $count } link.
        [few] Dodano { $count } linki.
       *[many] Dodano { $count } linków.
    }
