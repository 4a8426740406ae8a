# O czym decydują administratorzy konta.
account-no-access = Tę stronę mogą otworzyć tylko administratorzy
account-no-access-help = Zwróć się do administratora swojego konta.
to-start = Do pierwszej strony

# Dodatki.
settings-add-ons = Integracje i dodatki
add-ons-lead = Części produktu, których używa Twoje konto. Wyłączenie ukrywa dodatek przed wszystkimi i niczego nie usuwa.
add-on-spaces = Przestrzenie
add-on-spaces-about = Miejsca pracy, każde wokół jednego tematu: do rozmowy, do wymiany plików i linków, do prowadzenia projektu.
add-on-spaces-enable = Włącz obsługę Przestrzeni
add-on-spaces-on = Przestrzenie są włączone dla wszystkich na koncie.
add-on-spaces-off = Przestrzenie są wyłączone: ich strony, wyszukiwanie i szybkie dodawanie zniknęły dla wszystkich. Zawartość przestrzeni jest zachowana i wróci po włączeniu.
add-on-spaces-is-off = Przestrzenie są wyłączone
add-on-off-why = Administrator wyłączył ten dodatek, więc jego strony nie istnieją dla nikogo. Niczego w nim nie usunięto. Ten powód widzą tylko administratorzy.

# Widoczność i prawa w przestrzeniach.
settings-visibility = Widoczność
rules-title = Widoczność przestrzeni
rules-levels = Poziomy, których można używać
rules-levels-help = Co najmniej jeden poziom jest w użyciu. Przestrzenie, które mają już inny poziom, zachowują go.
rules-public-means = Każdy na koncie widzi przestrzeń i może ją otworzyć.
rules-private-means = Każdy widzi nazwę, opiekuna i grupy; otwierają ją tylko osoby z dostępem.
rules-hidden-means = O jej istnieniu wiedzą tylko osoby z dostępem i administratorzy.
rules-default = Domyślna widoczność
rules-add-spaces = Kto może dodawać przestrzenie
rules-edit-groups = Kto może zarządzać grupami
rules-edit-groups-help = Dodawanie, zmiana nazwy i koloru. Usuwanie grup i ich kolejność zawsze należą do administratorów.
rules-import-and-export = Kto może importować i eksportować
rules-import-help = Wiersze importu dodają przestrzenie i grupy tylko tym, którzy mogą je dodawać ręcznie.
rules-who-everybody = Wszyscy
rules-who-administrators = Administratorzy
rules-conflict = W międzyczasie te ustawienia zapisał ktoś inny. Twój wybór jest nadal poniżej; zapisz ponownie, aby zastąpił te ustawienia:
rights-title = Prawa poszczególnych ról
rights-lead = To, na co pozwala serwer przy zapisanych powyżej ustawieniach. W ukrytej przestrzeni osoba z zewnątrz nie ma żadnych praw: dla niej ta przestrzeń nie istnieje.
rights-action = Prawo
rights-yes = Tak
rights-no = Nie
rights-with-a-space = W przestrzeni
rights-in-the-account = Na koncie
rights-part-outsider-hidden = Osoba z zewnątrz, ukryta przestrzeń
rights-part-outsider-private = Osoba z zewnątrz, niepubliczna przestrzeń
rights-part-anyone-public = Każdy, publiczna przestrzeń
rights-part-member = Uczestnik
rights-part-owner = Opiekun
rights-part-administrator = Administrator
right-find = Wiedzieć, że istnieje: nazwa, opiekun, grupy
right-open = Czytać
right-leave = Opuszczać
right-discuss = Pisać wątki i odpowiedzi, reagować
right-edit = Edytować nazwę, opis, grupy, tagi, pola dodatkowe
right-manage-people = Dawać i odbierać dostęp
right-change-visibility = Zmieniać widoczność
right-hand-over = Zmieniać opiekuna
right-archive = Archiwizować
right-restore = Przywracać z archiwum lub z kosza
right-delete = Usuwać
right-use-account = Korzystać z list, widzieć nazwiska współpracowników, zmieniać własny profil
right-add-space = Dodawać przestrzenie
right-add-deal = Dodawać szanse sprzedaży
right-import = Importować
right-export = Eksportować
right-edit-groups = Dodawać grupy, zmieniać ich nazwy i kolory
right-manage-groups = Usuwać grupy i ustalać ich kolejność
right-manage-users = Zarządzać użytkownikami
right-manage-settings = Zmieniać ustawienia konta
right-read-audit-log = Czytać dziennik zdarzeń
space-level-kept = Poziom „{ $level }” nie jest już oferowany na Twoim koncie. Ta przestrzeń zachowa go, dopóki nie wybierzesz innego.
space-add-no-access = Na Twoim koncie przestrzenie dodają tylko administratorzy
import-no-access = Na Twoim koncie importują tylko administratorzy

