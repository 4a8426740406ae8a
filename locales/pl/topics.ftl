# The tabs of a space's page, and its list of topics.
space-tabs = Części tej przestrzeni
topics = Wątki
topics-filters = Które wątki
topics-all = Wszystkie
topics-open = Otwarte
topics-closed = Zamknięte
topics-mine = Moje
topics-mark-all-read = Oznacz wszystkie jako przeczytane
topics-all-read = Wszystkie wątki są przeczytane
topics-more = Wczytaj więcej
topics-show-all = Pokaż wszystkie wątki
topics-none = Nic tu jeszcze nie ma.
topics-none-filtered = Żaden wątek nie pasuje do tych filtrów.
topics-empty = Nikt tu jeszcze nic nie napisał. Zacznij pierwszy wątek.
topics-read-only = Ta przestrzeń jest w archiwum. Wątki można czytać, ale niczego nie można dodać.
topics-in-trash = Ta przestrzeń jest w koszu. Wątki można czytać, ale niczego nie można dodać.
topics-deleted = Usunięte wątki
topic-new = Nowy wątek
topic-title-field = Tytuł (niekonieczny)
topic-text-field = Napisz wpis
topic-post = Opublikuj
topic-unread = Nieprzeczytane:
topic-pinned = Przypięty
topic-is-closed = Zamknięty
topic-last-reply = Ostatnia odpowiedź: { $name },
topic-replies =
    { $count ->
        [one] { $count } odpowiedź
        [few] { $count } odpowiedzi
       *[many] { $count } odpowiedzi
    }
topic-deleted-by = Usunięcie: { $name },

# A topic.
breadcrumbs = Miejsce tej strony
topic-menu = Więcej o tym wątku
topic-edit-title = Zmień tytuł
topic-title-conflict = Ktoś w międzyczasie zmienił tytuł na „{ $title }”. Zapisz jeszcze raz, aby go zastąpić.
topic-pin = Przypnij
topic-unpin = Odepnij
topic-was-pinned = Wątek przypięty
topic-was-unpinned = Wątek odpięty
topic-close = Zamknij
topic-close-title = Zamknij ten wątek
topic-close-confirm = Zamknij wątek
topic-was-closed = Wątek zamknięty
topic-outcome = Wynik:
topic-outcome-field = Wynik
topic-outcome-help = Jedno zdanie o tym, co z tego wyszło. Można je pominąć.
topic-reopen = Otwórz ponownie
topic-reopened = Wątek znów jest otwarty
topic-move = Przenieś do innej przestrzeni
topic-move-title = Przenieś do innej przestrzeni
topic-move-to = Przestrzeń
topic-move-choose = Wybierz przestrzeń.
topic-move-confirm = Przenieś
topic-moved = Przeniesiono do: { $name }
topic-move-losing =
    { $count ->
        [0] Nikt z czytających nie straci tego wątku.
        [one] { $count } osoba, która czyta ten wątek, nie otworzy go w nowym miejscu.
        [few] { $count } osoby, które czytają ten wątek, nie otworzą go w nowym miejscu.
       *[many] { $count } osób, które czytają ten wątek, nie otworzy go w nowym miejscu.
    }
topic-move-gaining =
    { $count ->
        [0] Nikt nowy go nie otworzy.
        [one] Otworzy go { $count } nowa osoba.
        [few] Otworzą go { $count } nowe osoby.
       *[many] Otworzy go { $count } nowych osób.
    }
topic-move-files =
    { $count ->
        [one] Przejdzie też { $count } plik.
        [few] Przejdą też { $count } pliki.
       *[many] Przejdzie też { $count } plików.
    }
topic-delete = Usuń
topic-deleted = Wątek usunięty
topic-is-deleted = Ten wątek jest usunięty.
topic-restored = Wątek przywrócony

# Following.
follow = Obserwuj
follow-everything = Wszystko
follow-taking-part = To, w czym biorę udział
follow-mentions = Wzmianki
follow-nothing = Nic
follow-as-space = Jak w przestrzeni ({ $level })
follow-now-everything = Obserwujesz: wszystko
follow-now-taking-part = Obserwujesz: mój udział
follow-now-mentions = Obserwujesz: wzmianki
follow-now-nothing = Nie obserwujesz
follow-changed = Zmieniono obserwowanie

# Posts.
post = Wpis
posts = Wpisy
posts-older = Starsze wpisy
posts-newer = Nowsze wpisy
posts-new = Nowe
posts-arrived =
    { $count ->
        [one] { $count } nowy wpis
        [few] { $count } nowe wpisy
       *[many] { $count } nowych wpisów
    }
post-of = Wpis: { $name }
post-edited = zmieniony
post-menu = Więcej o tym wpisie
post-quote = Odpowiedz z cytatem
post-copy-link = Kopiuj link
post-link-copied = Skopiowano link
post-edit = Zmień
post-edit-field = Zmień wpis
post-save = Zapisz
post-conflict = Ktoś w międzyczasie zmienił ten wpis
post-delete = Usuń
post-deleted = Wpis usunięty
post-deleted-of = Usunięty wpis: { $name }
post-restored = Wpis przywrócony
post-mark-unread = Oznacz jako nieprzeczytane od tego miejsca
post-marked-unread = Oznaczono jako nieprzeczytane
post-versions = Wersje
post-pending = Wpisy w trakcie wysyłania
post-sending = Wysyłanie…
post-waiting = Czeka na sieć
reply-field = Napisz odpowiedź
reply-send = Wyślij
reaction-by = { $emoji }: { $names }
reaction-add = Dodaj reakcję
reaction-other = Inne emoji
reaction-emoji = Emoji

# Drafts of posts.
draft-other = Jest inny szkic, z innej karty lub okna:
draft-use = Użyj

# The box in which posts are written.
writing-tools = Formatowanie
writing-bold = Pogrubienie
writing-italic = Kursywa
writing-list = Lista
writing-numbered = Lista numerowana
writing-quote = Cytat
writing-code = Kod
writing-link = Link
writing-table = Tabela
writing-preview = Podgląd
writing-preview-empty = Nie ma jeszcze czego pokazać.
writing-suggestions = Podpowiedzi
writing-keys = Ctrl+Enter wysyła. @ wspomina osobę, # nazywa przestrzeń, : znajduje emoji.
writing-readers =
    { $count ->
        [0] Nikt inny tego nie przeczyta
        [one] Przeczyta to { $count } osoba
        [few] Przeczytają to { $count } osoby
       *[many] Przeczyta to { $count } osób
    }
writing-readers-all = Mogą to przeczytać wszyscy na koncie
writing-cannot-open = { $name } nie może otworzyć tej przestrzeni.

# Kto pisze w wątku
writing-one = { $name } pisze
writing-two = { $name } i { $other } piszą
writing-several = Pisze kilka osób

# Kinds of topics.
kind = Rodzaj
kind-talk = Rozmowa
kind-task = Zadanie
kind-idea = Pomysł
kind-link = Link
kind-page = Strona
kinds-all = Wszystkie rodzaje
kinds-talk = Rozmowy
kinds-task = Zadania
kinds-idea = Pomysły
kinds-link = Linki
kinds-page = Strony
kind-make-talk = Zmień w rozmowę
kind-make-task = Zmień w zadanie
kind-make-idea = Zmień w pomysł
kind-make-link = Zmień w link
kind-make-page = Zmień w stronę
kind-changed-talk = To teraz rozmowa
kind-changed-task = To teraz zadanie
kind-changed-idea = To teraz pomysł
kind-changed-link = To teraz link
kind-changed-page = To teraz strona
