# Co się stało i co zrobić.
not-found-title = Nic tu nie ma
error-title = To się nie udało
error-back = Wróć
error-not-found = Ta strona nie istnieje albo nie masz do niej dostępu. Sprawdź adres lub zapytaj osobę, od której masz link.
error-not-allowed = Nie możesz tego zrobić. Może to zrobić opiekun lub administrator.
error-signed-out = Sesja wygasła. Zaloguj się ponownie, aby pracować dalej.
error-invalid = Coś się tu jeszcze nie zgadza. Sprawdź zaznaczone pola.
error-conflict = W międzyczasie zmienił to ktoś inny. Zobacz, jak jest teraz, i zapisz ponownie.
error-conflict-named = W międzyczasie zmienił to ktoś inny. Teraz jest: „{ $name }”.
error-too-large = To więcej, niż można wysłać naraz. Wyślij mniej.
error-no-room = Na serwerze zabrakło miejsca. Nic z tego, co jest zapisane, nie zginęło; administrator może zrobić miejsce.
error-malformed = Serwer nie odczytał tego żądania. Odśwież stronę i spróbuj ponownie.
error-too-many-tries =
    { $seconds ->
        [one] Za dużo prób. Odczekaj { $seconds } sekundę i spróbuj ponownie.
        [few] Za dużo prób. Odczekaj { $seconds } sekundy i spróbuj ponownie.
       *[many] Za dużo prób. Odczekaj { $seconds } sekund i spróbuj ponownie.
    }
error-busy =
    { $seconds ->
        [one] Serwer jest zajęty. Nic się nie zmieniło, spróbuj ponownie za { $seconds } sekundę.
        [few] Serwer jest zajęty. Nic się nie zmieniło, spróbuj ponownie za { $seconds } sekundy.
       *[many] Serwer jest zajęty. Nic się nie zmieniło, spróbuj ponownie za { $seconds } sekund.
    }
error-unavailable = Serwer nie może teraz tego zrobić. Nic się nie zmieniło, spróbuj za chwilę.
error-offline = Serwer nie odpowiada. Sprawdź połączenie i spróbuj ponownie.
reason-required = Wypełnij to pole.
reason-cannot-open = Ta osoba nie może otworzyć przestrzeni. Najpierw daj jej dostęp.
reason-last-column = Tablica zachowuje ostatnią kolumnę i jedną na otwarte zadania.
reason-too-long =
    { $max ->
        [one] Zmieści się tu najwyżej { $max } znak.
        [few] Zmieszczą się tu najwyżej { $max } znaki.
       *[many] Zmieści się tu najwyżej { $max } znaków.
    }
reason-too-short =
    { $min ->
        [one] Potrzebny jest co najmniej { $min } znak.
        [few] Potrzebne są co najmniej { $min } znaki.
       *[many] Potrzeba co najmniej { $min } znaków.
    }
reason-too-many = Zmieści się tu najwyżej { $max }.
reason-malformed = Tego nie można tu użyć. Wczytaj stronę ponownie i spróbuj jeszcze raz.
reason-not-a-date = Potrzebna jest data, np. 2026-11-23 albo 23.11.2026.
reason-no-such-day = Nie ma takiego dnia: ten miesiąc ma { $days } dni.
reason-other-date-order = Potrzebna jest data w tej kolejności: { $order }.
reason-bare-number = Potrzebna jest data, np. 2026-11-23, a to jest liczba.
reason-time-alone = Potrzebna jest data, np. 2026-11-23, a to jest godzina bez dnia.
reason-not-a-number = Potrzebna jest liczba, np. 1234,56.
reason-other-decimal-mark = Inny znak dziesiętny: w tej kolumnie jest nim { $mark }.
reason-other-currency = Inna waluta: to pole jest w { $currency }.
reason-too-many-places =
    { $max ->
        [one] Najwyżej { $max } miejsce po przecinku.
        [few] Najwyżej { $max } miejsca po przecinku.
       *[many] Najwyżej { $max } miejsc po przecinku.
    }
reason-too-many-digits =
    { $max ->
        [one] Najwyżej { $max } cyfra przed przecinkiem.
        [few] Najwyżej { $max } cyfry przed przecinkiem.
       *[many] Najwyżej { $max } cyfr przed przecinkiem.
    }
reason-not-yes-or-no = Potrzebne jest „tak” lub „nie”.
reason-not-an-email = Potrzebny jest adres e-mail, np. imie@firma.pl.
reason-not-a-link = Potrzebny jest adres strony, np. https://firma.pl.
reason-not-a-phone = Potrzebny jest numer telefonu: od 3 do 20 cyfr, np. +48 22 123 45 67.
reason-not-a-currency = Potrzebny jest trzyliterowy kod waluty, np. PLN.
reason-not-an-emoji = To nie jest emoji.
reason-holds-separator = Nie może tu być przecinka ani średnika.
decimal-mark-comma = przecinek
decimal-mark-point = kropka
date-order-day-first = dzień, miesiąc, rok
date-order-month-first = miesiąc, dzień, rok
date-order-year-first = rok, miesiąc, dzień
reason-taken = To jest już zajęte. Wybierz coś innego.
reason-unknown = Nie ma „{ $value }”.
reason-ambiguous = „{ $value }” pasuje do kilku pozycji. Wskaż właściwą.
reason-not-offered = Na tym koncie nie używa się tego poziomu. Wybierz inny.
reason-deactivated = Konto tej osoby jest wyłączone.
reason-wrong-password = To nie jest właściwe hasło.
reason-changed-meanwhile = Przestrzenie, których to dotyczy, w międzyczasie się zmieniły. Sprawdź jeszcze raz, co się zmieni.
reason-last-administrator = Konto musi mieć administratora. Najpierw nadaj tę rolę komuś innemu.
reason-too-deep = Foldery mogą być zagnieżdżone najwyżej trzy razy. Wybierz inne miejsce.
reason-inside-itself = Folderu nie da się przenieść do niego samego. Wybierz inne miejsce.
reason-not-allowed = Nie możesz tego wybrać. Może to zrobić opiekun lub administrator.