# Numbers.
reason-out-of-range = Wybierz liczbę od { $min } do { $max }.

# Dziennik zdarzeń.
settings-audit-log = Dziennik zdarzeń
audit-lead = Kto co zrobił na koncie: logowania, także odrzucone, ludzie i prawa, zaglądanie do zamkniętych przestrzeni, importy, eksporty, usunięcia, ustawienia.
audit-when = Kiedy
audit-when-utc = Kiedy (UTC)
audit-who = Kto
audit-kind = Rodzaj
audit-what = Co się stało
audit-person = Osoba
audit-from = Od
audit-to = Do
audit-anything = Wszystko
audit-anybody = Ktokolwiek
audit-show = Pokaż
audit-more = Pokaż więcej
audit-export-button = Eksportuj
audit-none = Żaden wpis nie pasuje
audit-none-help = Wybierz inny rodzaj, osobę lub okres.
audit-show-all = Pokaż wszystkie wpisy
audit-by-the-server = Serwer lub jego wiersz poleceń
audit-by-nobody = Nikt zalogowany
audit-gone = (już nie istnieje)
audit-kept-title = Jak długo przechowywać wpisy
audit-kept-days = Dni
audit-kept-help = Starsze wpisy są usuwane codziennie. Od { $min } do { $max } dni.
audit-kept-saved =
    { $count ->
        [one] Wpisy są przechowywane przez { $count } dzień.
        [few] Wpisy są przechowywane przez { $count } dni.
       *[many] Wpisy są przechowywane przez { $count } dni.
    }
audit-topic-sign-in = Logowanie
audit-topic-signed-in = Udane logowania
audit-topic-people = Ludzie i role
audit-topic-access = Dostęp do przestrzeni i szans
audit-topic-look = Zajrzenie do zamkniętej przestrzeni
audit-topic-deletion = Usunięcie
audit-topic-conversation = Rozmowy
audit-topic-operation = Operacja na liście
audit-topic-import = Import
audit-topic-export = Eksport
audit-topic-settings = Ustawienia
audit-topic-other = Inne
audit-signed-in = Zalogowano z { $from }
audit-sign-in-refused = Odrzucono logowanie: { $email }, z { $from } – błędny e-mail lub hasło
audit-sign-in-paused = Wstrzymano logowanie: { $email }, z { $from } – zbyt wiele błędnych prób
audit-no-email = (to nie adres e-mail)
audit-signed-out-everywhere = Wylogowano wszędzie
audit-password-set = Ustawiono hasło przez odnośnik, z { $from }
audit-password-changed = Zmieniono własne hasło
audit-account-set-up = Założono konto
audit-user-added = Dodano osobę z wiersza poleceń: { $about }
audit-user-invited = Zaproszono osobę: { $about } ({ $role })
audit-reset-link = Utworzono odnośnik do nowego hasła dla osoby: { $about }
audit-role-changed = Zmieniono rolę osoby: { $about } ({ $role })
audit-user-deactivated =
    { $count ->
        [0] Wyłączono konto: { $about }
        [one] Wyłączono konto: { $about }, przekazano { $count } przestrzeń
        [few] Wyłączono konto: { $about }, przekazano { $count } przestrzenie
       *[many] Wyłączono konto: { $about }, przekazano { $count } przestrzeni
    }
audit-user-activated = Ponownie włączono konto: { $about }
audit-access-given = Dano dostęp do przestrzeni „{ $about }”: { $people }
audit-access-taken = Odebrano dostęp do przestrzeni „{ $about }”: { $people }
audit-access-requested = Poproszono o dostęp do przestrzeni „{ $about }”
audit-access-granted = Przyznano dostęp do przestrzeni „{ $about }” na prośbę: { $people }
audit-access-declined = Odrzucono prośbę o dostęp do przestrzeni „{ $about }”: { $people }
audit-visibility-changed = Zmieniono widoczność przestrzeni „{ $about }”: { $from } → { $to }
audit-owner-changed = Zmieniono opiekuna przestrzeni „{ $about }”: { $from } → { $to }
audit-space-opened = Zajrzano do zamkniętej przestrzeni „{ $about }”
audit-space-deleted = Usunięto przestrzeń „{ $about }”
audit-user-added-as = Dodano osobę z wiersza poleceń: { $about } ({ $role })
audit-deal-access-given = Dano dostęp do szansy „{ $about }”: { $people }
audit-deal-access-taken = Odebrano dostęp do szansy „{ $about }”: { $people }
audit-deal-owner-changed = Zmieniono opiekuna szansy „{ $about }”: { $from } → { $to }
audit-topic-deleted = Usunięto wątek w przestrzeni „{ $about }”: { $topic } (autor: { $author })
audit-topic-moved = Przeniesiono wątek z przestrzeni „{ $about }” do „{ $to }”: { $topic } (autor: { $author })
audit-post-deleted = Usunięto wpis w przestrzeni „{ $about }”, wątek: { $topic } (autor: { $author })
audit-topic-without-title = (bez tytułu)
audit-deal-deleted = Usunięto szansę sprzedaży „{ $about }”
audit-space-purged =
    { $count ->
        [one] { $count } przestrzeń zniknęła z kosza na dobre: { $about }
        [few] { $count } przestrzenie zniknęły z kosza na dobre: { $about }
       *[many] { $count } przestrzeni zniknęło z kosza na dobre: { $about }
    }
audit-stage-added = Dodano etap „{ $stage }”
audit-stage-renamed = Zmieniono nazwę etapu „{ $from }” na „{ $to }”
audit-stages-ordered = Zmieniono kolejność etapów
audit-stage-deleted =
    { $count ->
        [0] Usunięto etap „{ $about }”
        [one] Usunięto etap „{ $about }” i przeniesiono z niego { $count } szansę
        [few] Usunięto etap „{ $about }” i przeniesiono z niego { $count } szanse
       *[many] Usunięto etap „{ $about }” i przeniesiono z niego { $count } szans
    }
audit-group-deleted =
    { $count ->
        [one] Usunięto grupę „{ $about }”, w której była { $count } przestrzeń
        [few] Usunięto grupę „{ $about }”, w której były { $count } przestrzenie
       *[many] Usunięto grupę „{ $about }”, w której było { $count } przestrzeni
    }
audit-operation =
    { $count ->
        [one] Operacja na liście „{ $about }”: { $count } przestrzeń
        [few] Operacja na liście „{ $about }”: { $count } przestrzenie
       *[many] Operacja na liście „{ $about }”: { $count } przestrzeni
    }
audit-operation-taken-back =
    { $count ->
        [one] Cofnięto operację „{ $about }”: { $count } przestrzeń
        [few] Cofnięto operację „{ $about }”: { $count } przestrzenie
       *[many] Cofnięto operację „{ $about }”: { $count } przestrzeni
    }
audit-operation-undone =
    { $count ->
        [one] Cofnięto operację na liście: { $count } przestrzeń
        [few] Cofnięto operację na liście: { $count } przestrzenie
       *[many] Cofnięto operację na liście: { $count } przestrzeni
    }
audit-import = Zaimportowano { $file }: dodano { $added }, zmieniono { $updated }, pominięto { $skipped }
audit-import-undone =
    { $count ->
        [one] Cofnięto import { $about }: { $count } przestrzeń
        [few] Cofnięto import { $about }: { $count } przestrzenie
       *[many] Cofnięto import { $about }: { $count } przestrzeni
    }
audit-export =
    { $count ->
        [one] Wyeksportowano: { $about }, { $count } wiersz
        [few] Wyeksportowano: { $about }, { $count } wiersze
       *[many] Wyeksportowano: { $about }, { $count } wierszy
    }
audit-files-deleted =
    { $count ->
        [one] Usunięto { $count } plik lub folder innej osoby w przestrzeni „{ $about }”
        [few] Usunięto { $count } pliki i foldery innych osób w przestrzeni „{ $about }”
       *[many] Usunięto { $count } plików i folderów innych osób w przestrzeni „{ $about }”
    }
audit-files-downloaded =
    { $count ->
        [one] Pobrano jako zip { $count } plik z przestrzeni „{ $about }”
        [few] Pobrano jako zip { $count } pliki z przestrzeni „{ $about }”
       *[many] Pobrano jako zip { $count } plików z przestrzeni „{ $about }”
    }
audit-exported-spaces = przestrzenie
audit-exported-statistics = statystyki
audit-exported-audit-log = dziennik zdarzeń
audit-exported-conversation = rozmowy przestrzeni
audit-add-on-on = Włączono dodatek { $add-on }
audit-add-on-off = Wyłączono dodatek { $add-on }
audit-rules-changed = Zmieniono ustawienia przestrzeni. { $changes }
audit-file-rules-changed = Zmieniono ustawienia plików. { $changes }
audit-file-largest = Największy plik
audit-file-quota = Miejsce na wszystkie pliki
audit-file-no-quota = ogranicza je tylko dysk
audit-file-megabytes = { $count } MB
audit-file-originals = Zachowuj pozycję i aparat w zdjęciach
audit-file-yes = tak
audit-file-no = nie
audit-kept =
    { $count ->
        [one] Dziennik zdarzeń jest przechowywany przez { $count } dzień
        [few] Dziennik zdarzeń jest przechowywany przez { $count } dni
       *[many] Dziennik zdarzeń jest przechowywany przez { $count } dni
    }
audit-unknown = { $word }: { $text }
